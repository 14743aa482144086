package tenancy

import (
	"cmp"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Claim lets an account act as the person who was listed in the party. An account that is a tenant already acts
// for the party itself, in place of the name that was listed; one that is known by its language alone, or not at
// all, becomes the listed person. It gives who the account is from now on.
func Claim(tx *storage.Tx, who dialog.Who, listed desk.Person, party desk.PartyID) (dialog.Who, error) {
	if err := Revoke(tx, listed.ID); err != nil {
		return who, err
	}
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return who, err
	}
	if who.Person.ID == listed.ID {
		return who, nil
	}
	if len(homes) > 0 {
		return who, stand(tx, who.Person, listed, party)
	}
	known := who.Person
	if known.ID != 0 {
		before := known
		before.User = 0
		if err := tx.PutPerson(&before); err != nil {
			return who, err
		}
	}
	listed.User = who.User
	listed.Language = cmp.Or(known.Language, listed.Language, who.Language)
	listed.Started, listed.Unreachable = started(tx, known), known.Unreachable
	who.Person, who.Name, who.Language = listed, listed.Name, listed.Language
	return who, tx.PutPerson(&listed)
}

// stand lets a person act for the party in place of the name that was listed, in whichever role is the greater.
func stand(tx *storage.Tx, p, listed desk.Person, party desk.PartyID) error {
	m, ok, err := tx.Membership(listed.ID, party)
	if err != nil || !ok || !m.Current(tx.Now()) {
		return err
	}
	m.Until = tx.Now()
	if err := tx.PutMembership(m); err != nil {
		return err
	}
	own, ok, err := tx.Membership(p.ID, party)
	if err != nil {
		return err
	}
	if ok && own.Current(tx.Now()) && own.Role == desk.RoleContact {
		return nil
	}
	return tx.PutMembership(desk.Membership{Party: party, Person: p.ID, Role: m.Role, From: tx.Now()})
}

// Admit lets an account that is on no list act for the party: it speaks for it where nobody else does.
func Admit(tx *storage.Tx, who dialog.Who, name, phone string, party desk.PartyID) (dialog.Who, error) {
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return who, err
	}
	p := who.Person
	p.User = who.User
	if len(homes) == 0 { // the office has known them by another name or by none
		p.Name = name
	}
	p.Phone = cmp.Or(phone, p.Phone)
	p.Language, p.Started = cmp.Or(p.Language, who.Language), started(tx, p)
	if err := tx.PutPerson(&p); err != nil {
		return who, err
	}
	role, err := NextRole(&tx.Reader, party)
	if err != nil {
		return who, err
	}
	who.Person, who.Name, who.Language = p, p.Name, p.Language
	return who, tx.PutMembership(desk.Membership{Party: party, Person: p.ID, Role: role, From: tx.Now()})
}

// started is since when the person can be written to: whoever comes in has opened the private chat.
func started(tx *storage.Tx, p desk.Person) time.Time {
	if p.Started.IsZero() {
		return tx.Now()
	}
	return p.Started
}

// NextRole is the role of whoever joins the party next: its contact where it has none.
func NextRole(r *storage.Reader, party desk.PartyID) (desk.Role, error) {
	residents, err := Residents(r, party)
	for _, p := range residents {
		if p.Contact() {
			return desk.RoleMember, err
		}
	}
	return desk.RoleContact, err
}

// Settle makes a new party and gives it the unit, which stands empty.
func Settle(tx *storage.Tx, u desk.Unit, name string) (desk.PartyID, error) {
	p := desk.Party{Estate: u.Estate, Name: name}
	if err := tx.PutParty(&p); err != nil {
		return 0, err
	}
	return p.ID, Occupy(tx, p.ID, u.ID)
}

// Occupy gives a party a unit more.
func Occupy(tx *storage.Tx, p desk.PartyID, u desk.UnitID) error {
	return tx.PutOccupancy(desk.Occupancy{Party: p, Unit: u, Role: desk.RoleTenant, From: tx.Now()})
}
