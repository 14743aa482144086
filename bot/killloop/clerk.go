package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

// clerk is an engineer at the telephone: has tickets wait and go on, and opens matters for callers. All that takes
// dialogs, which stand in the group for everybody to see.
type clerk struct {
	index int
	user  emulator.User
	world *world
	rng   *rand.Rand
	read  int             // calls that were looked at
	cards map[string]int  // by ticket: its card
	about map[int]string  // by message: the ticket of which it is the card
	runs  map[string]bool // by ticket: it can be put on hold, as its card says
	known map[string]bool // tickets that this one has been told of

	holds []*hold
	calls []*report
}

// clerks are how many there are; each looks after tickets of its own.
const clerks = 3

func newClerk(w *world, seed uint64, i int) *clerk {
	return &clerk{
		index: i, user: w.clerks[i], world: w, rng: chance(seed, w.clerks[i].FirstName),
		cards: map[string]int{}, about: map[int]string{}, runs: map[string]bool{}, known: map[string]bool{},
	}
}

// live does one thing after another until everybody goes home.
func (c *clerk) live(ctx context.Context, closing <-chan struct{}) error {
	for {
		select {
		case <-closing:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(100+c.rng.IntN(700)) * time.Millisecond):
		}
		do := c.hold
		if c.rng.IntN(3) == 0 {
			do = c.answerCall
		}
		if err := do(ctx); err != nil {
			return err
		}
	}
}

// watch looks at the cards in the group.
func (c *clerk) watch() {
	calls := c.world.record.since(c.read)
	c.read += len(calls)
	for _, one := range calls {
		if !one.shows() || one.chat != c.world.engineering.ID {
			continue
		}
		id, waits := button(one, desk.PutOnHold)
		if waits {
			c.cards[id], c.about[one.message] = one.message, id
		}
		if id, card := c.about[one.message]; card {
			c.runs[id] = waits
		}
	}
}

// pick is a ticket of this clerk's own that can be put on hold, "" where there is none.
func (c *clerk) pick() string {
	c.watch()
	var mine []string
	for id, runs := range c.runs {
		n, err := strconv.Atoi(id[2:])
		if err == nil && n%clerks == c.index && runs {
			mine = append(mine, id)
		}
	}
	if len(mine) == 0 {
		return ""
	}
	slices.Sort(mine)
	return mine[c.rng.IntN(len(mine))]
}

// screen is the newest message of the group with buttons of this clerk's dialogs.
func (c *clerk) screen() screen {
	mine := "." + strconv.FormatInt(c.user.ID, 36)
	for _, m := range slices.Backward(c.world.Messages(c.world.engineering.ID)) {
		buttons := slices.Concat(m.Inline...)
		for _, b := range buttons {
			if p, ok := pressed(b.Data); ok && strings.HasSuffix(p.instance, mine) {
				return screen{message: m.ID, text: m.Text, buttons: buttons}
			}
		}
	}
	return screen{}
}

// until waits for something to be seen, and does it again where that may help.
func (c *clerk) until(ctx context.Context, what string, is func() bool, again func() error) error {
	last := time.Now()
	for began := time.Now(); time.Since(began) < longest; {
		if is() {
			return nil
		}
		if again != nil && time.Since(last) > patientFor {
			last = time.Now()
			if err := again(); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
	return fmt.Errorf("%s waits for %s: %w", c.user.FirstName, what, errStuck)
}

func (c *clerk) press(s screen, b emulator.Button) (query string, err error) {
	return c.world.Press(c.user.ID, c.world.engineering.ID, s.message, b.Data)
}

// reply answers a question in words; ended tells that the dialog is over.
func (c *clerk) reply(ctx context.Context, s screen, words string, ended func() bool) error {
	say := func() error { // again where a life ended before it knew which message it had sent
		return c.world.says(c.user, c.world.engineering.ID, emulator.Draft{Text: words, ReplyTo: c.screen().message})
	}
	if err := say(); err != nil {
		return err
	}
	return c.until(ctx, "an answer to "+words, func() bool { return !c.screen().same(s) || ended() }, say)
}

// through presses a button and waits for what comes.
func (c *clerk) through(ctx context.Context, s screen, b emulator.Button, ended func() bool) error {
	if _, err := c.press(s, b); err != nil {
		return err
	}
	return c.until(ctx, "what comes after "+b.Text, func() bool { return !c.screen().same(s) || ended() }, nil)
}

// offers is the button that answers with this, and whether there is one.
func (s screen) offers(arg string) (emulator.Button, bool) {
	i := slices.IndexFunc(s.options(), func(b emulator.Button) bool { p, _ := pressed(b.Data); return p.arg == arg })
	if i < 0 {
		return emulator.Button{}, false
	}
	return s.options()[i], true
}

// said is the newest message of the bot in the group, after a message, in which the words stand; "" where there is none.
func (c *clerk) said(after int, words ...string) string {
	for _, m := range slices.Backward(c.world.MessagesSince(c.world.engineering.ID, after)) {
		if m.From.IsBot && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(m.Text, w) }) {
			return m.Text
		}
	}
	return ""
}
