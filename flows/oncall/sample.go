package oncall

import "frontdesk/flows/dialog"

// inGroup leaves out whoever is asked elsewhere than in the group of a desk.
func inGroup(t *dialog.Talk) {
	if len(t.Tx.DesksIn(t.Chat)) == 0 {
		t.NotAsked()
	}
}
