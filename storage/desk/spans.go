package desk

import "time"

// SpanKind is what a clock did in a span of time.
type SpanKind string

// The kinds of spans.
const (
	SpanRunning SpanKind = "running"
	SpanHeld    SpanKind = "held"   // the ticket waited for somebody
	SpanClosed  SpanKind = "closed" // the desk is not open then, and the promise counts in its hours
)

// The rules by which a desk is closed. Each ends the key of the sentence that says so.
const (
	RuleHours     = "hours"      // outside the hours of the week
	RuleClosedDay = "closed-day" // on a day on which it does not open
	RuleHoliday   = "holiday"    // on a public holiday
)

// Span is a part of a clock's time.
type Span struct {
	From, Until time.Time
	Kind        SpanKind
	// Hold is what a held span waited for, Rule why a closed one was closed.
	Hold *Hold
	Rule string
}

// Spans are what the ticket's clock of the promise did from its start until it was met, or until now: none into
// another and without a gap. Those that ran add up to the time elapsed.
func (t *Ticket) Spans(p Promise, e *Estate, now time.Time) []Span {
	r := t.clock(p, e)
	if r.Start.IsZero() {
		return nil
	}
	at, until := r.Start, r.until(now)
	var spans []Span
	for _, h := range t.pauses(p.Clock) {
		from, end := soonest(later(at, h.From), until), soonest(h.End(), until)
		spans = t.ran(spans, p, at, from, e)
		if from.Before(end) {
			spans = append(spans, Span{From: from, Until: end, Kind: SpanHeld, Hold: &h})
		}
		at = later(at, end)
	}
	return t.ran(spans, p, at, until, e)
}

// ran adds what the clock did between two instants at which no hold paused it.
func (t *Ticket) ran(spans []Span, p Promise, from, until time.Time, e *Estate) []Span {
	if !from.Before(until) {
		return spans
	}
	if !p.InHours {
		return append(spans, Span{From: from, Until: until, Kind: SpanRunning})
	}
	for _, w := range append(openBetween(e, t.Desk, from, until), Window{From: until, Until: until}) {
		if from.Before(w.From) {
			rule := closedRule(e, t.Desk, from, w.From)
			spans = append(spans, Span{From: from, Until: w.From, Kind: SpanClosed, Rule: rule})
		}
		if w.From.Before(w.Until) {
			spans = append(spans, Span{From: w.From, Until: w.Until, Kind: SpanRunning})
		}
		from = w.Until
	}
	return spans
}
