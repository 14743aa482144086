package when

// edgeDays is for how many days a month begins, is in its middle, and ends.
const edgeDays = 3

// monthEdge is the beginning, the middle or the end of a month.
func monthEdge(s *sentence, m []token) (token, bool) {
	e, _ := first(m, kinds["edge"], kinds["edgeof"])
	month, ok := s.monthOf(m)
	if !ok {
		return token{kind: badKind}, true
	}
	from := s.edgeOf(month, e.n)
	if _, named := first(m, kinds["monthrel"], kinds["month"], kinds["shymonth"], numberKind); !named && from+edgeDays <= s.today {
		from = s.edgeOf(month.monthStart(1), e.n)
	}
	return token{kind: dateKind, days: days{from: from, until: from + edgeDays}}, true
}

func (s *sentence) edgeOf(month date, n int) date {
	switch n {
	case 0:
		return month
	case 1:
		return month + 13
	}
	return month.monthStart(1) - edgeDays
}

// monthOf is the first day of the month that is named: by its number or name the nearest to come, this one where none is.
func (s *sentence) monthOf(m []token) (d date, ok bool) {
	if r, named := first(m, kinds["monthrel"]); named {
		return s.today.monthStart(r.n), true
	}
	n, named := first(m, kinds["month"], kinds["shymonth"], numberKind)
	if !named {
		return s.today.monthStart(0), true
	}
	year := s.today.utc().Year()
	if r, named := first(m, kinds["yearrel"]); named {
		year += r.n
	} else if n.n < int(s.today.utc().Month()) {
		year++
	}
	return dayIn(year, n.n, 1)
}

func aMonth(s *sentence, m []token) (token, bool) {
	from, ok := s.monthOf(m)
	r, relative := first(m, kinds["monthrel"])
	made := token{kind: dateKind, days: days{from: from, until: from.monthStart(1), tense: either}}
	if relative {
		made.days.tense = sideOf(r.n)
	}
	if len(m) == 1 && !relative {
		made.shy = companied
	} else if _, numbered := first(m, numberKind); numbered {
		made.shy = wanted
	}
	return made, ok
}

func onHoliday(s *sentence, m []token) (token, bool) {
	t, _ := first(m, kinds["holiday"])
	d, ok := s.yearless(t.n/100, t.n%100, justPassed)
	return aDate(d, ok)
}

// nthOfMonth is a day by its number alone: of this month, or of the next where it has passed.
func nthOfMonth(s *sentence, m []token) (token, bool) {
	n := m[0].n
	today := s.today.utc()
	d, ok := dayIn(today.Year(), int(today.Month()), n)
	next := s.today.monthStart(1)
	again, _ := dayIn(next.utc().Year(), int(next.utc().Month()), n)
	if ok && d < s.today {
		d, ok = dayIn(next.utc().Year(), int(next.utc().Month()), n)
	}
	made, _ := aDate(d, ok)
	if ok && d == s.today {
		made.days.again = again
	}
	made.shy = wanted
	if len(m) > 1 && m[1].kind == kinds["daymark"] { // also a number of days
		made.shy = companied
	}
	return made, true
}
