package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestBackKeepsAnswersAndComesToTheQuestionBefore(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Ordinary")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Back")
	p.Shows("So far: “dripping”")
	for range 3 {
		p.Presses("Back")
	}
	p.Presses("✓ 🟢 Ordinary") // the same again changes nothing
	p.Shows("Add photos", "answers in between are kept")
	p.Presses("Back")
	p.Shows("What is wrong", "dripping")
	for range 4 {
		p.Presses("Back")
	}
	p.Shows("Which of these")
	p.Presses("Back")
	p.Shows("What needs repair", "✓ 💧")
	p.Presses("Back")
	p.Shows("Harbour Court", "Continue: Report a repair")
}

func TestChangingAnAnswerForgetsWhatDependedOnIt(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Ordinary")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Skip")
	p.Presses("18:00")
	p.Shows("Please check", "18:00")
	for range 7 {
		p.Presses("Back")
	}
	p.Shows("Which of these")
	p.Presses("Back")
	p.Presses("Doors")
	p.Shows("Which of these") // the service went with its group
	p.Presses("Electronic")
	p.Shows("How urgent")
	p.Presses("Ordinary")
	p.SkipsFields("4.10")
	p.Shows("When is somebody there") // the time, too; the description stays
	p.Presses("here now")
	p.Shows("dripping", "Electronic door lock")
}

func TestCancelAndMenuMidway(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Writes("/menu")
	p.Shows("Continue")
	p.Writes("/nonsense")
	p.Shows("don't know that command", "Continue")
	p.Presses("Continue")
	p.Shows("Which of these")
	p.Writes("/cancel")
	p.Shows("Cancelled. Nothing was sent.")
	if m := p.Screen(); strings.Contains(m.String(), "Continue") {
		t.Errorf("what was cancelled can be gone on with:\n%s", m)
	}
	p.Writes("/cancel")
	p.Shows("nothing to cancel")
}

func TestAnUnknownCommandMidwayLeavesAWayBack(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Writes("/nonsense")
	p.Presses("Continue")
	p.Shows("Which of these")
}

func TestASecondDialogParksTheFirst(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Writes("/menu")
	p.Presses("Emergency")
	p.Presses("Help")
	p.Shows("E-1001", "The alarm is out")
	p.Presses("That's all")
	p.Shows("E-1001 · Call for help")
	p.Presses("Home")
	p.Presses("Continue: Report a repair")
	p.Shows("Which of these")
}

func TestWhatIsSentAtAnotherQuestionIsKept(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Writes("water from the ceiling")
	p.Shows("Noted: “water from the ceiling”", "What needs repair")
	p.Writes("Water & air-con") // the label, typed
	p.SendsPhoto("and on the desk")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Shows("Please check", "water from the ceiling", "and on the desk", "1 attached")
	p.SendsPhoto("") // at the last question, too
	p.Shows("2 attached")
	p.Presses("Confirm")
	if d := w.Ticket("R-1001").Description; d != "water from the ceiling\nand on the desk" {
		t.Errorf("description %q", d)
	}
}

func TestAlbumStickerAndPlace(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Sends(chat.Update{Media: []desk.Media{{Kind: desk.Sticker, FileID: "s"}}})
	p.Shows("I can't use that here")
	p.Sends(chat.Update{Location: &chat.Location{Latitude: 22.28, Longitude: 114.15}})
	p.Shows("I can't use that here")
	p.Writes("dripping")
	for range 11 {
		p.Sends(chat.Update{Album: "a", Media: []desk.Media{flowstest.Photo("one")}})
	}
	w.Wait(time.Second)
	p.Shows("At most 10 files", "10 kept")
	p.Presses("Next")
	p.Shows("10 attached")
}

func TestALongTextInTwoMessagesIsKeptWhole(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Writes(strings.Repeat("漏", 4095) + ".")
	p.Writes(strings.Repeat("水", 903) + "!")
	p.Presses("Skip")
	p.Presses("Confirm")
	whole := ""
	for _, m := range engineers.Messages {
		if !strings.Contains(m.Text, "R-1001") {
			whole += flowstest.Plain(m.Text)
		}
	}
	if got := strings.Count(whole, "漏") + strings.Count(whole, "水"); got < 4095+903 {
		t.Errorf("%d of %d characters reached the desk", got, 4095+903)
	}
}

func TestForgedForeignStaleAndDoubledPresses(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p, other := w.Tenant("A-1203"), w.TenantNamed("B-0501", "Ho", "en")
	p.Writes("/repair")
	first := p.Screen()
	button, _ := first.Button("Water")
	p.PressesOn(first.ID, button.Data)
	p.PressesOn(first.ID, button.Data) // doubled: nothing more
	p.Shows("Which of these")
	p.Presses("Air-con")
	if toast := p.PressesOn(first.ID, button.Data); !strings.Contains(toast, "out of date") {
		t.Errorf("a stale press is answered %q", toast)
	}
	p.Shows("How urgent")
	if toast := other.PressesOn(first.ID, button.Data); !strings.Contains(toast, "finished") {
		t.Errorf("a foreign press is answered %q", toast)
	}
	for _, data := range []string{
		"", "d|", "d|x|y|z|w", "d|1|99999999999999999999|p|x", "m|nothing", "t|R-1|accept|", "t|", "g|en", "q", "t|R-1001|fly|",
	} {
		p.PressesOn(first.ID, data)
		p.Screen()
	}
	p.Writes("/menu")
	p.Presses("Continue")
	p.Shows("How urgent")
	now := p.Screen()
	again, _ := now.Button("Critical")
	forged := again.Data[:strings.LastIndex(again.Data, "|")+1] + "whenever"
	p.PressesOn(now.ID, forged)
	p.Shows("Please choose with the buttons", "How urgent")
	if w.Tickets() != 0 {
		t.Error("a press opened a ticket")
	}
}

func TestAnOptionThatIsNotOfferedIsNotTaken(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	m := p.Screen()
	b, _ := m.Button("Air-con")
	p.PressesOn(m.ID, strings.Replace(b.Data, "5.13", "3.13", 1)) // an emergency is no repair
	p.Shows("Which of these")
}

func TestConfirmPressedTwiceOpensOneTicket(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Skip")
	m := p.Screen()
	b, _ := m.Button("Confirm")
	w.Hold() // both arrive before the screen can change
	p.PressesOn(m.ID, b.Data)
	p.PressesOn(m.ID, b.Data)
	w.Release()
	if n := w.Tickets(); n != 1 {
		t.Errorf("%d tickets", n)
	}
	p.Shows("R-1001 · Air-conditioner leaking", "by 14:10")
	w.Wait(time.Hour)
	if toast := p.PressesOn(m.ID, b.Data); !strings.Contains(toast, "already finished") {
		t.Errorf("an old button of a finished dialog is answered %q", toast)
	}
	if n := w.Tickets(); n != 1 {
		t.Errorf("%d tickets", n)
	}
}

func TestTheSameUpdateAgainDoesNothing(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	u := chat.Update{
		ID: 999, Kind: chat.Message, Chat: p.Chat, From: chat.Sender{User: p.User, Language: "en"}, Message: 5000, Text: "/repair",
	}
	w.Take(u)
	p.Presses("Water")
	w.Take(u)
	p.Shows("Which of these")
}

func TestLanguageIsSwitchedMidway(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Writes("/language")
	p.Presses("繁體中文")
	p.Shows("繁體中文")
	p.Presses("繼續")
	p.Shows("是哪一項")
}

func TestAVisitThatHasPassedIsChosenAnew(t *testing.T) {
	w := flowstest.New(t, "15:25")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Ordinary")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Skip")
	w.Until("15:33")
	p.Presses("16:00") // too soon by now
	p.Shows("Please choose with the buttons", "When is somebody there")
	p.Presses("18:00")
	w.Until("20:30")
	p.Presses("Continue") // it was asked about meanwhile
	p.Shows("no longer possible", "When is somebody there")
	p.Presses("09:00")
	p.Shows("Please check", "tomorrow between 09:00 and 11:00")
	p.Presses("Confirm")
	p.Shows("R-1001")
}

func TestWhatIsBegunAnewIsAboutTheSameMatter(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("first words")
	p.Shows("You wrote: “first words”")
	p.Writes("/menu")
	p.Writes("more words")
	p.Shows("first words", "more words") // nothing that was written is lost
	p.Presses("Start again")
	p.Shows("first words", "more words")
	p.Writes("and more")
	p.SendsPhoto("")
	p.Presses("Something broken")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Shows("Please check", "first words", "more words", "and more", "1 attached")
	p.Writes("/menu")
	p.Writes("a fourth remark")
	p.Presses("Something broken") // the report that waits takes it in
	p.Shows("first words", "a fourth remark")
}

func TestAnInvitationReplacesOneThatWasLeftUnanswered(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Stranger("Ho", "en")
	p.Writes("/start " + w.Invite("A-1203", "Somebody Else"))
	p.Shows("Somebody Else")
	p.Writes("/start " + w.Invite("B-0501", "Ho"))
	p.Shows("Ho", "B-0501")
	p.Presses("Yes")
	p.Shows("Hello Ho · B-0501")
}

func TestTheReportOfATenantWhoHasMovedOutIsToldSo(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Skip")
	w.Do(func(tx *storage.Tx) error {
		person, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(person.ID)
		if err != nil {
			return err
		}
		return tx.PutMembership(desk.Membership{Party: homes[0].Party, Person: person.ID, From: tx.Now(), Until: tx.Now()})
	})
	p.Presses("Confirm")
	p.Shows("not there any more", "invitation link")
}
