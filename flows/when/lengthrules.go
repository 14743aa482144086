package when

import "slices"

// aLength is how long something lasts: in minutes, days and months, one of which is not 0.
func aLength(minutes, days, months int) token {
	return token{kind: lengthKind, n: minutes, m: days, y: months}
}

// saidLengths make lengths of time.
var saidLengths = slices.Concat(
	ruled(andHalf, `number? hours-half`, `number and? article? semi (minutes|week|days|months)`,
		`(number|article) minutes and? article? semi minutes?`),
	ruled(half, `semi article? of? minutes`, `semi article? of? (months|days|week)`, `article? quarter of? article? minutes`),
	ruled(orMore, `number number (minutes|days|months|week|daymark)`),
	ruled(units, `(number|article|dotted|few) (minutes|days|months|week)`),
	ruled(units, `{few daymark} (later|within|ago)`, `{number daymark} (later|within|ago|onward)`, `(pass|lasting) {(number|few) daymark}`),
	ruled(units, `{number minutemark} (later|within|ago)`, `(pass|within) {number minutemark}`),
	ruled(fiveMinutes, `number fives`),
	ruled(sum, `length and? length`),
)

// lengthRules make lengths of time, and moments and days that are such a length from now.
var lengthRules = slices.Concat(
	saidLengths,
	ruled(none, `(lasting|since|every)+ length`, `length (ago|onward)`, `length before`),
	ruled(withinLength, `within length`, `length within`),
	ruled(afterLength, `(in|pass|after) at? length later?`, `length later`),
)

// one is the number of a word that counts: a is one.
func one(t token) int {
	if t.kind == numberKind {
		return t.n
	}
	return 1
}

// units are so many of a unit of time.
func units(_ *sentence, m []token) (token, bool) {
	n, unit := one(m[0]), m[1]
	var t token
	switch unit.kind {
	case kinds["minutes"]:
		t = aLength(n*unit.n, 0, 0)
		if m[0].kind == dottedKind && m[0].width == 1 {
			t.n = m[0].n*unit.n + m[0].m*unit.n/10
		}
	case kinds["minutemark"]:
		t = aLength(n, 0, 0)
	case kinds["week"]:
		t = aLength(0, 7*n, 0)
	case kinds["months"]:
		t = aLength(0, 0, n)
	default:
		t = aLength(0, n*max(unit.n, 1), 0)
	}
	if m[0].kind == kinds["few"] {
		t.width = unknownLength
	}
	return t, m[0].kind != dottedKind || unit.kind == kinds["minutes"]
}

// orMore is one number of units or the next: 兩三天.
func orMore(_ *sentence, m []token) (token, bool) {
	return token{kind: lengthKind, width: unknownLength}, m[0].han && m[1].n == m[0].n+1
}

// unknownLength marks, as its width, a length that nobody said.
const unknownLength = -1

// andHalf is a number of units and half of one.
func andHalf(_ *sentence, m []token) (token, bool) {
	unit, ok := first(m, kinds["minutes"], kinds["week"], kinds["days"], kinds["months"])
	n := one(m[0])
	switch {
	case !ok:
		return aLength(n*60+30, 0, 0), true
	case unit.kind == kinds["minutes"]:
		return aLength(n*unit.n+unit.n/2, 0, 0), true
	}
	return token{kind: lengthKind, width: unknownLength}, true
}

func half(_ *sentence, m []token) (token, bool) {
	unit := m[len(m)-1].n
	if m[len(m)-1].kind != kinds["minutes"] {
		return token{kind: lengthKind, width: unknownLength}, true
	}
	if q, ok := first(m, kinds["quarter"]); ok {
		return aLength(unit*q.n/60, 0, 0), unit == 60
	}
	return aLength(unit/2, 0, 0), true
}

func fiveMinutes(_ *sentence, m []token) (token, bool) { return aLength(m[0].n*5, 0, 0), true }

func sum(_ *sentence, m []token) (token, bool) {
	a, b := m[0], m[len(m)-1]
	return aLength(a.n+b.n, a.m+b.m, a.y+b.y), a.width == 0 && b.width == 0
}

// maxLength is how far ahead a length of time may reach, in days.
const maxLength = 3 * 366

func reaches(t token) bool { return t.n/dayMinutes+t.m+t.y*31 <= maxLength }

// withinLength is the time from now until the length is over.
func withinLength(_ *sentence, m []token) (token, bool) {
	t, _ := first(m, lengthKind)
	if t.width == unknownLength || !reaches(t) {
		return token{kind: vagueKind}, true
	}
	return token{kind: shiftKind, n: t.n, m: t.m, y: t.y, width: fromNow}, true
}

// fromNow marks, as its width, a shift that begins now rather than is a moment.
const fromNow = -1

// afterLength is the moment, or the day, at which the length is over.
func afterLength(s *sentence, m []token) (token, bool) {
	t, _ := first(m, lengthKind)
	switch {
	case t.width == unknownLength || !reaches(t):
		return token{kind: vagueKind}, true
	case t.n == 0:
		return token{kind: dateKind, days: oneDay((s.today + date(t.m)).addMonths(t.y), either)}, true
	}
	return token{kind: shiftKind, n: t.n, m: t.m, y: t.y}, true
}
