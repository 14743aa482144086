package enrol

import (
	"frontdesk/flows/dialog"
	"frontdesk/flows/tenancy"
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

// done binds the account to the person, unless the invitation was used or revoked meanwhile, or the person has
// left where it leads to.
func done(t *dialog.Talk, home func(*storage.Tx, dialog.Who, string) error) error {
	if t.Answers.Text("confirm") != yes {
		return home(t.Tx, t.Who, "enrol.refused")
	}
	i, p, _, err := invite(t)
	if err != nil {
		return err
	}
	party, holds, err := leadsTo(t.Tx, i)
	if err != nil {
		return err
	}
	if i.Hash == "" || !i.Open(t.Tx.Now()) || !holds {
		return home(t.Tx, t.Who, "enrol.bad-code")
	}
	i.Used = t.Tx.Now()
	if err := t.Tx.PutInvite(i); err != nil {
		return err
	}
	who, err := tenancy.Claim(t.Tx, t.Who, p, party)
	if err != nil {
		return err
	}
	if err := Invited(t.Tx, t.User); err != nil {
		return err
	}
	return home(t.Tx, who, "enrol.welcome")
}

// leadsTo is the party for which an invitation lets its person act; ok is false where they do so no longer.
func leadsTo(tx *storage.Tx, i desk.Invite) (party desk.PartyID, ok bool, err error) {
	if party, ok, err = tx.OccupantOf(i.Unit); err != nil || !ok {
		return 0, false, err
	}
	m, ok, err := tx.Membership(i.Person, party)
	return party, ok && m.Current(tx.Now()), err
}
