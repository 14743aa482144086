package open

import (
	"strings"
	"time"
	"unicode/utf8"

	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/flows/when"
	"frontdesk/storage"
)

// What stood behind the command is kept beside the answers; no question has these names. Somebody who sends another line
// opens another matter.
const (
	lineFact     = "line"
	sentenceFact = "sentence" // the line without its unit
	unknownFact  = "unknown"  // what is written as a unit and is none
)

// lately is how long ago a call may have been of which a sentence speaks. What is said to be longer ago is more likely
// since when something is broken.
const lately = time.Hour

// given are the answers that a line holds. ok is false where it is the name of a unit that there is not.
func (d *Desk) given(tx *storage.Tx, line string) (given dialog.Answers, ok bool, err error) {
	unit, found, unknown, sentence, err := people.UnitIn(&tx.Reader, line)
	if err != nil || !found && people.MeantAsUnit(line) {
		return nil, false, err
	}
	if unknown != "" && d.read(line).Emergency { // the place is told in the words, whatever it is
		sentence = line
	}
	given = dialog.Answers{}
	set := func(step string, v any) {
		if err == nil {
			err = given.Set(step, v)
		}
	}
	set(lineFact, line)
	if found {
		set(unitStep, unit.ID)
	}
	if unknown != "" {
		set(unknownFact, unknown)
	}
	if sentence == "" {
		return given, true, err
	}
	set(sentenceFact, sentence)
	set(wordsStep, sentence)
	if place := dialog.CleanName(emergency.PlaceIn(sentence), maxPlace); place != "" && unknown == "" {
		set(placeStep, place)
	}
	if ago, told := when.AgoIn(sentence); told && ago <= lately {
		set(calledStep, tx.Now().Add(-ago).UTC())
	}
	return given, true, err
}

// line is what stood behind the command, as it is kept.
func line(rest string) string {
	said := strings.TrimSpace(dialog.Clean(rest))
	if utf8.RuneCountInString(said) > maxWords {
		said = string([]rune(said)[:maxWords])
	}
	return said
}

// sentence tells whether one was given, and no unit that has to be asked first.
func sentence(t *dialog.Talk) bool {
	return t.Answers.Given(sentenceFact) && (!t.Answers.Given(unknownFact) || t.Answers.Text(lineFact) == t.Answers.Text(sentenceFact))
}

// heard repeats the sentence below the question of its service.
func heard(t *dialog.Talk) []any {
	said := t.Answers.Text(sentenceFact)
	if said != "" {
		said = "\n\n" + text.Say(t.Language, "open.heard", "text", dialog.CleanName(said, maxHeard))
	}
	return []any{"heard", text.HTML(said)}
}

// maxHeard is how much of a sentence is repeated, in characters.
const maxHeard = 200

// unknown says of a unit that was named that there is none.
func unknown(t *dialog.Talk) []any {
	said := t.Answers.Text(unknownFact)
	if said != "" {
		said = "\n\n" + text.Say(t.Language, "open.unknown", "unit", said)
	}
	return []any{"unknown", text.HTML(said)}
}
