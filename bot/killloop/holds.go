package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"frontdesk/storage/desk"
)

// hold is one that somebody has put on a ticket.
type hold struct {
	Ticket string
	Cause  desk.Cause
	Reason string // stands nowhere else
	Span   time.Duration
	// Done is that it was said to be on hold, Refused that it was not to be, and GoesOn the press that ends it.
	Done, Refused bool
	GoesOn        string
	Pressed       time.Time // when that press was made, by desk time
}

// spans are the waits that have a button.
var spans = []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour}

// hold puts a ticket on hold, and for half of them says later that it goes on.
func (c *clerk) hold(ctx context.Context) error {
	id := c.pick()
	if id == "" {
		return nil
	}
	h := &hold{
		Ticket: id, Cause: desk.Causes[c.rng.IntN(len(desk.Causes))], Span: spans[c.rng.IntN(len(spans))],
		Reason: fmt.Sprintf("a part is on its way ~%d-%d~", c.index, len(c.holds)+1),
	}
	c.holds = append(c.holds, h)
	before := c.screen()
	if _, err := c.world.Press(c.user.ID, c.world.engineering.ID, c.cards[id], cardPress(id, desk.PutOnHold)); err != nil {
		return err
	}
	var since time.Time
	gone := func() bool { // somebody was faster, and it is over
		if c.watch(); !c.runs[id] && since.IsZero() {
			since = time.Now()
		}
		return !since.IsZero() && time.Since(since) > patientFor
	}
	if err := c.until(ctx, "the dialog of a hold", func() bool { return !c.screen().same(before) || gone() }, nil); err != nil {
		return err
	}
	if c.screen().same(before) {
		return nil
	}
	if err := c.wait(ctx, h); err != nil || !h.Done || c.rng.IntN(2) == 0 {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(c.rng.IntN(3000)) * time.Millisecond):
	}
	var err error
	h.Pressed = c.world.now()
	h.GoesOn, err = c.world.Press(c.user.ID, c.world.engineering.ID, c.cards[id], cardPress(id, desk.GoOn))
	return err
}

// cardPress is what the data of a card's button say.
func cardPress(id string, a desk.Action) string {
	return strings.Join([]string{"t", id, string(a), ""}, "|")
}

// waits is how a group is told that somebody has put a ticket on hold, up to what differs by whether the tenant reads it.
func waits(ticket, who string) string {
	first, _, _ := strings.Cut(asked("hold.done"), ". ")
	return strings.NewReplacer("{ticket}", ticket, "{who}", who).Replace(first)
}

// wait walks through the dialog in which a hold is explained.
func (c *clerk) wait(ctx context.Context, h *hold) error {
	first := c.screen().message
	ended := func() bool {
		h.Done = h.Done || c.said(first-1, waits(h.Ticket, c.user.FirstName)) != ""
		for _, key := range []string{"refusal.hold-too-long", "refusal.not-now"} {
			h.Refused = h.Refused || !h.Done && c.said(first-1, strings.Replace(asked(key), "{ticket}", h.Ticket, 1), h.Reason) != ""
		}
		return h.Done || h.Refused
	}
	for range 20 {
		if ended() {
			return nil
		}
		s := c.screen()
		if b, asks := s.offers(string(h.Cause)); asks {
			if err := c.through(ctx, s, b, ended); err != nil {
				return err
			}
			continue
		}
		if b, asks := s.offers(h.Span.String()); asks {
			if err := c.through(ctx, s, b, ended); err != nil {
				return err
			}
			continue
		}
		if err := c.reply(ctx, s, h.Reason, ended); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s has %s wait, and comes to no end at %q: %w", c.user.FirstName, h.Ticket, c.screen().text, errStuck)
}

// span is a time in which a ticket waited, as its events tell it.
type span struct {
	desk.HeldData
	From, End time.Time // zero: it waits still
	early     bool
}

// noteHold takes in that a ticket waits, or waits no longer.
func (h *history) noteHold(e desk.Event, held desk.HeldData, early bool) {
	switch n := len(h.waits); {
	case e.Type == desk.EvHeld:
		h.endWait(e.At)
		h.waits = append(h.waits, span{HeldData: held, From: e.At})
		if e.By.As == desk.AsStaff && held.Reason != "" && h.opened.Reporter.User != 0 { // the tenant reads why
			h.answer(e.At)
		}
	case n == 0 || !h.waits[n-1].End.IsZero():
		h.faults = append(h.faults, fmt.Sprintf("event %d ends a hold, and there is none", e.Seq))
	case early && (e.By.As != desk.AsStaff || !e.At.Before(h.waits[n-1].Until)):
		h.faults = append(h.faults, fmt.Sprintf("event %d ends a hold early, which ran until %s", e.Seq, h.waits[n-1].Until))
	case !early && (e.By.As != desk.AsSystem || e.At.Before(h.waits[n-1].Until)):
		h.faults = append(h.faults, fmt.Sprintf("event %d says that a hold has run out, which ran until %s", e.Seq, h.waits[n-1].Until))
	default:
		h.waits[n-1].early = early
		if !early {
			h.ran++
			h.ranAt = append(h.ranAt, e.At)
		}
		h.endWait(e.At)
	}
}

// endWait ends the hold in which the ticket waits, at the latest when it was to end.
func (h *history) endWait(at time.Time) {
	n := len(h.waits)
	if n == 0 || !h.waits[n-1].End.IsZero() {
		return
	}
	if h.waits[n-1].Until.Before(at) {
		at = h.waits[n-1].Until
	}
	h.waits[n-1].End = at
}

// stands tells the clocks that no hold pauses: the first answers to a matter.
var stands = map[desk.Clock]bool{
	desk.ClockWorkOrder: true, desk.ClockTake: true, desk.ClockReply: true, desk.ClockAccept: true, desk.ClockContact: true,
}

// held moves a moment on by the time for which the clock was held before it, counted from a moment.
func (h *history) held(c desk.Clock, since, at time.Time) time.Time {
	if stands[c] {
		return at
	}
	for _, w := range h.waits {
		from := w.From
		if from.Before(since) {
			from = since
		}
		if from.Before(at) && w.End.After(from) {
			at = at.Add(w.End.Sub(from))
		}
	}
	return at
}

// woken is the moment, or where the clock is held then, when it goes on.
func (h *history) woken(c desk.Clock, at time.Time) time.Time {
	for _, w := range h.waits {
		if !stands[c] && !at.Before(w.From) && at.Before(w.End) {
			at = w.End
		}
	}
	return at
}

// judgeHolds: each hold that was said to stand is with its ticket once, as it was said, and no other; each has ended,
// and who said that it goes on was heard.
func judgeHolds(holds []*hold, tickets []*keptTicket, taken map[string]bool, until time.Time) (n int, faults []string) {
	said := map[string]*hold{}
	for _, h := range holds {
		said[h.Reason] = h
	}
	found := map[string]int{}
	for _, t := range tickets {
		for _, f := range t.history.faults {
			faults = append(faults, fmt.Sprintf("%s: %s", t.ID, f))
		}
		for _, w := range t.history.waits {
			n++
			found[w.Reason]++
			for _, f := range w.differs(said[w.Reason], taken, until) {
				faults = append(faults, fmt.Sprintf("%s, hold %q: %s", t.ID, w.Reason, f))
			}
			if h := said[w.Reason]; h != nil && h.Ticket != string(t.ID) {
				faults = append(faults, fmt.Sprintf("%s: the hold %q is another ticket's, %s", t.ID, w.Reason, h.Ticket))
			}
		}
	}
	for _, h := range holds {
		switch got := found[h.Reason]; {
		case h.Done && got != 1:
			faults = append(faults, fmt.Sprintf("%s: the hold %q was confirmed, and is with it %d times", h.Ticket, h.Reason, got))
		case !h.Done && got > 0:
			faults = append(faults, fmt.Sprintf("%s: the hold %q was never confirmed, and is with it", h.Ticket, h.Reason))
		}
	}
	return n, faults
}

// lag is how long after it was made a press may be handled at most, in desk time: the desk may be down.
const lag = 15 * time.Minute

// differs lists where a hold is not what was said.
func (w span) differs(h *hold, taken map[string]bool, until time.Time) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	switch {
	case h == nil:
		fault("nobody said so")
		return faults
	case w.Cause != h.Cause:
		fault("it waits for %s, and %s was said", w.Cause, h.Cause)
	case !w.Until.Equal(w.From.Add(h.Span)):
		fault("it waits from %s until %s, and %s was said", w.From, w.Until, h.Span)
	}
	switch {
	case w.End.IsZero() && until.Sub(w.Until) > edge:
		fault("it has run out, and nothing says so")
	case w.early && h.GoesOn == "":
		fault("it was ended, and nobody did that")
	case h.GoesOn != "" && !taken[h.GoesOn]:
		fault("the press that ends it was never taken")
	case h.GoesOn != "" && !w.early && w.End.Equal(w.Until) && w.Until.Sub(h.Pressed) > lag:
		fault("the press that ends it left nothing")
	}
	return faults
}
