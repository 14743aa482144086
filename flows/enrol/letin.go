package enrol

import (
	"cmp"

	"frontdesk/flows/dialog"
	"frontdesk/flows/tenancy"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// letIn lets the asker act for the party: as whoever of it was listed and is the same, or as one more.
func letIn(tx *storage.Tx, join *desk.Join, party desk.PartyID) error {
	asker, err := askerOf(tx, *join)
	if err != nil {
		return err
	}
	residents, err := tenancy.Residents(&tx.Reader, party)
	if err != nil {
		return err
	}
	if listed, ok := listedAs(residents, *join); ok {
		listed.Phone = cmp.Or(listed.Phone, join.Phone)
		asker, err = tenancy.Claim(tx, asker, listed.Person, party)
	} else {
		asker, err = tenancy.Admit(tx, asker, join.Name, join.Phone, party)
	}
	join.Person = asker.Person.ID
	return err
}

// askerOf is who asked, as they are known now, in their private chat.
func askerOf(tx *storage.Tx, join desk.Join) (dialog.Who, error) {
	who := dialog.Who{
		SessionKey: storage.SessionKey{Chat: join.User.Private(), User: join.User}, Name: join.Name, Language: join.Language,
	}
	p, known, err := tx.PersonOf(join.User)
	if known && p.Language.Valid() {
		who.Language = p.Language
	}
	who.Person = p
	return who, err
}

// cameIn closes the request of somebody who has come in by an invitation since.
func cameIn(tx *storage.Tx, join desk.Join) (bool, error) {
	p, known, err := tx.PersonOf(join.User)
	if err != nil || !known {
		return false, err
	}
	lives, err := tenancy.Lives(&tx.Reader, p.ID, join.Unit)
	if err != nil || !lives {
		return false, err
	}
	join.Verdict, join.Decided, join.By = desk.Withdrawn, tx.Now(), desk.System
	return true, closeJoin(tx, join)
}

// Invited closes the request of an account that has come in by an invitation, where it was for the same unit.
func Invited(tx *storage.Tx, u desk.UserID) error {
	join, open, err := tx.JoinOf(u)
	if err != nil || !open {
		return err
	}
	_, err = cameIn(tx, join)
	return err
}
