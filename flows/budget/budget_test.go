package budget_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/budget"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// opens opens a leak that anybody can report, as the dialogs do.
func opens(w *flowstest.World, p *flowstest.Person, words string, files ...desk.Media) {
	w.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(known.ID)
		if err != nil {
			return err
		}
		id, err := tx.NextNumber(desk.Repair)
		if err != nil {
			return err
		}
		s, _ := catalogue.Default().Find("5.13")
		data := desk.OpenedData{
			Kind: desk.Repair, Estate: "main", Desk: s.Desk, Service: s.Ref, Urgency: desk.Ordinary, Description: words, Media: files,
			Reporter: desk.Reporter{Person: known.ID, User: p.User, Name: p.Name, Language: p.Language(), Enrolled: true},
			Promises: catalogue.Default().Promises(s, desk.Ordinary, nil),
		}
		if len(homes) > 0 {
			data.Place, data.Party = homes[0].Unit.Place(), homes[0].Party
		}
		return budget.Open(tx, catalogue.Default(), desk.Open(id, data, desk.Actor{As: desk.AsTenant, User: p.User, Name: p.Name}, tx.Now()))
	})
}

func TestTheThirdOfTheSameIsAddedToTheFirst(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	opens(w, p, "Water drips on my desk!")
	opens(w, p, "water  drips on my desk")
	opens(w, p, "WATER drips\u200b on my desk.", flowstest.Photo("third"))
	if n := w.Tickets(); n != 2 {
		t.Fatalf("there are %d tickets, want 2", n)
	}
	p.Shows("R-1001", "the same 2 times today", "from tomorrow 00:00")
	engineers.Sees("on R-1001", "WATER drips")
	opens(w, p, "Water drips on the floor")
	if n := w.Tickets(); n != 3 {
		t.Errorf("other words are another matter: %d tickets, want 3", n)
	}
}

func TestTheSameInAnotherUnitIsAnotherMatter(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p, q := w.Tenant("A-1203"), w.TenantNamed("A-1204", "Lam", "en")
	for range 2 {
		opens(w, p, "leak")
		opens(w, q, "leak")
	}
	if n := w.Tickets(); n != 4 {
		t.Errorf("there are %d tickets, want 4", n)
	}
}

func TestTheEleventhMatterOfADayIsAddedToTheLast(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	for i := range 11 {
		opens(w, p, fmt.Sprint("matter ", strings.Repeat("x", i)))
	}
	if n := w.Tickets(); n != 10 {
		t.Fatalf("there are %d tickets, want 10", n)
	}
	p.Shows("10 matters today", "R-1010", "tomorrow 00:00")
	engineers.Sees("on R-1010", "matter xxxxxxxxxx")
	w.Until("00:01")
	opens(w, p, "a new day")
	if n := w.Tickets(); n != 11 {
		t.Errorf("the next day has a budget of its own: %d tickets, want 11", n)
	}
}

func TestWhatComesBackAfterItWasDoneIsOpenedAnew(t *testing.T) {
	w := flowstest.New(t, "14:00")
	w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	for range 3 {
		opens(w, p, "leak")
		w.Do(func(tx *storage.Tx) error {
			open, err := tx.OpenTicketsOf(p.User, 1)
			if err != nil {
				return err
			}
			by := desk.Actor{As: desk.AsStaff, User: 7, Name: "Wong"}
			if err := open[0].Accept(by, tx.Now()); err != nil {
				return err
			}
			if err := open[0].Finish(by, tx.Now()); err != nil {
				return err
			}
			return tx.PutTicket(open[0])
		})
	}
	if n := w.Tickets(); n != 3 {
		t.Errorf("nothing was open to add to: %d tickets, want 3", n)
	}
}

func TestStaffHaveNoBudget(t *testing.T) {
	w := flowstest.New(t, "14:00")
	wong := w.Group(desk.Engineering).Member("Wong")
	wong.Joins()
	for range 12 {
		opens(w, wong, "the same")
		opens(w, w.Admin(), "the same")
	}
	if n := w.Tickets(); n != 24 {
		t.Errorf("there are %d tickets, want 24", n)
	}
	if over := writes(w, wong, 100); over != 0 {
		t.Errorf("%d messages of staff were over", over)
	}
}

func TestAMinuteHasRoomForThirtyMessages(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Stranger("Bob", "en")
	if over := writes(w, p, 100); over != 70 {
		t.Errorf("%d of 100 were over, want 70", over)
	}
	w.Wait(time.Minute)
	if over := writes(w, p, 30); over != 0 {
		t.Errorf("%d of 30 in the next minute were over", over)
	}
	w.Until("00:00")
	if over := writes(w, p, 31); over != 1 {
		t.Errorf("%d of 31 on the next day were over, want 1", over)
	}
}

// writes counts how many of n messages of one moment are over.
func writes(w *flowstest.World, p *flowstest.Person, n int) int {
	count := 0
	for range n {
		w.Do(func(tx *storage.Tx) error {
			over, err := budget.Message(tx, chat.Update{Kind: chat.Message, From: chat.Sender{User: p.User}})
			if over {
				count++
			}
			return err
		})
	}
	return count
}
