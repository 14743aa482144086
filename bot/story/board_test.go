package story_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// boardOf is the group's board, which must be there.
func boardOf(t *testing.T, g *story.Group) story.Message {
	t.Helper()
	m, ok := g.Board()
	if !ok {
		t.Fatalf("%s has no board:\n%s", g.Title, g)
	}
	return m
}

// linksIn are where a message's links go.
func linksIn(m story.Message) (to []string) {
	for _, e := range m.Entities {
		if e.URL != "" {
			to = append(to, e.URL)
		}
	}
	return to
}

func TestTheBoardIsOneSilentPinnedMessageWithALinkToEachCard(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("14:01")
		s.tenant.Reports("Air-conditioner leaking")
		w.Until("14:02")
		board := boardOf(t, s.engineers)
		inOrder(t, board.Text, "Open here: 2", "R-1001", "nobody yet", "R-1002", "nobody yet")
		if !board.Pinned || !board.Silent {
			t.Errorf("pinned %t, silent %t", board.Pinned, board.Silent)
		}
		var want []string
		for _, id := range []string{"R-1001", "R-1002"} {
			card := s.engineers.SeesOnce(id, "[✋ Accept]")
			want = append(want, fmt.Sprintf("https://t.me/c/%s/%d", strings.TrimPrefix(fmt.Sprint(s.engineers.ID), "-100"), card.ID))
		}
		if got := linksIn(board); !slices.Equal(got, want) {
			t.Errorf("its links go to %v, want %v", got, want)
		}
		for _, m := range w.Telegram.Messages(s.engineers.ID) {
			if m.Service == emulator.ServicePinned && !m.Silent {
				t.Error("pinning it makes a sound")
			}
		}
		w.Restart()
		w.Until("14:20")
		if again := boardOf(t, s.engineers); again.ID != board.ID || !strings.Contains(again.Text, "⚠️ R-1001") {
			t.Errorf("later there stands\n%s", again)
		}
		s.supervisors.SeesNot("Open here")
	})
}

func TestABoardThatSomebodyDeletesComesBackPinned(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("message to edit not found", "message to unpin not found")
		s := cast(w)
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("14:01")
		board := boardOf(t, s.engineers)
		if err := w.Telegram.Delete(w.Admin.User, s.engineers.ID, board.ID); err != nil {
			t.Fatal(err)
		}
		s.tenant.Reports("Air-conditioner leaking")
		w.Until("14:04")
		again := boardOf(t, s.engineers)
		if again.ID == board.ID || !again.Pinned || !strings.Contains(again.Text, "R-1002") {
			t.Errorf("there stands\n%s", again)
		}
	})
}

func TestWithoutTheRightToPinTheBoardIsPostedAndTheGroupToldOnce(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("not enough rights to manage pinned messages")
		tenant := w.Tenant("A-1203")
		g := w.Found(emulator.Group{Title: "engineering"})
		g.Link("engineering")
		may := func(pin bool) {
			bot := w.Telegram.Bot()
			next := emulator.Member{User: bot, Status: "administrator", Denied: map[string]bool{"can_pin_messages": !pin}}
			if err := w.Telegram.Change(w.Admin.User, g.ID, bot.ID, next); err != nil {
				t.Fatal(err)
			}
			w.Quiet()
		}
		may(false)
		tenant.Reports("Breaker tripped, no power")
		w.Until("14:05")
		board := boardOf(t, g)
		g.SeesOnce("I may not pin it")
		if board.Pinned {
			t.Error("it is pinned")
		}
		may(false)
		if err := w.Telegram.Delete(w.Admin.User, g.ID, board.ID); err != nil {
			t.Fatal(err)
		}
		w.Expect("message to edit not found")
		tenant.Reports("Air-conditioner leaking")
		w.Until("14:10")
		g.SeesOnce("I may not pin it")
		may(true)
		if board = boardOf(t, g); !board.Pinned {
			t.Error("it is not pinned although it may be now")
		}
	})
}

func TestABasicGroupsBoardHasNoLinksUntilItIsASupergroup(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("group chat was upgraded to a supergroup chat")
		tenant := w.Tenant("A-1203")
		g := w.Found(emulator.Group{Title: "engineering", Type: "group"})
		g.Link("engineering")
		tenant.Reports("Breaker tripped, no power")
		w.Until("14:01")
		board := boardOf(t, g)
		if got := linksIn(board); len(got) > 0 || !strings.Contains(board.Text, "R-1001") {
			t.Errorf("links %v in\n%s", got, board)
		}
		g.Moves()
		w.Quiet()
		tenant.Reports("Air-conditioner leaking")
		w.Until("14:05")
		board = boardOf(t, g)
		if got := linksIn(board); !board.Pinned || len(got) == 0 {
			t.Errorf("after the move: links %v, pinned %t in\n%s", got, board.Pinned, board)
		}
		inOrder(t, board.Text, "R-1001", "R-1002")
	})
}

func TestTheBoardShowsUntilWhenATicketIsOnHold(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Reports("Breaker tripped, no power")
		s.ho.Presses(s.engineers.Sees("R-1001"), "Accept")
		err := w.App.Do(context.Background(), func(tx *storage.Tx) error {
			k, _, err := tx.Ticket("R-1001")
			if err != nil {
				return err
			}
			d := desk.HeldData{Cause: desk.CauseSupplier, Reason: "a part", Until: tx.Now().Add(2 * time.Hour)}
			if err := k.Hold(tx.Estate(), d, false, desk.Actor{As: desk.AsStaff, User: desk.UserID(s.ho.User), Name: "Ho"}, tx.Now()); err != nil {
				return err
			}
			return tx.PutTicket(k)
		})
		if err != nil {
			t.Fatal(err)
		}
		w.Until("14:01")
		inOrder(t, boardOf(t, s.engineers).Text, "R-1001", "⏸ until 16:00", "Ho")
		w.Until("16:01")
		if now := boardOf(t, s.engineers).Text; strings.Contains(now, "⏸") || !strings.Contains(now, "R-1001") {
			t.Errorf("after the hold it shows\n%s", now)
		}
	})
}

func TestABoardIsNeverLongerThanAMessageAndCountsTheRest(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		g := w.Group("engineering")
		err := w.App.Do(context.Background(), func(tx *storage.Tx) error {
			for range 40 {
				id, err := tx.NextNumber(desk.Repair)
				if err != nil {
					return err
				}
				o := desk.OpenedData{
					Kind: desk.Repair, Estate: "main", Desk: desk.Engineering, Urgency: desk.Ordinary, Service: desk.ServiceRef{Ref: "5.13"},
					Reporter: desk.Reporter{Name: "Chan"}, Place: desk.Place{Label: strings.Repeat("<&😀", 100)},
					Promises: []desk.Promise{{Clock: desk.ClockReply, Within: 15 * time.Minute, From: desk.Opened}},
				}
				if err := tx.PutTicket(desk.Open(id, o, desk.System, tx.Now())); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		w.Until("14:01")
		board := boardOf(t, g)
		rows := strings.Count(board.Text, "R-10")
		if n := len(utf16.Encode([]rune(board.Text))); n > 4096 || rows < 5 || !strings.Contains(board.Text, fmt.Sprintf("and %d more", 40-rows)) {
			t.Errorf("it has %d units and %d rows:\n%s", n, rows, board.Text)
		}
	})
}
