package storage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// furnished has something of everything that has an index.
func furnished(t *testing.T) *world {
	w, units, parties, people := house(t)
	k := w.open(desk.Repair, 11, desk.Engineering, "take=3m")
	w.party = parties[0].ID
	w.open(desk.Repair, 12, desk.Cleaning, "take=3m")
	w.change(k.ID, func(k *desk.Ticket) error {
		if err := k.Hold(estate, desk.HeldData{Cause: desk.CauseUs, Reason: "parts", Until: w.now.Add(time.Minute)}, true, wong, w.now); err != nil {
			return err
		}
		return k.GoOn(wong, w.now)
	})
	w.change(k.ID, finished(w))
	w.show(says(card, group, "one"))
	w.do(func(tx *Tx) error {
		if err := tx.PutOccupancy(desk.Occupancy{Party: parties[0].ID, Unit: units[0].ID, From: start}); err != nil {
			return err
		}
		for i, p := range people {
			p.User = desk.UserID(11 + i)
			if err := tx.PutPerson(&p); err != nil {
				return err
			}
		}
		if err := tx.PutJoin(&desk.Join{User: 12, Name: "Ho", Unit: units[0].ID}); err != nil {
			return err
		}
		if err := tx.PutJoin(&desk.Join{User: 12, Name: "Ho", Unit: units[0].ID, Verdict: desk.Declined}); err != nil {
			return err
		}
		if err := tx.PutShift(&desk.Shift{Desk: desk.Security, User: 21}); err != nil {
			return err
		}
		if err := tx.PutInvite(desk.Invite{Hash: "hash", Person: 1}); err != nil {
			return err
		}
		if err := tx.PutAlert(&Alert{Lines: []desk.Alert{{Ticket: k.ID}}}); err != nil {
			return err
		}
		return tx.Arm("ticket", "R-1002", minutes(2))
	})
	return w
}

func (w *world) faults() (faults []error) {
	w.read(func(r *Reader) error { faults = r.Check(); return nil })
	return faults
}

func TestCheckFindsWhatWasLostOrAdded(t *testing.T) {
	for _, b := range []kv.Bucket{
		bTickets, bEvents, bTicketsOpen, bTicketsLast, bDoubtful, bTallies, bTimers, bTimersDue, bOutbox, bOutboxSlots, bUnits, bUnitsByName, bPersons, bPersonsByUser,
		bMemberships, bMembersOf, bOccupancies, bOccupants, bInvites, bInvitesOf, bAlerts, bAlertsOf, bParties, bPartiesByName, bTicketsOf, bJoinsOpen, bJoinsOf,
		bShifts, bShiftsOf,
	} {
		w := furnished(t)
		if faults := w.faults(); len(faults) != 0 {
			t.Fatalf("whole, and found to have %v", faults)
		}
		var key, value []byte
		w.spoil(func(kw kv.Writer) error {
			kw.Ascend(b, nil, func(k, v []byte) bool {
				key, value = append([]byte(nil), k...), append([]byte{}, v...)
				return true
			})
			return kw.Delete(b, key)
		})
		if faults := w.faults(); len(faults) == 0 {
			t.Errorf("%s: nobody misses %x", b, key)
		}
		w.spoil(func(kw kv.Writer) error { return kw.Put(b, key, value) })
	}
	for _, b := range []kv.Bucket{
		bEvents, bTicketsOpen, bTicketsLast, bDoubtful, bTimers, bOutboxSlots, bUnitsByName, bPersonsByUser, bMembersOf, bOccupants, bInvitesOf, bAlertsOf,
		bPartiesByName, bTicketsOf, bJoinsOpen, bJoinsOf, bShiftsOf,
	} {
		w := furnished(t)
		w.spoil(func(kw kv.Writer) error { return kw.Put(b, []byte("zzzzzzzz stray"), []byte{}) })
		if faults := w.faults(); len(faults) == 0 {
			t.Errorf("%s: nobody minds a stray", b)
		}
		w.spoil(func(kw kv.Writer) error { return kw.Delete(b, []byte("zzzzzzzz stray")) })
	}
}

func TestCheckReplaysTickets(t *testing.T) {
	w := furnished(t)
	key, err := ticketKey("R-1002")
	if err != nil {
		t.Fatal(err)
	}
	var whole []byte
	w.spoil(func(kw kv.Writer) error {
		whole = append([]byte(nil), kw.Get(bTickets, key)...)
		return kw.Put(bTickets, key, []byte(strings.Replace(string(whole), `"state":"open"`, `"state":"done"`, 1)))
	})
	faults := w.faults()
	if len(faults) != 1 || !strings.Contains(faults[0].Error(), "R-1002 is not what its events make") {
		t.Errorf("%v", faults)
	}
	w.spoil(func(kw kv.Writer) error { return kw.Put(bTickets, key, whole) })
}

func TestCheckListsNoMoreThanAHundredFaults(t *testing.T) {
	w := newWorld(t)
	stray := func(fn func(kv.Writer, []byte) error) {
		w.spoil(func(kw kv.Writer) error {
			for i := range 3 * maxFaults {
				if err := fn(kw, []byte(fmt.Sprintf("%04d", i))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	stray(func(kw kv.Writer, key []byte) error { return kw.Put(bTickets, key, []byte("{")) })
	if faults := w.faults(); len(faults) != maxFaults {
		t.Errorf("%d faults", len(faults))
	}
	stray(func(kw kv.Writer, key []byte) error { return kw.Delete(bTickets, key) })
}
