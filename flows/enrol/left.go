package enrol

import (
	"strings"

	"frontdesk/flows/roster"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Out is why a row of a tenants' file was not taken in, "" where it was.
type Out string

// Why a row is not taken in.
const (
	Left  Out = "left"  // the person has left the unit, or was removed from it
	Taken Out = "taken" // they have, and others live there now
)

// Said says in l, as plain text, that the row was not taken in, and why; "" where it was.
func (i Issued) Said(l desk.Language) string {
	if i.Out == "" {
		return ""
	}
	unit := desk.Unit{Building: i.Row.Building, Floor: i.Row.Floor, Number: i.Row.Unit}
	return text.Plain(l, "enrol.out-"+string(i.Out), "unit", unit.Label(), "name", i.Row.Name)
}

// out is why the row's person is not let into the unit: they have left it, by every stay in it that the records
// hold. Links that are made anew bring them back where nobody else lives there now.
func (in *importing) out(u desk.Unit, row roster.Row) (Out, error) {
	stays, err := in.tx.OccupantsOf(u.ID)
	if err != nil {
		return "", err
	}
	var p past
	for _, stay := range stays {
		current := stay.Current(in.tx.Now())
		p.lived = p.lived || current
		known, acts, err := in.acted(stay.Party, row, current)
		switch {
		case err != nil:
			return "", err
		case current && acts:
			return "", nil
		case current && known:
			p.removed = true
		case known:
			p.left = true
		}
	}
	return in.barred(p), nil
}

// past is what the records hold of a unit and somebody who does not act for it now.
type past struct {
	lived   bool // somebody has the unit
	left    bool // they were of a party that has it no more
	removed bool // they were of the party that has it
}

func (in *importing) barred(p past) Out {
	switch {
	case p.left && p.lived && !p.removed:
		return Taken
	case (p.left || p.removed) && !in.reissue:
		return Left
	}
	return ""
}

// acted is whether the row's person has acted for the party, and whether they do now. Where the party lives there still,
// somebody in whose place an account acts that was here already is known under that.
func (in *importing) acted(party desk.PartyID, row roster.Row, lives bool) (known, acts bool, err error) {
	memberships, err := in.tx.ActedFor(party)
	if err != nil {
		return false, false, err
	}
	for _, m := range memberships {
		p, _, err := in.tx.Person(m.Person)
		if err != nil {
			return false, false, err
		}
		if !in.is(p, row) {
			continue
		}
		if m.Current(in.tx.Now()) {
			return true, true, nil
		}
		stood, err := in.stoodFor(p)
		if err != nil {
			return false, false, err
		}
		known = known || !stood || !lives
	}
	return known, false, nil
}

// is tells whether the row means the person: by name, or by telephone where the file has nobody of that name there.
func (in *importing) is(p desk.Person, row roster.Row) bool {
	if strings.EqualFold(p.Name, row.Name) {
		return true
	}
	return row.Phone != "" && p.Phone == row.Phone && !in.listed[listing{row.Building, row.Floor, row.Unit, p.Name}]
}

// stoodFor is whether the person's link was opened by an account that acts under another name.
func (in *importing) stoodFor(p desk.Person) (bool, error) {
	invites, err := in.tx.InvitesOf(p.ID)
	for _, i := range invites {
		if !i.Used.IsZero() && p.User == 0 {
			return true, err
		}
	}
	return false, err
}
