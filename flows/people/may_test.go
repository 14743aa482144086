package people_test

import (
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// may asks whether the person may do something.
func may(w *flowstest.World, p *flowstest.Person, d people.Deed, on people.Subject) (answer people.Answer) {
	w.View(func(r *storage.Reader) (err error) {
		u := chat.Update{Chat: p.Chat, From: chat.Sender{User: p.User, Name: p.Name, Anonymous: p.Anonymous}}
		answer, err = people.May(r, u, d, on)
		return err
	})
	return answer
}

func TestWhoMayBelongToAGroupIsAskedAboutAndOnlyWhereItMatters(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g, heads := w.Group(desk.Engineering), w.Group(desk.Supervisors)
	wong := g.Member("Wong")
	a := may(w, wong, people.Rota, people.Subject{Desk: desk.Engineering})
	if a.OK || a.Ask == nil || a.Ask.Chat != heads.Chat.ID || a.Ask.User != wong.User {
		t.Errorf("somebody never seen among the supervisors: %+v", a)
	}
	if a := may(w, wong, people.Work, people.Subject{Desk: desk.Engineering}); !a.OK || a.Ask != nil || a.Role != people.Staff {
		t.Errorf("the desk's own work: %+v", a)
	}
	in := wong.In(heads)
	in.Writes("hello")
	if a := may(w, wong, people.Rota, people.Subject{Desk: desk.Engineering}); !a.OK || a.Role != people.Supervisor {
		t.Errorf("seen among the supervisors: %+v", a)
	}
	in.Leaves()
	if a := may(w, wong, people.Rota, people.Subject{Desk: desk.Engineering}); a.OK || a.Ask != nil || a.Why != "role.heads" {
		t.Errorf("left the supervisors: %+v", a)
	}
	heads.BotBecomes(w.Admin(), true, false)
	in.Joins()
	w.Wait(10 * time.Minute)
	if a := may(w, wong, people.Rota, people.Subject{Desk: desk.Engineering}); a.Ask == nil {
		t.Errorf("where the bot is not told who leaves: %+v", a)
	}
	wong.Anonymous = true
	if a := may(w, wong, people.Work, people.Subject{Desk: desk.Engineering}); a.OK || a.Why != "role.anonymous" {
		t.Errorf("nobody knows who: %+v", a)
	}
}

func TestADeskWithoutAGroupIsServedWhereItsCardsGo(t *testing.T) {
	w := flowstest.New(t, "14:00")
	if a := may(w, w.Admin(), people.Work, people.Subject{Desk: desk.Security}); !a.OK || a.Role != people.Administrator {
		t.Errorf("the administrator, before there is any group: %+v", a)
	}
	g := w.Group(desk.Supervisors)
	if a := may(w, g.Member("Ho"), people.Work, people.Subject{Desk: desk.Security}); !a.OK {
		t.Errorf("whoever stands in: %+v", a)
	}
	if a := may(w, w.Admin(), people.Work, people.Subject{Desk: desk.Security}); a.OK {
		t.Errorf("the administrator, once somebody stands in: %+v", a)
	}
	if a := may(w, g.Member("Ho"), people.Deed("nothing known"), people.Subject{}); a.OK || a.Why == "" {
		t.Errorf("what is not in the table: %+v", a)
	}
}

func TestNobodyIsOnCallWhoHasLeftTheGroup(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g := w.Group(desk.Engineering)
	wong := g.Member("Wong")
	wong.Writes("/on")
	onCall := func() (n int) {
		w.View(func(r *storage.Reader) error {
			duties, err := people.OnCall(r, desk.Engineering)
			n = len(duties)
			return err
		})
		return n
	}
	if onCall() != 1 {
		t.Error("nobody is on call")
	}
	wong.Leaves()
	if onCall() != 0 {
		t.Error("somebody who left is on call")
	}
}
