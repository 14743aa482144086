package when

import "slices"

// hour is a number that may be an hour, where it stands in the right place.
const hour = `(number|four|dotted)`

// spanRules make hours from one to another.
var spanRules = slices.Concat(
	ruled(partToPart, `part clock (to|dash|until) part clock`),
	ruled(fromTo, `(between|from|since)? clock (to|dash|until) clock`, `between clock and clock`,
		`(between|from|since)? `+hour+` (to|dash|until) clock`, `between `+hour+` and clock`,
		`{(between|from|since)? clock (to|dash|until) `+hour+`} `+counted,
		`{between (clock|number|dotted) and `+hour+`} `+counted, `{(between|from) `+hour+` (to|dash|until) `+hour+`} `+counted,
		`(date|part) at* {`+hour+` (to|dash|until) `+hour+`} `+counted, `{`+hour+` (to|dash|until) `+hour+`} (on|in|rel)* (date|part)`),
)

// bareClockRules make times of day of numbers that stand where one is expected.
var bareClockRules = slices.Concat(
	ruled(inWords, `{number number} `+counted),
	ruled(bareClock, `{(four|dotted)} (date|part)`, `(date|part) at+ {`+hour+`}`, `(date|part) {`+hour+`} `+counted, `{at+ `+hour+`} `+counted,
		`{`+hour+`} (in|on|rel|date)* part`),
	ruled(inPart, `in part`),
)

// boundRules make hours and days that are bounded on one side.
var boundRules = slices.Concat(
	ruled(fromOn, `not before at* clock`, `{not before at* `+hour+`} `+counted, `(after|past|from) at* clock later?`, `clock later`, `{after at* `+hour+`} `+counted, `{from at* `+hour+`} [^other place label thing measure minutes days months week number four to dash until]`),
	ruled(upTo, `(before|to|until) at* clock`, `clock (ago|until)`, `{(before) at* `+hour+`} `+counted),
	ruled(upToDay, `(before|until) date`, `date (ago|until)`),
	ruled(onceDay, `after date`, `date later`),
)

// anHour is the time of day of a number or a clock; ok is false where it can be none.
func anHour(t token) (made token, ok bool) {
	switch {
	case t.kind == clockKind:
		return t, true
	case t.kind == fourKind:
		made = aClock(t.n/100, t.n%100, false)
	case t.kind == dottedKind && t.width == 2:
		made = aClock(t.n, t.m, true)
	case t.kind == numberKind && t.width > 2:
		made = aClock(t.n/100, t.n%100, true)
	case t.kind == numberKind:
		made = aClock(t.n, 0, true)
	}
	return made, made.kind == clockKind
}

// fromTo is from one time of day to another.
func fromTo(s *sentence, m []token) (token, bool) {
	ends := all(m, clockKind, numberKind, fourKind, dottedKind)
	from, ok := anHour(ends[0])
	until, also := anHour(ends[1])
	if s.changes() {
		return until, ok && also
	}
	made := token{kind: spanKind, hours: hours{
		from: from.hours.from, until: until.hours.from, openFrom: from.hours.openFrom, openUntil: until.hours.openFrom,
	}}
	return made, ok && also && made.hours.from != made.hours.until
}

// partToPart is from a time of one part of the day to one of another.
func partToPart(_ *sentence, m []token) (token, bool) {
	from, until := parts[m[0].n].within(m[1].hours.from), parts[m[3].n].within(m[4].hours.from)
	return token{kind: spanKind, hours: hours{from: from, until: until}}, from < until
}

// bareClock is a time of day that is said as a number.
func bareClock(_ *sentence, m []token) (token, bool) {
	n, _ := first(m, numberKind, fourKind, dottedKind)
	return anHour(n)
}

// inWords is a time of day in two words: six thirty.
func inWords(_ *sentence, m []token) (token, bool) {
	spelled := m[0].spelled() && m[1].spelled()
	return aClock(m[0].n, m[1].n, true), spelled && m[0].n <= 12 && m[1].n >= 10 && m[1].n < 60
}

// inPart is a part of the day, and no greeting.
func inPart(_ *sentence, m []token) (token, bool) { return aPart(m[1].n), true }

// fromOn is a time of day or any later one.
func fromOn(_ *sentence, m []token) (token, bool) {
	t, _ := first(m, clockKind, numberKind, fourKind, dottedKind)
	c, ok := anHour(t)
	made := token{kind: spanKind, hours: hours{from: c.hours.from, until: dayMinutes, openFrom: c.hours.openFrom, openUntil: true}}
	return made, ok
}

// upTo is any time of the day before one.
func upTo(_ *sentence, m []token) (token, bool) {
	t, _ := first(m, clockKind, numberKind, fourKind, dottedKind)
	c, ok := anHour(t)
	return token{kind: spanKind, hours: hours{until: c.hours.from, openUntil: c.hours.openFrom, unbounded: true}}, ok
}

// upToDay is any time from now to a day, or to its end.
func upToDay(s *sentence, m []token) (token, bool) {
	d, _ := first(m, dateKind)
	until := d.days.from
	if last := m[0]; last.kind == kinds["until"] || last.kind == kinds["before"] && last.n > 0 {
		until = d.days.until
	}
	made := token{kind: shiftKind, days: days{from: s.today, until: max(until, s.today+1)}, width: untilDay}
	return made, d.days.tense != gone && until >= s.today
}

// untilDay marks, as its width, a shift that begins now and ends with a day.
const untilDay = -2

// onceDay is some time after a day.
func onceDay(_ *sentence, m []token) (token, bool) {
	d, _ := first(m, dateKind)
	return token{kind: vagueKind}, d.days.tense != gone
}
