package request

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

func (f flow) homes(t *dialog.Talk) []storage.Home {
	homes, err := t.Tx.HomesOf(t.Person.ID)
	if err != nil { // a record that cannot be read offers no unit; opening the request then refuses
		return nil
	}
	return homes
}

// asksHome tells whether the person must say which unit it is: what was said of one unit is never done to another that
// is the only one left.
func (f flow) asksHome(t *dialog.Talk) bool {
	return len(f.homes(t)) > 1 || t.Answers.Given(homeStep) && !f.lives(t)
}

// tenant tells whether the person has any unit.
func (f flow) tenant(t *dialog.Talk) bool { return len(f.homes(t)) > 0 }

// lives tells whether the person has the unit that it is about.
func (f flow) lives(t *dialog.Talk) bool {
	_, has := f.home(t)
	return has
}

func (f flow) units(t *dialog.Talk) []desk.Unit {
	var units []desk.Unit
	for _, h := range f.homes(t) {
		units = append(units, h.Unit)
	}
	return units
}

// home is the unit that was chosen, or the person's only one.
func (f flow) home(t *dialog.Talk) (storage.Home, bool) {
	homes := f.homes(t)
	only := len(homes) == 1 && !t.Answers.Given(homeStep)
	i := slices.IndexFunc(homes, func(h storage.Home) bool { return only || h.Unit.ID == t.Answers.Unit(homeStep) })
	if i < 0 {
		return storage.Home{}, false
	}
	return homes[i], true
}

// sample leaves out whoever has no unit: they are told so instead.
func (f flow) sample(t *dialog.Talk) {
	if len(f.homes(t)) == 0 {
		t.NotAsked()
	}
}
