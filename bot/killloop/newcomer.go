package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"frontdesk/bot/emulator"
)

// newcomer is somebody without an invitation, who asks to be let into a unit.
type newcomer struct {
	tenant
	after time.Duration // of machine time, from the beginning
	unit  string
	// Asked is that the request was made, and Withdrawn that the press on Withdraw was made.
	Asked, Withdrawn bool
}

func newNewcomer(w *world, seed uint64, i, tenants int, within time.Duration) *newcomer {
	name := fmt.Sprintf("Newcomer %02d", i+1)
	n := &newcomer{tenant: tenant{
		index: i, world: w, rng: chance(seed, name), known: map[string]bool{},
		user: w.AddUser(emulator.User{FirstName: name, LanguageCode: "en"}),
	}}
	n.after = time.Duration(n.rng.Int64N(int64(within)))
	n.unit = unitLabel(n.rng.IntN(tenants))
	return n
}

// unitLabel is how people write a tenant's unit.
func unitLabel(i int) string { return fmt.Sprintf("A-%d", unitNumber(i)) }

// live asks once, and waits for the answer. Whoever has not begun by the time everybody goes home stays away.
func (n *newcomer) live(ctx context.Context, closing <-chan struct{}) error {
	select {
	case <-closing:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(n.after):
	}
	if err := n.request(ctx); err != nil {
		return err
	}
	if n.one(5) {
		s, _ := n.screen()
		if b, ok := s.find("join.withdraw"); ok {
			n.Withdrawn = true
			if _, err := n.press(s, b); err != nil {
				return err
			}
		}
	}
	return n.until(ctx, "being let in or not", func() bool { return n.heard() != "" })
}

// request walks through the dialog in which somebody asks.
func (n *newcomer) request(ctx context.Context) error {
	if err := n.say("/start"); err != nil {
		return err
	}
	s, err := n.changed(ctx, screen{}, "the first screen")
	if err != nil {
		return err
	}
	b, ok := s.find("home.join")
	if !ok {
		return fmt.Errorf("%s cannot ask to be let in: %v", n.user.FirstName, s.buttons)
	}
	if s, err = n.through(ctx, s, b, "the question for the unit"); err != nil {
		return err
	}
	for range 30 {
		if err := n.think(ctx); err != nil {
			return err
		}
		if s, err = n.introduce(ctx, s); err != nil || n.Asked {
			return err
		}
	}
	return fmt.Errorf("%s asks to be let in, and comes to no end at %q: %w", n.user.FirstName, s.text, errStuck)
}

func (n *newcomer) introduce(ctx context.Context, s screen) (screen, error) {
	wants := func(key string) bool { return strings.Contains(s.text, asked(key)) }
	switch {
	case s.asks() == sure:
		b, _ := s.find("dialog.confirm")
		now, err := n.through(ctx, s, b, "the request's being taken")
		_, n.Asked = now.find("join.withdraw")
		return now, err
	case wants("join.unit"):
		return n.tell(ctx, s, emulator.Draft{Text: n.unit})
	case wants("join.name"):
		return n.tell(ctx, s, emulator.Draft{Text: n.user.FirstName})
	case wants("join.phone"):
		return n.tell(ctx, s, emulator.Draft{Text: fmt.Sprintf("9123 45%02d", n.index)})
	}
	return n.resume(ctx, s, "/start")
}

// What a newcomer hears in the end, by how it begins.
var (
	letIn     = begins("join.told-in")
	turnedOff = begins("join.told-declined")
	takenBack = begins("join.withdrawn")
)

// heard is the answer that the newcomer has been given, "" where there is none yet.
func (n *newcomer) heard() string {
	for _, m := range n.world.MessagesSince(n.user.ID, 0) {
		for _, answer := range []string{letIn, turnedOff, takenBack} {
			if m.From.IsBot && strings.Contains(m.Text, answer) {
				return answer
			}
		}
	}
	return ""
}

// newcomers ask now and then while the desk is being killed: about one for eight kills.
func (a *cast) newcomers() []*newcomer {
	all := make([]*newcomer, 0, minNewcomers+a.kills/8)
	for i := range cap(all) {
		all = append(all, newNewcomer(a.world, a.seed, i, a.people, 600*time.Millisecond*time.Duration(1+a.kills)))
	}
	return all
}

const minNewcomers = 2
