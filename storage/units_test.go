package storage

import (
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func TestPartyMayStayInAUnitSeveralTimes(t *testing.T) {
	w, units, parties, _ := house(t)
	stay := func(party, from, until int) desk.Occupancy {
		o := desk.Occupancy{Party: parties[party].ID, Unit: units[0].ID, Role: desk.RoleTenant, From: minutes(from)}
		if until > 0 {
			o.Until = minutes(until)
		}
		w.do(func(tx *Tx) error { return tx.PutOccupancy(o) })
		return o
	}
	stay(0, 10, 0)
	third := stay(0, 30, 0)
	first := stay(0, 10, 20) // it ends
	second := stay(1, 20, 30)
	w.read(func(r *Reader) error {
		stays, err := r.OccupantsOf(units[0].ID)
		w.same("stays", stays, []desk.Occupancy{first, second, third})
		return err
	})
	for at, want := range map[int]desk.PartyID{9: 0, 10: parties[0].ID, 20: parties[1].ID, 30: parties[0].ID, 99: parties[0].ID} {
		w.now = minutes(at)
		w.read(func(r *Reader) error {
			party, _, err := r.OccupantOf(units[0].ID)
			w.same("occupant", party, want)
			has, errUnits := r.UnitsOf(parties[0].ID)
			w.same("has the unit", len(has) == 1, want == parties[0].ID)
			if errUnits != nil {
				return errUnits
			}
			return err
		})
	}
	w.now = minutes(99)
	other := desk.Occupancy{Party: parties[0].ID, Unit: units[1].ID, From: minutes(1)}
	w.do(func(tx *Tx) error { return tx.PutOccupancy(other) })
	w.read(func(r *Reader) error {
		has, err := r.UnitsOf(parties[0].ID)
		w.same("units", has, units[:])
		return err
	})
}

func TestHomeIsOneHoweverManyStaysHoldIt(t *testing.T) {
	w, units, parties, people := house(t)
	w.do(func(tx *Tx) error {
		for _, from := range []time.Time{minutes(-10), minutes(-5)} {
			if err := tx.PutOccupancy(desk.Occupancy{Party: parties[0].ID, Unit: units[0].ID, From: from}); err != nil {
				return err
			}
		}
		return nil
	})
	w.same("homes", w.homes(people[0].ID), []string{"A-1203"})
}

func TestUnitsAreListedAsPeopleCount(t *testing.T) {
	w := newWorld(t)
	names := [][3]string{{"A", "10", "01"}, {"A", "2", "10"}, {"A", "2", "9"}, {"A", "1", "21"}, {"B", "1", "01"}, {"A", "21", "01"}}
	w.do(func(tx *Tx) error {
		for _, n := range names {
			if err := tx.PutUnit(&desk.Unit{Estate: "bay", Building: n[0], Floor: n[1], Number: n[2]}); err != nil {
				return err
			}
		}
		return tx.PutUnit(&desk.Unit{Estate: "bayview", Building: "A", Floor: "2", Number: "11"})
	})
	w.read(func(r *Reader) error {
		units, err := r.Units()
		for _, u := range units {
			stored, ok, err := r.Unit(u.ID)
			w.same("unit", []any{u, ok, err}, []any{stored, true, nil})
		}
		return err
	})
	labels := func(units []desk.Unit, err error) (labels []string) {
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			labels = append(labels, u.Building+"/"+u.Floor+"/"+u.Number)
		}
		return labels
	}
	w.read(func(r *Reader) error {
		w.same("units", labels(r.Units()), []string{"A/1/21", "A/2/9", "A/2/10", "A/10/01", "A/21/01", "B/1/01"})
		w.same("on a floor", labels(r.UnitsIn("A", "2")), []string{"A/2/9", "A/2/10"})
		w.same("on none", labels(r.UnitsIn("A", "3")), []string(nil))
		return nil
	})
}

func TestPartyIsFoundByItsName(t *testing.T) {
	w, _, parties, _ := house(t)
	named := func(name string) (id desk.PartyID) {
		w.read(func(r *Reader) error {
			p, _, err := r.PartyNamed("bay", name)
			id = p.ID
			return err
		})
		return id
	}
	w.same("Chan", named("Chan"), parties[0].ID)
	w.same("none", named("Cha"), desk.PartyID(0))
	another := desk.Party{Estate: "bay", Name: "Chan"}
	w.do(func(tx *Tx) error { return tx.PutParty(&another) })
	w.same("the first of two", named("Chan"), parties[0].ID)
	parties[0].Name = "Wong"
	w.do(func(tx *Tx) error { return tx.PutParty(&parties[0]) })
	w.same("the other", named("Chan"), another.ID)
	w.same("by the new name", named("Wong"), parties[0].ID)
}

func TestContactIsWhoSpeaksForThePartyNow(t *testing.T) {
	w, _, parties, people := house(t)
	w.do(func(tx *Tx) error {
		return tx.PutMembership(desk.Membership{Party: parties[1].ID, Person: people[0].ID, Role: desk.RoleContact, From: start, Until: minutes(5)})
	})
	w.do(func(tx *Tx) error {
		return tx.PutMembership(desk.Membership{Party: 99, Person: people[0].ID, Role: desk.RoleMember, From: start})
	})
	for at, want := range map[int][]desk.PartyID{0: {parties[0].ID, parties[1].ID}, 5: {parties[0].ID}} {
		w.now = minutes(at)
		w.read(func(r *Reader) error {
			of, err := r.ContactOf(people[0].ID)
			w.same("contact of", of, want)
			all, errAll := r.MembershipsOf(people[0].ID)
			w.same("memberships", len(all), 3)
			if errAll != nil {
				return errAll
			}
			return err
		})
	}
}

func TestOpenTicketsForAPersonAreTheirOwnAndSharedOnes(t *testing.T) {
	w, _, parties, people := house(t) // each is the contact of a party
	w.party = parties[0].ID
	mine := w.open(desk.Repair, 11, desk.Engineering)
	w.now = minutes(1)
	shared := w.open(desk.Repair, 12, desk.Engineering)
	w.now = minutes(2)
	alarm := w.open(desk.Emergency, 12, desk.Security)
	asked := w.open(desk.Request, 12, desk.FrontDesk)
	w.now = minutes(3)
	w.party = parties[1].ID
	elsewhere := w.open(desk.Repair, 13, desk.Engineering)
	w.now = minutes(4)
	w.party = 0
	w.open(desk.Repair, 14, desk.Engineering)
	list := func(p desk.PersonID, u desk.UserID, limit int) (ids []desk.TicketID) {
		w.read(func(r *Reader) error {
			open, err := r.OpenTicketsFor(p, u, limit)
			for _, k := range open {
				ids = append(ids, k.ID)
			}
			return err
		})
		return ids
	}
	w.same("the contact's", list(people[0].ID, 11, 9), []desk.TicketID{mine.ID, shared.ID})
	w.same("one at most", list(people[0].ID, 11, 1), []desk.TicketID{mine.ID})
	w.same("a member's", list(99, 12, 9), []desk.TicketID{shared.ID, alarm.ID, asked.ID})
	w.same("the other contact's", list(people[1].ID, 0, 9), []desk.TicketID{elsewhere.ID})
	w.same("nobody's", list(0, 0, 9), []desk.TicketID(nil))
	w.change(shared.ID, finished(w))
	w.same("what is over", list(people[0].ID, 11, 9), []desk.TicketID{mine.ID})
}

func TestTicketsOfAnAccountThatIsAnothersNowAreNotTheirs(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) error {
		return tx.PutTicket(desk.Open("R-1001", desk.OpenedData{Kind: desk.Repair, Reporter: desk.Reporter{Person: 1, User: 11, Enrolled: true}}, tenant, start))
	})
	for p, want := range map[desk.PersonID]int{1: 1, 2: 0, 0: 0} {
		w.read(func(r *Reader) error {
			open, err := r.OpenTicketsFor(p, 11, 9)
			w.same("open", len(open), want)
			return err
		})
	}
}
