package talk_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestATenantsCorrectionChangesTheDesksCopyAndKeepsTheHistory(t *testing.T) {
	b := newBench(t)
	does(b.wong, "R-1001", desk.Accept)
	b.wong.Replies(b.shown(), "> which room?")
	m := b.tenant.Writes("the kitchin")
	copied := b.engineers.Sees("the kitchin")
	b.Wait(2 * time.Minute)
	before := len(b.engineers.Messages)
	b.tenant.Edits(m, "the kitchen")
	b.engineers.SeesNot("kitchin")
	if now := b.engineers.Sees("the kitchen", "(edited 14:02)"); now.ID != copied.ID {
		t.Error("the correction is another message")
	}
	b.tenant.SeesOnce("Correction passed on to Engineering (R-1001), 14:02")
	b.Wait(time.Minute)
	b.tenant.Edits(m, "the kitchen, left")
	b.engineers.SeesOnce("the kitchen, left", "(edited 14:03)")
	b.tenant.SeesOnce("Correction passed on")
	if n := len(b.engineers.Messages); n != before {
		t.Errorf("%d messages more in the group:\n%s", n-before, b.engineers.Last())
	}
	if n := b.corrections("R-1001"); n != 2 {
		t.Errorf("%d corrections in the history, want 2", n)
	}
	b.tenant.Edits(m, "the kitchen, left") // the chat service tells of changes that are none
	if n := b.corrections("R-1001"); n != 2 {
		t.Errorf("a change that is none is kept: %d", n)
	}
}

func TestACorrectionBeforeTheCopyHasGoneOutGoesInItsPlace(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	b.Hold()
	m := b.tenant.Writes("the kitchin")
	b.tenant.Writes("and hurry")
	b.tenant.Edits(m, "the kitchen")
	b.Release()
	b.engineers.SeesNot("kitchin")
	first, second := b.engineers.Sees("the kitchen"), b.engineers.Sees("and hurry")
	if first.ID > second.ID {
		t.Error("the correction lost its place")
	}
}

func TestACorrectionIsUnderstoodAfterARestartAndAfterTheAnswer(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	m := b.tenant.Writes("kitchin")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Finish)
	b.tenant.Sees("reports it done")
	b.Reopen()
	b.tenant.Edits(m, "kitchen")
	b.engineers.SeesOnce("kitchen", "edited")
	if got := b.Ticket("R-1001").State; got != desk.StateAnswered {
		t.Errorf("state %s", got)
	}
}

func TestAnEditOfNoMatterMakesNoNoise(t *testing.T) {
	b := newBench(t)
	other := b.wong.Writes("lunch?")
	group, private := len(b.engineers.Messages), len(b.tenant.Messages)
	b.wong.Edits(other, "dinner?")
	b.wong.Edits(99999, "nothing")
	b.tenant.Edits(99998, "nothing")
	if len(b.engineers.Messages) != group || len(b.tenant.Messages) != private {
		t.Error("somebody answers")
	}
}

func TestStaffCorrectANoteBeforeAndAfterItWasSentOn(t *testing.T) {
	b := newBench(t)
	m := b.wong.Replies(b.shown(), "need a prat")
	b.wong.Edits(m, "need a part")
	b.engineers.SeesOnce("Kept inside with R-1001, edited 14:00")
	b.wong.Presses("Send to A-1203")
	b.tenant.SeesOnce("Wong", "need a part")
	b.tenant.SeesNot("edited")
	b.Wait(time.Minute)
	b.wong.Edits(m, "need a big part")
	b.tenant.SeesOnce("need a big part", "(edited 14:01)")
	b.engineers.SeesOnce("Sent to A-1203")
	b.engineers.SeesNot("[✉️ Send to A-1203]")
}

func TestANoteThatIsGivenTheSignGoesToTheTenant(t *testing.T) {
	b := newBench(t)
	m := b.wong.Replies(b.shown(), "on my way")
	b.tenant.SeesNot("on my way")
	b.wong.Edits(m, "> on my way")
	b.tenant.SeesOnce("on my way")
	b.engineers.SeesOnce("Sent to A-1203")
	b.wong.Edits(m, "> on my way up")
	b.tenant.SeesOnce("on my way up", "edited")
}

func TestSomebodyElsesMessageIsNotTheirsToCorrect(t *testing.T) {
	b := newBench(t)
	m := b.wong.Replies(b.shown(), "> on my way")
	b.engineers.Member("Lam").Edits(m, "not coming")
	b.tenant.SeesNot("not coming")
}

func TestACorrectedCaptionLeavesTheAlbumAndAnExchangedPhotoIsShownAnew(t *testing.T) {
	b := newBench(t)
	parts := b.tenant.SendsAlbum(3, "the kitchin", b.tenant.Sees("R-1001"))
	b.Wait(2 * time.Second)
	copied := b.engineers.Sees("the kitchin")
	b.tenant.Edits(parts[0], "the kitchen")
	if now := b.engineers.Sees("the kitchen", "edited"); now.ID != copied.ID || len(now.Media) != 3 {
		t.Errorf("the album is torn: %+v", now)
	}
	b.tenant.Exchanges(parts[1], flowstest.Photo("sharper"))
	anew := b.engineers.Last()
	if len(anew.Media) != 1 || anew.Media[0].FileID != "sharper" || b.engineers.Answers(anew) == nil || b.engineers.Answers(anew).ID != copied.ID {
		t.Errorf("the exchanged photo does not come below the album:\n%s", anew)
	}
	b.engineers.Sees("the kitchen") // the words stay
}

func TestALongCorrectionLosesNothingAndAShorterOneLeavesNothingBehind(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	m := b.tenant.Writes("short")
	long := strings.Repeat("long words ", 500)
	b.tenant.Edits(m, long+"END")
	b.engineers.SeesOnce("edited", "long words")
	b.engineers.Sees("END")
	b.tenant.Edits(m, "short again")
	b.engineers.SeesOnce("short again")
	b.engineers.SeesNot("long words")
}

func TestACorrectionWhileAnAlarmIsOutMakesANoise(t *testing.T) {
	b := newBench(t)
	b.tenant.Writes("/menu")
	b.tenant.Presses("Emergency")
	b.tenant.Presses("Help")
	b.tenant.Presses("That's all")
	m := b.tenant.Writes("flat 12B")
	b.front.Sees("flat 12B")
	b.tenant.Edits(m, "flat 21B")
	b.front.Sees("corrects:", "flat 21B")
	b.front.SeesNot("flat 12B")
}

func TestTheWordsThatOpenedAMatterAreCorrectedOnItsCard(t *testing.T) {
	b := newBench(t)
	b.tenant.Edits(b.words, "leak above the bed")
	b.engineers.SeesOnce("[✋ Accept]", "leak above the bed")
	b.tenant.SeesOnce("Correction passed on to Engineering (R-1001)")
	if d := b.Ticket("R-1001").Description; d != "leak above the bed" {
		t.Errorf("description %q", d)
	}
	b.engineers.SeesNot("(edited")
	b.engineers.SeesNot("corrected:")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Edits(b.words, "leak above the bath")
	b.engineers.SeesOnce("R-1001", "Wong, please note", "corrected: “leak above the bath”", "was: “leak above the bed”")
	b.engineers.SeesOnce("Wong has it", "leak above the bath")
	b.tenant.Edits(b.words, "leak above the bath")
	b.engineers.SeesOnce("corrected:")
	b.engineers.SeesNot("(edited")
}

func TestWordsThatCameBeforeTheirMatterAreCorrectedThere(t *testing.T) {
	b := newBench(t)
	m := b.tenant.Writes("the tap dripps")
	b.tenant.Presses("Something else")
	b.tenant.Presses("Something broken")
	for _, press := range []string{"Water", "Air-con", "Ordinary", "Skip", "Skip", "Skip", "is here now", "Confirm"} {
		b.tenant.Presses(press)
	}
	b.tenant.Edits(m, "the tap drips")
	b.engineers.SeesOnce("R-1002", "the tap drips", "[✋ Accept]")
	alarm := b.tenant.Writes("smoke on flor 12")
	b.tenant.Presses("Yes, alarm")
	b.front.Sees("smoke on flor 12")
	b.tenant.Presses("That's all")
	b.tenant.Edits(alarm, "smoke on floor 12")
	b.front.Sees("corrects:", "smoke on floor 12")
	b.front.SeesNot("flor 12")
}

func TestADeskThatMovesTakesItsFilesAlong(t *testing.T) {
	b := newBench(t)
	b.tenant.Writes("/repair")
	for _, press := range []string{"Water", "Air-con", "Ordinary", "Skip", "Skip"} {
		b.tenant.Presses(press)
	}
	b.tenant.Writes(strings.Repeat("it drips ", 60) + "END")
	b.tenant.SendsPhoto("")
	for _, press := range []string{"Next", "is here now", "Confirm"} {
		b.tenant.Presses(press)
	}
	moved := b.Group(desk.Engineering)
	card := moved.Sees("R-1002", "[✋ Accept]")
	if m := moved.Sees("END"); m.ReplyTo != card.ID {
		t.Errorf("the whole text stands under %d", m.ReplyTo)
	}
	n := len(moved.Messages)
	b.Do(func(tx *storage.Tx) error { return watch.DealAnew(tx, moved.Chat.ID) })
	if len(moved.Messages) != n {
		t.Errorf("dealt twice:\n%s", moved)
	}
}

func TestAReportThatWasAddedToAnotherIsCorrectedThere(t *testing.T) {
	b := newBench(t)
	b.reports("leak")
	m := b.reports("leak")
	b.tenant.Shows("R-1001", "the same 2 times")
	b.tenant.Edits(m, "leak, worse now")
	b.engineers.SeesOnce("on R-1001", "leak, worse now", "edited")
	b.tenant.SeesOnce("Correction passed on to Engineering (R-1001)")
}

func TestAnExchangedFileIsKeptToo(t *testing.T) {
	b := newBench(t)
	m := b.tenant.Sends(chat.Update{Text: "here", Media: []desk.Media{flowstest.Photo("first")}, ReplyTo: b.tenant.Sees("R-1001").ID})
	b.Jobs = nil
	b.tenant.Edits(m, "here it is")
	if len(b.Jobs) != 0 {
		t.Errorf("files are fetched again for words: %s", b.Jobs[0].Args)
	}
	b.tenant.Exchanges(m, flowstest.Photo("second"))
	if len(b.Jobs) != 1 || b.Jobs[0].Kind != chat.JobKeepFile || !strings.Contains(string(b.Jobs[0].Args), "second") {
		t.Errorf("%+v", b.Jobs)
	}
}
