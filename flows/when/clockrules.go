package when

import "slices"

// counted is what must not stand behind a number that is a time: what it counts.
const counted = `[^other place label thing measure minutes days months hours-half week number four few hao daymark monthmark month nth fives de]`

var numberRules = slices.Concat(
	ruled(composed, `number dash? number`, `number dash? ordinal`), // twenty-five, twenty first
	ruled(func(_ *sentence, m []token) (token, bool) { return token{kind: kinds["ordinal"], n: m[0].n}, true }, `number nth`),
)

// composed is a number of two words.
func composed(_ *sentence, m []token) (token, bool) {
	tens, ones := m[0], m[len(m)-1]
	spelled := tens.spelled() && ones.spelled()
	return token{kind: ones.kind, n: tens.n + ones.n}, spelled && tens.n >= 20 && tens.n%10 == 0 && ones.n < 10
}

// spelled reports whether it is a word of letters that is known.
func (t token) spelled() bool {
	return !t.han && t.width == 0 && t.kind != stopKind && t.kind != badKind
}

// clockRules make times of day of what can be nothing else.
var clockRules = slices.Concat(
	ruled(inWords, `{number number} ampm`),
	ruled(halved, `(number|four|dotted|clock) ampm`),
	ruled(atNoon, `number? noon`),
	ruled(military, `four minutes`),
	ruled(none, `number oclock number measure`, `have number oclock`, `number oclock thing`, `dotted measure`),
	ruled(minutesTo, `short number minutemark? to? number oclock`, `short number? quarter to? number oclock`),
	ruled(toMinutes, `number oclock short number minutemark`, `number oclock short number? quarter`),
	ruled(minutesPast(15), `number oclock (upon|pass)? number? quarter`),
	ruled(minutesPast(5), `number oclock upon? number fives`, `number oclock upon number`),
	ruled(minutesPast(30), `number oclock upon? semi`),
	ruled(minutesPast(0), `number oclock upon? exact`, `number oclock-exact`),
	ruled(minutesPast(1), `number oclock pass? number minutemark`),
	ruled(bareMinutes, `{number oclock number} `+counted, `number oclock number`),
	ruled(about, `number number oclock`),
	ruled(minutesPast(0), `number oclock`),
	ruled(minutesTo, `article? quarter to (number|clock)`, `number minutes? to (number|clock)`),
	ruled(pastHour, `(article? quarter|semi|number minutes?) past (number|clock)`, `{semi number} `+counted, `at+ {semi number}`),
	ruled(atMinutesTo, `at+ {number to number}`),
	ruled(fromTo, `(between|from|since)? (clock|number|dotted) (to|dash|until) clock`),
)

// halved is a time of day with am or pm.
func halved(_ *sentence, m []token) (token, bool) {
	t, half := m[0], m[1].n
	hour, minute := t.n, t.m
	switch {
	case t.kind == clockKind:
		hour, minute = t.hours.from/60, t.hours.from%60
	case t.width > 2 && t.kind != dottedKind: // 330pm
		hour, minute = t.n/100, t.n%100
	case t.kind == dottedKind && t.width != 2:
		return token{}, false
	}
	if hour <= 12 {
		hour = hour%12 + half
	}
	return aClock(hour, minute, false), true
}

// atNoon is noon or midnight, with or without its hour.
func atNoon(_ *sentence, m []token) (token, bool) {
	t := m[len(m)-1]
	return aClock(t.n, 0, false), len(m) == 1 || m[0].n%12 == 0
}

// military is a time such as 1530 hours.
func military(_ *sentence, m []token) (token, bool) {
	t := aClock(m[0].n/100, m[0].n%100, false)
	return t, t.kind == clockKind && m[1].n == 60
}

// minutesPast is so many times unit minutes past the hour.
func minutesPast(unit int) makes {
	return func(_ *sentence, m []token) (token, bool) {
		n := all(m, numberKind)
		times := 1
		if len(n) > 1 {
			times = n[1].n
		}
		t := aClock(n[0].n, times*unit, true)
		if n[0].n > maxHour {
			t = token{kind: otherKind}
		}
		if len(m) == 2 && n[0].han && n[0].n == 1 { // also a little
			t.shy = companied
		}
		return t, true
	}
}

// maxHour is the greatest number that could be meant for an hour, if wrongly.
const maxHour = 30

// bareMinutes are minutes without their unit. A single numeral counts fives: 三點四 is 3:20.
func bareMinutes(_ *sentence, m []token) (token, bool) {
	hour, minute := m[0].n, m[2]
	switch {
	case minute.width == 2 || minute.n >= 10:
		return aClock(hour, minute.n, true), true
	case len(m) == 3 && minute.han:
		return aClock(hour, minute.n*5, true), true
	}
	return token{}, false
}

// about is within an hour: 三四點.
func about(_ *sentence, m []token) (token, bool) {
	if !m[0].han || m[1].n != m[0].n+1 || m[1].n > 12 {
		return token{}, false
	}
	return token{kind: spanKind, hours: hours{from: m[0].n * 60, until: m[1].n * 60, openFrom: true, openUntil: true}}, true
}

// minutesTo is so many minutes, or quarters, to the hour.
func minutesTo(_ *sentence, m []token) (token, bool) {
	n := all(m, numberKind, clockKind)
	hour := n[len(n)-1]
	unit, minute := 1, 1
	if q, ok := first(m, kinds["quarter"]); ok {
		unit = q.n
	}
	if len(n) > 1 {
		minute = n[0].n
	}
	spoken := len(n) == 1 || len(m) > 3 || n[0].spelled() && n[0].n%5 == 0 && n[0].n >= 10 // 2 to 4 is from one to the other
	return shifted(hour, -unit*minute), spoken && unit*minute < 60
}

// atMinutesTo is so many minutes to the hour, where at stands before it: at 5 to 4.
func atMinutesTo(_ *sentence, m []token) (token, bool) {
	n := m[0].n
	return shifted(m[2], -n), n == 5 || n == 10 || n == 20 || n == 25
}

// toMinutes is the hour less so many minutes: 三點差五分.
func toMinutes(_ *sentence, m []token) (token, bool) {
	hour, ok := first(m, numberKind)
	rest := append([]token{}, m[2:]...)
	t, _ := minutesTo(nil, append(rest, hour))
	return t, ok
}

// pastHour is so many minutes past the hour, or half of it.
func pastHour(_ *sentence, m []token) (token, bool) {
	minute := 30
	if q, ok := first(m, kinds["quarter"]); ok {
		minute = q.n
	} else if m[0].kind == numberKind {
		minute = m[0].n
	}
	return shifted(m[len(m)-1], minute), minute < 60
}

// shifted is a full hour and so many minutes more.
func shifted(t token, minutes int) token {
	h := hours{from: t.n * 60, openFrom: true}
	if t.kind == clockKind {
		h = t.hours
	}
	if h.from%60 != 0 || h.from < 60 || h.from > dayMinutes || h.openFrom && h.from > 12*60 {
		return token{kind: otherKind}
	}
	m := h.from + minutes
	if m < 60 {
		m += 12 * 60
	}
	return token{kind: clockKind, hours: hours{from: m, until: m, openFrom: h.openFrom, openUntil: h.openFrom}}
}
