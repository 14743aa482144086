package when

import (
	"slices"
	"strings"
	"time"

	"frontdesk/storage/desk"
)

// farthest is how many days from today a day has a name of its own.
const farthest = 3

// DayBeen reads a day that is named by itself and has been: today, 昨日, Friday, which is the last there was. ok is
// false for anything else.
func DayBeen(words string, today desk.Day) (day desk.Day, ok bool) {
	name, ok := named(words)
	if ok && name.kind != kinds["day"] {
		return today.Add(-((weekdayOf(today) - name.n + 7) % 7)), true
	}
	return today.Add(name.n), ok && name.n <= 0
}

// named is the word that names a day, if it stands alone.
func named(words string) (name token, ok bool) {
	s := newSentence(words, time.Unix(0, 0).UTC(), "")
	if len(s.tokens) != 2 { // the name, and the end
		return token{}, false
	}
	switch name = s.tokens[0]; name.kind {
	case kinds["day"]:
		return name, name.n >= -farthest
	case kinds["weekday"], kinds["shyday"]:
		return name, true
	}
	return token{}, false
}

// weekdayOf counts from Monday, which is 1.
func weekdayOf(d desk.Day) int { return (int(d.Weekday())+6)%7 + 1 }

// Been reads a time of day that is said by itself, or with the word for today or yesterday: 14:30, yesterday 14:30,
// 昨晚十點. ago is 1 for yesterday. ok is false for anything else.
func Been(words string) (c Clock, ago int, ok bool) {
	s := newSentence(words, time.Unix(0, 0).UTC(), "")
	if i := slices.IndexFunc(s.tokens, func(t token) bool { return t.kind == kinds["day"] }); i >= 0 {
		ago = -s.tokens[i].n
		s.drop(i)
	}
	c, ok = s.ofDay()
	return c, ago, ok && (ago == 0 || ago == 1)
}

// Without is the sentence, folded, without the times that are named in it.
func Without(words string) string {
	s := newSentence(words, time.Unix(0, 0).UTC(), "")
	s.apply(rules)
	plain := fold(words)
	var b strings.Builder
	from := 0
	for _, t := range s.tokens {
		if timed[t.kind] && t.begin >= from {
			b.WriteString(plain[from:t.begin] + " ")
			from = t.end
		}
	}
	return b.String() + plain[from:]
}
