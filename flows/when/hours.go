package when

const dayMinutes = 24 * 60

// hours are a time of day, or from one to another, in minutes from midnight; those of the night are beyond the day's
// end.
type hours struct {
	from, until int
	// openFrom and openUntil say that am or pm was not said of them.
	openFrom, openUntil bool
	// unbounded says that it begins when the day does, or now.
	unbounded bool
}

func (h hours) moment() bool { return h.from == h.until && !h.unbounded }

// partOfDay is a part of the day.
type partOfDay struct {
	hours
	// least is the hour from which its clock is read: 3 in the afternoon is 15:00, and at night 03:00 of the next day.
	least int
}

// parts are the parts of the day, by their number in words/clock.yaml.
var parts = []partOfDay{
	earlyHours: {ranged(0, 6), 0},
	morning:    {ranged(6, 12), 1},
	midday:     {ranged(12, 12), 11},
	lunch:      {ranged(12, 14), 11},
	afternoon:  {ranged(12, 18), 12},
	dusk:       {ranged(17, 19), 16},
	night:      {ranged(18, 24), 17},
	lateNight:  {ranged(22, 24), 20},
	midnight:   {ranged(24, 28), 22},
}

const (
	earlyHours = iota
	morning
	midday
	lunch
	afternoon
	dusk
	night
	lateNight
	midnight
)

func ranged(from, until int) hours { return hours{from: from * 60, until: until * 60} }

// aClock is a time of day, open where it may be twelve hours later; what no clock shows is bad.
func aClock(hour, minute int, open bool) token {
	if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
		return token{kind: badKind}
	}
	m := hour*60 + minute
	open = open && hour >= 1 && hour <= 12
	return token{kind: clockKind, hours: hours{from: m, until: m, openFrom: open, openUntil: open}}
}

// usual is the time of day that is meant where neither am nor pm is said: 8 to 12 as they are, 1 to 7 after noon.
func usual(minutes int) int {
	if hour := minutes / 60; hour >= 1 && hour <= 7 {
		return minutes + 12*60
	}
	return minutes
}

// within is the time of day as it is read in a part of the day.
func (p partOfDay) within(minutes int) int {
	if minutes >= 13*60 {
		return minutes
	}
	minutes %= 12 * 60
	for minutes < p.least*60 {
		minutes += 12 * 60
	}
	return minutes
}

// settled are the hours with nothing left open. p is the part of the day that is said with them, or nil.
func (h hours) settled(p *partOfDay) hours {
	moment := h.moment()
	switch {
	case h.unbounded:
	case p != nil:
		h.from = p.within(h.from)
	case h.openFrom && !h.openUntil && !moment:
		h.from = before(h.from, h.until)
	case h.openFrom:
		h.from = usual(h.from)
	}
	if moment {
		return hours{from: h.from, until: h.from}
	}
	switch {
	case h.unbounded && p != nil:
		h.until = p.within(h.until)
	case h.unbounded && h.openUntil:
		h.until = usual(h.until)
	case h.openUntil && h.until < dayMinutes:
		h.until = after(h.from, h.until, 12*60)
	default:
		h.until = after(h.from, h.until, 24*60)
	}
	h.openFrom, h.openUntil = false, false
	return h
}

// before is the open time of day that is the nearest before the other.
func before(open, until int) int {
	open %= 12 * 60
	if open+12*60 < until {
		return open + 12*60
	}
	return open
}

// after is the time of day, or a later one by steps, that is after the other.
func after(from, until, step int) int {
	for until <= from {
		until += step
	}
	return until
}
