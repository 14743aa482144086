package when

import "slices"

// told is a time, as it stands in a report, a habit or a refusal.
const told = `(date|part|clock|span|shift)`

// idleRules leave out times at which nobody is to come: since when something is, how often, and what does not suit.
var idleRules = slices.Concat(
	ruled(ofDate, `date allday`, `allday date`),
	ruled(none, `since (`+told+`|at|on|in|of)+`, `(from|since)? `+told+`+ (onward|since)`,
		`(`+told+`|at|on)* (every|allday) (`+told+`|number|week|minutes|days|months|month|at|on|and|to|dash|weekday)*`, told+` few thing`, `of `+told+`+`),
	ruled(refusal, `not (`+told+`|at|on|in|or|and)+`, told+`+ cannot`),
)

// ofDate is the day whose whole is said.
func ofDate(_ *sentence, m []token) (token, bool) {
	t, ok := first(m, dateKind)
	return t, ok && t.days.tense != gone
}
