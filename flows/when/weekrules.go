package when

import "slices"

// dayRules make days, weeks and months.
var dayRules = slices.Concat(
	ruled(secondWeekday, `weekday (to|dash|until|or|and|stop) {number|daymark} `+counted),
	ruled(namedDay, `day`),
	ruled(onWeekday, `rel week on? (weekday|shyday)`, `(weekday|shyday) of? rel week`, `(weekday|shyday) week`, `rel (weekday|shyday)`,
		`coming (weekday|shyday)`, `on? weekday`, `on shyday`),
	ruled(shyWeekday, `shyday`),
	ruled(aWeekend, `(rel|coming) weekend`, `(on|at)? weekend`),
	ruled(weekEdge, `edgeof of? rel? week`),
	ruled(aWeek, `in? rel week`, `coming week`),
	ruled(monthEdge, `(monthrel|month|shymonth|number) edge`, `edgeof of? (monthrel|month)`, `edge`),
	ruled(aMonth, `in? monthrel`, `in (month|shymonth)`, `yearrel? number monthmark`, `month`),
	ruled(onHoliday, `on? holiday`),
	ruled(nthOfMonth, `on {ordinal} `+counted, `{ordinal} `+counted, `number (hao|daymark)`),
	ruled(fromDay, `length from date`),
	ruled(toDay, `date (to|dash|until) date`, `date (to|dash|until) number (daymark|hao)`),
	ruled(halfOfDay, `date {ampm}`),
	ruled(none, `length`),
)

func namedDay(s *sentence, m []token) (token, bool) {
	t := near
	switch n := m[0].n; {
	case n < 0:
		t = gone
	case n > 0:
		t = ahead
	}
	return token{kind: dateKind, days: oneDay(s.today+date(m[0].n), t)}, true
}

// onWeekday is a day of the week: the nearest to come, or that of a week that is named. Friday week is a week later.
func onWeekday(s *sentence, m []token) (token, bool) {
	on, _ := first(m, kinds["weekday"], kinds["shyday"])
	r, named := first(m, kinds["rel"])
	if named {
		d := s.today.week() + date(7*r.n+on.n-1)
		t := either
		if r.n != 0 {
			t = ahead
		}
		if r.n < 0 {
			t = gone
		}
		return token{kind: dateKind, days: oneDay(d, t)}, true
	}
	d := s.today + date((on.n-s.today.weekday()+7)%7)
	_, later := first(m, kinds["week"])
	if later {
		d += 7
	}
	made := token{kind: dateKind, days: oneDay(d, either)}
	made.days.weekday = !later
	if d == s.today {
		made.days.again = d + 7
	}
	return made, true
}

// secondWeekday is a day of the week behind another, of which only the number is said: 星期一至五.
func secondWeekday(_ *sentence, m []token) (token, bool) {
	n := m[0].n
	if m[0].kind == kinds["daymark"] {
		n = 7
	}
	return token{kind: kinds["weekday"], n: n}, m[0].han && n >= 1 && n <= 7
}

// shyWeekday is a day of the week whose name is another word as well.
func shyWeekday(s *sentence, m []token) (token, bool) {
	made, ok := onWeekday(s, m)
	made.shy = companied
	if m[0].n == 1 { // it is little else
		made.shy = wanted
	}
	return made, ok
}

// aWeekend is Saturday and Sunday.
func aWeekend(s *sentence, m []token) (token, bool) {
	r, _ := first(m, kinds["rel"])
	from := s.today.week() + date(7*r.n) + 5
	t := either
	if r.n < 0 {
		t = gone
	}
	return token{kind: dateKind, days: days{from: from, until: from + 2, tense: t, week: true}}, true
}

func aWeek(s *sentence, m []token) (token, bool) {
	n := 1
	if r, named := first(m, kinds["rel"]); named {
		n = r.n
	}
	from := s.today.week() + date(7*n)
	return token{kind: dateKind, days: days{from: from, until: from + 7, tense: sideOf(n), week: true}}, true
}

// weekEdge are the first two days of a week, the one in its middle, or those from Friday on.
func weekEdge(s *sentence, m []token) (token, bool) {
	r, _ := first(m, kinds["rel"])
	e := [][2]date{{0, 2}, {2, 3}, {4, 7}}[m[0].n]
	from := s.today.week() + date(7*r.n)
	return token{kind: dateKind, days: days{from: from + e[0], until: from + e[1], tense: sideOf(r.n)}}, true
}

func sideOf(n int) tense {
	switch {
	case n < 0:
		return gone
	case n == 0:
		return near
	}
	return either
}

// fromDay is a length from another day: a week from tomorrow.
func fromDay(_ *sentence, m []token) (token, bool) {
	d := (m[2].days.from + date(m[0].m)).addMonths(m[0].y)
	return token{kind: dateKind, days: oneDay(d, either)}, m[0].n == 0 && m[0].width == 0 && reaches(m[0])
}

// toDay are the days from one to another.
func toDay(s *sentence, m []token) (token, bool) {
	from, to := m[0].days, m[2].days
	if m[2].kind == numberKind {
		to = oneDay(from.from+date(m[2].n-from.from.utc().Day()), either)
	}
	if s.changes() {
		return m[2], m[2].kind == dateKind
	}
	for to.weekday && to.from <= from.from {
		to.from, to.until = to.from+7, to.until+7
	}
	return token{kind: dateKind, days: days{from: from.from, until: to.until, tense: from.tense}}, to.until > from.until
}

// halfOfDay is before or after noon.
func halfOfDay(_ *sentence, m []token) (token, bool) {
	made := aPart(morning)
	if m[0].n > 0 {
		made = aPart(afternoon)
	}
	return made, true
}

func aPart(n int) token { return token{kind: partKind, n: n} }
