package open_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// bench is a desk's group with somebody of it, and a tenant who telephones.
type bench struct {
	*flowstest.World
	engineers, security *flowstest.Room
	wong                *flowstest.Person
	tenant              *flowstest.Person
}

func newBench(t *testing.T) *bench {
	t.Helper()
	w := flowstest.New(t, "14:10")
	b := &bench{World: w, engineers: w.Group(desk.Engineering), security: w.Group(desk.Security), tenant: w.Tenant("A-1203")}
	b.wong = b.engineers.Member("Wong")
	return b
}

// answers replies to the form that stands in the group.
func (b *bench) answers(words string) {
	b.wong.Replies(b.engineers.Sees("👤 Wong", "[✕ Cancel]"), words)
}

func TestACallIsPromisedFromWhenItWas(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Chan Tai Man")
	b.answers("air-con leak")
	b.engineers.Sees("“air-con leak”: taken as 💧 Air-con leaking", "How urgent")
	b.wong.Presses("Ordinary")
	b.answers("over the sofa")
	b.wong.Presses("Running")
	b.answers("it comes through the ceiling")
	b.engineers.Sees("When was the call?", "[15 min ago]")
	b.answers("8 min ago")
	b.engineers.Sees("Please check", "Called: 14:02", "On site by 14:17", "How much water: Running")
	b.wong.Presses("Confirm")
	b.tenant.Sees("R-1001 · Air-conditioner leaking", "Opened for you by Wong after your call at 14:02", "On site by 14:17")
	b.engineers.Sees("R-1001", "Opened by Wong at 14:10, after a call at 14:02", "How much water: Running", "over the sofa", "On site by 14:17", "[✋ Accept]")
	b.engineers.Sees("✅ R-1001", "Chan Tai Man · A-1203", "Its card is in this group")
	got := b.Ticket("R-1001")
	if !got.Opened.Equal(b.Now.Add(-8*time.Minute)) || !got.Reporter.Enrolled || got.Reporter.User != b.tenant.User || got.Party == 0 {
		t.Errorf("opened %s for %+v", got.Opened, got.Reporter)
	}
	b.View(func(r *storage.Reader) error {
		events, err := r.Events("R-1001")
		if !events[0].Recorded.Equal(b.Now) || events[0].By.User != b.wong.User {
			t.Errorf("recorded as %+v", events[0])
		}
		log, err2 := r.AuditLog()
		if last := log[len(log)-1]; last.Action != "open for" || last.Ticket != "R-1001" || last.By.Name != "Wong" {
			t.Errorf("audited as %+v", last)
		}
		if err == nil {
			err = err2
		}
		return err
	})
	b.Wait(8 * time.Minute)
	b.tenant.Sees("R-1001", "we have not kept our promise", "on site by 14:17")
}

func TestACallIsNeitherInTheFutureNorLongAgo(t *testing.T) {
	b := newBench(t)
	b.toTheCall()
	b.answers("14:30")
	b.engineers.Sees("14:30 has not come yet", "When was the call?")
	b.answers("yesterday 14:02")
	b.engineers.Sees("14:02 yesterday is too long ago")
	b.answers("tea time")
	b.engineers.Sees("I could not read a time there")
	b.answers("yesterday 23:50")
	b.engineers.Sees("Please check", "Called: 23:50 yesterday")
	b.Wait(15 * time.Hour) // it has become too long ago
	b.wong.Writes("/open")
	b.engineers.Sees("You had not finished this", "When was the call?")
	b.wong.Presses("Just now")
	b.wong.Presses("Confirm")
	if got := b.Ticket("R-1001"); !got.Opened.Equal(b.Now) {
		t.Errorf("opened %s, now %s", got.Opened, b.Now)
	}
}

// toTheCall answers all up to when the call was, of a caller without a unit.
func (b *bench) toTheCall() {
	b.wong.Writes("/open")
	b.wong.Presses("Skip")
	b.answers("Mr Ho of the shop")
	b.answers("9123 4567")
	b.answers("something else")
	b.wong.Presses("Ordinary")
	b.wong.Presses("Skip")
}

func TestACallerWithoutAUnitIsCalledBackByWhoeverNeedsTo(t *testing.T) {
	b := newBench(t)
	b.toTheCall()
	b.wong.Presses("5 min ago")
	b.wong.Presses("Confirm")
	m := b.engineers.Sees("R-1001", "Mr Ho of the shop", "[📞 Call]")
	if strings.Contains(m.Text, "9123") {
		t.Errorf("the card shows a number:\n%s", m)
	}
	if toast := b.wong.PressesOn(0, card.Data("R-1001", desk.ShowNumber, "")); !strings.Contains(toast, "9123 4567") {
		t.Errorf("the number is %q", toast)
	}
	b.tenant.SeesNot("R-1001")
	if got := b.Ticket("R-1001"); got.Reporter.User != 0 || got.Reporter.Enrolled {
		t.Errorf("opened for %+v", got.Reporter)
	}
}

func TestWhatOnlyStaffOpenStartsWhenItWasFound(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Nobody: we found it")
	b.answers("unlocked")
	b.answers("the back door")
	b.wong.Presses("Skip")
	b.answers("14:08")
	b.engineers.Sees("Please check", "Completed by 14:13", "Found unlocked")
	b.wong.Presses("Confirm")
	b.security.Sees("Q-1001", "Opened by Wong at 14:10; found at 14:08", "Which door: the back door", "[☑️ Steps 0/3]", "Completed by 14:13")
	b.engineers.Sees("✅ Q-1001", "Its card is in the group of: Security")
	b.tenant.SeesNot("Q-1001")
	if got := b.Ticket("Q-1001"); !got.Moments[desk.Found].Equal(b.Now.Add(-2 * time.Minute)) {
		t.Errorf("found at %v", got.Moments)
	}
}

func TestWhatStaffFoundOwesNobodyACall(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Nobody: we found it")
	b.answers("something else")
	b.wong.Presses("Ordinary")
	b.wong.Presses("Skip")
	b.wong.Presses("Just now")
	b.wong.Presses("Confirm")
	k := b.Ticket("R-1001")
	if slices.ContainsFunc(k.Promises, func(p desk.Promise) bool { return p.Clock == desk.ClockReply }) || len(k.Promises) < 2 {
		t.Errorf("promised: %+v", k.Promises)
	}
}

func TestAnEmergencyThatStaffOpenSounds(t *testing.T) {
	b := newBench(t)
	managers := b.Group(desk.Managers)
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Chan Tai Man")
	b.answers("trapped")
	b.wong.Presses("Confirm")
	b.security.Sees("🚨 E-1001")
	b.Wait(time.Minute)
	b.security.Sees("E-1001", "Nobody has taken it")
	b.Wait(5 * time.Minute)
	managers.Sees("E-1001", "Wong raised the alarm for Chan Tai Man", "nobody has taken it")
}

func TestACallerIsOpenedForInAGroupAlone(t *testing.T) {
	b := newBench(t)
	b.tenant.Writes("/open")
	if _, ok := b.tenant.Last().Button("Skip"); ok {
		t.Error("a tenant opens for others")
	}
	b.wong.Writes("/open Z-9999")
	b.engineers.Sees("don’t know a unit “Z-9999”")
	if n := b.Tickets(); n != 0 {
		t.Errorf("%d tickets", n)
	}
}

func TestAFigureOfTheChecklistIsARepliedNumber(t *testing.T) {
	b := newBench(t)
	accounts := b.Group(desk.Accounts)
	lam := accounts.Member("Lam")
	form := func(words string) { lam.Replies(accounts.Sees("👤 Lam", "[✕ Cancel]"), words) }
	lam.Writes("/open A-1203")
	lam.Presses("Chan Tai Man")
	form("refund")
	lam.Presses("To the contractor")
	form("Lee & Co")
	lam.Presses("Skip")
	lam.Presses("Skip")
	lam.Presses("Just now")
	lam.Presses("Confirm")
	lam.Presses("Receipt taken back")
	b.tenant.Sees("Q-1001", "the receipt has been taken back, 14:10", "Completed by 14:20")
	lam.Presses("Accept")
	lam.Presses("Steps 0/3")
	lam.Presses("▫️ Passes taken back")
	prompt := accounts.Sees("reply to this message with the figure for Q-1001: Passes taken back")
	lam.Replies(prompt, "all of them")
	accounts.Sees("write the figure alone")
	lam.Replies(prompt, "１,２００")
	accounts.Sees("1 of 3 steps done", "Passes taken back: 1200 · Lam 14:10")
}

func TestWhatHasPassedSinceTheCallIsSaidToHavePassed(t *testing.T) {
	b := newBench(t)
	supervisors := b.Group(desk.Supervisors)
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Chan Tai Man")
	b.answers("air-con leak")
	b.wong.Presses("Ordinary")
	b.answers("over the sofa")
	b.wong.Presses("Running")
	b.wong.Presses("Skip")
	b.answers("13:40")
	check := b.engineers.Sees("Please check", "On site by 13:55 · ⚠️ counted from 13:40, this has passed already",
		"Chan Tai Man is told that this was not kept")
	if strings.Contains(check.Text, "supervisor") || strings.Contains(check.Text, "We promised") {
		t.Errorf("of what is not open yet it is said:\n%s", check)
	}
	b.wong.Presses("Confirm")
	b.tenant.Sees("Opened for you by Wong after your call at 13:40", "The desk was told at 14:10")
	b.engineers.Sees("R-1001", "Opened by Wong at 14:10, after a call at 13:40")
	b.Wait(time.Minute)
	b.tenant.Sees("R-1001", "we have not kept our promise", "on site by 13:55", "New time")
	supervisors.SeesNot("Card to the desk") // the clerk's own writing is nobody's fault
	b.View(func(r *storage.Reader) error {
		if c, _ := b.Ticket("R-1001").Clock(desk.ClockWorkOrder, r.Estate()); c.Broken || !c.Start.Equal(b.Ticket("R-1001").Learned) {
			t.Errorf("the card's clock: %+v", c)
		}
		return nil
	})
}
