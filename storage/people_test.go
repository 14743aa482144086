package storage

import (
	"errors"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func (w *world) homes(p desk.PersonID) (labels []string) {
	w.t.Helper()
	w.read(func(r *Reader) error {
		homes, err := r.HomesOf(p)
		for _, h := range homes {
			labels = append(labels, h.Unit.Label())
		}
		return err
	})
	return labels
}

// house has two units and two households of one person each, who are in none yet.
func house(t *testing.T) (w *world, units [2]desk.Unit, parties [2]desk.Party, people [2]desk.Person) {
	w = newWorld(t)
	w.do(func(tx *Tx) error {
		for i := range 2 {
			units[i] = desk.Unit{Estate: "bay", Building: "A", Floor: "12", Number: []string{"03", "04"}[i]}
			parties[i] = desk.Party{Estate: "bay", Name: []string{"Chan", "Lee"}[i]}
			people[i] = desk.Person{Name: []string{"Chan Tai Man", "Lee Siu Ming"}[i], Phone: "+85291234567", Language: desk.English}
			if err := tx.PutUnit(&units[i]); err != nil {
				return err
			}
			if err := tx.PutParty(&parties[i]); err != nil {
				return err
			}
			if err := tx.PutPerson(&people[i]); err != nil {
				return err
			}
			m := desk.Membership{Party: parties[i].ID, Person: people[i].ID, Role: desk.RoleContact, From: start}
			if err := tx.PutMembership(m); err != nil {
				return err
			}
		}
		return nil
	})
	return w, units, parties, people
}

func TestPeopleAndPlacesAreFoundAgain(t *testing.T) {
	w, units, parties, people := house(t)
	w.read(func(r *Reader) error {
		for i := range 2 {
			u, _, errUnit := r.Unit(units[i].ID)
			w.same("unit", u, units[i])
			named, _, errNamed := r.UnitNamed("bay", "A", "12", units[i].Number)
			w.same("unit by name", named, units[i])
			party, _, errParty := r.Party(parties[i].ID)
			w.same("party", party, parties[i])
			p, _, errPerson := r.Person(people[i].ID)
			w.same("person", p, people[i])
			m, ok, err := r.Membership(people[i].ID, parties[i].ID)
			if err := errors.Join(errUnit, errNamed, errParty, errPerson, err); err != nil || !ok || m.Role != desk.RoleContact {
				t.Errorf("%v, %+v", err, m)
			}
		}
		if _, ok, err := r.UnitNamed("bay", "A", "1", "203"); ok || err != nil {
			t.Errorf("floor 1, unit 203 is taken for floor 12, unit 03: %v", err)
		}
		if _, ok, err := r.PersonOf(0); ok || err != nil {
			t.Errorf("nobody's account is somebody's: %v", err)
		}
		return nil
	})
}

func TestRenamedUnitIsFoundByItsNewNameAlone(t *testing.T) {
	w, units, _, _ := house(t)
	w.do(func(tx *Tx) error {
		units[0].Number = "05"
		return tx.PutUnit(&units[0])
	})
	w.read(func(r *Reader) error {
		_, old, errOld := r.UnitNamed("bay", "A", "12", "03")
		u, ok, err := r.UnitNamed("bay", "A", "12", "05")
		if old || !ok || u.ID != units[0].ID {
			t.Errorf("old name %t, new name %t", old, ok)
		}
		return errors.Join(errOld, err)
	})
}

func TestChatAccountIsOnePersons(t *testing.T) {
	w, _, _, people := house(t)
	chan_, lee := people[0], people[1]
	of := func(u desk.UserID) (id desk.PersonID) {
		w.read(func(r *Reader) error {
			p, _, err := r.PersonOf(u)
			id = p.ID
			return err
		})
		return id
	}
	put := func(p *desk.Person, u desk.UserID) {
		p.User = u
		w.do(func(tx *Tx) error { return tx.PutPerson(p) })
		w.check()
	}
	put(&chan_, 11)
	w.same("opened", of(11), chan_.ID)
	put(&chan_, 12)
	w.same("moved", []desk.PersonID{of(11), of(12)}, []desk.PersonID{0, chan_.ID})
	put(&lee, 12)
	w.same("taken over", of(12), lee.ID)
	put(&chan_, 0) // had lost it already
	w.same("still", of(12), lee.ID)
	put(&lee, 0)
	w.same("given up", of(12), desk.PersonID(0))
}

func TestHomesAreThoseHeldNow(t *testing.T) {
	w, units, parties, people := house(t)
	occupy := func(party, unit, from, until int) {
		o := desk.Occupancy{Party: parties[party].ID, Unit: units[unit].ID, Role: desk.RoleTenant, From: minutes(from)}
		if until > 0 {
			o.Until = minutes(until)
		}
		w.do(func(tx *Tx) error { return tx.PutOccupancy(o) })
	}
	occupy(0, 0, 10, 20) // Chan leaves A-1203 as Lee moves in
	occupy(1, 0, 20, 0)
	occupy(0, 1, 15, 0) // Chan has A-1204, too, from before
	for _, c := range []struct {
		at         int
		chan_, lee []string
		occupant   desk.PartyID // of A-1203
	}{
		{9, nil, nil, 0},
		{10, []string{"A-1203"}, nil, parties[0].ID},
		{15, []string{"A-1203", "A-1204"}, nil, parties[0].ID},
		{20, []string{"A-1204"}, []string{"A-1203"}, parties[1].ID},
		{999, []string{"A-1204"}, []string{"A-1203"}, parties[1].ID},
	} {
		w.now = minutes(c.at)
		w.same("Chan's", w.homes(people[0].ID), c.chan_)
		w.same("Lee's", w.homes(people[1].ID), c.lee)
		w.read(func(r *Reader) error {
			party, ok, err := r.OccupantOf(units[0].ID)
			w.same("occupant", party, c.occupant)
			if ok != (c.occupant != 0) {
				t.Errorf("at %d min: occupied is %t", c.at, ok)
			}
			return err
		})
	}
}

func TestWhoNoLongerActsForAPartyHasItsHomesNoMore(t *testing.T) {
	w, units, parties, people := house(t)
	w.do(func(tx *Tx) error {
		if err := tx.PutOccupancy(desk.Occupancy{Party: parties[0].ID, Unit: units[0].ID, From: start}); err != nil {
			return err
		}
		m := desk.Membership{Party: parties[0].ID, Person: people[0].ID, From: start, Until: minutes(5)}
		if err := tx.PutMembership(m); err != nil {
			return err
		}
		return tx.PutMembership(desk.Membership{Party: parties[0].ID, Person: people[1].ID, From: minutes(3)})
	})
	names := func() (names []string) {
		w.read(func(r *Reader) error {
			people, err := r.PeopleOf(parties[0].ID)
			for _, p := range people {
				names = append(names, p.Name)
			}
			return err
		})
		return names
	}
	for at, want := range map[int][]string{1: {"Chan Tai Man"}, 4: {"Chan Tai Man", "Lee Siu Ming"}, 5: {"Lee Siu Ming"}} {
		w.now = minutes(at)
		w.same("who acts", names(), want)
		has := len(w.homes(people[0].ID)) > 0
		w.same("Chan has a home", has, at < 5)
	}
}

func TestInvitationIsFoundByItsCodeAlone(t *testing.T) {
	w := newWorld(t)
	code, admins := desk.NewCode(), desk.NewCode()
	i := desk.Invite{Hash: desk.HashCode(code), Person: 3, Unit: 4, Issued: start, Expires: start.Add(desk.InviteLife)}
	w.do(func(tx *Tx) error {
		if err := tx.PutInvite(i); err != nil {
			return err
		}
		return tx.PutInvite(desk.Invite{Hash: desk.HashCode(admins), Admin: true, Issued: start})
	})
	i.Used = minutes(1)
	w.do(func(tx *Tx) error { return tx.PutInvite(i) })
	w.read(func(r *Reader) error {
		back, ok, err := r.Invite(code)
		w.same("invitation", back, i)
		hashed, _, errHashed := r.InviteHashed(i.Hash)
		w.same("by hash", hashed, i)
		mine, errMine := r.InvitesOf(3)
		w.same("the person's", mine, []desk.Invite{i})
		first, _, errFirst := r.AdminInvite()
		w.same("administrator's", first.Hash, desk.HashCode(admins))
		if _, wrong, err := r.Invite(i.Hash); !ok || wrong || err != nil {
			t.Errorf("the hash, which is kept, opens the invitation: %v", err)
		}
		if others, err := r.InvitesOf(0); len(others) != 0 || err != nil {
			t.Errorf("nobody's invitations are %v, %v", others, err)
		}
		return errors.Join(err, errHashed, errMine, errFirst)
	})
}

func TestAdministratorsAreListed(t *testing.T) {
	w := newWorld(t)
	w.read(func(r *Reader) error {
		if _, ok, err := r.AdminInvite(); ok || err != nil || r.Admin(7) || len(r.Admins()) != 0 {
			t.Error("there is an administrator at first")
		}
		return nil
	})
	w.do(func(tx *Tx) error { return tx.PutAdmin(7) })
	w.read(func(r *Reader) error {
		w.same("administrators", r.Admins(), []desk.UserID{7})
		w.same("is one", []bool{r.Admin(7), r.Admin(8)}, []bool{true, false})
		return nil
	})
}

func TestGuessesAreCountedWithinAWindow(t *testing.T) {
	w := newWorld(t)
	guess := func() { w.do(func(tx *Tx) error { return tx.CountGuess(7, time.Hour) }) }
	count := func() (n int) {
		w.read(func(r *Reader) error { n = r.Guesses(7, time.Hour); return nil })
		return n
	}
	w.same("at first", count(), 0)
	for at, want := range []int{1, 2, 3} {
		w.now = minutes(at * 30)
		guess()
		w.same("counted", count(), want)
	}
	w.now = minutes(61)
	w.same("after the window", count(), 0)
	guess()
	w.same("in a new one", count(), 1)
	w.read(func(r *Reader) error { w.same("another's", r.Guesses(8, time.Hour), 0); return nil })
}
