package enrol

import (
	"frontdesk/flows/roster"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Issued is a person of a tenants' file, with the invitation that was made: Code is empty where one that was
// issued earlier can still be used, or the person is here already.
type Issued struct {
	Row  roster.Row
	Code string
}

// Import takes a checked tenants' file in: units by building, floor and number, people in them by phone or
// name. Taking the same file in again changes nothing; reissue revokes unused invitations and makes new ones.
// People who are no longer in the file stay: moving out is somebody's decision, not a missing line's.
func Import(tx *storage.Tx, rows []roster.Row, reissue bool) ([]Issued, error) {
	issued := make([]Issued, 0, len(rows))
	listed := map[listing]bool{}
	for _, row := range rows {
		listed[listing{row.Building, row.Floor, row.Unit, row.Name}] = true
	}
	for _, row := range rows {
		code, err := importRow(tx, row, listed, reissue)
		if err != nil {
			return nil, err
		}
		issued = append(issued, Issued{Row: row, Code: code})
	}
	return issued, nil
}

// listing is a person of a unit as the file names them.
type listing struct{ building, floor, unit, name string }

func importRow(tx *storage.Tx, row roster.Row, listed map[listing]bool, reissue bool) (code string, err error) {
	unit, err := unitOf(tx, row)
	if err != nil {
		return "", err
	}
	party, err := partyOf(tx, unit, row)
	if err != nil {
		return "", err
	}
	person, err := personOf(tx, party, row, listed)
	if err != nil {
		return "", err
	}
	if person.User != 0 {
		return "", nil
	}
	return inviteFor(tx, person.ID, unit.ID, reissue)
}

func unitOf(tx *storage.Tx, row roster.Row) (desk.Unit, error) {
	e := tx.Estate().ID
	u, ok, err := tx.UnitNamed(e, row.Building, row.Floor, row.Unit)
	if err != nil || ok {
		return u, err
	}
	u = desk.Unit{Estate: e, Building: row.Building, Floor: row.Floor, Number: row.Unit}
	return u, tx.PutUnit(&u)
}

func partyOf(tx *storage.Tx, u desk.Unit, row roster.Row) (desk.PartyID, error) {
	id, ok, err := tx.OccupantOf(u.ID)
	if err != nil || ok {
		return id, err
	}
	p := desk.Party{Estate: u.Estate, Name: row.Name}
	if err := tx.PutParty(&p); err != nil {
		return 0, err
	}
	return p.ID, tx.PutOccupancy(desk.Occupancy{Party: p.ID, Unit: u.ID, Role: desk.RoleTenant, From: tx.Now()})
}

// personOf finds the row's person in the party and brings what the file says up to date; a language that the
// person chose stays.
func personOf(tx *storage.Tx, party desk.PartyID, row roster.Row, listed map[listing]bool) (desk.Person, error) {
	people, err := tx.PeopleOf(party)
	if err != nil {
		return desk.Person{}, err
	}
	if p, known := same(people, row, listed); known {
		before := p
		p.Name = row.Name
		if row.Phone != "" {
			p.Phone = row.Phone
		}
		if p.User == 0 && row.Language != "" {
			p.Language = row.Language
		}
		if p == before {
			return p, nil
		}
		return p, tx.PutPerson(&p)
	}
	role := desk.RoleMember
	if len(people) == 0 {
		role = desk.RoleContact
	}
	p := desk.Person{Name: row.Name, Phone: row.Phone, Language: row.Language}
	if err := tx.PutPerson(&p); err != nil {
		return p, err
	}
	return p, tx.PutMembership(desk.Membership{Party: party, Person: p.ID, Role: role, From: tx.Now()})
}

// same finds the row's person among those of the unit: by name, or by telephone where the name was changed. A
// couple who share a telephone stay two people, because the file lists both.
func same(people []desk.Person, row roster.Row, listed map[listing]bool) (desk.Person, bool) {
	for _, p := range people {
		if p.Name == row.Name {
			return p, true
		}
	}
	for _, p := range people {
		if row.Phone != "" && p.Phone == row.Phone && !listed[listing{row.Building, row.Floor, row.Unit, p.Name}] {
			return p, true
		}
	}
	return desk.Person{}, false
}

// inviteFor makes an invitation where the person has none that can be used, or a new one is wanted.
func inviteFor(tx *storage.Tx, p desk.PersonID, u desk.UnitID, reissue bool) (string, error) {
	invites, err := tx.InvitesOf(p)
	if err != nil {
		return "", err
	}
	for _, i := range invites {
		if !i.Open(tx.Now()) {
			continue
		}
		if !reissue {
			return "", nil
		}
		i.Revoked = tx.Now()
		if err := tx.PutInvite(i); err != nil {
			return "", err
		}
	}
	code := desk.NewCode()
	return code, tx.PutInvite(desk.Invite{
		Hash: desk.HashCode(code), Person: p, Unit: u, Issued: tx.Now(), Expires: tx.Now().Add(desk.InviteLife),
	})
}
