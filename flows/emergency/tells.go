package emergency

import (
	_ "embed" // the words of places
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
)

//go:embed places.txt
var placeWords string

// places finds what names a place in a building: one expression a line.
var places = regexp.MustCompile(`(?i)` + strings.Join(strings.Split(strings.TrimSpace(placeWords), "\n"), "|"))

// PlaceIn is the part of a sentence that tells a place, "" where none does.
func PlaceIn(said string) string {
	all := places.FindAllStringIndex(said, -1)
	if len(all) == 0 {
		return ""
	}
	end := all[len(all)-1][1]
	for end < len(said) { // a word is not cut
		r, size := utf8.DecodeRuneInString(said[end:])
		if !unicode.Is(unicode.Latin, r) && !unicode.IsDigit(r) {
			break
		}
		end += size
	}
	return said[all[0][0]:end]
}

// maxSpot is how long words are at most that name a place which no list knows, in characters.
const maxSpot = 24

// tellsPlace reports whether somebody who is asked where they are says so. Who is in danger goes on to tell what happens,
// whatever is asked.
func (a Alarm) tellsPlace(t *dialog.Talk, said string) (bool, error) {
	if PlaceIn(said) != "" {
		return true, nil
	}
	if _, known, err := people.UnitSaid(&t.Tx.Reader, said); err != nil || known {
		return known, err
	}
	if b, err := building(&t.Tx.Reader, said, true); err != nil || b != "" {
		return b != "", err
	}
	return (a.Guess == nil || a.Guess(said) == "") && !strings.ContainsAny(said, "?？!！,，。；;") && utf8.RuneCountInString(said) <= maxSpot, nil
}

// place takes an answer to where somebody is. What is none is heard as what happens.
func (a Alarm) place(t *dialog.Talk, step, said string) error {
	_, point := t.Answers.Point(step)
	told, err := a.tellsPlace(t, said)
	if err != nil {
		return err
	}
	id := alarmID(t)
	if told || point || said == "" {
		return move(t, id, said, fromHome)
	}
	return hear(t.Tx, t.Who, id, said, nil, t.Sources(step))
}

// cries reports whether somebody who is asked for their name tells what happens.
func (a Alarm) cries(said string) bool {
	return utf8.RuneCountInString(said) > maxName || strings.ContainsAny(said, "?？!！,，。") || a.Guess != nil && a.Guess(said) != ""
}
