package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// puts has somebody press Hold on a card and say for whom, why and until when.
func puts(b *bench, by *flowstest.Person, cause, reason, until string) {
	does(by, "R-1001", desk.PutOnHold)
	b.Vouch(func(chat.MemberArgs) bool { return false })
	by.Presses(cause)
	by.Replies(by.Sees("Why does R-1001 wait?"), reason)
	by.Presses(until)
}

func TestAHoldPausesTheClocksAndTheTenantHearsOfIt(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak") // on site by 14:15
	does(b.wong, "R-1001", desk.Accept)
	b.Until("14:05")
	puts(b, b.wong, "A supplier", "waiting for <parts>", "1 h")
	b.engineers.Sees("R-1001", "⏸ 🏭 A supplier: waiting for <parts>, until 15:05 (Wong)", "[▶️ Go on]")
	b.tenant.SeesOnce("waiting for <parts>", "go on 15:05", "Promised now", "On site by 15:15")
	b.tenant.Shows("waiting for <parts>")
	b.tenant.Writes("thanks")
	if k := b.Ticket("R-1001"); !k.Waiting() || len(k.Holds) != 1 || k.State != desk.StateAccepted {
		t.Errorf("thanks: %+v", k.Holds)
	}
	b.Until("14:50")
	b.supervisors.SeesNot("R-1001", "is not on site")
	if toast := does(b.lam, "R-1001", desk.GoOn); !strings.Contains(toast, "you go on") {
		t.Errorf("toast %q", toast)
	}
	b.tenant.SeesOnce("Lam goes on with it, 14:50")
	if toast := does(b.wong, "R-1001", desk.GoOn); !strings.Contains(toast, "moved on") {
		t.Errorf("a second time %q", toast)
	}
	b.engineers.SeesNot("▶️ Go on")
}

func TestAMissedExpectedTimeLetsTheClocksRunAgainAndSaysSo(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.Until("14:05")
	puts(b, b.wong, "The tenant", "nobody at home", "30 min")
	b.Until("14:34")
	b.tenant.SeesNot("has come")
	b.Reopen()
	b.Until("14:35")
	b.tenant.SeesOnce("the time at which we expected to go on has come", "14:45")
	b.engineers.SeesOnce("R-1001", "put it on hold has come", "nobody at home")
	b.engineers.SeesNot("⏸ 👤")
	b.Until("14:44")
	b.supervisors.SeesNot("R-1001", "is not on site")
	b.Until("14:45")
	b.supervisors.SeesOnce("R-1001", "is not on site", "due 14:45")
	b.tenant.SeesOnce("have not kept our promise", "on site by 14:45")
}

func TestBeyondItsBudgetTheDeskAsksASupervisor(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.PutOnHold)
	b.Vouch(func(chat.MemberArgs) bool { return false })
	b.wong.Presses("Us")
	b.wong.Replies(b.wong.Sees("Why does R-1001 wait?"), "parts")
	b.wong.Presses("Another time")
	b.wong.Replies(b.wong.Sees("On which day"), "today")
	b.wong.Replies(b.wong.Sees("At what time?"), "03:00")
	b.engineers.Sees("03:00 has passed. Please write a time that is still to come")
	b.wong.Presses("Back")
	b.wong.Replies(b.wong.Sees("On which day"), "2026-03-09")
	b.wong.Replies(b.wong.Sees("At what time?"), "14:00")
	b.engineers.Sees("R-1001 cannot wait that long")
	if k := b.Ticket("R-1001"); len(k.Holds) != 0 {
		t.Errorf("held: %+v", k.Holds)
	}
	ng := b.engineers.Member("Ng")
	ng.In(b.supervisors).Writes("hello")
	does(ng, "R-1001", desk.PutOnHold)
	ng.Presses("Us")
	ng.Replies(ng.Sees("Why does R-1001 wait?"), "parts")
	ng.Presses("Another time")
	ng.Replies(ng.Sees("On which day"), "2026-03-09")
	ng.Replies(ng.Sees("At what time?"), "14:00")
	b.tenant.SeesOnce("parts", "Mon 9 Mar 14:00", "Promised now")
}

func TestAnotherVisitReplacesThePromiseToArrive(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Change)
	b.wong.Presses("Visit time")
	b.wong.Replies(b.wong.Sees("For which day"), "tomorrow")
	b.wong.Replies(b.wong.Sees("Between which hours"), "10:00")
	b.engineers.Sees("R-1001", "Agreed: tomorrow 10:00–12:00")
	b.tenant.SeesOnce("a new time for the visit", "tomorrow between 10:00 and 12:00")
	b.Wait(2 * time.Hour)
	b.supervisors.SeesNot("is not on site")
}

func TestAFindingIsToldWithWhatIsPromisedNow(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.Until("14:12")
	does(b.wong, "R-1001", desk.Change)
	b.wong.Presses("How urgent")
	b.wong.Presses("ritical")
	b.wong.Replies(b.wong.Sees("What was found on R-1001?"), "the riser")
	b.tenant.SeesOnce("Wong has looked into it", "the riser")
	if k := b.Ticket("R-1001"); k.Urgency != desk.Critical || !k.Overdue(flowstest.Estate()) {
		t.Errorf("%s, broken %v", k.Urgency, k.Broken)
	}
	b.supervisors.SeesOnce("R-1001", "due 14:10")
}

func TestWhyTellsEachSpanAndTheirSum(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.Until("14:05")
	puts(b, b.wong, "The tenant", "nobody at <home>", "30 min")
	b.Until("14:40")
	b.wong.Writes("/why r-1001")
	b.engineers.SeesOnce("R-1001", "On site", "14:00–14:05 ran 5 min", "14:05–14:35 ⏸ 30 min: 👤 The tenant, “nobody at <home>” (Wong)",
		"14:35–14:40 ran 5 min", "ran 10 min of 40 min in all", "Due 14:45.")
	does(b.wong, "R-1001", desk.Finish)
	b.wong.In(b.managers).Writes("/why R-1001")
	b.managers.SeesOnce("Met 14:40 by Wong")
	b.wong.Writes("/why")
	b.engineers.Sees("Write the ticket’s number")
	b.wong.Writes("/why <b>")
	b.engineers.Sees("There is no ticket <B>")
	b.tenant.Writes("/why R-1001")
	b.tenant.SeesNot("ran 10 min")
	b.tenant.Sees("desk's own group")
}
