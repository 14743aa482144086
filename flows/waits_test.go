package flows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/catalogue"
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
	b.tenant.SeesOnce("waiting for <parts>", "carry on by 15:05", "Promised now", "On site by 15:15")
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

func TestWhyItWaitsIsSaidAgainToWhomItDidNotReach(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Shut = true
	puts(b, b.wong, "A supplier", "waiting for parts", "1 h")
	if k := b.Ticket("R-1001"); len(k.Unsaid) != 1 || k.Responded.Held() {
		t.Fatalf("unsaid %v, answered %+v", k.Unsaid, k.Responded)
	}
	b.tenant.Blocks(true)
	b.tenant.Blocks(false)
	b.tenant.Writes("/start")
	b.tenant.SeesOnce("waiting for parts", "Promised now")
	if k := b.Ticket("R-1001"); len(k.Unsaid) != 0 || !k.Responded.Held() {
		t.Errorf("unsaid %v, answered %+v", k.Unsaid, k.Responded)
	}
	b.tenant.Blocks(true)
	b.tenant.Blocks(false)
	b.tenant.Writes("/start")
	b.tenant.SeesOnce("waiting for parts", "Promised now")
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
	b.tenant.SeesOnce("we expected to carry on by now", "14:45")
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
	b.tenant.SeesOnce("It is now treated as Critical.", "Somebody was due on site by 14:10 already. Now by 14:22.")
	b.tenant.SeesNot("have not kept")
	b.tenant.SeesNot("We promised to be on site by 14:10")
	b.Until("14:22")
	b.tenant.SeesOnce("have not kept", "14:10", "14:22")
}

func TestAFindingLongAfterwardsPromisesFromNowOn(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("16:17")
	does(b.wong, "R-1001", desk.Accept)
	apologies := b.tenant.Count("have not kept")
	does(b.wong, "R-1001", desk.Change)
	b.wong.Presses("How urgent")
	b.wong.Presses("ritical")
	b.wong.Replies(b.wong.Sees("What was found on R-1001? A few words. The tenant reads them."), "the riser")
	b.tenant.SeesOnce("the riser", "It is now treated as Critical.", "Somebody was due on site by 14:10 already. Now by 16:27.")
	b.tenant.Shows("Somebody was due on site by 14:10 already. Now by 16:27.")
	for _, r := range []*flowstest.Room{b.engineers, b.supervisors, b.managers} {
		r.SeesOnce("R-1001", "is not on site", "2 h 7 min late at 16:17")
	}
	b.wong.Writes("/why r-1001")
	b.engineers.SeesOnce("Due 14:10, which had passed when it was found, 16:17; the tenant was promised 16:27")
	if n := b.tenant.Count("have not kept"); n != apologies {
		t.Errorf("%d apologies with the finding", n-apologies)
	}
	b.Until("16:27")
	if n := b.tenant.Count("have not kept"); n != apologies+1 {
		t.Errorf("%d apologies at the new time", n-apologies)
	}
	b.tenant.SeesOnce("have not kept", "16:27, has passed, too. Now: by 16:47")
}

func TestAHoldThatRunsOutIsToldOnceWithTheTimeThatHolds(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.Until("14:29")
	puts(b, b.wong, "The carrier", "no power", "30 min")
	b.tenant.Shows("carry on by 14:59", "Now by 15:04")
	before := len(b.tenant.Messages)
	b.Until("14:59")
	if n := len(b.tenant.Messages) - before; n != 1 {
		t.Errorf("%d messages to the tenant:\n%s", n, b.tenant.Room)
	}
	b.tenant.SeesOnce("expected to carry on by now", "Now by 15:04")
	b.engineers.SeesOnce("put it on hold has come", "please go on with it, or hold it again", "[📍 On site]  [⏸ Hold again]")
	if does(b.wong, "R-1001", desk.PutOnHold); b.Ticket("R-1001").Waiting() {
		t.Error("it waits before anybody has said for what")
	}
	b.wong.Presses("A supplier")
	b.engineers.Sees("Why does R-1001 wait?")
}

func TestAVisitThatWaitsIsPromisedForOneTimeEverywhere(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Change)
	b.wong.Presses("Visit time")
	b.wong.Replies(b.wong.Sees("For which day"), "tomorrow")
	b.wong.Replies(b.wong.Sees("Between which hours"), "10:00")
	b.Wait(20*time.Hour + 15*time.Minute)
	puts(b, b.wong, "The carrier", "no power", "30 min")
	b.engineers.Sees("R-1001", "On site by 12:30")
	b.tenant.Shows("On site by 12:30: it had to wait. Agreed was today between 10:00 and 12:00.")
	b.Wait(10 * time.Minute)
	does(b.wong, "R-1001", desk.GoOn)
	b.engineers.Sees("R-1001", "On site by 12:10")
	b.tenant.Shows("On site by 12:10: it had to wait")
}

func TestWhoCannotBeReachedIsToBeToldByTelephone(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Blocks(true)
	does(b.wong, "R-1001", desk.PutOnHold)
	b.Vouch(func(chat.MemberArgs) bool { return false })
	b.wong.Presses("A supplier")
	b.wong.Replies(b.wong.Sees("Why does R-1001 wait?", "cannot be reached here: please tell them by telephone"), "parts")
	b.wong.Presses("1 h")
	b.engineers.SeesOnce("R-1001", "was put on hold by Wong", "tell them by telephone")
	if toast := does(b.wong, "R-1001", desk.GoOn); !strings.Contains(toast, "tell them by telephone") {
		t.Errorf("toast %q", toast)
	}
	if toast := does(b.wong, "R-1001", desk.Finish); !strings.Contains(toast, "tell them by telephone") {
		t.Errorf("toast %q", toast)
	}
	b.engineers.SeesNot("being told")
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

func TestWhatAFindingPromisesNoMoreIsSaid(t *testing.T) {
	b := newBench(t)
	services := catalogue.Default()
	line, _ := services.Find("4.9 estate's line or equipment")
	b.tenant.Writes("/repair")
	for _, g := range services.Groups() {
		if slices.ContainsFunc(g.Services, func(s catalogue.Service) bool { return s.Ref == line.Ref }) {
			b.tenant.Presses(g.ButtonIn(desk.English))
		}
	}
	b.tenant.Presses(line.ButtonIn(desk.English))
	b.tenant.Presses("Ordinary")
	b.tenant.SkipsFields(line.Key())
	b.tenant.Writes("no dial tone")
	b.tenant.Presses("Skip")
	b.tenant.Presses("now")
	b.tenant.Presses("Confirm")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Arrive)
	does(b.wong, "R-1001", desk.Change)
	b.wong.Presses("What it is")
	b.wong.Presses("Carrier's equipment")
	b.wong.Replies(b.wong.Sees("What was found"), "the exchange is down")
	b.tenant.SeesOnce("Carrier's equipment. the exchange is down", "No longer promised:\n• Completed by tomorrow 23:59")
	b.tenant.SeesNot("the exchange is down", "Promised now")
	b.wong.Writes("/why r-1001")
	b.engineers.SeesOnce("Carrier's equipment, Ordinary. “the exchange is down” No longer promised: Completed.")
}
