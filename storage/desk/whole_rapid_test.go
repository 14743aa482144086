package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// happening is whatever can happen to a ticket that is not over, after a while.
type happening struct {
	After time.Duration
	What  string
	Span  time.Duration // of a hold, or until a visit
	By    Actor
	Data  ReclassifiedData
}

var happenings = []string{
	"accept", "arrive", "finish", "cant", "called", "seen", "seen", "hold", "hold", "hold", "on", "find", "find", "move", "move", "urgency",
	"visit", "thanks", "nothing",
}

// drawFinding is what a ticket is found to be: with other promises, and mostly with another policy.
func drawFinding(t *rapid.T) ReclassifiedData {
	d := ReclassifiedData{Service: ServiceRef{Ref: "5.13"}, Promises: drawOpening(t).Promises, Urgency: Urgent, Reason: "found"}
	if rapid.IntRange(0, 3).Draw(t, "policy") > 0 {
		p := drawPolicy(t)
		d.Policy = &p
	}
	return d
}

func drawHappenings(t *rapid.T) []happening {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) happening {
		h := happening{
			After: rapid.OneOf(
				rapid.Map(rapid.IntRange(0, 240), func(s int) time.Duration { return time.Duration(s) * time.Second }),
				rapid.Map(rapid.IntRange(0, 240), func(m int) time.Duration { return time.Duration(m) * time.Minute }),
				rapid.Map(rapid.IntRange(0, 40), func(h int) time.Duration { return time.Duration(h) * time.Hour }),
			).Draw(t, "after"),
			What: rapid.SampledFrom(happenings).Draw(t, "what"),
			Span: time.Duration(rapid.IntRange(1, 2000).Draw(t, "span")) * time.Minute,
			By:   rapid.SampledFrom([]Actor{wong, ho}).Draw(t, "by"),
		}
		switch h.What {
		case "find":
			h.Data = drawFinding(t)
		case "move":
			h.Data = drawFinding(t)
			h.Data.Desk = rapid.SampledFrom([]Name{Security, Lobby, Engineering}).Draw(t, "desk")
		case "urgency":
			h.Data = drawFinding(t)
			h.Data.Service, h.Data.Urgency = ServiceRef{}, Critical
		}
		return h
	}), 0, 14).Draw(t, "happenings")
}

// whole is a life in which everything happens that can.
type whole struct {
	life
	highest map[string]int           // level raised, by clock and round
	spent   map[string]time.Duration // the most that each clock was seen to have run
	broken  map[string]time.Time
}

func live(t *rapid.T, o OpenedData, e *Estate, happens []happening, everyMoment, restarts bool) *whole {
	w := &whole{
		life:    life{t: t, everyMoment: everyMoment, restarts: restarts},
		highest: map[string]int{}, spent: map[string]time.Duration{},
	}
	w.begin(o, e)
	w.fires()
	for _, h := range happens {
		w.lets(w.now.Add(h.After))
		w.befalls(h)
		w.settle()
		w.fires()
		w.holdsTrue()
	}
	w.lets(w.now.Add(30 * time.Hour))
	return w
}

// lets the time come.
func (w *whole) lets(until time.Time) {
	for w.everyMoment && !w.next.IsZero() && !w.next.After(until) {
		w.now = w.next
		w.fires()
	}
	w.now = until
	w.fires()
	w.holdsTrue()
}

func (w *whole) befalls(h happening) {
	k, now := w.ticket, w.now
	var err error
	switch h.What {
	case "accept":
		err = k.Accept(h.By, now)
	case "arrive":
		err = k.Arrive(h.By, now)
	case "finish":
		err = k.Finish(h.By, now)
	case "cant":
		err = k.Cant(w.estate, "no key", h.By, now)
	case "called":
		err = k.Called(h.By, now)
	case "seen":
		err = k.SeeTo(w.estate, h.By, now)
	case "hold":
		err = k.Hold(w.estate, HeldData{Cause: CauseTenant, Reason: "away", Until: now.Add(h.Span)}, false, h.By, now)
	case "on":
		err = k.GoOn(h.By, now)
	case "find", "move", "urgency":
		w.finds(h)
	case "visit":
		err = k.Agree(w.estate, Window{From: now.Add(h.Span), Until: now.Add(h.Span + 2*time.Hour)}, h.By, now)
	case "thanks":
		before := asJSON(w.t, k.Measured(w.estate, now))
		err = k.Say(SaidData{Text: "thanks"}, tenant, now)
		if after := asJSON(w.t, k.Measured(w.estate, now)); after != before {
			w.t.Fatalf("thanks changed the clocks from %s\n to %s", before, after)
		}
	}
	refusedAtMost(w.t, k, err)
}

// finds checks that whoever held a ticket that moves does not any more, and that it begins a round of its own.
func (w *whole) finds(h happening) {
	k, from, round := w.ticket, w.ticket.Desk, w.ticket.Round
	err := k.Reclassify(w.estate, h.Data, h.By, w.now)
	refusedAtMost(w.t, k, err)
	if err != nil {
		return
	}
	moved := h.Data.Desk != "" && h.Data.Desk != from
	if moved && (k.Desk != h.Data.Desk || k.Holder.Name != "" || k.Round != round+1 || k.State != StateOpen || !k.Free.Equal(w.now)) {
		w.t.Fatalf("moved from %s to %s: %s", from, h.Data.Desk, asJSON(w.t, k))
	}
	if !moved && (k.Desk != from || k.Round != round) {
		w.t.Fatalf("found to be what it was: %s", asJSON(w.t, k))
	}
	for _, r := range k.Clocks(w.estate) {
		if moved && r.Open() && r.Acked != (Actor{}) {
			w.t.Fatalf("%+v is still in the hands of somebody of another desk", r)
		}
	}
}

// fires does what the ticket's timer does, and checks each alert.
func (w *whole) fires() {
	k := w.ticket
	k.RunOut(w.now)
	before := kept(w.t, k)
	alerts, breaches, _ := fire(k, w.estate, w.now)
	for _, r := range k.Renewals(w.estate, w.now) {
		if !r.Until.After(w.now) || r.Due.After(w.now) || r.Before.After(w.now) || r.Until.Truncate(time.Minute) != r.Until {
			w.t.Fatalf("%+v promised anew at %s", r, w.now)
		}
		k.Renew(r, w.now)
	}
	for _, a := range alerts {
		w.alerted(before, a)
	}
	for _, b := range breaches {
		if _, again := before.Broken[clockKey(b.Clock, b.Cycle)]; again || b.Due.After(w.now) {
			w.t.Fatalf("%+v noted at %s, broken were %v", b, w.now, before.Broken)
		}
	}
	w.alerts = append(w.alerts, alerts...)
	w.settle()
	again, more, next := w.ticket.Climb(w.estate, w.now)
	if len(again)+len(more) > 0 || !next.IsZero() && !next.After(w.now) {
		w.t.Fatalf("still due at %s: %v, %v, next %s", w.now, told(again), more, next)
	}
	w.next = earlier(next, w.ticket.HoldEnds())
	if renews := w.ticket.RenewsAt(w.estate, w.now); !renews.IsZero() {
		if !renews.After(w.now) {
			w.t.Fatalf("still to be promised anew at %s: %s", w.now, asJSON(w.t, w.ticket))
		}
		w.next = earlier(w.next, renews)
	}
	w.speaks()
}

// alerted: once for each clock, round and level, ascending, never early, never while paused, met or in hand.
func (w *whole) alerted(before *Ticket, a Alert) {
	key := clockKey(a.Clock, a.Cycle)
	r, running := before.ClockOf(a.Clock, a.Cycle, w.estate)
	_, lapsed := before.Acked[key]
	lapsed = lapsed && w.ticket.Acked[key] == (Actor{})
	switch highest, known := w.highest[key]; {
	case !running || !r.Open() || r.Acked != (Actor{}) && !lapsed:
		w.t.Fatalf("%+v raised for what is past, met or in hand: %+v", a, r)
	case known && a.Level <= highest:
		w.t.Fatalf("%+v raised after level %d", a, highest)
	case a.At.After(w.now) || a.Breach && a.At.Before(r.Due) || a.Breach == a.At.Before(a.Due) || !a.Due.Equal(r.Due):
		w.t.Fatalf("%+v raised at %s, due %s", a, w.now, r.Due)
	case w.ticket.Asleep(w.estate, w.now):
		w.t.Fatalf("at %s somebody is woken by %+v", w.now, a)
	case pausable(a.Clock) && w.ticket.Held(w.now) != nil:
		w.t.Fatalf("%+v raised at %s in a hold: %+v", a, w.now, w.ticket.Holds)
	}
	l := before.ladder(a.Clock, a.Cycle)
	if k := a.Level - l.first(); k >= 0 && (len(l.levels) == 0 || !a.Breach) {
		w.t.Fatalf("level %d of %+v tells of a breach, and it is none: %+v", k, l, a)
	}
	if a.Level < l.base {
		w.t.Fatalf("%+v is below where its ladder begins, %d", a, l.base)
	}
	w.highest[key] = a.Level
}

// longestSilence is how long it may be quiet about what is broken and in nobody's hands: the office of a drawn estate
// may open once a week.
const longestSilence = 15 * 24 * time.Hour

// speaks: what is owed and in nobody's hands comes to somebody's notice, soon enough.
func (w *whole) speaks() {
	k := w.ticket
	for _, r := range k.Clocks(w.estate) {
		key := clockKey(r.Promise.Clock, r.Cycle)
		if !r.Open() || k.Acked[key].Name != "" {
			continue
		}
		at, ok := k.moment(w.estate, r, k.ladder(r.Promise.Clock, r.Cycle), k.Climbed[key])
		after := later(later(w.now, r.Due), k.HoldEnds())
		if !ok || at.After(after.Add(longestSilence)) {
			w.t.Fatalf("silence about %s from %s until %s, %t: %s", key, w.now, at, ok, asJSON(w.t, k))
		}
	}
}

// holdsTrue checks what must hold of the ticket at every moment.
func (w *whole) holdsTrue() {
	w.checkTicket()
	k := w.ticket
	for _, r := range k.Measured(w.estate, w.now) {
		if r.Start.IsZero() {
			continue
		}
		key := fmt.Sprint(clockKey(r.Promise.Clock, r.Cycle), r.Start, r.Promise.InHours, k.Desk)
		if r.Elapsed < w.spent[key] || r.Elapsed > r.Gross {
			w.t.Fatalf("%s ran %s, and now %s of %s", key, w.spent[key], r.Elapsed, r.Gross)
		}
		w.spent[key] = r.Elapsed
		var ran, all time.Duration
		for _, s := range k.Spans(r.Promise, w.estate, w.now) {
			if all += s.Until.Sub(s.From); s.Kind == SpanRunning {
				ran += s.Until.Sub(s.From)
			}
		}
		if ran != r.Elapsed || all != r.Gross {
			w.t.Fatalf("%s: spans of %s of %s, elapsed %s of %s", key, ran, all, r.Elapsed, r.Gross)
		}
	}
	for key, due := range w.broken {
		if !k.Broken[key].Equal(due) {
			w.t.Fatalf("the breach of %s at %s has become %s", key, due, k.Broken[key])
		}
	}
	w.broken = kept(w.t, k.Broken)
	noted := map[string]bool{}
	for _, e := range w.events {
		if e.Type != EvBreached {
			continue
		}
		b := decoded[ClockData](w.t, e)
		if key := clockKey(b.Clock, b.Cycle); noted[key] {
			w.t.Fatalf("%s was broken twice", key)
		} else {
			noted[key] = true
		}
	}
}

func TestWhateverHappensEachPromiseIsWatchedAndEachBreachToldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, e, happens := drawOpening(t), inZone(t, rapid.SampledFrom(zones).Draw(t, "zone")), drawHappenings(t)
		p := drawPolicy(t)
		o.Kind, o.Urgency, o.Policy, e.Office = Repair, Ordinary, &p, drawHours(t)
		e.Desks = map[Name]Hours{Security: {Always: true}, Lobby: drawHours(t)}
		prompt := live(t, o, e, happens, true, false)
		restarted := live(t, o, e, happens, true, true)
		if got, want := told(restarted.alerts), told(prompt.alerts); !slices.Equal(got, want) {
			t.Fatalf("with restarts %q\n     without %q", got, want)
		}
		if got, want := asJSON(t, restarted.ticket), asJSON(t, prompt.ticket); got != want {
			t.Fatalf("with restarts %s\n     without %s", got, want)
		}
		down := live(t, o, e, happens, false, true)
		if got, want := asJSON(t, down.ticket.Broken), asJSON(t, prompt.ticket.Broken); got != want {
			t.Fatalf("broken with downtime %s\n     without %s", got, want)
		}
		quiet := p.Quiet || slices.ContainsFunc(happens, func(h happening) bool { return h.Data.Policy != nil && h.Data.Policy.Quiet })
		if quiet {
			return // who comes back at night may find it taken by morning
		}
		if got, want := down.levels(), prompt.levels(); !slices.Equal(got, want) {
			t.Fatalf("with downtime %q\n      without %q", got, want)
		}
	})
}

// levels says which levels were raised, and when each was to be, without the repeats, of which downtime leaves the
// latest.
func (w *whole) levels() []string {
	var lines []string
	for _, a := range w.alerts {
		if !a.Last {
			lines = append(lines, fmt.Sprintf("%s#%d/%d at %s", a.Clock, a.Cycle, a.Level, a.At))
		}
	}
	slices.Sort(lines)
	return lines
}

func decoded[T any](t *rapid.T, e Event) T {
	var d T
	must(t, json.Unmarshal(e.Data, &d))
	return d
}
