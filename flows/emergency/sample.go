package emergency

import (
	"frontdesk/flows/dialog"
	"frontdesk/storage/desk"
)

// sample sounds the alarm, without which there is nothing to ask about. Whoever has many units is in a lift: where it is
// is asked in three ways.
func (a Alarm) sample(t *dialog.Talk) {
	danger := desk.DangerHelp
	if homes, err := t.Tx.HomesOf(t.Person.ID); err == nil && len(homes) > 1 {
		danger = desk.DangerLift
	}
	given, err := a.Press(t.Tx, t.Who, danger, "", nil)
	if err != nil { // shown without; the screens then lack its number
		return
	}
	t.Answers = given
}
