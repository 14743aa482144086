package visitor_test

import (
	"testing"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/visitor"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// guest is somebody who fills the dialog in.
type guest struct {
	*flowstest.Person
	t      *testing.T
	w      *flowstest.World
	engine *dialog.Engine
	press  int
}

func begins(t *testing.T, w *flowstest.World, p *flowstest.Person) *guest {
	t.Helper()
	home := func(tx *storage.Tx, who dialog.Who, note string) error {
		return tx.Show(chat.Outgoing{Slot: dialog.Screen(who.Chat), Chat: who.Chat, Content: chat.Content{Text: "home " + note}})
	}
	engine, err := dialog.NewEngine(home, visitor.Flow(catalogue.Default()))
	if err != nil {
		t.Fatal(err)
	}
	g := &guest{Person: p, t: t, w: w, engine: engine}
	g.does(func(tx *storage.Tx, who dialog.Who) error { return engine.Begin(tx, who, visitor.Name, nil) })
	return g
}

func (g *guest) does(fn func(*storage.Tx, dialog.Who) error) {
	g.t.Helper()
	g.w.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(g.User)
		if err != nil {
			return err
		}
		return fn(tx, dialog.Who{
			SessionKey: storage.SessionKey{Chat: g.User.Private(), User: g.User},
			Name:       g.Name, Language: g.Language(), Person: known,
		})
	})
}

func (g *guest) presses(label string) {
	g.t.Helper()
	b, ok := g.Screen().Button(label)
	if !ok {
		g.t.Fatalf("no button %q on:\n%s", label, g.Screen())
	}
	g.press++
	g.does(func(tx *storage.Tx, who dialog.Who) error {
		return g.engine.Press(tx, who, chat.Update{
			Kind: chat.Press, Chat: chat.Room{ID: who.Chat, Type: "private"}, From: chat.Sender{User: g.User, Name: g.Name},
			Message: g.Screen().ID, PressID: "press", Data: b.Data,
		})
	})
}

func (g *guest) writes(words string) {
	g.t.Helper()
	g.does(func(tx *storage.Tx, who dialog.Who) error {
		_, err := g.engine.Input(tx, who, chat.Update{
			Kind: chat.Message, Chat: chat.Room{ID: who.Chat, Type: "private"}, From: chat.Sender{User: g.User, Name: g.Name}, Text: words,
		})
		return err
	})
}

func TestTheLobbyReadsWhoIsComingInItsOwnLanguage(t *testing.T) {
	w := flowstest.New(t, "14:00")
	lobby := w.Group(desk.Lobby)
	g := begins(t, w, w.Tenant("A-1203"))
	g.writes("Mr Ho of Ho & Sons")
	g.writes("3")
	g.writes("tomorrow")
	g.writes("10:40")
	g.writes("AB 1234")
	g.Shows("A-1203", "Mr Ho of Ho & Sons", "Lobby notes it by 14:10")
	g.presses("Confirm")
	g.Shows("Q-1001 · Visitor registration", "you will hear when it is done", "Lobby notes it by 14:10", "Visitor: Mr Ho of Ho & Sons")
	card := lobby.Sees("Q-1001", "Visitor: Mr Ho of Ho & Sons", "People: 3", "Expected: Thu 5 Mar 10:40", "Plate: AB 1234", "✋ Accept")
	if _, ok := card.Button("On site"); ok {
		t.Error("a request has no site to be on")
	}
	w.Admin().In(lobby).Presses("繁體中文")
	lobby.Sees("Q-1001", "訪客：Mr Ho of Ho & Sons", "預計到達：3月5日（週四） 10:40")
	lee := lobby.Member("Lee")
	lee.Presses("✋")
	lee.Presses("✅")
	g.Sees("Q-1001 · Visitor registration: done by Lee, 14:00")
	g.Shows("Lee reports it done")
	if got := w.Ticket("Q-1001"); !got.Over() || got.Broken != nil || got.Kind != desk.Request || got.Kind.Shared() || len(got.Fields) != 4 {
		t.Errorf("the request is %+v", got.OpenedData)
	}
}

func TestNobodyIsRegisteredForThePast(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g := begins(t, w, w.Tenant("A-1203"))
	g.writes("Ho")
	g.writes("1")
	g.writes("yesterday")
	g.Shows("Which day?")
	g.writes("today")
	g.writes("13:30")
	g.Shows("About what time?")
	g.writes("14:30")
	g.presses("Skip")
	w.Wait(time.Hour) // the visitor was expected half an hour ago, and the tenant was asked whether to go on
	g.presses("Continue")
	g.Shows("no longer possible", "About what time?")
	g.writes("3pm")
	g.Shows("About what time?")
	g.writes("23:45") // the lobby is closed, and visitors come all the same
	g.presses("Confirm")
	g.Shows("Q-1001")
}

func TestATenantOfSeveralUnitsSaysWhich(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	begins(t, w, p).Shows("Who is coming?")
	w.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(known.ID)
		if err != nil {
			return err
		}
		u := desk.Unit{Estate: "main", Building: "B", Floor: "3", Number: "301"}
		if err := tx.PutUnit(&u); err != nil {
			return err
		}
		return tx.PutOccupancy(desk.Occupancy{Party: homes[0].Party, Unit: u.ID, Role: desk.RoleTenant, From: tx.Now()})
	})
	q := w.TenantNamed("A-1204", "Lam", "en")
	begins(t, w, q).Shows("Who is coming?")
	g := begins(t, w, p)
	g.Shows("Which unit", "A-1203", "B-301")
	g.presses("B-301")
	for _, words := range []string{"Ho", "1", "tomorrow", "10:00"} {
		g.writes(words)
	}
	g.presses("Skip")
	g.Shows("B-301")
	g.presses("Confirm")
	if got := w.Ticket("Q-1001").Place.Label; got != "B-301" {
		t.Errorf("the visitor comes to %s", got)
	}
}

func TestTheLobbysTimeCountsWhileItIsOpen(t *testing.T) {
	w := flowstest.New(t, "22:58")
	w.View(func(r *storage.Reader) error {
		open := desk.Hours{}
		for d := range open.Week {
			open.Week[d] = []desk.Period{{From: 7 * time.Hour, Until: 23 * time.Hour}}
		}
		r.Estate().Desks = map[desk.Name]desk.Hours{desk.Lobby: open}
		return nil
	})
	w.Group(desk.Lobby)
	managers := w.Group(desk.Managers)
	p := w.Tenant("A-1203")
	g := begins(t, w, p)
	for _, words := range []string{"Ho", "1", "tomorrow", "06:15"} {
		g.writes(words)
	}
	g.presses("Skip")
	g.Shows("Lobby notes it by tomorrow 07:08")
	g.presses("Confirm")
	g.Shows("Lobby notes it by tomorrow 07:08")
	w.Until("07:07")
	p.SeesNot("we have not kept our promise")
	w.Until("07:19")
	p.Sees("Q-1001", "we have not kept our promise", "07:08")
	managers.SeesNot("Q-1001") // it can wait until the night is over
	w.Until("08:00")
	managers.Sees("Q-1001", "52 min late at 08:00")
}

func TestADayThatHasPassedIsAskedForAgain(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g := begins(t, w, w.Tenant("A-1203"))
	for _, words := range []string{"Ho", "1", "today", "15:00"} {
		g.writes(words)
	}
	w.Wait(30 * time.Hour)
	g.does(func(tx *storage.Tx, who dialog.Who) error { return g.engine.Begin(tx, who, visitor.Name, nil) })
	g.Shows("Which day?")
	g.writes("tomorrow")
	g.Shows("About what time?")
}

func TestAVisitorIsNotSentToAnotherUnitThanTheOneThatWasSaid(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/start " + w.Invite("B-0501", "Chan & Co."))
	p.Presses("Yes")
	g := begins(t, w, p)
	g.presses("B-0501")
	for _, words := range []string{"Ho", "1", "tomorrow", "10:00"} {
		g.writes(words)
	}
	g.presses("Skip")
	g.Shows("B-0501")
	w.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(known.ID)
		if err != nil {
			return err
		}
		return tenancy.Remove(tx, homes[len(homes)-1].Party, known.ID)
	})
	g.presses("Confirm")
	if n := w.Tickets(); n != 0 {
		t.Errorf("%d requests without another look", n)
	}
	g.Shows("no longer possible", "A-1203")
	g.presses("Confirm")
	if got := w.Ticket("Q-1001").Place.Label; got != "A-1203" {
		t.Errorf("the visitor comes to %s", got)
	}
}
