package enrol

import (
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

func answers(t *dialog.Talk) []dialog.Option {
	return []dialog.Option{
		{Value: yes, Label: text.Plain(t.Language, "enrol.yes")},
		{Value: no, Label: text.Plain(t.Language, "enrol.no")},
	}
}

func invite(t *dialog.Talk) (i desk.Invite, p desk.Person, u desk.Unit, err error) {
	i, known, err := t.Tx.InviteHashed(t.Answers.Text(codeStep))
	if err != nil || !known {
		return i, p, u, err
	}
	if p, _, err = t.Tx.Person(i.Person); err != nil {
		return i, p, u, err
	}
	u, _, err = t.Tx.Unit(i.Unit)
	return i, p, u, err
}

func named(t *dialog.Talk) []any {
	_, p, u, err := invite(t)
	if err != nil { // shown empty; confirming it then fails with the reason
		return nil
	}
	return []any{"name", p.Name, "unit", u.Label(), "estate", t.Tx.Estate().NameIn(t.Language)}
}

// done binds the account to the person, unless the invitation was used or revoked meanwhile.
func done(t *dialog.Talk, home func(*storage.Tx, dialog.Who, string) error) error {
	if t.Answers.Text("confirm") != yes {
		return home(t.Tx, t.Who, "enrol.refused")
	}
	i, p, _, err := invite(t)
	if err != nil {
		return err
	}
	if i.Hash == "" || !i.Open(t.Tx.Now()) {
		return home(t.Tx, t.Who, "enrol.bad-code")
	}
	who, err := bind(t, i, p)
	if err != nil {
		return err
	}
	return home(t.Tx, who, "enrol.welcome")
}

// bind uses the invitation up. An account that is a tenant already acts for the new party, too; one that is
// known by its language alone becomes the invited person.
func bind(t *dialog.Talk, i desk.Invite, p desk.Person) (dialog.Who, error) {
	tx, who := t.Tx, t.Who
	i.Used = tx.Now()
	if err := tx.PutInvite(i); err != nil {
		return who, err
	}
	homes, err := tx.HomesOf(t.Person.ID)
	if err != nil {
		return who, err
	}
	if len(homes) > 0 && t.Person.ID != p.ID {
		return who, join(t, i, p)
	}
	if t.Person.ID != 0 && t.Person.ID != p.ID {
		known := t.Person
		known.User = 0
		if err := tx.PutPerson(&known); err != nil {
			return who, err
		}
		p.Language = t.Person.Language
	}
	p.User = t.User
	if !p.Language.Valid() {
		p.Language = t.Language
	}
	who.Person, who.Name, who.Language = p, p.Name, p.Language
	return who, tx.PutPerson(&p)
}

// join lets the person act for the party that invited them, in place of the name that stood in the file.
func join(t *dialog.Talk, i desk.Invite, listed desk.Person) error {
	party, ok, err := t.Tx.OccupantOf(i.Unit)
	if err != nil || !ok {
		return err
	}
	now := t.Tx.Now()
	m, ok, err := t.Tx.Membership(listed.ID, party)
	if err != nil || !ok {
		return err
	}
	role := m.Role
	m.Until = now
	if err := t.Tx.PutMembership(m); err != nil {
		return err
	}
	return t.Tx.PutMembership(desk.Membership{Party: party, Person: t.Person.ID, Role: role, From: now})
}
