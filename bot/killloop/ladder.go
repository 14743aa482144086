package main

import (
	"math"
	"time"

	"frontdesk/storage/desk"
)

// before is the policy of tickets that were opened with none: the desk is reminded at two thirds, the supervisors hear
// of the breach, the managers ten minutes later.
var before = desk.Policy{
	Remind: 1.0 / 3, RemindTo: []desk.Audience{desk.OwnDesk},
	Levels: []desk.Level{{To: []desk.Audience{"supervisors"}}, {After: 10 * time.Minute, To: []desk.Audience{"managers"}}},
}

// ladder is how the alerts of one clock in one round follow from its policy, worked out here once more.
type ladder struct {
	desk.Policy
	h *history
	e *desk.Estate
	r run
	// lapse is that somebody had it in hand for too long: the levels that were to come count from then.
	lapse *desk.LapsedData
}

func (h *history) ladder(e *desk.Estate, r run) *ladder {
	l := &ladder{Policy: before, h: h, e: e, r: r}
	if h.opened.Policy != nil {
		l.Policy = *h.opened.Policy
	}
	return l
}

// first is the level at which the promised time has passed. A card that did not reach its desk cannot be reminded of
// there.
func (l *ladder) first() int {
	if l.Remind > 0 && l.r.Clock != desk.ClockWorkOrder {
		return 1
	}
	return 0
}

func (l *ladder) top() int { return l.first() + len(l.Levels) - 1 }

// repeats tells whether the level is the last, and goes on.
func (l *ladder) repeats(level int) bool {
	last := l.Levels[len(l.Levels)-1]
	return level >= l.top() && (last.Every > 0 || last.Openings)
}

// to are whom a level tells.
func (l *ladder) to(level int) []desk.Audience {
	if level < l.first() {
		return l.RemindTo
	}
	return l.Levels[min(level-l.first(), len(l.Levels)-1)].To
}

// moment is when a level comes; ok is false where there is none.
func (l *ladder) moment(level int) (at time.Time, ok bool) {
	if level < l.first() {
		allowed := l.r.Unheld.Sub(l.r.Start)
		left := time.Duration(math.Round(l.Remind * float64(allowed)))
		return l.waking(sooner(l.h.held(l.r.Clock, l.r.Start, l.r.Start.Add(allowed-left)), l.r.Due)), true
	}
	if level > l.top() && !l.repeats(level) {
		return time.Time{}, false
	}
	if l.lapse != nil && level >= l.lapse.Level && l.lapse.Level >= l.first() {
		return l.waking(l.after(l.lapse.At, l.lapse.Level, level)), true
	}
	return l.waking(l.after(l.r.Due, -1, level)), true
}

// after is when a level comes that counts from a moment: from the promised time, or from one at which another level
// sounds.
func (l *ladder) after(from time.Time, sounds, level int) time.Time {
	last := l.top()
	if !l.Levels[len(l.Levels)-1].Openings || level < last {
		at := from.Add(l.offset(level))
		if sounds >= 0 {
			at = at.Add(-l.offset(sounds))
		}
		if level > last && level != sounds {
			at = l.aligned(level, at)
		}
		return at
	}
	openings := level - last + 1
	switch {
	case sounds >= last:
		openings = level - sounds
	case last > l.first() && (sounds < 0 || last > sounds):
		from = l.after(from, sounds, last-1)
	}
	for range openings {
		from = l.opening(from)
	}
	return from
}

// offset is how long after the promised time a level comes that does not wait for an opening.
func (l *ladder) offset(level int) time.Duration {
	n := len(l.Levels)
	if k := level - l.first(); k < n {
		return l.Levels[k].After
	}
	last, after := l.Levels[n-1], l.Levels[n-1].After
	for k := range level - l.top() {
		if k >= unhurried && last.Slower > 0 {
			return after + last.Slower*time.Duration(level-l.top()-k)
		}
		after += last.Every
	}
	return after
}

// unhurried is after how many repeats the last level slows down.
const unhurried = 6

// aligned is when a repeat comes together with all others: those of every half hour at each full and half hour. An
// alarm's come when they come.
func (l *ladder) aligned(level int, at time.Time) time.Time {
	every := min(l.Levels[len(l.Levels)-1].Every, 30*time.Minute)
	if slower := l.Levels[len(l.Levels)-1].Slower; level-l.top() > unhurried && slower > 0 {
		every = min(slower, 2*time.Hour)
	}
	if over := at.Sub(at.Truncate(every)); over > 0 && l.h.opened.Kind != desk.Emergency {
		return at.Add(every - over)
	}
	return at
}

// opening is when the office opens next: the first time on its day.
func (l *ladder) opening(after time.Time) time.Time {
	for day := l.e.DayOf(after); ; day = day.Add(1) {
		if periods := l.e.Office.On(day, l.e.Zone); len(periods) > 0 && periods[0].From.After(after) {
			return periods[0].From
		}
	}
}

// waking is the moment, or the next at which the clock is not held and nobody is woken.
func (l *ladder) waking(at time.Time) time.Time {
	for {
		next := l.awake(l.h.woken(l.r.Clock, at))
		if !next.After(at) {
			return at
		}
		at = next
	}
}

// awake is the moment, or for what can wait the end of the night that it falls into. The desks never close here.
func (l *ladder) awake(at time.Time) time.Time {
	if !l.Quiet {
		return at
	}
	local := at.In(l.e.Zone)
	clock := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
		time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
	morning := func(days int) time.Time {
		until := l.Night.Until
		return time.Date(local.Year(), local.Month(), local.Day()+days, int(until.Hours()), int(until.Minutes())%60, 0, 0, l.e.Zone)
	}
	switch {
	case clock >= l.Night.From:
		return morning(1)
	case clock < l.Night.Until:
		return morning(0)
	}
	return at
}

// expires is when the word of somebody who has it in hand since a moment expires; ok is false where it holds for good.
func (l *ladder) expires(since time.Time) (at time.Time, ok bool) {
	if l.Ack == 0 {
		return at, false
	}
	at = since.Add(l.Ack)
	if at.Before(l.r.Due) {
		at = l.r.Due
	}
	return l.awake(l.h.woken(l.r.Clock, at)), true
}
