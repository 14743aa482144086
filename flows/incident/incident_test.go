package incident_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// scene is an estate with the groups that alarms reach, and tenants of two buildings.
type scene struct {
	*flowstest.World
	engineers, security, managers *flowstest.Room
	wong, lee                     *flowstest.Person
}

func newScene(t *testing.T) *scene {
	t.Helper()
	w := flowstest.New(t, "14:00")
	s := &scene{World: w, engineers: w.Group(desk.Engineering), security: w.Group(desk.Security), managers: w.Group(desk.Managers)}
	s.wong, s.lee = s.engineers.Member("Wong"), s.security.Member("Lee")
	return s
}

// services are those that the dangers run as.
var services = map[desk.Danger]string{desk.DangerFlood: "6.7", desk.DangerFire: "3.10", desk.DangerLift: "6.6", desk.DangerHelp: "3.13"}

// alarm sounds an alarm at the person's home.
func (s *scene) alarm(p *flowstest.Person, danger desk.Danger, words string) {
	s.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(known.ID)
		if err != nil {
			return err
		}
		id, err := tx.NextNumber(desk.Emergency)
		if err != nil {
			return err
		}
		service, _ := catalogue.Default().Find(services[danger])
		o := desk.OpenedData{
			Kind: desk.Emergency, Estate: "main", Desk: service.Desk, Service: service.Ref, Danger: danger, Description: words,
			Names: service.Names, Place: homes[0].Unit.Place(), Party: homes[0].Party,
			Reporter: desk.Reporter{Person: known.ID, User: p.User, Name: p.Name, Language: desk.English, Enrolled: true},
			Promises: catalogue.Default().Promises(service, "", nil), Policy: tx.Estate().PolicyFor(service.Desk, desk.Emergency, ""),
		}
		return tx.PutTicket(desk.Open(id, o, actor(p), tx.Now()))
	})
}

func actor(p *flowstest.Person) desk.Actor {
	return desk.Actor{As: desk.AsTenant, User: p.User, Name: p.Name}
}

func does(p *flowstest.Person, id desk.TicketID, a desk.Action) string {
	return p.PressesOn(0, card.Data(id, a, ""))
}

func says(p *flowstest.Person, what string, ids ...desk.TicketID) string {
	return p.PressesOn(0, card.IncidentData(what, ids...))
}

// callsOff ends an alarm as its reporter's mistake.
func (s *scene) callsOff(p *flowstest.Person, id desk.TicketID) {
	s.Do(func(tx *storage.Tx) error {
		t, _, err := tx.Ticket(id)
		if err != nil {
			return err
		}
		if err := t.CallOff(tx.Estate(), actor(p), tx.Now()); err != nil {
			return err
		}
		return tx.PutTicket(t)
	})
}

// flood is three reports of one flood in building A.
func (s *scene) flood() []*flowstest.Person {
	people := []*flowstest.Person{
		s.TenantNamed("A-1203", "Chan", "en"), s.TenantNamed("A-1103", "Ho", "en"), s.TenantNamed("A-1003", "Ng", "en"),
	}
	for _, p := range people {
		s.alarm(p, desk.DangerFlood, "water at "+p.Name)
		s.Wait(time.Minute)
	}
	return people
}

func TestThreeReportsFoldIntoOneAndEverybodyFollowsToTheEnd(t *testing.T) {
	s := newScene(t)
	people := s.flood()
	for _, room := range []*flowstest.Room{s.engineers, s.security} {
		room.SeesOnce("3 alarms since 14:00: Flooding", "building A", "E-1001 A-1203", "E-1002 A-1103", "E-1003 A-1003", "[🔗 Fold into one]")
	}
	if toast := says(s.lee, card.All, "E-1001"); !strings.Contains(toast, "3 reports: E-1001 leads") {
		t.Errorf("folded: %q", toast)
	}
	s.security.Sees("One event", "says Lee", "E-1001")
	s.security.SeesNot("3 alarms since")
	s.engineers.Sees("E-1001", "One event, 3 reports", "E-1002 · A-1103 · Ho", "E-1003 · A-1003 · Ng")
	member := s.engineers.Sees("E-1002", "belongs to E-1001", "water at Ho", "[✂️ Take it out]")
	for _, label := range []string{"✋", "✕ Can't"} {
		if _, ok := member.Button(label); ok {
			t.Errorf("a report's card has %s", label)
		}
	}
	if toast := does(s.wong, "E-1002", desk.Accept); !strings.Contains(toast, "belongs to E-1001") {
		t.Errorf("taken: %q", toast)
	}
	if toast := says(s.lee, card.Apart, "E-1001"); !strings.Contains(toast, "decided") {
		t.Errorf("decided again: %q", toast)
	}
	does(s.wong, "E-1001", desk.Accept)
	s.Wait(time.Minute)
	does(s.wong, "E-1001", desk.Arrive)
	lead := s.engineers.Sees("E-1001", "One event, 3 reports")
	words := s.wong.Replies(lead, "> the main is shu")
	s.wong.Edits(words, "> the main is shut")
	for i, p := range people {
		p.Sees("Wong", "is coming")
		p.Sees("Wong", "is on site")
		p.SeesOnce("the main is shut")
		if i > 0 {
			p.Sends(chat.Update{Text: "thanks from " + p.Name})
		}
	}
	does(s.wong, "E-1001", desk.Finish)
	if s.Ticket("E-1001").State == desk.StateOnSite { // points of its checklist are left
		s.wong.PressesOn(0, card.Data("E-1001", desk.Finish, "anyway"))
	}
	for i, p := range people {
		p.Sees("ll clear", "Wong")
		if k := s.Ticket(desk.TicketID([]string{"E-1001", "E-1002", "E-1003"}[i])); k.State != desk.StateAnswered || k.Resolved.By.Name != "Wong" {
			t.Errorf("%s is %s by %s", k.ID, k.State, k.Resolved.By.Name)
		}
	}
	count := len(s.engineers.Messages) + len(s.security.Messages) + len(s.managers.Messages)
	s.Wait(time.Hour)
	if now := len(s.engineers.Messages) + len(s.security.Messages) + len(s.managers.Messages); now != count {
		t.Errorf("%d more messages came after the end", now-count)
	}
}

func TestWhatIsFoldedIsSilentUntilItIsTakenOut(t *testing.T) {
	s := newScene(t)
	s.flood()
	says(s.lee, card.All, "E-1001")
	climbed := s.Ticket("E-1002").Climbed["take"]
	if m := s.engineers.Sees("E-1002", "pressed the alarm", "the same event as E-1001"); len(m.Buttons) > 0 {
		t.Errorf("what is worked on elsewhere has buttons:\n%s", m)
	}
	s.Do(func(tx *storage.Tx) error {
		k, _, err := tx.Ticket("E-1002")
		if err != nil {
			return err
		}
		k.Amend(desk.AmendedData{Description: "it reaches the sockets", Media: []desk.Media{{Kind: desk.Photo, FileID: "p"}}}, desk.Actor{As: desk.AsTenant}, tx.Now())
		return tx.PutTicket(k)
	})
	if m := s.security.Sees("it reaches the sockets"); len(m.Media) != 1 {
		t.Errorf("its photo does not reach staff: %v", m)
	}
	s.Wait(3 * time.Minute)
	if k := s.Ticket("E-1002"); k.Climbed["take"] != climbed || s.Ticket("E-1001").Climbed["take"] <= climbed {
		t.Errorf("it sounds: %v, its lead %v", k.Climbed, s.Ticket("E-1001").Climbed)
	}
	does(s.wong, "E-1001", desk.Accept)
	if toast := says(s.lee, card.Out, "E-1002"); !strings.Contains(toast, "event of its own") {
		t.Errorf("taken out: %q", toast)
	}
	k := s.Ticket("E-1002")
	if k.State != desk.StateOpen || k.Climbed["take#1"] == 0 {
		t.Errorf("%s, sounded %v", k.State, k.Climbed)
	}
	s.engineers.Sees("E-1002", "Nobody has taken it", "✋")
	s.engineers.Sees("E-1001", "One event, 2 reports")
	if toast := says(s.lee, card.Out, "E-1002"); !strings.Contains(toast, "moved on") {
		t.Errorf("again: %q", toast)
	}
}

func TestAnotherBuildingOrDangerOrTimeIsNoOneEvent(t *testing.T) {
	for name, then := range map[string]func(*scene){
		"another building": func(s *scene) { s.alarm(s.TenantNamed("B-0901", "Yu", "en"), desk.DangerFlood, "") },
		"another danger":   func(s *scene) { s.alarm(s.TenantNamed("A-0901", "Yu", "en"), desk.DangerFire, "") },
		"much later": func(s *scene) {
			s.Wait(11 * time.Minute)
			s.alarm(s.TenantNamed("A-0901", "Yu", "en"), desk.DangerFlood, "")
		},
		"one is over": func(s *scene) {
			does(s.wong, "E-1001", desk.Accept)
			s.wong.PressesOn(0, card.Data("E-1001", desk.Finish, "anyway"))
			s.alarm(s.TenantNamed("A-0901", "Yu", "en"), desk.DangerFlood, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.alarm(s.TenantNamed("A-1203", "Chan", "en"), desk.DangerFlood, "")
			s.alarm(s.TenantNamed("A-1103", "Ho", "en"), desk.DangerFlood, "")
			then(s)
			s.engineers.SeesNot("One event?")
			s.security.SeesNot("One event?")
		})
	}
}

func TestWhatIsKeptApartIsAskedOfOnlyWithThreeNewOnes(t *testing.T) {
	s := newScene(t)
	s.flood()
	says(s.wong, card.Apart, "E-1001")
	s.engineers.Sees("Kept apart by Wong", "E-1002 A-1103")
	for i, unit := range []string{"A-0901", "A-0801"} {
		s.alarm(s.TenantNamed(unit, "New", "en"), desk.DangerFlood, "")
		if s.engineers.Count("One event?") > 0 {
			t.Errorf("asked again with %d new ones", i+1)
		}
	}
	s.alarm(s.TenantNamed("A-0701", "New", "en"), desk.DangerFlood, "")
	s.engineers.SeesOnce("3 alarms since 14:03", "E-1004", "E-1005", "E-1006")
}

func TestAFurtherAlarmIsOfferedToTheEvent(t *testing.T) {
	s := newScene(t)
	s.flood()
	s.alarm(s.TenantNamed("A-0901", "Yu", "en"), desk.DangerFlood, "")
	s.engineers.SeesOnce("4 alarms since 14:00", "E-1004 A-0901")
	says(s.wong, card.All, "E-1001")
	s.Wait(5 * time.Minute)
	s.alarm(s.TenantNamed("A-0801", "Li", "en"), desk.DangerFlood, "")
	s.engineers.SeesOnce("the same event as E-1001", "4 reports", "E-1005 A-0801", "Add to E-1001")
	says(s.wong, card.All, "E-1005")
	if k := s.Ticket("E-1005"); k.Folded != "E-1001" {
		t.Errorf("it is folded into %q", k.Folded)
	}
	s.Wait(11 * time.Minute)
	s.alarm(s.TenantNamed("A-0701", "Au", "en"), desk.DangerFlood, "")
	s.engineers.SeesNot("the same event as E-1001", "E-1006")
}

func TestStaffSayThatTwoAreOneEvent(t *testing.T) {
	s := newScene(t)
	chan1, ho := s.TenantNamed("A-1203", "Chan", "en"), s.TenantNamed("B-1103", "Ho", "en")
	s.alarm(chan1, desk.DangerFlood, "")
	if _, ok := s.security.Find("E-1001", "Nobody has taken it").Button("Same event"); ok {
		t.Error("there is nothing to fold it into")
	}
	if toast := says(s.lee, card.Same, "E-1001"); !strings.Contains(toast, "No other alarm") {
		t.Errorf("alone: %q", toast)
	}
	s.alarm(ho, desk.DangerFire, "")
	s.engineers.Sees("E-1001", "Nobody has taken it", "Same event as")
	does(s.lee, "E-1002", desk.Accept)
	says(s.lee, card.Same, "E-1001")
	s.security.Sees("E-1001", "which alarm is the same event?", "E-1002 · B-1103", "[✕ Cancel]")
	says(s.lee, card.Leave, "E-1001")
	s.security.SeesNot("which alarm is the same event?")
	says(s.lee, card.Same, "E-1001")
	stranger := s.managers.Member("Mak")
	if toast := says(stranger, card.Into, "E-1001", "E-1002"); s.Ticket("E-1001").Folded != "" {
		t.Errorf("who may not folds: %q", toast)
	}
	if toast := says(s.lee, card.Into, "E-1001", "E-1002"); !strings.Contains(toast, "E-1002 leads") {
		t.Errorf("folded: %q", toast)
	}
	chan1.Sees("Lee", "is coming")
	if toast := says(s.lee, card.Into, "E-1002", "E-1001"); !strings.Contains(toast, "belongs to E-1002") {
		t.Errorf("stale: %q", toast)
	}
}

func TestAnEventGoesOnWhenItsFirstReportIsCalledOff(t *testing.T) {
	s := newScene(t)
	people := s.flood()
	says(s.lee, card.All, "E-1001")
	does(s.wong, "E-1001", desk.Accept)
	s.callsOff(people[0], "E-1001")
	next := s.Ticket("E-1002")
	if next.Folded != "" || next.State != desk.StateAccepted || next.Holder.Name != "Wong" || s.Ticket("E-1003").Folded != "E-1002" {
		t.Fatalf("E-1002 is %s of %s, folded into %q", next.State, next.Holder.Name, next.Folded)
	}
	s.engineers.Sees("E-1001", "called off by Chan", "goes on as E-1002")
	does(s.wong, "E-1002", desk.Arrive)
	people[2].Sees("Wong", "is on site")
	people[0].SeesNot("is on site")
}

func TestAnEventIsCountedOnce(t *testing.T) {
	s := newScene(t)
	s.flood()
	says(s.lee, card.All, "E-1001")
	s.Wait(2 * time.Minute)
	board := s.engineers.Board()
	if board == nil || !strings.Contains(board.Text, "Open here: 1") && !strings.Contains(board.Text, "3 reports") {
		t.Errorf("the board is %v", board)
	}
	s.View(func(r *storage.Reader) error {
		if open, opened, folded := r.Tally(storage.TallyOpen, desk.Engineering), r.TallyDay(storage.TallyOpened, r.Now(), desk.Engineering),
			r.TallyDay(storage.TallyFolded, r.Now(), desk.Engineering); open != 1 || opened != 1 || folded != 2 {
			t.Errorf("%d are open, %d were opened, %d reports more", open, opened, folded)
		}
		for _, fault := range r.Check() {
			t.Error(fault)
		}
		return nil
	})
	s.wong.Writes("/why E-1002")
	s.engineers.Sees("E-1002", "report of the same event as E-1001", "Lee folded it into E-1001")
}

func TestWhoeverTurnsOutToBeElsewhereIsAskedAboutNoMore(t *testing.T) {
	s := newScene(t)
	s.flood()
	moves := func(id desk.TicketID, to desk.Place) {
		s.Do(func(tx *storage.Tx) error {
			k, _, err := tx.Ticket(id)
			if err != nil {
				return err
			}
			k.Amend(desk.AmendedData{Place: &to}, desk.Actor{As: desk.AsTenant}, tx.Now())
			return tx.PutTicket(k)
		})
	}
	moves("E-1001", desk.Place{Label: "A-1203 → kitchen"}) // in words: it may still be the same
	s.Wait(time.Minute)
	s.engineers.SeesOnce("3 alarms since 14:00", "building A", "E-1001 A-1203 → kitchen")
	moves("E-1001", desk.Place{Building: "B", Label: "B-0301"})
	s.Wait(time.Minute)
	s.engineers.SeesOnce("2 alarms since 14:01", "building A", "E-1002")
	says(s.wong, card.All, "E-1001")
	if s.Ticket("E-1001").Folded != "" || len(s.Ticket("E-1001").Members) > 0 || s.Ticket("E-1003").Folded != "E-1002" {
		t.Errorf("%v, %v", s.Ticket("E-1001").Incident, s.Ticket("E-1003").Incident)
	}
}

// helped is a cry for help, of security alone, and a flood, of the engineers as well, folded into it.
func (s *scene) helped() {
	s.alarm(s.TenantNamed("A-1203", "Chan", "en"), desk.DangerHelp, "somebody is hurt")
	s.Wait(10 * time.Second)
	s.alarm(s.TenantNamed("A-1103", "Ho", "en"), desk.DangerFlood, "water comes in")
	says(s.lee, card.Into, "E-1002", "E-1001")
}

func TestNoDeskLosesAnAlarmBecauseAnotherDesksLeads(t *testing.T) {
	s := newScene(t)
	s.helped()
	if _, ok := s.engineers.Sees("🚨 E-1001", "A-1203", "One event, 2 reports").Button("✋"); !ok {
		t.Error("the engineers cannot take what leads their alarm")
	}
	s.Wait(2 * time.Minute)
	s.engineers.Sees("E-1001", "Chan pressed the alarm", "[✋ I'm going]")
	if toast := does(s.wong, "E-1001", desk.Accept); s.Ticket("E-1001").Holder.Name != "Wong" {
		t.Errorf("taken: %q", toast)
	}
	says(s.lee, card.Out, "E-1002")
	does(s.wong, "E-1001", desk.Arrive)
	s.engineers.Sees("🚨 E-1001", "A-1203", "on site")
}

func TestTheDesksOfAnAlarmCalledOffStayWithItsEvent(t *testing.T) {
	s := newScene(t)
	s.alarm(s.TenantNamed("A-1103", "Ho", "en"), desk.DangerFlood, "")
	ho := s.TenantNamed("A-1103", "Ho", "en")
	s.alarm(s.TenantNamed("A-1203", "Chan", "en"), desk.DangerHelp, "")
	says(s.lee, card.Into, "E-1002", "E-1001")
	does(s.wong, "E-1001", desk.Accept)
	s.callsOff(ho, "E-1001")
	does(s.wong, "E-1002", desk.Arrive)
	if k := s.Ticket("E-1002"); k.State != desk.StateOnSite || k.Holder.Name != "Wong" {
		t.Errorf("%s of %s", k.State, k.Holder.Name)
	}
}

// bothOnTheirWay is a fire that Wong goes to, and a flood that Lee goes to, folded into it.
func (s *scene) bothOnTheirWay() {
	s.alarm(s.TenantNamed("A-1203", "Chan", "en"), desk.DangerFlood, "")
	s.alarm(s.TenantNamed("A-1103", "Ho", "en"), desk.DangerFlood, "")
	does(s.wong, "E-1001", desk.Accept)
	does(s.lee, "E-1002", desk.Accept)
	says(s.wong, card.Into, "E-1002", "E-1001")
}

func TestWhoeverWasOnTheWayToAFoldedReportIsTold(t *testing.T) {
	s := newScene(t)
	s.bothOnTheirWay()
	for _, room := range []*flowstest.Room{s.engineers, s.security} {
		told := room.Sees("Wong has E-1001", "Lee had E-1002", "agree who goes on")
		if answered := room.Answers(told); answered == nil || !strings.Contains(answered.Text, "E-1001") {
			t.Errorf("it stands below %v", answered)
		}
	}
	says(s.lee, card.Out, "E-1002")
	if k := s.Ticket("E-1002"); k.State != desk.StateAccepted || k.Holder.Name != "Lee" {
		t.Errorf("%s of %s", k.State, k.Holder.Name)
	}
	s.security.SeesOnce("E-1002 is an event of its own again", "Lee has it, as before")
}

func TestNoReportIsGivenBackToWhoeverHasLeft(t *testing.T) {
	s := newScene(t)
	s.bothOnTheirWay()
	s.lee.Leaves()
	says(s.wong, card.Out, "E-1002")
	if k := s.Ticket("E-1002"); k.State != desk.StateOpen || k.Climbed["take#1"] == 0 {
		t.Errorf("%s of %s, sounded %v", k.State, k.Holder.Name, k.Climbed)
	}
	s.engineers.SeesNot("as before")
}

func TestNobodyIsRelievedWhoGoesToBoth(t *testing.T) {
	s := newScene(t)
	s.alarm(s.TenantNamed("A-1203", "Chan", "en"), desk.DangerFlood, "")
	s.alarm(s.TenantNamed("A-1103", "Ho", "en"), desk.DangerFlood, "")
	does(s.wong, "E-1001", desk.Accept)
	does(s.wong, "E-1002", desk.Accept)
	says(s.wong, card.Into, "E-1002", "E-1001")
	s.engineers.SeesNot("agree who goes on")
}

// asked is an event of three reports, and a fourth of which staff are asked whether it is to be added.
func (s *scene) asked() (people []*flowstest.Person) {
	people = s.flood()
	says(s.lee, card.All, "E-1001")
	s.alarm(s.TenantNamed("A-0901", "Yu", "en"), desk.DangerFlood, "")
	s.engineers.SeesOnce("the same event as E-1001", "3 reports", "E-1004", "[🔗 Add to E-1001]")
	return people
}

func TestWhatIsToBeAddedToAnEventIsAddedToWhicheverLeadsIt(t *testing.T) {
	s := newScene(t)
	people := s.asked()
	s.callsOff(people[0], "E-1001")
	s.Wait(time.Minute)
	s.engineers.SeesOnce("the same event as E-1002", "2 reports", "E-1004", "[🔗 Add to E-1002]")
	says(s.lee, card.All, "E-1004")
	if k := s.Ticket("E-1004"); k.Folded != "E-1002" {
		t.Errorf("it is folded into %q", k.Folded)
	}
}

func TestNothingIsToBeAddedToAnEventThatIsOver(t *testing.T) {
	s := newScene(t)
	s.asked()
	does(s.wong, "E-1001", desk.Accept)
	s.wong.PressesOn(0, card.Data("E-1001", desk.Finish, "anyway"))
	s.Wait(time.Minute)
	s.engineers.SeesNot("Add to E-1001")
	s.engineers.Sees("E-1004", "nothing to fold any more")
}

func TestAQuestionSaysHowManyReportsTheEventHasNow(t *testing.T) {
	s := newScene(t)
	s.asked()
	says(s.lee, card.Out, "E-1003")
	s.Wait(time.Minute)
	s.engineers.SeesOnce("the same event as E-1001", "2 reports", "E-1004")
}
