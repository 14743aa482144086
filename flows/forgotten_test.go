package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

// What nothing more is promised of is named every day until it is done: no clock reminds of it.
func TestWhatNoClockRemindsOfIsNamedDaily(t *testing.T) {
	w := flowstest.New(t, "12:00") // a Wednesday
	w.Runs(usual)
	accounts, managers := w.Group(desk.Accounts), w.Group(desk.Managers)
	lam := desk.Actor{As: desk.AsStaff, User: 77, Name: "Lam"}
	id := put(w, desk.Request, "3.2", desk.Accounts, "take=3m", "reply=15m")
	change(w, id, func(k *desk.Ticket, _ *desk.Estate, now time.Time) error {
		if err := k.Accept(lam, now); err != nil {
			return err
		}
		return k.Called(lam, now)
	})
	w.Wait(2 * time.Minute)
	if m := accounts.Board(); m == nil || !strings.Contains(m.Text, "open since 12:00") || !strings.Contains(m.Text, "Lam") {
		t.Errorf("the board: %v", m)
	}
	w.Until("18:30")
	accounts.SeesNot("no time promised")
	w.Until("09:01")
	accounts.SeesNot("no time promised") // not for a day yet
	w.Until("18:01")
	accounts.Sees("Open for more than a day with no time promised: 1", string(id), "open since 12:00 yesterday", "Lam")
	managers.Sees("Accounts: 1 open for more than a day with no time promised")
	w.Until("09:01")
	accounts.Sees("Not to be forgotten today", string(id), "open since Wed 4 Mar 12:00", "Lam")
	change(w, id, func(k *desk.Ticket, _ *desk.Estate, now time.Time) error { return k.Finish(lam, now) })
	before := accounts.Count("no time promised")
	w.Until("18:01")
	if after := accounts.Count("no time promised"); after != before {
		t.Error("what is done is still named")
	}
}
