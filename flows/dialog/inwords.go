package dialog

import (
	"slices"
	"time"

	"frontdesk/flows/text"
	"frontdesk/flows/when"
	"frontdesk/storage/desk"
)

// inWords reads a time that is said in words, as of now.
func (a *asked) inWords(said string) when.Reading {
	return when.Read(said, a.Now().In(a.Zone()), a.Language)
}

// unclear asks what is not clear about a time in words.
func (a *asked) unclear(r when.Reading) reply {
	if r.Ask == when.AskDayOrMonth {
		e := a.Tx.Estate()
		return refuse("dialog.two-days", "first", dayShown(a.Talk, e.DayOf(r.Either[0])), "second", dayShown(a.Talk, e.DayOf(r.Either[1])))
	}
	return refuse("when." + r.Ask)
}

// inWords takes a day that is said in words, and says which it is. Of several days one is asked for.
func (d date) inWords(a *asked, said string) reply {
	r := a.inWords(said)
	switch {
	case r.Ask != "":
		return a.unclear(r)
	case r.IsZero():
		return refuse("dialog.no-day")
	}
	first, last := a.Tx.Estate().DayOf(r.Start), a.lastDay(r)
	if first == last {
		taken := a.understood(d.take(a, first))
		if r.Moment() {
			taken.at = r.Start
		}
		return taken
	}
	asking := refuse("dialog.which-day", "first", dayShown(a.Talk, first), "last", dayShown(a.Talk, last))
	asking.view = &view{At: monthOf(first)}
	return asking
}

// lastDay is the day on which a time ends. The hours after midnight are those of the night.
func (a *asked) lastDay(r when.Reading) desk.Day {
	e := a.Tx.Estate()
	if r.Moment() || r.End.Sub(r.Start) < shortNight {
		return e.DayOf(r.Start)
	}
	return e.DayOf(r.End.Add(-time.Nanosecond))
}

// shortNight is how long a time may be that is said of one day, even if it goes on into the next.
const shortNight = 12 * time.Hour

// fillTime answers the time that is asked for after the day with the moment that was said with it, if it can be had;
// filled is false where none is.
func (a *asked) fillTime(at time.Time) (st Step, filled bool) {
	for _, st := range a.f.all(a.Talk) {
		c, ok := st.q.(clockTime)
		if at.IsZero() || !ok || !slices.Contains(st.after, a.step.name) || st.when != nil && !st.when(a.Talk) {
			continue
		}
		asking := asked{Talk: a.Talk, f: a.f, s: a.s, step: st}
		if at, ok := c.exactly(&asking, at); ok {
			a.s.answer(a.Talk, a.f, st, answer(at.UTC()).raw)
			return st, true
		}
	}
	return Step{}, false
}

// inWords takes a time that is said in words, and says which it is.
func (c clockTime) inWords(a *asked, said string) reply {
	r := a.inWords(said)
	local := r.Start.In(a.Zone())
	switch {
	case r.Ask != "":
		return a.unclear(r)
	case r.IsZero():
		return refuse("dialog.no-time")
	case !r.Moment():
		return refuse("dialog.one-time")
	case r.NoDay:
		return a.understood(c.at(a, when.Clock{Hour: local.Hour(), Minute: local.Minute()}))
	}
	if at, ok := c.exactly(a, r.Start); ok {
		return a.understood(answer(at.UTC()))
	}
	return c.closed(a, text.Clock(a.Language, r.Start, a.Now(), a.Zone()))
}

// exactly is the free moment that is meant by another, or that itself where any can be typed; ok is false where it
// cannot be had.
func (c clockTime) exactly(a *asked, said time.Time) (at time.Time, ok bool) {
	for _, at := range c.moments(a.Talk) {
		if past := said.Sub(at); past == 0 || past > 0 && past < a.step.lasting {
			return at, true
		}
	}
	return said, c.day != nil && a.Tx.Estate().DayOf(said) == c.day(a.Talk) && said.After(a.Now())
}

// understood says with an answer what was taken for it, so that it is seen before it counts.
func (a *asked) understood(r reply) reply {
	if r.raw != nil {
		r.note = understood(a.step.q.shown(a.Talk, a.step, r.raw))
	}
	return r
}

func understood(shown string) screenNote {
	return screenNote{key: "when.understood", args: []any{"time", shown}}
}
