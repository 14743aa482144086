package why

import (
	"slices"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// clock is a paragraph on one clock: what is promised, each span, their sum, and when it is or was due.
func clock(d card.Drawing, t *desk.Ticket, r desk.Running) string {
	args := []any{"what", name(d, r.Promise.Clock), "promise", promise(d, t, r.Promise)}
	if r.Start.IsZero() {
		return text.Say(d.Language, "why.clock", args...) + "\n" + text.Say(d.Language, "why.waits-to-start",
			"moment", text.Plain(d.Language, "moment."+string(r.Promise.From)))
	}
	lines := []string{text.Say(d.Language, "why.clock-from", append(args, "time", d.Clock(r.Start))...)}
	if all := t.Spans(r.Promise, d.Estate, d.Now); len(all) > 0 { // what was met at once has none
		to := precision(all)
		lines = append(lines, spans(d, t.Desk, all, to)...)
		ran, rest := sums(all, to)
		if rest > 0 { // otherwise it is what the line above says
			lines = append(lines, text.Say(d.Language, "why.sum", "elapsed", exactly(d.Language, ran), "gross", exactly(d.Language, ran+rest)))
		}
	}
	return strings.Join(append(lines, outcome(d, t, r)), "\n")
}

func name(d card.Drawing, c desk.Clock) string { return text.Plain(d.Language, "clock."+string(c)) }

// promise is a promise in words. One that there are no words for stands as the service tables write it.
func promise(d card.Drawing, t *desk.Ticket, p desk.Promise) string {
	switch {
	case p.Agreed && t.Visit != nil:
		return text.Plain(d.Language, "why.agreed-visit", "time", d.Clock(t.Visit.Until))
	case p.SameDay, p.Agreed:
		return text.Plain(d.Language, "why.same-day")
	case p.Days > 0:
		return text.Plain(d.Language, "why.working-days", "n", p.Days)
	case p.Within == 0 && p.Clock != desk.ClockTake:
		return text.Plain(d.Language, "why.as", "promise", p.String())
	case p.InHours:
		return text.Plain(d.Language, "why.within-hours", "span", exactly(d.Language, p.Within))
	}
	return text.Plain(d.Language, "why.within", "span", exactly(d.Language, p.Within))
}

// A long story is told from its beginning and its end.
const (
	firstSpans = 8
	lastSpans  = 12
)

// spans are a line for each span; of very many, those in the middle are added up.
func spans(d card.Drawing, n desk.Name, all []desk.Span, to time.Duration) []string {
	all = slices.DeleteFunc(slices.Clone(all), func(s desk.Span) bool { return s.Kind != desk.SpanHeld && length(s, to) == 0 })
	var lines []string
	for i := 0; i < len(all); i++ {
		if skipped := len(all) - firstSpans - lastSpans; i == firstSpans && skipped > 1 {
			ran, rest := sums(all[i:i+skipped], to)
			lines = append(lines, text.Say(d.Language, "why.skipped", "n", skipped,
				"ran", exactly(d.Language, ran), "rest", exactly(d.Language, rest)))
			i += skipped
		}
		lines = append(lines, span(d, n, all[i], to))
	}
	return lines
}

func span(d card.Drawing, n desk.Name, s desk.Span, to time.Duration) string {
	from, until := between(d, s.From, s.Until)
	args := []any{"from", from, "until", until, "span", exactly(d.Language, length(s, to))}
	switch s.Kind {
	case desk.SpanHeld:
		return text.Say(d.Language, "why.paused", append(args, "cause", cause(d, s.Hold.Cause), "reason", reason(d, s.Hold.Reason),
			"who", s.Hold.By.Name)...)
	case desk.SpanClosed:
		if names := holidays(d, n, s); s.Rule == desk.RuleHoliday && names != "" {
			return text.Say(d.Language, "why.closed-named", append(args, "holidays", names)...)
		}
		return text.Say(d.Language, "why.closed-"+s.Rule, args...)
	}
	return text.Say(d.Language, "why.running", args...)
}

// holidays are the names of the public holidays on which the desk was closed in a span, "" where they have none.
func holidays(d card.Drawing, n desk.Name, s desk.Span) string {
	var names []string
	for _, day := range d.Estate.HolidaysIn(n, s.From, s.Until) {
		if name := d.Estate.Days.Name(day, d.Language); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return text.List(d.Language, names)
}

// between are two moments by the clock: of the later one the day is named only where it is another.
func between(d card.Drawing, from, until time.Time) (first, second string) {
	hour := until.In(d.Estate.Zone).Format("15:04")
	day := d.Estate.DayOf(until)
	switch {
	case d.Estate.DayOf(from) == day:
		second = hour
	case d.Estate.DayOf(d.Now) == day:
		second = text.Plain(d.Language, "time.today", "time", hour)
	default:
		second = d.Clock(until)
	}
	return d.Clock(from), second
}

func cause(d card.Drawing, c desk.Cause) string {
	return text.Plain(d.Language, "hold.cause-"+string(c))
}

func reason(d card.Drawing, said string) string {
	if said == "" {
		return text.Plain(d.Language, "why.reason-none")
	}
	return card.Shorten(said, 200)
}

// sums are how long the spans ran, and how long they did not.
func sums(all []desk.Span, to time.Duration) (ran, rest time.Duration) {
	for _, s := range all {
		if s.Kind == desk.SpanRunning {
			ran += length(s, to)
		} else {
			rest += length(s, to)
		}
	}
	return ran, rest
}

// precision is how exactly the lengths of spans are told: to the second where all of them are short, and otherwise to
// the minute, as the clock times beside them are.
func precision(all []desk.Span) time.Duration {
	if first, last := all[0], all[len(all)-1]; last.Until.Sub(first.From) >= time.Hour {
		return time.Minute
	}
	return time.Second
}

// length is a span in whole units, cut so that the lengths of spans in a row add up to the length of all of them.
func length(s desk.Span, to time.Duration) time.Duration {
	return s.Until.Truncate(to).Sub(s.From.Truncate(to))
}

// exactly is a length of time, with all its units.
func exactly(l desk.Language, d time.Duration) string {
	var parts []string
	for _, unit := range []struct {
		key string
		of  time.Duration
	}{{"why.hours", time.Hour}, {"why.minutes", time.Minute}, {"why.seconds", time.Second}} {
		if n := d / unit.of; n > 0 {
			parts = append(parts, text.Plain(l, unit.key, "n", int64(n)))
			d %= unit.of
		}
	}
	if len(parts) == 0 {
		return text.Plain(l, "why.seconds", "n", 0)
	}
	return strings.Join(parts, " ")
}

// outcome is when the clock was met, or is or was due.
func outcome(d card.Drawing, t *desk.Ticket, r desk.Running) string {
	key, who := "why.due", card.MetBy(t, r.Promise.Clock)
	switch late := r.Broken || r.Open() && !d.Now.Before(r.Due); {
	case !r.Met.IsZero() && r.Broken:
		key = "why.met-late"
	case !r.Met.IsZero():
		key = "why.met"
	case late:
		key = overdue(d, r)
	case r.Held != nil:
		key = "why.due-held"
	case !r.Stopped.IsZero():
		key = "why.stopped"
	}
	if !r.Met.IsZero() && who != "" {
		key += "-by"
	}
	return text.Say(d.Language, key, "due", d.Clock(r.Due), "time", d.Clock(r.Met), "who", who, "missed", d.Clock(r.Missed),
		"next", d.Clock(r.Renewed), "stopped", d.Clock(r.Stopped), "found", d.Clock(r.Revised))
}

// overdue is the key of what is said of a clock that was not kept.
func overdue(d card.Drawing, r desk.Running) string {
	key := "why.overdue"
	switch {
	case !r.Stopped.IsZero():
		return "why.overdue-stopped"
	case r.Due.After(d.Now):
		return "why.overdue-new"
	case r.Foregone():
		key = "why.foregone"
	}
	if r.Renewed.After(d.Now) {
		key += "-renewed"
	}
	return key
}
