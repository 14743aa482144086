// Package when reads a time as people write it: in English, in Traditional and Simplified Chinese and in Cantonese,
// alone or in the middle of a sentence. It owns the words of which times are made and what they mean. It must never
// keep anything, ask a clock or know of the dialogs in which times are said; and what it is not sure of it asks about
// rather than guesses.
//
// A sentence goes through four hands: it is folded (fold.go) and cut into words of known kinds (cut.go); rules put the
// words together, a time at a time (rules.go and what follows it); what is a report, a habit or small talk is left out
// (mood.go); the rest is found on the calendar (find.go).
//
// Weeks run from Monday to Sunday. A bare weekday, day of the month or time of day is the nearest to come. Without am or
// pm, 8 to 11 is the morning, 12 is noon, and 1 to 7 the afternoon. A day, or a part of one, is a range. What has passed,
// what no calendar has and what is left open is asked about.
package when

import (
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Reading is what was understood of a sentence: nothing, a time, or a question to ask.
type Reading struct {
	// Start and End are in the zone of the moment at which it was said. They are equal where a moment is meant, and
	// bound a range, its end not in it, where a day or a part of one is. Both are zero where no time is meant.
	Start, End time.Time
	// Ask is the name of the question to put where the time is unclear: one of the Ask names, "" where there is none.
	Ask string
	// NoDay says that nobody named the day: it is the nearest to come.
	NoDay bool
	// Either are the two times that AskDayOrMonth chooses between.
	Either [2]time.Time
}

// The questions. A sentence stands under when.<name> for each.
const (
	AskPast       = "past"         // the time has passed
	AskImpossible = "impossible"   // no calendar or clock has it
	AskVague      = "vague"        // some time or other
	AskDayOrMonth = "day-or-month" // 1/12 in Chinese
	AskWhich      = "which"        // several times are named
)

// Cantonese is a language in which people write, though they are answered in Traditional Chinese: what is written in it
// is known by its words, and where there are none may be said.
const Cantonese desk.Language = "yue"

// IsZero reports whether no time is meant, nor any question to be asked.
func (r Reading) IsZero() bool { return r.Start.IsZero() && r.Ask == "" }

// Moment reports whether a moment is meant, rather than a day or a part of one.
func (r Reading) Moment() bool { return !r.Start.IsZero() && r.Start.Equal(r.End) }

// Question is the sentence that asks what is unclear, "" where nothing is.
func (r Reading) Question(l desk.Language, now time.Time) string {
	switch r.Ask {
	case "":
		return ""
	case AskDayOrMonth:
		return text.Plain(l, "when.day-or-month",
			"first", text.Day(l, r.Either[0], now, now.Location()), "second", text.Day(l, r.Either[1], now, now.Location()))
	}
	return text.Plain(l, "when."+r.Ask)
}

// Read reads the time that the words mean, said at now, which is in the estate's zone, by somebody who speaks l.
func Read(words string, now time.Time, l desk.Language) Reading {
	s := newSentence(words, now, l)
	if !s.hopeful() {
		return Reading{}
	}
	s.apply(rules)
	return s.find(s.meant())
}
