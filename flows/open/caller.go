package open

import (
	"strconv"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// What is answered beside one of the unit's people: somebody else called, or nobody did and staff found it.
const (
	somebodyElse = "other"
	nobody       = "nobody"
)

func units(t *dialog.Talk) []desk.Unit {
	all, err := t.Tx.Units()
	if err != nil { // records that cannot be read offer no unit
		return nil
	}
	return all
}

// unitOf is the unit that was chosen; ok is false where it is about none.
func unitOf(t *dialog.Talk) (desk.Unit, bool) {
	u, known, err := t.Tx.Unit(t.Answers.Unit(unitStep))
	return u, known && err == nil
}

func hasUnit(t *dialog.Talk) bool {
	_, has := unitOf(t)
	return has
}

// residents are the people of the unit, and the party whose it is.
func residents(t *dialog.Talk) (desk.PartyID, []desk.Person) {
	u, has := unitOf(t)
	if !has {
		return 0, nil
	}
	party, all, err := tenancy.Living(&t.Tx.Reader, u.ID)
	if err != nil { // nobody is offered whose record cannot be read
		return 0, nil
	}
	persons := make([]desk.Person, 0, len(all))
	for _, r := range all {
		persons = append(persons, r.Person)
	}
	return party, persons
}

func callers(t *dialog.Talk) []dialog.Option {
	_, all := residents(t)
	var options []dialog.Option
	for _, p := range all {
		options = append(options, dialog.Option{Value: strconv.FormatUint(uint64(p.ID), 10), Label: p.Name})
	}
	return append(options,
		dialog.Option{Value: somebodyElse, Label: text.Plain(t.Language, "open.other")},
		dialog.Option{Value: nobody, Label: text.Plain(t.Language, "open.nobody")})
}

// stillThere tells whether the one who called is still of the unit.
func stillThere(t *dialog.Talk) bool {
	answer := t.Answers.Text(callerStep)
	_, known := caller(t)
	return known || answer == somebodyElse || answer == nobody
}

// caller is the one of the unit's people who called.
func caller(t *dialog.Talk) (desk.Person, bool) {
	_, all := residents(t)
	for _, p := range all {
		if strconv.FormatUint(uint64(p.ID), 10) == t.Answers.Text(callerStep) {
			return p, true
		}
	}
	return desk.Person{}, false
}

// unnamed tells whether it has to be asked what the one who called is called.
func unnamed(t *dialog.Talk) bool {
	return t.Answers.Has(unitStep) && !hasUnit(t) || t.Answers.Text(callerStep) == somebodyElse
}

// reporter is for whom the matter is opened: one of the unit's people, somebody else by name, or whoever found it.
func reporter(t *dialog.Talk) desk.Reporter {
	if p, known := caller(t); known {
		r := desk.Reporter{Person: p.ID, User: p.User, Name: p.Name, Language: p.Language, Enrolled: true}
		r.Language = people.Language(&t.Tx.Reader, r)
		return r
	}
	r := desk.Reporter{Name: dialog.CleanName(t.Answers.Text(nameStep), maxName), Language: t.Tx.Estate().Default}
	if !unnamed(t) {
		r.Name, r.Enrolled = t.Name, true
	}
	return r
}
