package talk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestThreeStaffInOnePromptAreEachTakenAsThemselves(t *testing.T) {
	b := newBench(t)
	does(b.wong, "R-1001", desk.AddNote)
	prompt := b.engineers.Sees("reply to this message with a note")
	for _, name := range []string{"Lam", "Ng"} {
		b.engineers.Member(name).Replies(prompt, "> from "+name)
	}
	b.wong.Replies(prompt, "> from Wong")
	for _, name := range []string{"Lam", "Ng", "Wong"} {
		b.tenant.SeesOnce(name+" on R-1001", "from "+name)
	}
}

func TestADeletedCardIsShownAnewAndRepliesToItsCopiesStillCount(t *testing.T) {
	b := newBench(t)
	shown := b.shown()
	shown.Removed = true
	does(b.wong, "R-1001", desk.Accept)
	anew := b.engineers.Sees("R-1001", "Wong has it")
	if anew.ID == shown.ID {
		t.Fatal("the card is not shown anew")
	}
	b.wong.Replies(shown, "> still here") // an app that has not caught up
	b.tenant.SeesOnce("still here")
	b.tenant.Writes("good")
	if m := b.engineers.Sees("good", "Chan"); m.ReplyTo != anew.ID {
		t.Errorf("what is heard stands under %d, not under the new card", m.ReplyTo)
	}
}

func TestACopyThatWasDeletedIsShownAnewWhenItIsCorrected(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	m := b.tenant.Writes("kitchin")
	b.engineers.Sees("kitchin").Removed = true
	b.tenant.Edits(m, "kitchen")
	b.engineers.SeesOnce("kitchen", "edited")
}

func TestAReplyFromElsewhereIsNotTaken(t *testing.T) {
	b := newBench(t)
	other := b.Group(desk.Cleaning)
	lam := other.Member("Lam")
	lam.Sends(chat.Update{Text: "> hello R-1001", ReplyTo: b.shown().ID, Quoted: "R-1001"})
	b.tenant.SeesNot("hello")
	anonymous := b.engineers.Member("Boss")
	anonymous.Anonymous = true
	anonymous.Replies(b.shown(), "> hello")
	b.engineers.Sees("anonymous")
	b.tenant.SeesNot("hello")
}

func TestAMessageThatDoesNotArriveIsShownWhereItWasWritten(t *testing.T) {
	b := newBench(t)
	b.tenant.Shut = true
	m := b.wong.Replies(b.shown(), "> we come at four")
	b.engineers.SeesOnce("Not delivered to A-1203")
	b.front.SeesOnce("cannot be written to", "R-1001")
	b.wong.Edits(m, "> we come at five")
	b.engineers.SeesOnce("Not delivered to A-1203")
	if b.engineers.Find("✓ Sent") != nil {
		t.Error("an edit counts as delivered")
	}
}

func TestAQuestionOutsideAnyMatterIsAskedAboutOnceAndEditsReachIt(t *testing.T) {
	b := newBench(t)
	m := b.tenant.Writes("and the taps")
	b.tenant.Shows("and the taps", "Sounds like something to repair")
	b.tenant.Presses("R-1001")
	b.engineers.SeesOnce("and the taps")
	b.Wait(time.Minute)
	b.tenant.Edits(m, "and the tap")
	b.engineers.SeesOnce("and the tap\n", "edited 14:01")
	b.engineers.SeesNot("taps")
	if n := b.corrections("R-1001"); n != 1 {
		t.Errorf("%d corrections", n)
	}
}

func TestAMatterThatWasAnsweredLatelyIsOfferedToo(t *testing.T) {
	b := newBench(t)
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Finish)
	b.Wait(48 * time.Hour)
	b.tenant.Writes("it drips again")
	b.tenant.Shows("Sounds like Air-conditioner leaking", "R-1001")
	b.tenant.Presses("R-1001")
	b.engineers.SeesOnce("it drips again")
}

func TestOpenMattersAreOfferedBeforeTheOneThatWasAnswered(t *testing.T) {
	b := newBench(t)
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Finish)
	b.Wait(time.Hour)
	b.reports("another")
	b.tenant.Writes("still wet")
	m := b.tenant.Shows("What is it about?", "R-1001", "R-1002").String()
	if strings.Index(m, "R-1002") > strings.Index(m, "R-1001") {
		t.Errorf("what is over stands first:\n%s", m)
	}
}

func TestWordsOfTheLongestLengthGoOnWhole(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	b.tenant.Writes(strings.Repeat("字", 4090) + "END")
	b.engineers.Sees("END")
	b.wong.SendsReply(b.shown(), "> "+strings.Repeat("words ", 170)+"LAST")
	b.tenant.Sees("LAST")
}

func TestAFileThatTheGroupForbidsLeavesTheRecordsWhole(t *testing.T) {
	b := newBench(t)
	b.engineers.Refuses = func(o chat.Outgoing) bool { return len(o.Content.Media) > 0 }
	b.AfterCommit = func() {
		b.View(func(r *storage.Reader) error { return errors.Join(r.Check()...) })
	}
	said := b.tenant.Sends(chat.Update{Text: "the kitchin", Media: []desk.Media{flowstest.Photo("a")}, ReplyTo: b.tenant.Sees("R-1001").ID})
	m := b.engineers.Sees("the kitchin", "could not be shown")
	b.tenant.Edits(said, "the kitchen")
	b.engineers.SeesNot("the kitchin")
	if now := b.engineers.Sees("the kitchen", "edited"); now.ID != m.ID {
		t.Error("the correction is another message")
	}
}

func TestWhoeverHasLeftTheGroupIsRefusedUntilTheyJoinAgain(t *testing.T) {
	b := newBench(t)
	said := b.wong.Replies(b.shown(), "> I come at three")
	b.wong.Leaves()
	b.Wait(30 * time.Second)
	b.wong.Replies(b.shown(), "> I come at four") // the chat service may tell of it late
	b.engineers.SeesOnce("You have left this group")
	b.wong.Edits(said, "> I come at five")
	if n := b.engineers.Count("You have left this group"); n != 2 {
		t.Errorf("told %d times", n)
	}
	for _, a := range []desk.Action{desk.Accept, desk.ShowNumber, desk.AddNote, desk.CantDo} {
		if toast := does(b.wong, "R-1001", a); !strings.Contains(toast, "Only the desk's own people") {
			t.Errorf("%s is answered with %q", a, toast)
		}
	}
	if now := b.Ticket("R-1001"); now.State != desk.StateOpen {
		t.Errorf("state %s", now.State)
	}
	for _, words := range []string{"four", "five"} {
		b.tenant.SeesNot("I come at " + words)
	}
	b.wong.Joins()
	b.wong.Edits(said, "> I come at six")
	b.tenant.SeesOnce("I come at six")
	b.wong.Replies(b.shown(), "> I come at seven")
	b.tenant.SeesOnce("I come at seven")
	does(b.wong, "R-1001", desk.Accept)
	b.engineers.Sees("Wong has it")
}

func TestWhatSomebodyHeldWhoLeavesTheGroupIsFreeAgain(t *testing.T) {
	b := newBench(t)
	b.reports("another leak")
	b.reports("the third")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1002", desk.Accept)
	does(b.wong, "R-1003", desk.Accept)
	does(b.wong, "R-1003", desk.Finish)
	b.Wait(time.Hour)
	b.wong.Leaves()
	m := b.engineers.Sees("Wong has left this group", "R-1001", "A-1203", "R-1002", "[✋ R-1001]")
	if strings.Contains(m.Text, "R-1003") {
		t.Errorf("what is done is free again:\n%s", m)
	}
	b.engineers.SeesOnce("Wong has left this group. Free")
	b.engineers.SeesNot("is free again")
	b.engineers.Sees("R-1001", "Free again: Wong has left the group", "Take")
	b.tenant.Sees("R-1002", "Wong cannot do it after all", "15:03")
	ng := b.engineers.Member("Ng")
	ng.PressesOn(m.ID, card.Data("R-1001", desk.Accept, ""))
	if now := b.Ticket("R-1001").Holder.Name; now != "Ng" {
		t.Errorf("held by %q", now)
	}
	b.Wait(4 * time.Minute)
	if r, _ := b.Ticket("R-1002").Clock(desk.ClockTake, flowstest.Estate()); !r.Broken {
		t.Error("the clock of what nobody takes again does not run")
	}
}
