package flows_test

import (
	"strings"
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestHelpInAGroupSaysWhatCanBeDoneThere(t *testing.T) {
	w := flowstest.New(t, "09:00")
	engineers, front := w.Group(desk.Engineering), w.Group(desk.FrontDesk)
	wong, lam := engineers.Member("Wong"), front.Member("Lam")
	for i, command := range []string{"/help", "/menu", "/helpme@" + flowstest.Bot} {
		wong.Writes(command)
		if n := engineers.Count("Reply to a card", "/staff", "/rota", "/cover", "in private"); n != i+1 {
			t.Errorf("%s is answered %d times:\n%s", command, n, engineers)
		}
	}
	if n := strings.Count(engineers.Last().Text, "\n"); n != 4 {
		t.Errorf("%d lines", n+1)
	}
	engineers.SeesNot("/moveout")
	lam.Writes("/help")
	front.Sees("/moveout A-1203")
	wong.Writes("/helpme")
	wong.Writes("/help@another_bot")
	if n := engineers.Count("Reply to a card"); n != 3 {
		t.Error("a command that is meant for another bot, or for none, is answered")
	}
	wong.Writes("/repair")
	if m := engineers.Last(); m.Text != "Please write to me in private: @"+flowstest.Bot {
		t.Errorf("answered\n%s", m)
	}
}
