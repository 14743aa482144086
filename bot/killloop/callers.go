package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// callers are how many tenants telephone, and never write.
const callers = 3

// telephoned is when a call was, as it was said: so many minutes before a moment between two, by desk time.
type telephoned struct {
	Minutes     int
	After, Till time.Time
}

// asksFor is what callers telephone about.
var asksFor = []string{"5.3", "5.13", "5.5", "4.4", "4.6", "2.4", "3.6"}

// answerCall opens a matter for somebody who has telephoned.
func (c *clerk) answerCall(ctx context.Context) error {
	i := c.rng.IntN(callers)
	who := c.world.callers[i]
	r := &report{
		Who: c.user.FirstName, User: who.ID, Marker: fmt.Sprintf("#%02d-%03d#", 900+c.index, len(c.calls)+1),
		Service: asksFor[c.rng.IntN(len(asksFor))], Call: &telephoned{},
	}
	c.calls = append(c.calls, r)
	before := c.screen()
	draft := emulator.Draft{Text: "/open " + unitLabel(c.world.people+i)}
	if err := c.world.says(c.user, c.world.engineering.ID, draft); err != nil {
		return err
	}
	if err := c.until(ctx, "the dialog of a call", func() bool { return !c.screen().same(before) }, nil); err != nil {
		return err
	}
	first := c.screen().message
	ended := func() bool {
		said := c.said(first-1, "opened by "+c.user.FirstName+" from")
		if n := number.FindString(said); n != "" && !c.known[n] {
			r.Number, c.known[n] = n, true
		}
		return r.Number != ""
	}
	for range 60 {
		if ended() {
			return nil
		}
		if err := c.ask(ctx, r, c.screen(), ended); err != nil {
			return fmt.Errorf("call %s: %w", r.Marker, err)
		}
	}
	return fmt.Errorf("%s opens a matter, and comes to no end at %q: %w", c.user.FirstName, c.screen().text, errStuck)
}

// ask answers a question about the call.
func (c *clerk) ask(ctx context.Context, r *report, s screen, ended func() bool) error {
	if f, formed := r.field(s); formed {
		return c.fill(ctx, r, s, f, ended)
	}
	if b, sure := s.find("dialog.confirm"); sure {
		query, err := c.press(s, b)
		r.Confirms = append(r.Confirms, query)
		if err != nil {
			return err
		}
		return c.until(ctx, "what was opened", func() bool { return ended() || !c.screen().same(s) }, nil)
	}
	service, _ := catalogue.Default().Find(r.Service)
	switch wants := func(key string) bool { return s.begins(asked("open." + key)) }; {
	case wants("caller"):
		return c.choose(ctx, s, c.world.callers[slices.IndexFunc(c.world.callers, func(u emulator.User) bool { return u.ID == r.User })].FirstName, ended)
	case wants("service"):
		return c.reply(ctx, s, service.Buttons[desk.English], ended)
	case wants("urgency"):
		u := service.Urgencies[c.rng.IntN(len(service.Urgencies))]
		r.Urgency = string(u)
		return c.choose(ctx, s, text.Plain(desk.English, "urgency.button-"+r.Urgency), ended)
	case wants("words"):
		r.Words = []string{fmt.Sprintf("%s they say %d", r.Marker, c.rng.IntN(1_000_000))}
		return c.reply(ctx, s, r.Words[0], ended)
	case wants("called"):
		return c.date(ctx, r, s, ended)
	}
	return fmt.Errorf("%s does not know the question %q", c.user.FirstName, s.text)
}

// choose presses the button with this label.
func (c *clerk) choose(ctx context.Context, s screen, label string, ended func() bool) error {
	i := slices.IndexFunc(s.buttons, func(b emulator.Button) bool { return strings.HasSuffix(b.Text, label) })
	if i < 0 {
		return fmt.Errorf("%s finds no button %q in %v", c.user.FirstName, label, s.buttons)
	}
	return c.through(ctx, s, s.buttons[i], ended)
}

// date says when the call was.
func (c *clerk) date(ctx context.Context, r *report, s screen, ended func() bool) error {
	r.Call.Minutes = []int{0, 5, 15, 30}[c.rng.IntN(4)]
	b, ok := s.offers(strconv.Itoa(r.Call.Minutes))
	if !ok {
		return fmt.Errorf("%s cannot say when the call was: %v", c.user.FirstName, s.buttons)
	}
	r.Call.After = c.world.now()
	err := c.through(ctx, s, b, ended)
	r.Call.Till = c.world.now()
	return err
}

// fill answers a field of the service's form.
func (c *clerk) fill(ctx context.Context, r *report, s screen, f catalogue.Field, ended func() bool) error {
	if b, ok := s.find("dialog.skip"); ok && (f.Kind == catalogue.MediaField || c.rng.IntN(3) == 0) {
		return c.through(ctx, s, b, ended)
	}
	if options := s.options(); len(options) > 0 {
		b := options[c.rng.IntN(len(options))]
		r.picked(f, b)
		return c.through(ctx, s, b, ended)
	}
	said, kept := composed(c.rng, r, f)
	r.fills(f, kept)
	return c.reply(ctx, s, said, ended)
}

// behind is how far the desk's clock, which moves in steps, may be behind, in desk time.
const behind = time.Minute

// judgeCall holds when a matter counts from against when the call was.
func (r *report) judgeCall(t *keptTicket) (faults []string) {
	from, till := r.Call.After.Add(-r.Call.minutes()), r.Call.Till.Add(-r.Call.minutes())
	if t.Opened.Before(from.Add(-behind)) || t.Opened.After(till) {
		faults = append(faults, fmt.Sprintf("%s: %s counts from %s, and the call was between %s and %s", r.Marker, t.ID, t.Opened, from, till))
	}
	if opened := t.events[0]; opened.By.As != desk.AsStaff || !opened.Recorded.IsZero() && opened.Recorded.Before(opened.At) {
		faults = append(faults, fmt.Sprintf("%s: %s was opened by %v at %s, and recorded %s", r.Marker, t.ID, opened.By, opened.At, opened.Recorded))
	}
	return faults
}

func (c *telephoned) minutes() time.Duration { return time.Duration(c.Minutes) * time.Minute }
