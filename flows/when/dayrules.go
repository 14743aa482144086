package when

import "slices"

// dayNumberRules make days of numbers, and leave out numbers that are those of places and telephones.
var dayNumberRules = slices.Concat(
	ruled(none, `label+ (number|four|dm|dotted|ordinal) (hao|daymark)?`, `number hao (place|label)`, `ordinal (place|label)`, `dm (measure|of)`),
	ruled(numberedDay, `ymd`, `dmy`, `dm`),
	ruled(namedYear, `(number|four) yearmark number monthmark number (daymark|hao)?`, `yearrel number monthmark number (daymark|hao)?`,
		`(number|ordinal) of? (month|shymonth) stop? four`, `(month|shymonth) (number|ordinal) stop? four`),
	ruled(daysOfMonth, `number monthmark number (daymark|hao)? (to|dash|until) number (daymark|hao)`,
		`(number|ordinal) (to|dash|until) (number|ordinal) of? (month|shymonth)`),
	ruled(dayOfMonth, `number monthmark number (daymark|hao)?`, `(number|ordinal) of? (month|shymonth)`, `month (number|ordinal)`,
		`{shymonth (number|ordinal)} `+counted),
	ruled(ofMonth, `monthrel (number|ordinal) (daymark|hao)?`, `(number|ordinal) (daymark|hao)? of? monthrel`),
	ruled(none, `four four+`, `number four four`, `four number number`),
)

// aDate is the day, or what no calendar has.
func aDate(d date, ok bool) (token, bool) {
	if !ok {
		return token{kind: badKind}, true
	}
	return token{kind: dateKind, days: oneDay(d, either)}, true
}

// numberedDay is a day by its numbers. Without a year it is the one that is nearest, and where it is not known which
// number is the month, the one that is to come; where both are, it is asked.
func numberedDay(s *sentence, m []token) (token, bool) {
	t := m[0]
	read := func(n, month int) (date, bool) {
		if t.y > 0 {
			return dayIn(t.y, month, n)
		}
		return s.yearless(month, n)
	}
	d, ok := read(t.n, t.m)
	if t.kind == ymdKind {
		return aDate(d, ok)
	}
	o, also := read(t.m, t.n)
	switch {
	case !also || ok && s.dayFirst || ok && d == o:
		return aDate(d, ok)
	case !ok, d < s.today && o >= s.today:
		return aDate(o, true)
	case o < s.today:
		return aDate(d, true)
	}
	made, _ := aDate(d, true)
	made.days.other = o
	return made, true
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
	} else if y < 100 {
		y += 2000
	}
	d, ok := dayIn(y, month.n, day.n)
	return aDate(d, ok)
}

// dayOfMonth is a day with its month.
func dayOfMonth(s *sentence, m []token) (token, bool) {
	month, day := monthAndDays(m)
	d, ok := s.yearless(month.n, day[0].n)
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
	from, ok := s.yearless(month.n, day[0].n)
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
