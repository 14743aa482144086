package household

import "frontdesk/flows/dialog"

// sample leaves out whoever is of no household: they are told so instead.
func sample(t *dialog.Talk) {
	if len(mine(t)) == 0 {
		t.NotAsked()
	}
}

// office leaves out whoever may not note that somebody has moved out.
func office(t *dialog.Talk) {
	if !allowed(t) {
		t.NotAsked()
	}
}
