package setup_test

import (
	"strings"
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestAnUnlinkedDeskGoesToWhoeverStandsIn(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g, front := w.Group(desk.Engineering, desk.Cleaning), w.Group(desk.FrontDesk)
	admin := w.Admin().In(g)
	admin.Writes("/unlink")
	g.Sees("Which desk?", "Here: engineering, cleaning")
	admin.Writes("/unlink security")
	g.Sees("“security” is not a desk of this group")
	admin.Writes("/unlink nonsense")
	g.Sees("“nonsense” is not a desk of this group")
	admin.Writes("/unlink engineering")
	g.Sees("✅ No longer this group: Engineering.", "What is for Engineering goes to Front desk")
	w.View(func(r *storage.Reader) error {
		if _, ok := r.GroupOf(desk.Engineering); ok {
			t.Error("the desk has a group still")
		}
		return nil
	})
	admin.Writes("/unlink") // the only one that is left
	g.Sees("No longer this group: Cleaning.")
	admin.Writes("/unlink all")
	g.Sees("This group is no desk")
	w.Admin().In(front).Writes("/unlink all")
	front.Sees("What is for Front desk goes to the administrator, in private")
}

func TestLinkSaysWhatComesNext(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g := w.Group(desk.Engineering)
	g.Sees("Next: /staff shows who is on call here", "Still without a group: Front desk, Security", "for example /link front-desk")
	w.Group(desk.Names...).SeesNot("Still without a group")
}

func TestSupervisorsChooseTheLanguageOfAnyDesksGroup(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g, heads := w.Group(desk.Engineering), w.Group(desk.Supervisors)
	ho := heads.Member("Ho")
	ho.Writes("hello")
	ho.In(g).Presses("简体中文")
	g.Sees("这里的卡片使用简体中文")
	wong := g.Member("Wong")
	wong.Presses("English")
	w.Vouch(func(chat.MemberArgs) bool { return false })
	if toast := wong.Toast(); !strings.Contains(toast, "Only supervisors") {
		t.Errorf("somebody else: %q", toast)
	}
	g.Sees("这里的卡片使用简体中文")
}
