package unreached_test

import (
	"strings"
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
)

func TestTheMattersCardsTellThatThePersonCannotBeReached(t *testing.T) {
	b := newBench(t)
	b.tenant.Blocks(true)
	b.engineers.SeesOnce("R-1001", "Chan Tai Man cannot be reached here since 14:00")
	b.tenant.Blocks(false)
	b.engineers.SeesNot("cannot be reached here")
}

func TestWhereThereIsNoNumberTheOthersOfTheUnitAreNamed(t *testing.T) {
	b := newBench(t)
	setPhone(b, b.tenant, "")
	b.tenant.Blocks(true)
	toast := b.ho.Presses("Show number")
	if strings.Contains(toast, ">") || !strings.Contains(toast, "No telephone number") || !strings.Contains(toast, "go there") {
		t.Errorf("alone: %q", toast)
	}
	other := b.TenantNamed("A-1203", "Chan Siu Ming", "en")
	if toast = b.ho.Presses("Show number"); !strings.Contains(toast, "Chan Siu Ming: +85291234567") {
		t.Errorf("with another who has a number: %q", toast)
	}
	setPhone(b, other, "")
	if toast = b.ho.Presses("Show number"); !strings.Contains(toast, "Chan Siu Ming (can be written to here)") {
		t.Errorf("with another who can be written to: %q", toast)
	}
	b.front.SeesNot("Chan Siu Ming")
}

func setPhone(b *bench, p *flowstest.Person, number string) {
	b.Do(func(tx *storage.Tx) error {
		person, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		person.Phone = number
		return tx.PutPerson(&person)
	})
}
