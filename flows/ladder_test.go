package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// started has somebody press Start in private, so that they can be written to there.
func started(p *flowstest.Person) *flowstest.Person {
	p.Writes("hello")
	private := p.Alone()
	private.Writes("/start staff")
	return private
}

func TestWhoeverIsOnCallIsWrittenToInPrivate(t *testing.T) {
	b := newBench(t)
	private := started(b.wong)
	b.wong.Writes("/on 23:00")
	opens(b.tenant, desk.English, "leak")
	b.Until("14:02")
	private.SeesOnce("R-1001", "To be taken by 14:03")
	b.engineers.SeesOnce("R-1001", "To be taken by 14:03")
	if toast := private.Presses("see to it: R-1001"); strings.Contains(toast, "Only") {
		t.Errorf("refused: %s", toast)
	}
	b.engineers.Sees("Wong sees to it")
}

func TestAGroupThatIsNotLinkedIsPassedOverAtOnce(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers, managers := w.Group(desk.Engineering), w.Group(desk.Managers)
	opens(w.Tenant("A-1203"), desk.English, "leak")
	w.Until("14:03") // there are no supervisors
	managers.SeesOnce("R-1001", "Nobody has taken it")
	engineers.SeesOnce("R-1001", "⏰", "Nobody has taken it: due 14:03") // which the reminder says by then
	if n := strings.Count(managers.Sees("R-1001").Text, "R-1001"); n != 1 {
		t.Errorf("told %d times in one message:\n%s", n, managers)
	}
}

func TestAGroupThatWasDeletedIsPassedOverAtOnce(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.supervisors.Shut = true // of which nothing is known until it is written to
	b.Until("14:03")
	b.managers.SeesOnce("R-1001", "Nobody has taken it")
	b.Wait(time.Hour)
	if got := b.Ticket("R-1001"); got.State != desk.StateOpen {
		t.Errorf("state %s", got.State)
	}
}

func TestWithNobodyAtAllTheAdministratorsHear(t *testing.T) {
	w := flowstest.New(t, "14:00")
	opens(w.Tenant("A-1203"), desk.English, "leak")
	w.Until("14:03")
	w.Admin().Sees("R-1001", "Nobody has taken it")
}

func TestOneMessageAChatIsUnderWayAndTheMostUrgentGoesFirst(t *testing.T) {
	b := newBench(t)
	urgencies := []desk.Urgency{desk.Ordinary, desk.Urgent, desk.Critical}
	b.Do(func(tx *storage.Tx) error {
		for i := range 60 {
			id, err := tx.NextNumber(desk.Repair)
			if err != nil {
				return err
			}
			u := urgencies[i%3]
			o := desk.OpenedData{
				Kind: desk.Repair, Desk: desk.Engineering, Urgency: u, Reporter: desk.Reporter{Name: "Chan"}, Service: desk.ServiceRef{Ref: "5.13"},
				Promises: []desk.Promise{{Clock: desk.ClockReply, Within: 15 * time.Minute, From: desk.Opened}},
				Policy:   tx.Estate().PolicyFor(desk.Engineering, desk.Repair, u), Place: desk.Place{Label: "rank " + string(u)},
			}
			if err := tx.PutTicket(desk.Open(id, o, desk.System, tx.Now())); err != nil {
				return err
			}
		}
		return nil
	})
	before := len(b.supervisors.Messages)
	b.Until("14:15")
	all := b.supervisors.Messages[before:]
	if len(all) != 3 {
		t.Fatalf("%d messages, want 25, 25 and 10 lines:\n%s", len(all), b.supervisors)
	}
	text := all[0].Text + all[1].Text + all[2].Text
	if n := strings.Count(text, "rank"); n != 60 {
		t.Errorf("%d of 60 told", n)
	}
	if strings.Contains(all[0].Text, "ordinary") || strings.Index(text, "urgent") < strings.LastIndex(text, "critical") ||
		strings.Index(text, "ordinary") < strings.LastIndex(text, "urgent") {
		t.Errorf("not the most urgent first:\n%s", text)
	}
	if board := b.engineers.Board(); board == nil || !strings.Contains(board.Text, "and 35 more") {
		t.Errorf("the board shows\n%s", board)
	}
}

func TestWhatDoesNotFitAMessageIsToldInTheNext(t *testing.T) {
	b := newBench(t)
	label := strings.Repeat("Commercial Centre, East Wing, ", 4)
	b.Do(func(tx *storage.Tx) error {
		for range 40 {
			id, err := tx.NextNumber(desk.Repair)
			if err != nil {
				return err
			}
			o := desk.OpenedData{
				Kind: desk.Repair, Desk: desk.Engineering, Urgency: desk.Urgent, Reporter: desk.Reporter{Name: "Chan"}, Service: desk.ServiceRef{Ref: "5.13"},
				Promises: []desk.Promise{{Clock: desk.ClockReply, Within: 15 * time.Minute, From: desk.Opened}},
				Policy:   tx.Estate().PolicyFor(desk.Engineering, desk.Repair, desk.Urgent), Place: desk.Place{Label: label + string(id)},
			}
			if err := tx.PutTicket(desk.Open(id, o, desk.System, tx.Now())); err != nil {
				return err
			}
		}
		return nil
	})
	before := len(b.supervisors.Messages)
	b.Until("14:15")
	told := 0
	for _, m := range b.supervisors.Messages[before:] {
		told += strings.Count(m.Text, "Nobody has answered")
		if strings.Contains(m.Text, "more.") {
			t.Errorf("counted and not told:\n%s", m)
		}
	}
	if told != 40 {
		t.Errorf("%d of 40 told", told)
	}
}

func TestTheBoardShowsWhatIsOpenByDueTime(t *testing.T) {
	w := flowstest.New(t, "14:00")
	w.Group(desk.Supervisors)
	engineers := w.Group(desk.Engineering)
	wong, tenant := engineers.Member("Wong"), w.Tenant("A-1203")
	opens(tenant, desk.English, "one")
	w.Wait(time.Minute)
	board := engineers.Board()
	if board == nil || !board.Pinned || !strings.Contains(board.Text, "14:03") || !strings.Contains(board.Text, "nobody yet") {
		t.Fatalf("the board is %v", board)
	}
	does(wong, "R-1001", desk.Accept)
	w.Until("14:16")
	if m := engineers.Board(); m.ID != board.ID || !strings.Contains(m.Text, "⚠️") || !strings.Contains(m.Text, "Wong") {
		t.Errorf("it shows\n%s", m)
	}
	does(wong, "R-1001", desk.Finish)
	w.Wait(time.Minute)
	if m := engineers.Board(); m.ID != board.ID || !strings.Contains(m.Text, "Nothing is open") {
		t.Errorf("it shows\n%s", m)
	}
}

func TestTheAdministratorSeesHowTheDeskFares(t *testing.T) {
	b := newBench(t)
	b.Admin().Writes("/health")
	b.Admin().Sees("Timers:", "Nothing waits to be sent", "No backup yet", "Database:")
	b.wong.Writes("/health")
	b.engineers.SeesNot("Timers:")
}

func TestALagIsToldOnceAndOnceThatItIsOver(t *testing.T) {
	b := newBench(t)
	for _, by := range []time.Duration{time.Second, 40 * time.Second, 50 * time.Second, 0, 0} {
		b.Do(func(tx *storage.Tx) error { return b.Desk().Lagging(tx, by) })
		b.Reopen()
	}
	for _, r := range []*flowstest.Room{b.managers, b.Admin().Room} {
		r.SeesOnce("running 40 s late")
		r.SeesOnce("on time again")
	}
}

func TestTheMorningLineNamesTheMostOverdue(t *testing.T) {
	b := newBench(t)
	for _, where := range []string{"one", "two", "three", "four", "five", "six"} {
		opens(b.tenant, desk.English, "leak in room "+where)
		b.Wait(time.Minute)
	}
	b.Wait(time.Hour)
	b.wong.In(b.managers).Writes("/summary")
	summary := b.managers.Sees("📊").Text
	if !strings.Contains(summary, "R-1001") || strings.Index(summary, "R-1001") > strings.Index(summary, "R-1005") ||
		strings.Contains(summary, "R-1006") || !strings.Contains(summary, "and 1 more overdue") {
		t.Errorf("the summary is\n%s", summary)
	}
}

func TestATicketKeepsThePolicyThatItWasOpenedWith(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.View(func(r *storage.Reader) error {
		r.Estate().Escalation = &desk.Policies{}
		return nil
	})
	b.Until("14:13")
	b.managers.SeesOnce("R-1001", "10 min late")
}

// TestADayOfAnUntakenCriticalRepairIsBearable lives through a day in which nobody does anything, and counts what each
// chat is told.
func TestADayOfAnUntakenCriticalRepairIsBearable(t *testing.T) {
	w := flowstest.New(t, "02:00")
	supervisors, managers, engineers := w.Group(desk.Supervisors), w.Group(desk.Managers), w.Group(desk.Engineering)
	tenant := w.Tenant("A-1203")
	opensAs(tenant, desk.English, desk.Critical, "leak over the switchboard\nsecond line")
	before := map[*flowstest.Room]int{}
	rooms := map[string]*flowstest.Room{"tenant": tenant.Room, "supervisors": supervisors, "managers": managers, "engineers": engineers}
	for _, r := range rooms {
		before[r] = len(r.Messages)
	}
	w.Wait(24 * time.Hour)
	for name, r := range rooms {
		n, most := len(r.Messages)-before[r], 40
		t.Logf("%s are told %d times a day", name, n)
		if name == "tenant" {
			most = 12
		}
		if n == 0 || n > most {
			t.Errorf("%s are told %d times a day:\n%s", name, n, r)
		}
	}
	for _, r := range []*flowstest.Room{supervisors, managers, engineers} {
		last := r.Last()
		if n := strings.Count(last.Text, "R-1001"); n != 3 || !strings.Contains(last.Text, "Critical") ||
			strings.Count(last.Text, "leak over the switchboard …") != 1 {
			t.Errorf("the last message tells of %d clocks:\n%s", n, last)
		}
	}
	if last := tenant.Last().Text; strings.Count(last, "has passed, too") != 2 {
		t.Errorf("the tenant is told last\n%s", last)
	}
	for _, m := range tenant.Messages {
		if strings.Contains(m.Text, "we have not kept our promise") && !strings.Contains(m.Text, "<b>R-1001</b>") {
			t.Errorf("of no ticket:\n%s", m)
		}
	}
}

func TestWhoeverTakesItKeepsToTheNewTime(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:15")
	b.tenant.Sees("on site by 14:15. New time: 14:30")
	b.Until("14:30")
	b.tenant.Sees("on site by 14:15, and the new time, 14:30, has passed, too. Now: by 15:00")
	b.Until("14:40")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Sees("Wong has taken it at 14:40", "by 14:15 and did not keep it. Now by 15:00")
}

func TestWhoeversWordExpiresHearsOfIt(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:16")
	b.wong.In(b.supervisors).Presses("see to it: R-1001")
	b.Until("19:00")
	b.supervisors.SeesOnce("R-1001", "Wong, you said that you would see to it", "On site") // where Wong was last seen
	b.engineers.SeesNot("Wong, you said")
	b.supervisors.SeesOnce("Nobody has taken it", "4 h 13 min late at 18:16") // by a message, not by an edit
}

func TestWhoCanBeWrittenToHearsInPrivateThatTheirWordHasExpired(t *testing.T) {
	b := newBench(t)
	private := started(b.wong)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:16")
	b.wong.In(b.supervisors).Presses("see to it: R-1001")
	b.Until("19:00")
	private.SeesOnce("R-1001", "Wong, you said that you would see to it")
	b.engineers.SeesNot("you said that you would")
}
