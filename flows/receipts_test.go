package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

// menus are the messages of a chat in which something can be pressed.
func menus(r *flowstest.Room) (all []*flowstest.Message) {
	for _, m := range r.Messages {
		if !m.Removed && len(m.Buttons) > 0 {
			all = append(all, m)
		}
	}
	return all
}

// oneMenu fails unless the chat has one message in which something can be pressed, and it is the last.
func oneMenu(t *testing.T, p *flowstest.Person) {
	t.Helper()
	all := menus(p.Room)
	if len(all) != 1 || all[0] != p.Screen() {
		t.Errorf("%d menus in:\n%s", len(all), p.Room)
	}
}

func TestAReceiptIsNotWrittenOverByWhatComesNext(t *testing.T) {
	for name, next := range map[string]func(b *bench){
		"a reminder": func(b *bench) { b.Wait(20 * time.Minute) },
		"home":       func(b *bench) { b.tenant.Presses("Home") },
		"matters":    func(b *bench) { b.tenant.Presses("My matters") },
		"/start":     func(b *bench) { b.tenant.Writes("/start") },
		"another":    func(b *bench) { b.tenant.Writes("/repair") },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.tenant.Writes("/request")
			b.tenant.Presses("Parking") // left half-way
			b.tenant.Writes("/start")
			opens(b.tenant, desk.English, "leak")
			receipt := b.tenant.Shows("R-1001", "Received 14:00", "On site by 14:15")
			oneMenu(t, b.tenant)
			next(b)
			if receipt.Removed || !strings.Contains(receipt.Text, "R-1001") || len(receipt.Buttons) != 0 {
				t.Fatalf("the receipt is now:\n%s", receipt)
			}
			if s := b.tenant.Screen(); s == receipt || s.ID < receipt.ID {
				t.Errorf("what comes next stands at %d, the receipt at %d", s.ID, receipt.ID)
			}
			oneMenu(t, b.tenant)
			does(b.wong, "R-1001", desk.Accept)
			if !strings.Contains(receipt.Text, "Wong") || len(receipt.Buttons) != 0 {
				t.Errorf("the receipt is not kept up to date:\n%s", receipt)
			}
			b.tenant.Writes("/status")
			b.tenant.Presses("R-1001")
			b.tenant.Presses("Home")
			oneMenu(t, b.tenant)
			if n := strings.Count(b.tenant.Room.String(), "<b>R-1001 · Air-conditioner leaking</b>"); n != 1 {
				t.Errorf("%d receipts in:\n%s", n, b.tenant.Room)
			}
		})
	}
}

func TestAReminderDoesNotWriteOverTheMatterThatIsRead(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.tenant.Writes("/request")
	b.tenant.Presses("Parking")
	b.tenant.Writes("/status")
	b.tenant.Presses("R-1001")
	b.Wait(11 * time.Minute)
	b.tenant.Shows("Other requests", "nothing was sent yet")
	oneMenu(t, b.tenant)
	b.tenant.Sees("R-1001", "Received 14:00")
}

func TestAReceiptAfterACallIsKeptUpToDateAndIsNoSecondMenu(t *testing.T) {
	b := newBench(t)
	screen := b.tenant.Screen()
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Chan Tai Man")
	form := func(words string) { b.wong.Replies(b.engineers.Sees("👤 Wong", "[✕ Cancel]"), words) }
	form("air-con leak")
	b.wong.Presses("Ordinary")
	form("over the sofa")
	b.wong.Presses("Running")
	form("it comes through the ceiling")
	form("13:58")
	b.wong.Presses("Confirm")
	receipt := b.tenant.Sees("R-1001", "Opened for you by Wong")
	if b.tenant.Screen() != screen {
		t.Error("the screen has moved")
	}
	oneMenuAt(t, b.tenant, screen)
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Writes("/status")
	b.tenant.Presses("R-1001")
	b.tenant.Shows("R-1001", "Wong", "[📋 My matters]")
	oneMenu(t, b.tenant)
	if !strings.Contains(receipt.Text, "Wong has it") {
		t.Errorf("the receipt is not kept up to date:\n%s", receipt)
	}
}

func oneMenuAt(t *testing.T, p *flowstest.Person, at *flowstest.Message) {
	t.Helper()
	if all := menus(p.Room); len(all) != 1 || all[0] != at {
		t.Errorf("%d menus in:\n%s", len(all), p.Room)
	}
}

func TestWhatIsShownOfAnOpenTicketNamesItsDayOnceThatHasPassed(t *testing.T) {
	b := newBench(t)
	b.Runs(nil) // sets when the day ends
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Presses("Home")
	receipt := b.tenant.Sees("R-1001 ·", "Wong has it, since 14:00")
	card := b.engineers.Sees("🔧 R-1001 ·")
	does(b.wong, "R-1001", desk.Arrive)
	b.Until("23:59")
	if !strings.Contains(card.Text, "14:00") || strings.Contains(card.Text, "yesterday") {
		t.Errorf("on its day the card says:\n%s", card)
	}
	b.Until("00:01")
	for what, m := range map[string]*flowstest.Message{"card": card, "receipt": receipt} {
		if !strings.Contains(m.Text, "yesterday") {
			t.Errorf("the day after, the %s says:\n%s", what, m)
		}
	}
	b.Wait(24 * time.Hour)
	if !strings.Contains(card.Text, "Wed 4 Mar") {
		t.Errorf("two days after, the card says:\n%s", card)
	}
}
