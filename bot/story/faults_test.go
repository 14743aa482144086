package story_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage/chat"
)

// aRepair is a story in which the desk keeps its promises.
func aRepair(w *story.World, s stages) {
	s.tenant.Reports("Air-conditioner leaking")
	card := s.engineers.Sees("R-1001")
	w.Until("14:01")
	s.ho.Presses(card, "Accept")
	w.Until("14:05")
	s.ho.Presses(card, "On site")
	w.Until("14:08")
	s.ho.Presses(card, "Done")
	w.Until("14:30")
}

func TestFaultsOfTelegramChangeNothingThatPeopleSee(t *testing.T) {
	t.Parallel()
	var want []string
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		aRepair(w, s)
		want = w.Sight()
	})
	for name, faults := range map[string][]emulator.Fault{
		"429 on one method":  {{Method: "sendMessage", Times: 3, Kind: emulator.TooMany, RetryAfter: 5}},
		"502 with HTML":      {{Method: "sendMessage", Times: 4, Kind: emulator.ServerError}, {Method: "editMessageText", Times: 4, Kind: emulator.ServerError}},
		"resets":             {{Times: 5, Kind: emulator.Reset}},
		"fetching fails":     {{Method: "getUpdates", Times: 3, Kind: emulator.ServerError}, {Method: "getUpdates", Times: 3, Kind: emulator.Reset}},
		"updates come twice": {{Method: "getUpdates", Times: 5, Kind: emulator.DropAnswer}},
		"edits are lost":     {{Method: "editMessageText", Times: 3, Kind: emulator.DropAnswer}},
		"slow":               {{Times: 10, Kind: emulator.Slow, Delay: 2 * time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				s := cast(w)
				for _, f := range faults {
					w.Telegram.Fail(f)
				}
				aRepair(w, s)
				if got := w.Sight(); !slices.Equal(got, want) {
					w.T.Errorf("missing:\n%s\ntoo much:\n%s", without(want, got), without(got, want))
				}
			})
		})
	}
}

func TestTheMessageWhoseAnswerIsDroppedComesTwiceAndNoOther(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		w.Telegram.Fail(emulator.Fault{Method: "sendMessage", Chat: s.engineers.ID, Kind: emulator.DropAnswer})
		aRepair(w, s)
		if n := s.engineers.Count("R-1001", "Air-conditioner leaking"); n != 2 {
			w.T.Errorf("%d cards, want the one and its repeat:\n%s", n, s.engineers)
		}
		s.engineers.SeesOnce("R-1001", "Done by Ho")
		s.tenant.SeesOnce("reports it done at")
	})
}

func TestPatienceAskedForOneGroupHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		w.Telegram.Fail(emulator.Fault{Method: "sendMessage", Chat: s.engineers.ID, Kind: emulator.TooMany, RetryAfter: 300})
		s.tenant.Fills(story.Report{Service: "Air-conditioner leaking"})
		if _, err := w.Telegram.Press(s.tenant.User, s.tenant.ID, s.tenant.Sees("Please check").ID, confirmation(w, s)); err != nil {
			w.T.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		s.tenant.Sees("R-1001", "Received 14:00")
		s.engineers.SeesNothing()
		time.Sleep(3 * time.Minute)
		s.supervisors.Sees("R-1001", "Nobody has taken it")
		time.Sleep(3 * time.Minute)
		s.engineers.SeesOnce("R-1001", "Air-conditioner leaking", "[✋ Accept]")
	})
}

func confirmation(w *story.World, s stages) string {
	w.T.Helper()
	b, ok := s.tenant.Sees("Please check").Button("Confirm")
	if !ok {
		w.T.Fatal("nothing to confirm")
	}
	return b.Data
}

func TestUpdatesDeliveredTwiceAreTakenOnce(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Reports("Air-conditioner leaking")
		w.Telegram.Redeliver(20)
		w.Quiet()
		before := w.Sight()
		w.Restart()
		w.Telegram.Redeliver(20)
		w.Quiet()
		if len(w.Tickets()) != 1 || !slices.Equal(before, w.Sight()) {
			w.T.Errorf("tickets %v; new:\n%s", w.Tickets(), without(w.Sight(), before))
		}
	})
}

func TestUnknownAndDamagedUpdatesHoldUpNothing(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("dead letter", "damaged")
		s := cast(w)
		for _, raw := range []string{
			`{"telepathy":{"from":{"id":1},"thought":"?"}}`,
			`{"message":{"message_id":"seven","chat":12}}`,
			`{"message":{}}`,
			`{"callback_query":{"id":"1","from":{"id":5000000002,"first_name":"x"},"data":"x"}}`,
			`{"update_id":"x"}`,
		} {
			w.Telegram.Inject(json.RawMessage(raw))
		}
		s.tenant.Reports("Air-conditioner leaking")
		s.engineers.SeesOnce("R-1001")
		if n := len(w.DeadLetters()); n != 2 { // the rest can be read, and says nothing
			w.T.Errorf("%d dead letters", n)
		}
		s.managers.Sees("A message could not be handled and is kept aside")
	})
}

func TestAHandlerThatPanicsBecomesADeadLetterAndStaffAreTold(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("dead letter")
		s := cast(w)
		w.Trip(func(u chat.Update) bool { return u.Text == "trip" })
		s.tenant.Writes("trip")
		s.managers.SeesOnce("A message could not be handled and is kept aside (14:00)")
		letters := w.DeadLetters()
		if len(letters) != 1 || !json.Valid(letters[0].Raw) {
			w.T.Errorf("dead letters %+v", letters)
		}
		s.tenant.Reports("Air-conditioner leaking")
		s.engineers.SeesOnce("R-1001")
		w.Restart()
		w.Until("08:00")
		s.managers.SeesOnce("Good morning", "Messages that could not be handled: 1")
		s.managers.SeesOnce("kept aside")
	})
}

func TestATenantWhoBlockedTheBotIsToldInPerson(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("bot was blocked by the user")
		s := cast(w)
		s.tenant.Reports("Air-conditioner leaking")
		card := s.engineers.Sees("R-1001")
		w.Telegram.Block(s.tenant.User)
		w.Until("14:01")
		s.ho.Presses(card, "Accept")
		s.ho.Presses(card, "On site")
		s.ho.Presses(card, "Done")
		card.Shows("The tenant could not be reached here", "Told the tenant")
		s.engineers.SeesOnce("Chan Tai Man cannot be reached here. Please call or go there")
		s.ho.Presses(card, "Told the tenant")
		card.Shows("told by Ho in person or by phone, 14:01")
		w.Telegram.Unblock(s.tenant.User)
		s.tenant.Writes("/status")
		s.tenant.Sees("Finished in the last 7 days", "R-1001")
	})
}

func TestAGroupThatMovesKeepsItsDeskAndItsQueue(t *testing.T) {
	t.Parallel()
	for name, move := range map[string]func(*story.World, *story.Group){
		"heard from the group": func(w *story.World, g *story.Group) {
			w.Expect("group chat was upgraded to a supergroup chat") // a menu on its way
			g.Moves()
			w.Quiet()
		},
		"heard from a refusal": func(w *story.World, g *story.Group) {
			w.Expect("group chat was upgraded to a supergroup chat")
			w.Stop()
			g.Moves()
			time.Sleep(25 * time.Hour) // so that what the group said is forgotten
			w.Start()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				tenant := w.Tenant("A-1203")
				engineers := w.Found(emulator.Group{Title: "engineering", Type: "group"})
				engineers.Link("engineering")
				ho := engineers.Member("Ho")
				engineers.LooksAway()
				tenant.Reports("Air-conditioner leaking")
				engineers.SeesOnce("R-1001")

				move(w, engineers)

				w.Until("14:04")
				engineers.Sees("R-1001", "Nobody has taken it")
				tenant.Reports("Breaker tripped, no power")
				card := engineers.SeesOnce("R-1002", "Breaker tripped", "[✋ Accept]")
				ho.Presses(card, "Accept")
				card.Shows("Ho has it")
			})
		})
	}
}

func TestAGroupThatPutsTheBotOutIsStoodInFor(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("bot was kicked")
		s := cast(w)
		desk := w.Group("front-desk")
		s.engineers.PutsOut(w.Telegram.Bot().ID)
		w.Quiet()
		desk.SeesOnce("can no longer write to the group “engineering” (Engineering)")
		s.tenant.Reports("Air-conditioner leaking")
		card := desk.SeesOnce("R-1001", "Accept")
		desk.Member("Ada").Presses(card, "Accept")
		s.tenant.SeesOnce("Ada has taken it")
		s.engineers.SeesNothing()
	})
}

func TestAFullDiskLosesNothingAndTheDeskGoesOn(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("the database cannot be written", "firing timers failed")
		s := cast(w)
		s.tenant.Reports("Air-conditioner leaking")
		card := s.engineers.Sees("R-1001")
		w.Disk.FailNext(20)
		s.ho.Presses(card, "Accept")
		card.Shows("Ho has it")
		w.Disk.LoseNext(3)
		s.ho.Replies(card, "> I am coming")
		s.tenant.SeesOnce("Ho", "I am coming")
		w.Disk.FailNext(5)
		w.Until("15:30")
		s.engineers.Sees("R-1001")
		if n := len(w.DeadLetters()); n != 0 {
			w.T.Errorf("%d dead letters", n)
		}
		if n := w.Logged("the database cannot be written"); n == 0 || n > 4 {
			w.T.Errorf("the full disk was logged %d times", n)
		}
	})
}
