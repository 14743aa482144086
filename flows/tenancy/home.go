package tenancy

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// HomeStep is the step of a dialog in which a tenant says which of their units it is about, by its name.
type HomeStep string

func homes(t *dialog.Talk) []storage.Home {
	homes, err := t.Tx.HomesOf(t.Person.ID)
	if err != nil { // a record that cannot be read offers no unit; what the dialog is for then refuses
		return nil
	}
	return homes
}

// Tenant tells whether the person has any unit.
func Tenant(t *dialog.Talk) bool { return len(homes(t)) > 0 }

// Units are the person's.
func Units(t *dialog.Talk) []desk.Unit {
	var units []desk.Unit
	for _, h := range homes(t) {
		units = append(units, h.Unit)
	}
	return units
}

// Sample leaves out whoever has no unit: they are told so instead.
func Sample(t *dialog.Talk) {
	if !Tenant(t) {
		t.NotAsked()
	}
}

// Asks tells whether the person must say which unit it is: what was said of one unit is never done to another that is
// the only one left.
func (s HomeStep) Asks(t *dialog.Talk) bool {
	return len(homes(t)) > 1 || t.Answers.Given(string(s)) && !s.Lives(t)
}

// Lives tells whether the person has the unit that it is about.
func (s HomeStep) Lives(t *dialog.Talk) bool {
	_, has := s.Home(t)
	return has
}

// Home is the unit that was chosen, or the person's only one; ok is false where there is none.
func (s HomeStep) Home(t *dialog.Talk) (home storage.Home, ok bool) {
	all := homes(t)
	only := len(all) == 1 && !t.Answers.Given(string(s))
	i := slices.IndexFunc(all, func(h storage.Home) bool { return only || h.Unit.ID == t.Answers.Unit(string(s)) })
	if i < 0 {
		return storage.Home{}, false
	}
	return all[i], true
}
