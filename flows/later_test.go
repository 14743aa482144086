package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestOpenCardsComeAlongWhenTheirDeskMoves(t *testing.T) {
	b := newBench(t)
	for _, where := range []string{"desk", "floor", "shelf"} {
		opens(b.tenant, desk.English, "leak on the "+where)
	}
	elsewhere := b.Group(desk.Engineering)
	for _, id := range []string{"R-1001", "R-1002", "R-1003"} {
		elsewhere.SeesOnce(id, "[✋ Accept]")
	}
	if toast := does(b.wong.In(elsewhere), "R-1001", desk.Accept); toast != "R-1001 is yours." {
		t.Errorf("in the new group: %q", toast)
	}
}

func TestCardsSpeakTheGroupsNewLanguageAtOnce(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Admin().In(b.engineers).Presses("简体中文")
	b.engineers.SeesOnce("R-1001", "[✋ 接单]")
}

func TestATicketIsGivenUpByItsHolderAlone(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	if toast := does(b.lam, "R-1001", desk.CantDo); !strings.Contains(toast, "Only Wong") {
		t.Errorf("somebody else: %q", toast)
	}
	does(b.lam, "R-1001", desk.Arrive)
	b.engineers.Sees("R-1001", "Lam is on site")
	b.tenant.Sees("Lam is on site")
	if toast := does(b.wong, "R-1001", desk.CantDo); !strings.Contains(toast, "Only Lam") {
		t.Errorf("who had it before: %q", toast)
	}
}

func TestCantOnAFreeCardDelaysNobody(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:02")
	does(b.wong, "R-1001", desk.CantDo)
	b.wong.Replies(b.engineers.Last(), "no ladder")
	b.Until("14:03")
	b.supervisors.Sees("R-1001", "Nobody has taken it")
}

func TestWordsWrittenBeforeAndDuringAnAlarmReachSecurity(t *testing.T) {
	b := newBench(t)
	security := b.Group(desk.Security)
	b.tenant.Writes("my mother fell")
	b.tenant.Presses("🚨 Emergency")
	b.tenant.Presses("Ill or hurt")
	security.Sees("E-1001", "my mother fell", "A-1203")
	b.Until("14:06")
	b.managers.Sees("E-1001", "my mother fell")
	b.tenant.Presses("Yes, it is there")
	b.tenant.Writes("she is breathing")
	security.Sees("she is breathing")
	b.tenant.Sees("Passed on to Security")
}

func TestWhatCouldNotBeDeliveredIsToldOnceThePersonIsBack(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Blocks(true)
	does(b.wong, "R-1001", desk.Finish)
	b.engineers.Sees("cannot be reached")
	b.tenant.Blocks(false)
	b.tenant.SeesOnce("Thank you for telling us")
	if state := b.Ticket("R-1001").State; state != desk.StateAnswered {
		t.Errorf("it is %s", state)
	}
}

func TestAReplyToACardThatWasNeverNotedIsAboutItsTicket(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.wong.Sends(chat.Update{Text: "needs a part", ReplyTo: 987654, Quoted: "🔧 R-1001 · Air-conditioner leaking"})
	b.engineers.Sees("Kept inside with R-1001")
	b.wong.Sends(chat.Update{Text: "thanks", ReplyTo: 987655, Quoted: "Good morning"})
	b.engineers.SeesOnce("Kept inside")
}

func TestAStrangersWordsAreNotTakenForAnAlarm(t *testing.T) {
	b := newBench(t)
	p := b.Stranger("Priya", "en")
	p.Writes("Hello, I live in B-2102 and have no link")
	p.Shows("don't know your unit", "999")
	if m := p.Screen(); strings.Contains(m.Text, "What is it about") {
		t.Errorf("asked what it is about:\n%s", m)
	}
}

func TestAFileThatAGroupForbidsIsToldOfInWords(t *testing.T) {
	b := newBench(t)
	b.engineers.Refuses = func(o chat.Outgoing) bool { return len(o.Content.Media) > 0 }
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.SendsReply(b.tenant.Last(), "look")
	b.engineers.Sees("look", "could not be shown")
}

func TestAStrangersWordsGoWithTheirAlarm(t *testing.T) {
	b := newBench(t)
	security := b.Group(desk.Security)
	p := b.Stranger("Priya", "en")
	p.Writes("There is smoke in the lift lobby")
	p.Presses("Yes, alarm")
	security.Sees("E-1001", "There is smoke in the lift lobby", "not enrolled")
	b.Until("14:06")
	b.managers.Sees("E-1001", "There is smoke in the lift lobby")
}

func TestACardSaysWhoSeesToItAndTheAlertWhoTookIt(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:03")
	does(b.supervisors.Member("Ho"), "R-1001", desk.SeeTo)
	b.engineers.Sees("R-1001", "Ho sees to it; nobody has accepted it yet")
	does(b.wong, "R-1001", desk.Accept)
	does(b.lam, "R-1001", desk.Arrive)
	b.supervisors.Sees("R-1001", "taken 14:03, Wong")
}

func TestWhatWasTakenLateWithinTheMinuteShowsTheSeconds(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:03")
	b.Wait(20 * time.Second)
	does(b.wong, "R-1001", desk.Accept)
	b.engineers.Sees("⚠️ Taken 14:03:20, was due 14:03:00")
	b.supervisors.Sees("due 14:03", "taken 14:03:20, Wong")
}

func TestTheNoticeOfAFinishedMatterSaysWhoTookIt(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:04")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.CantDo)
	b.wong.Replies(b.engineers.Last(), "no ladder")
	b.supervisors.Sees("R-1001", "taken since, and free again")
	b.Until("14:05")
	does(b.lam, "R-1001", desk.Accept)
	b.supervisors.Sees("R-1001", "taken 14:05, Lam")
	does(b.lam, "R-1001", desk.Finish)
	b.supervisors.Sees("R-1001", "taken 14:05, Lam")
}
