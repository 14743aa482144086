package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestAGroupThatBecomesPublicShowsAndDoesNothingUntilItIsPrivateAgain(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.engineers.Chat.Public = true
	for _, a := range []desk.Action{desk.ShowNumber, desk.Accept, desk.SeeTo} {
		if toast := does(b.wong, "R-1001", a); !strings.Contains(toast, "group is public") {
			t.Errorf("%s in public: %q", a, toast)
		}
	}
	b.supervisors.SeesOnce("“engineering”", "has become public")
	opens(b.tenant, desk.English, "another leak")
	b.engineers.SeesNot("R-1002")
	b.supervisors.Sees("R-1002", "[✋ Accept]")
	b.engineers.Chat.Public = false
	does(b.wong, "R-1001", desk.Accept)
	b.engineers.Sees("R-1001", "Wong has it")
}

func TestAManagerOfAGroupThatAnybodyCanJoinIsNone(t *testing.T) {
	b := newBench(t)
	ma := b.managers.Member("Ma")
	ma.Writes("hello")
	private := b.Stranger("", "en")
	private.User, private.Name = ma.User, ma.Name
	private.Writes("/summary")
	private.Sees("Open now")
	b.managers.Chat.Public = true
	ma.Writes("hello again")
	private.Writes("/summary")
	if m := private.Last(); !strings.Contains(m.Text, "for managers") {
		t.Errorf("in a public group:\n%s", m)
	}
}

func TestWhereTheBotIsNotToldWhoLeavesItAsks(t *testing.T) {
	b := newBench(t)
	ma := b.managers.Member("Ma")
	ma.Writes("hello")
	b.managers.BotBecomes(b.Admin(), true, false)
	b.Wait(10 * time.Minute)
	private := b.Stranger("", "en")
	private.User, private.Name = ma.User, ma.Name
	private.Writes("/summary")
	b.Finish([]byte(`{"present":true}`), "")
	private.Sees("Open now")
	b.Wait(10 * time.Minute)
	private.Writes("/summary")
	b.Finish([]byte(`{"present":false}`), "")
	if m := private.Last(); !strings.Contains(m.Text, "for managers") {
		t.Errorf("after leaving unseen:\n%s", m)
	}
}

func TestWhoeverLeftIsGoneWhateverTheClockDoes(t *testing.T) {
	b := newBench(t)
	ma := b.managers.Member("Ma")
	ma.Writes("hello")
	b.Jump(-time.Hour)
	ma.Leaves()
	private := b.Stranger("", "en")
	private.User, private.Name = ma.User, ma.Name
	private.Writes("/summary")
	if m := private.Last(); !strings.Contains(m.Text, "for managers") {
		t.Errorf("after leaving:\n%s", m)
	}
}

func TestEveryLinkIsAnsweredWhereItWasSaid(t *testing.T) {
	b := newBench(t)
	b.engineers.Member("Wong").Writes("a long talk since")
	admin := b.Admin().In(b.engineers)
	for _, said := range []string{"/link engineering", "/link cleaning"} {
		at := admin.Writes(said)
		if m := b.engineers.Last(); m.ID < at || !strings.Contains(m.Text, "✅") {
			t.Errorf("%s is answered by\n%s", said, m)
		}
	}
	admin.Presses("简体中文")
	b.engineers.SeesOnce("✅")
}

func TestAFormGoesOnInTheGroupThatItsGroupHasBecome(t *testing.T) {
	b := newBench(t)
	ma := b.supervisors.Member("Ma")
	ma.Writes("hello")
	b.wong.Writes("hello")
	before := ma.In(b.engineers)
	before.Writes("/rota")
	before.Presses("Change rota")
	before.Presses("Wong")
	moved := b.engineers.Moves()
	opens(b.tenant, desk.English, "leak") // the desk hears of it when it writes there
	after := ma.In(moved)
	moved.Sees("Ma", "On which days")
	for _, label := range []string{"Mon to Fri", "09:00", "18:00", "Confirm"} {
		after.Presses(label)
	}
	moved.Sees("In the rota: Wong")
}

func TestAPressOfWhoeverHasLeftTheGroupCountsForNothing(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.wong.Writes("hello")
	b.wong.Leaves()
	does(b.wong, "R-1001", desk.Accept)
	b.Vouch(func(chat.MemberArgs) bool { return false })
	if toast := b.wong.Toast(); toast == "" {
		t.Error("the press is not answered")
	}
	b.engineers.Sees("Nobody has taken it")
	b.Jump(48 * time.Hour) // they came back while nobody was there to be told of it
	does(b.wong, "R-1001", desk.Accept)
	b.Vouch(func(a chat.MemberArgs) bool { return a.Chat == b.engineers.Chat.ID })
	b.engineers.Sees("Wong has it")
}
