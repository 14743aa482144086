package enrol

import (
	"cmp"

	"frontdesk/flows/roster"
	"frontdesk/flows/tenancy"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Issued is a person of a tenants' file, with the invitation that was made: Code is empty where one that was
// issued earlier can still be used, or the person is here already or was not taken in, for the reason in Out. A
// person of several rows has the same code in each.
type Issued struct {
	Row  roster.Row
	Code string
	Out  Out
}

// Import takes a checked tenants' file in: units by building, floor and number, companies by name, people in them
// by phone or name. Taking the same file in again changes nothing; reissue revokes unused invitations and makes
// new ones, and lets in again who has left, unless others live there now. People who are no longer in the file stay:
// moving out is somebody's decision, not a missing line's.
func Import(tx *storage.Tx, rows []roster.Row, reissue bool) ([]Issued, error) {
	in := &importing{
		tx: tx, reissue: reissue, listed: map[listing]bool{}, contacts: map[partyKey]bool{},
		companies: map[string]desk.PartyID{}, codes: map[desk.PersonID]string{},
	}
	for _, row := range rows {
		in.listed[listing{row.Building, row.Floor, row.Unit, row.Name}] = true
		if row.Role == desk.RoleContact {
			in.contacts[keyOf(row)] = true
		}
	}
	if err := in.findCompanies(rows); err != nil {
		return nil, err
	}
	issued := make([]Issued, 0, len(rows))
	for _, row := range rows {
		code, out, err := in.row(row)
		if err != nil {
			return nil, err
		}
		issued = append(issued, Issued{Row: row, Code: code, Out: out})
	}
	return issued, nil
}

// importing is a file under way into the records.
type importing struct {
	tx        *storage.Tx
	reissue   bool
	listed    map[listing]bool
	contacts  map[partyKey]bool // that have a contact in the file
	companies map[string]desk.PartyID
	codes     map[desk.PersonID]string // made for this file
}

// listing is a person of a unit as the file names them.
type listing struct{ building, floor, unit, name string }

// partyKey is a party as the file tells it apart: a company, or the household of a unit.
type partyKey struct{ company, building, floor, unit string }

func keyOf(row roster.Row) partyKey {
	if row.Company != "" {
		return partyKey{company: row.Company}
	}
	return partyKey{"", row.Building, row.Floor, row.Unit}
}

func (in *importing) row(row roster.Row) (code string, out Out, err error) {
	unit, err := in.unit(row)
	if err != nil {
		return "", "", err
	}
	if out, err = in.out(unit, row); err != nil || out != "" {
		return "", out, err
	}
	party, err := in.party(unit, row)
	if err != nil {
		return "", "", err
	}
	person, here, err := in.person(party, row)
	if err != nil || !here || person.User != 0 {
		return "", "", err
	}
	code, err = in.invite(person.ID, unit.ID)
	return code, "", err
}

func (in *importing) unit(row roster.Row) (desk.Unit, error) {
	e := in.tx.Estate().ID
	u, ok, err := in.tx.UnitNamed(e, row.Building, row.Floor, row.Unit)
	if err != nil || ok {
		return u, err
	}
	u = desk.Unit{Estate: e, Building: row.Building, Floor: row.Floor, Number: row.Unit}
	return u, in.tx.PutUnit(&u)
}

// party is whoever has the unit, or whoever is to have it that stands empty.
func (in *importing) party(u desk.Unit, row roster.Row) (desk.PartyID, error) {
	id, ok, err := in.tx.OccupantOf(u.ID)
	if err != nil {
		return 0, err
	}
	if ok {
		return in.companyThere(id, u, row)
	}
	if company, known := in.companies[row.Company]; known && row.Company != "" {
		return company, tenancy.Occupy(in.tx, company, u.ID)
	}
	party, err := tenancy.Settle(in.tx, u, cmp.Or(row.Company, row.Name))
	if row.Company != "" {
		in.companies[row.Company] = party
	}
	return party, err
}

// person finds the row's person in the party and brings what the file says up to date; a language that the person
// chose stays, and so does who speaks for the party. Here is false where the person has left it.
func (in *importing) person(party desk.PartyID, row roster.Row) (p desk.Person, here bool, err error) {
	people, err := in.tx.PeopleOf(party)
	if err != nil {
		return p, false, err
	}
	if p, known := in.same(people, row); known {
		before := p
		p.Name = row.Name
		p.Phone = cmp.Or(row.Phone, p.Phone)
		if p.User == 0 {
			p.Language = cmp.Or(row.Language, p.Language)
		}
		if p == before {
			return p, true, nil
		}
		return p, true, in.tx.PutPerson(&p)
	}
	p, left, again, err := in.former(party, row)
	if err != nil || left && !again {
		return p, false, err
	}
	if !left {
		p = desk.Person{Name: row.Name, Phone: row.Phone, Language: row.Language}
		if err := in.tx.PutPerson(&p); err != nil {
			return p, false, err
		}
	}
	role, err := in.role(party, row)
	if err != nil {
		return p, false, err
	}
	return p, true, in.tx.PutMembership(desk.Membership{Party: party, Person: p.ID, Role: role, From: in.tx.Now()})
}

// role is the row's, or else the contact's for the first of a party that has none.
func (in *importing) role(party desk.PartyID, row roster.Row) (desk.Role, error) {
	if row.Role != "" || in.contacts[keyOf(row)] {
		return cmp.Or(row.Role, desk.RoleMember), nil
	}
	return tenancy.NextRole(&in.tx.Reader, party)
}

// former finds whoever was listed by that name in the party and acts for it no longer. Somebody who came in by an
// account that acted here already is here under that; whoever else has left may come again where links are made
// anew.
func (in *importing) former(party desk.PartyID, row roster.Row) (p desk.Person, left, again bool, err error) {
	memberships, err := in.tx.ActedFor(party)
	if err != nil {
		return p, false, false, err
	}
	for _, m := range memberships {
		if m.Current(in.tx.Now()) {
			continue
		}
		p, _, err = in.tx.Person(m.Person)
		if err != nil || p.Name == row.Name {
			break
		}
		p = desk.Person{}
	}
	if err != nil || p.ID == 0 {
		return p, false, false, err
	}
	invites, err := in.tx.InvitesOf(p.ID)
	again = in.reissue
	for _, i := range invites {
		again = again && (i.Used.IsZero() || p.User != 0)
	}
	return p, true, again, err
}

// same finds the row's person among those of the party: by name, or by telephone where the name was changed. A
// couple who share a telephone stay two people, because the file lists both.
func (in *importing) same(people []desk.Person, row roster.Row) (desk.Person, bool) {
	for _, p := range people {
		if p.Name == row.Name {
			return p, true
		}
	}
	for _, p := range people {
		if row.Phone != "" && p.Phone == row.Phone && !in.listed[listing{row.Building, row.Floor, row.Unit, p.Name}] {
			return p, true
		}
	}
	return desk.Person{}, false
}

// invite makes an invitation where the person has none that can be used, or a new one is wanted.
func (in *importing) invite(p desk.PersonID, u desk.UnitID) (string, error) {
	if code, made := in.codes[p]; made {
		return code, nil
	}
	open, err := tenancy.Invited(&in.tx.Reader, p)
	if err != nil || open && !in.reissue {
		return "", err
	}
	code, _, err := tenancy.Invite(in.tx, p, u, 0)
	in.codes[p] = code
	return code, err
}
