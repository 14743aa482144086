package emergency

import (
	"frontdesk/flows/dialog"
	"frontdesk/storage/desk"
)

// sample sounds the alarm, without which there is nothing to ask about.
func (a Alarm) sample(t *dialog.Talk) {
	given, err := a.Press(t.Tx, t.Who, desk.DangerHelp, "", nil)
	if err != nil { // shown without; the screens then lack its number
		return
	}
	t.Answers = given
}
