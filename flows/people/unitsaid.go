package people

import (
	_ "embed" // the words around a unit
	"regexp"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// UnitIn is the unit with which a sentence begins or ends, and the sentence without it: A-1203 冷氣漏水, 漏水 A座1203室.
// Where there is none but the sentence begins or ends with what is written as a unit, that is unknown.
func UnitIn(r *storage.Reader, said string) (u desk.Unit, found bool, unknown, rest string, err error) {
	units, err := r.Units()
	if err != nil {
		return desk.Unit{}, false, "", said, err
	}
	names := map[string]desk.Unit{}
	for _, u := range units {
		names[spelt(u.Building+u.Floor+u.Number)] = u
	}
	for _, u := range units { // the label is what people say first
		names[spelt(u.Label())] = u
	}
	line := said
	said = strings.Trim(said, between)
	pieces := piece.FindAllStringIndex(said, -1)
	for n := min(len(pieces), maxPieces); n > 0; n-- {
		last, first := pieces[n-1][1], pieces[len(pieces)-n][0]
		if u, found := names[spelt(unsaid.ReplaceAllString(said[:last], ""))]; found {
			return u, true, "", bare(said[last:]), nil
		}
		if u, found := names[spelt(unsaid.ReplaceAllString(said[first:], ""))]; found {
			return u, true, "", bare(said[:first]), nil
		}
	}
	for _, at := range ends(pieces) {
		if word := said[at[0]:at[1]]; likeUnit.MatchString(word) {
			return desk.Unit{}, false, word, bare(said[:at[0]] + " " + said[at[1]:]), nil
		}
	}
	return desk.Unit{}, false, "", line, nil
}

func ends(pieces [][]int) [][]int {
	if len(pieces) < 2 {
		return pieces
	}
	return [][]int{pieces[0], pieces[len(pieces)-1]}
}

// maxPieces is of how many pieces a unit is written at most: A座12樓03室 is one of six.
const maxPieces = 6

var (
	// piece is a word in letters and figures, or one character.
	piece = regexp.MustCompile(`[\p{Latin}\d]+(?:[-/][\p{Latin}\d]+)*|\S`)
	// likeUnit is what is written as a unit: a letter or some, and the figures of a floor and a number.
	likeUnit = regexp.MustCompile(`^\p{Latin}{1,3}-?\d{3,5}\p{Latin}?$`)
)

// unitWords are two expressions, a line each: the words that people write around the parts of a unit, and what joins a
// place to the words before it.
//
//go:embed units.txt
var unitWords string

var unsaid, joint = func() (unsaid, joint *regexp.Regexp) {
	around, joins, _ := strings.Cut(strings.TrimSpace(unitWords), "\n")
	return regexp.MustCompile("(?i)" + around), regexp.MustCompile("(?i)" + joins)
}()

// between is what parts a unit from the words beside it.
const between = " \t\n,:;.，、：；。-–"

// bare is a sentence without what stands between it and a unit.
func bare(s string) string {
	return strings.Trim(joint.ReplaceAllString(strings.Trim(s, between), ""), between)
}

// likeUnitAlone is what somebody who writes nothing else can only mean as a unit.
var likeUnitAlone = regexp.MustCompile(`^\p{Latin}{0,3}[-/ ]?\d{1,5}\p{Latin}?$`)

// MeantAsUnit reports whether words that are all that was said are meant as a unit, known or not.
func MeantAsUnit(said string) bool { return likeUnitAlone.MatchString(dialog.CleanName(said, maxUnit)) }
