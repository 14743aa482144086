package repair

import "frontdesk/flows/dialog"

// sample leaves out whoever has no unit: they are told so instead.
func (f flow) sample(t *dialog.Talk) {
	if len(f.units(t)) == 0 {
		t.NotAsked()
	}
}
