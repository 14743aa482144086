package visitor

import "frontdesk/flows/dialog"

// sample leaves out whoever has no unit: they are told so instead.
func (f flow) sample(t *dialog.Talk) {
	if len(f.homes(t)) == 0 {
		t.NotAsked()
	}
}
