package when

import "slices"

// dayNumberRules make days of numbers, and leave out numbers that are those of places and telephones.
var dayNumberRules = slices.Concat(
	ruled(none, `shyday on`, `dm (measure|of)`, `label+ (dm|dmy)`),
	ruled(numberedDay, `ymd`, `dmy`, `dm`),
	ruled(namedYear, `(number|four) yearmark number monthmark number (daymark|hao)?`, `yearrel number monthmark number (daymark|hao)?`,
		`(number|ordinal) of? (month|shymonth) stop? four`, `(month|shymonth) (number|ordinal) stop? four`),
	ruled(daysOfMonth, `number monthmark number (daymark|hao)? (to|dash|until) number (daymark|hao)`,
		`(number|ordinal) (to|dash|until) (number|ordinal) of? (month|shymonth)`),
	ruled(dayOfMonth, `number monthmark number (daymark|hao)?`, `(number|ordinal) of? (month|shymonth)`, `month (number|ordinal)`,
		`{shymonth (number|ordinal)} `+counted),
	ruled(ofMonth, `monthrel (number|ordinal) (daymark|hao)?`, `(number|ordinal) (daymark|hao)? of? monthrel`),
	ruled(none, `label+ (number|four|dm|dotted|ordinal) (hao|daymark)?`, `number hao (place|label)`, `ordinal (place|label)`),
	ruled(none, `four four+`, `number four four`, `four number number`),
)

// aDate is the day, or what no calendar has.
func aDate(d date, ok bool) (token, bool) {
	if !ok {
		return token{kind: badKind}, true
	}
	return token{kind: dateKind, days: oneDay(d, either)}, true
}

// numberedDay is a day by its numbers. In English and Cantonese the day stands first, unless there is no such day. In
// Chinese either may be the day: where both can be, and neither has passed in the last week, it is asked.
func numberedDay(s *sentence, m []token) (token, bool) {
	t := m[0]
	d, ok := s.numbered(t.n, t.m, t.y, justPassed)
	if t.kind == ymdKind {
		return aDate(d, ok)
	}
	o, also := s.numbered(t.m, t.n, t.y, justPassed)
	switch {
	case !also || ok && s.dayFirst || ok && d == o:
		return aDate(d, ok)
	case !ok:
		return aDate(o, also)
	}
	d, _ = s.numbered(t.n, t.m, t.y, inLastWeek)
	o, _ = s.numbered(t.m, t.n, t.y, inLastWeek)
	switch {
	case d < s.today && o >= s.today:
		return aDate(o, true)
	case o < s.today:
		return aDate(d, true)
	}
	made, _ := aDate(d, true)
	made.days.other = o
	return made, true
}

// inLastWeek is for how many days a day that has passed is not asked about.
const inLastWeek = 7

// numbered is the day with those numbers, without a year, which is then 0, the nearest.
func (s *sentence) numbered(n, month, year, passed int) (d date, ok bool) {
	if year > 0 {
		return dayIn(year, month, n)
	}
	return s.yearless(month, n, passed)
}

// namedYear is a day with its year.
func namedYear(s *sentence, m []token) (token, bool) {
	n := all(m, numberKind, fourKind, kinds["ordinal"], kinds["yearrel"], kinds["month"], kinds["shymonth"])
	year, month, day := n[0], n[1], n[2]
	if n[2].kind == fourKind { // in English it stands last
		year, month, day = n[2], n[0], n[1]
		if n[1].kind == kinds["month"] || n[1].kind == kinds["shymonth"] {
			month, day = n[1], n[0]
		}
	}
	y := year.n
	if year.kind == kinds["yearrel"] {
		y += s.today.utc().Year()
	}
	d, ok := dayIn(calendarYear(y), month.n, day.n)
	return aDate(d, ok)
}

// calendarYear is the year that is written with fewer digits, or counted from 1911 as in Taiwan.
func calendarYear(y int) int {
	switch {
	case y < 100:
		return y + 2000
	case y < 200:
		return y + 1911
	}
	return y
}

// dayOfMonth is a day with its month.
func dayOfMonth(s *sentence, m []token) (token, bool) {
	month, day := monthAndDays(m)
	d, ok := s.yearless(month.n, day[0].n, justPassed)
	return aDate(d, ok)
}

// monthAndDays are the number of the month, and those of days.
func monthAndDays(m []token) (month token, days []token) {
	if named, ok := first(m, kinds["month"], kinds["shymonth"]); ok {
		return named, all(m, numberKind, kinds["ordinal"])
	}
	n := all(m, numberKind)
	return n[0], n[1:]
}

// daysOfMonth are from one day of a month to another.
func daysOfMonth(s *sentence, m []token) (token, bool) {
	month, day := monthAndDays(m)
	from, ok := s.yearless(month.n, day[0].n, justPassed)
	until := from + date(day[1].n-day[0].n) + 1
	if !ok || until <= from+1 || until > from.monthStart(1) {
		return token{kind: badKind}, true
	}
	return token{kind: dateKind, days: days{from: from, until: until}}, true
}

// ofMonth is a day of this month or another.
func ofMonth(s *sentence, m []token) (token, bool) {
	which, _ := first(m, kinds["monthrel"])
	n, _ := first(m, numberKind, kinds["ordinal"])
	start := s.today.monthStart(which.n)
	d, ok := dayIn(start.utc().Year(), int(start.utc().Month()), n.n)
	return aDate(d, ok)
}
