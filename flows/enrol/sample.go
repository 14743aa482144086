package enrol

import (
	"frontdesk/flows/dialog"
	"frontdesk/storage/desk"
)

// sampleCode is the code of an invitation that is only looked at.
const sampleCode = "sample"

// sample invites somebody new to the first unit there is.
func sample(t *dialog.Talk) {
	units, err := t.Tx.Units()
	if err != nil || len(units) == 0 || t.Person.ID != 0 {
		t.NotAsked()
		return
	}
	p := desk.Person{Name: t.Name}
	if err := t.Tx.PutPerson(&p); err != nil {
		t.NotAsked()
		return
	}
	i := desk.Invite{
		Hash: desk.HashCode(sampleCode), Person: p.ID, Unit: units[0].ID,
		Issued: t.Tx.Now(), Expires: t.Tx.Now().Add(desk.InviteLife),
	}
	if t.Tx.PutInvite(i) != nil || t.Answers.Set(codeStep, i.Hash) != nil {
		t.NotAsked()
	}
}
