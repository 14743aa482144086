package repair

import (
	"strconv"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
)

// asksHome tells whether the person must say which unit it is: what was said of one unit is never done to another that
// is the only one left.
func (f flow) asksHome(t *dialog.Talk) bool {
	return len(f.units(t)) > 1 || t.Answers.Given("home") && !f.lives(t)
}

// tenant tells whether the person has any unit.
func (f flow) tenant(t *dialog.Talk) bool { return len(f.units(t)) > 0 }

// lives tells whether the person has the unit that it is about.
func (f flow) lives(t *dialog.Talk) bool {
	_, has := f.place(t)
	return has
}

func (f flow) homes(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, h := range f.units(t) {
		options = append(options, dialog.Option{Value: strconv.FormatUint(uint64(h.Unit.ID), 10), Label: h.Unit.Label()})
	}
	return options
}

func (f flow) units(t *dialog.Talk) []storage.Home {
	homes, err := t.Tx.HomesOf(t.Person.ID)
	if err != nil { // a record that cannot be read offers no unit; opening the ticket then refuses
		return nil
	}
	return homes
}

// place is the unit that it is about: the one that was chosen, or the person's only one.
func (f flow) place(t *dialog.Talk) (storage.Home, bool) {
	homes := f.units(t)
	for _, h := range homes {
		if strconv.FormatUint(uint64(h.Unit.ID), 10) == t.Answers.Text("home") {
			return h, true
		}
	}
	if len(homes) == 1 && !t.Answers.Given("home") {
		return homes[0], true
	}
	return storage.Home{}, false
}
