package household

import "frontdesk/flows/dialog"

// sample leaves out whoever is of no household: they are told so instead.
func sample(t *dialog.Talk) {
	if len(mine(t)) == 0 {
		t.NotAsked()
	}
}

// office leaves out whoever is asked elsewhere than in a group of the staff.
func office(t *dialog.Talk) {
	if !t.Group() {
		t.NotAsked()
	}
}
