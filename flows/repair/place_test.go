package repair_test

import (
	"fmt"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/tenancy"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// has gives a tenant more units of their party.
func has(w *flowstest.World, p *flowstest.Person, more int) {
	w.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(known.ID)
		if err != nil {
			return err
		}
		for n := range more {
			u := desk.Unit{Estate: "main", Building: "B", Floor: "3", Number: fmt.Sprint(301 + n)}
			if err := tx.PutUnit(&u); err != nil {
				return err
			}
			if err := tenancy.Occupy(tx, homes[0].Party, u.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// movesOut ends the stay of whoever has the unit.
func movesOut(w *flowstest.World, building, floor, number string) {
	w.Do(func(tx *storage.Tx) error {
		u, _, err := tx.UnitNamed("main", building, floor, number)
		if err != nil {
			return err
		}
		party, _, err := tx.OccupantOf(u.ID)
		if err != nil {
			return err
		}
		_, err = tenancy.MoveOut(tx, party, u.ID)
		return err
	})
}

// reports brings a tenant to the summary of a repair in the unit.
func reports(p *flowstest.Person, unit string) {
	p.Writes("/repair")
	p.Writes(unit)
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Skip")
	p.Shows("Please check", unit)
}

func TestACompanyReportsInEachOfItsUnits(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	has(w, p, 20)
	reports(p, "B-320")
	p.Presses("Confirm")
	if got := w.Ticket("R-1001").Place.Label; got != "B-320" {
		t.Errorf("reported in %s", got)
	}
}

func TestARepairIsNotOpenedInAnotherUnitThanTheOneThatWasSaid(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	has(w, p, 1)
	reports(p, "B-301")
	movesOut(w, "B", "3", "301")
	p.Presses("Confirm")
	p.Shows("no longer possible", "A-1203")
	if n := w.Tickets(); n != 0 {
		t.Errorf("%d repairs without another look", n)
	}
}

func TestNobodyIsRemindedOfARepairWhereTheyLiveNoMore(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	stale, _ := p.Screen().Button("Critical")
	old := p.Screen().ID
	movesOut(w, "A", "12", "1203")
	w.Wait(20 * time.Minute)
	p.SeesNot("have not finished")
	p.PressesOn(old, stale.Data)
	p.Shows("not there any more", "Harbour Court")

	q := w.TenantNamed("A-1203", "Lam", "en")
	q.Writes("/repair")
	q.Presses("Water")
	movesOut(w, "A", "12", "1203")
	q.Presses("Air-con")
	q.Shows("not there any more")
}
