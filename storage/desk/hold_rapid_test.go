package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// waits is a life in which a ticket is held, goes on, is found to be something else and is visited at another time.
type waits struct {
	t      *rapid.T
	ticket *Ticket
	estate *Estate
	events []Event
	now    time.Time
	// spent is the most that each clock was ever seen to have run, in its round.
	spent  map[string]time.Duration
	broken map[string]time.Time
	fresh  bool // the ticket is read anew before each deed
	raised []string
}

func (w *waits) settle() {
	for _, e := range w.ticket.Fresh() {
		w.events = append(w.events, kept(w.t, e))
	}
	w.ticket.Stored()
	if w.fresh {
		w.ticket = kept(w.t, w.ticket)
	}
}

// fire does what the ticket's timer does.
func (w *waits) fire() {
	w.ticket.RunOut(w.now)
	alerts, _, _ := fire(w.ticket, w.estate, w.now)
	for _, a := range alerts {
		if r, _ := w.ticket.ClockOf(a.Clock, a.Cycle, w.estate); r.Open() && pausable(a.Clock) && w.ticket.Held(w.now) != nil {
			w.t.Fatalf("%+v raised at %s while it is held: %+v", a, w.now, w.ticket.Holds)
		}
		w.raised = append(w.raised, clockKey(a.Clock, a.Cycle)+" "+string(rune('0'+a.Level)))
	}
	w.settle()
}

func (w *waits) reach(to time.Time) {
	for {
		_, _, next := w.ticket.Climb(w.estate, w.now)
		if next = earlier(next, w.ticket.HoldEnds()); next.IsZero() || next.After(to) {
			break
		}
		w.now = later(w.now, next)
		w.fire()
	}
	w.now = to
	w.fire()
	w.check()
}

func (w *waits) check() {
	k := w.ticket
	replayed, err := Replay(k.ID, w.events)
	must(w.t, err)
	if got, want := asJSON(w.t, replayed), asJSON(w.t, k); got != want {
		w.t.Fatalf("replayed %s\n  stored %s", got, want)
	}
	for _, r := range k.Measured(w.estate, w.now) {
		key := clockKey(r.Promise.Clock, r.Cycle) + r.Start.String() + hoursOf(r.Promise)
		if r.Elapsed < w.spent[key] {
			w.t.Fatalf("%s ran %s, and now %s", key, w.spent[key], r.Elapsed)
		}
		w.spent[key] = r.Elapsed
		var ran time.Duration
		for _, s := range k.Spans(r.Promise, w.estate, w.now) {
			if s.Kind == SpanRunning {
				ran += s.Until.Sub(s.From)
			}
		}
		if ran != r.Elapsed || r.Elapsed > r.Gross {
			w.t.Fatalf("%s: spans of %s, elapsed %s of %s", key, ran, r.Elapsed, r.Gross)
		}
	}
	for key, due := range w.broken {
		if !k.Broken[key].Equal(due) {
			w.t.Fatalf("the breach of %s at %s has become %s", key, due, k.Broken[key])
		}
	}
	w.broken = kept(w.t, k.Broken)
	for i, h := range k.Holds { // in order, none into another
		if h.End().Before(h.From) || i > 0 && h.From.Before(k.Holds[i-1].End()) || h.Until.After(h.From.AddDate(1, 0, 0)) {
			w.t.Fatalf("holds %+v", k.Holds)
		}
	}
}

// hoursOf tells promises apart whose time counts differently: the same time is more of one than of the other.
func hoursOf(p Promise) string {
	if p.InHours {
		return inHours
	}
	return ""
}

func (w *waits) do(what string, span time.Duration) {
	k, now := w.ticket, w.now
	var err error
	switch what {
	case "accept":
		err = k.Accept(wong, now)
	case "arrive":
		err = k.Arrive(wong, now)
	case "done":
		err = k.Finish(wong, now)
	case "cant":
		err = k.Cant(w.estate, "no", wong, now)
	case "hold":
		err = k.Hold(w.estate, HeldData{Cause: CauseTenant, Reason: "away", Until: now.Add(span)}, false, wong, now)
	case "on":
		err = k.GoOn(wong, now)
	case "find":
		err = k.Reclassify(w.estate, ReclassifiedData{Urgency: Critical, Promises: drawOpening(w.t).Promises}, wong, now)
	case "visit":
		err = k.Agree(w.estate, Window{From: now.Add(span), Until: now.Add(span + time.Hour)}, wong, now)
	case "seen":
		err = k.SeeTo(w.estate, wong, now)
	}
	refusedAtMost(w.t, k, err)
	w.settle()
	w.fire()
	w.check()
}

// refusedAtMost checks that what was not possible was refused in words that can be told, and recorded nothing.
func refusedAtMost(t *rapid.T, k *Ticket, err error) {
	if err == nil {
		return
	}
	var refused *Error
	if !errors.As(err, &refused) || len(k.Fresh()) > 0 {
		t.Fatalf("%v, with %d events", err, len(k.Fresh()))
	}
}

func TestHoldsAndFindingsKeepWhatWasSpentAndBroken(t *testing.T) {
	deeds := []string{"accept", "arrive", "done", "cant", "hold", "hold", "hold", "on", "find", "visit", "seen", "nothing"}
	rapid.Check(t, func(t *rapid.T) {
		o, e := drawOpening(t), inZone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		o.Kind, e.Office = Repair, drawHours(t)
		w := &waits{t: t, estate: e, now: start, fresh: rapid.Bool().Draw(t, "restarts"), spent: map[string]time.Duration{}}
		w.ticket = Open("R-1001", o, tenant, start)
		w.settle()
		w.fire()
		for range rapid.IntRange(0, 10).Draw(t, "deeds") {
			w.reach(w.now.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "after")) * time.Minute))
			span := time.Duration(rapid.IntRange(1, 3000).Draw(t, "span")) * time.Minute
			w.do(rapid.SampledFrom(deeds).Draw(t, "deed"), span)
		}
		w.reach(w.now.Add(100 * time.Hour))
		slices.Sort(w.raised)
		if len(slices.Compact(slices.Clone(w.raised))) != len(w.raised) {
			t.Fatalf("raised twice: %s", strings.Join(w.raised, ", "))
		}
	})
}

func BenchmarkClocks(b *testing.B) {
	k := opened(b, Repair, "work_order=3m;take=3m;reply=15m;arrive=15m;fix=1h@arrived;complete=4h in hours")
	e := &Estate{ID: "bay", Zone: hongKong, Office: officeHours}
	must(b, k.Accept(wong, minutes(1)), k.Arrive(wong, minutes(5)), k.Hold(e, forParts(90), false, wong, minutes(20)),
		k.GoOn(wong, minutes(60)), k.Hold(e, forParts(300), false, ho, minutes(70)))
	b.Run("due", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			k.Clocks(e)
		}
	})
	b.Run("measured", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			k.Measured(e, minutes(400))
		}
	})
}
