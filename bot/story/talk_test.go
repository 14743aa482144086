package story_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
)

// inTalk plays a story of a repair that Ho has taken.
func inTalk(t *testing.T, play func(w *story.World, s stages, card story.Message)) {
	t.Helper()
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Reports("Air-conditioner leaking")
		card := s.engineers.Sees("R-1001")
		s.ho.Presses(card, "Accept")
		s.engineers.LooksAway()
		s.tenant.LooksAway()
		play(w, s, card)
	})
}

func TestANoteStaysInsideUntilItsAuthorSendsIt(t *testing.T) {
	inTalk(t, func(w *story.World, s stages, card story.Message) {
		lam := s.engineers.Member("Lam")
		s.ho.Replies(card, "I need a ladder & a <bucket>")
		note := s.engineers.SeesOnce("Kept inside with R-1001", "[✉️ Send to A-1203]")
		s.tenant.SeesNothing()
		if toast := lam.Presses(note, "Send"); toast != "Only Ho, who wrote it, can send it." {
			w.T.Errorf("toast %q", toast)
		}
		s.tenant.SeesNothing()
		s.ho.Presses(note, "Send")
		s.tenant.SeesOnce("Ho on R-1001:", "I need a ladder & a <bucket>")
		note.Shows("✓ Sent to A-1203, 14:00")
		s.ho.PressesOn(note, "t|R-1001|say|99")
		s.tenant.SeesOnce("I need a ladder")
	})
}

func TestWordsGoToTheTenantAtOnceAndTheAnswerComesBackUnderTheCard(t *testing.T) {
	inTalk(t, func(w *story.World, s stages, card story.Message) {
		s.ho.Replies(card, "> Is somebody at home at three?")
		s.tenant.SeesOnce("Ho on R-1001:", "Is somebody at home at three?")
		s.engineers.SeesOnce("✓ Sent to A-1203")
		s.tenant.Writes("Yes, my wife is 👋")
		answer := s.engineers.SeesOnce("A-1203 · Chan Tai Man on R-1001", "Yes, my wife is 👋")
		if answer.ReplyTo != card.ID {
			w.T.Errorf("the answer stands under message %d, not under the card %d", answer.ReplyTo, card.ID)
		}
		s.tenant.SeesOnce("Passed on to Engineering (R-1001)")
		s.ho.Replies(answer, ">Thank you")
		s.tenant.SeesOnce("Thank you")
	})
}

func TestATickMeansThatTelegramTookTheMessage(t *testing.T) {
	inTalk(t, func(w *story.World, s stages, card story.Message) {
		w.Expect("bot was blocked")
		w.Telegram.Block(s.tenant.User)
		s.ho.Replies(card, "> Hello?")
		s.engineers.SeesOnce("✗ Not delivered to A-1203, 14:00. Please call or go there.")
		s.engineers.SeesNot("✓")
	})
}

func TestPhotosAndAlbumsGoBothWays(t *testing.T) {
	inTalk(t, func(w *story.World, s stages, card story.Message) {
		s.ho.SendsBack(card, emulator.Draft{Text: "> Like this?", Media: story.Photos(1)})
		s.tenant.SeesOnce("Like this?", "(photo")
		s.tenant.Sends(emulator.Draft{Text: "No, like these", Media: story.Photos(3), Album: true})
		s.engineers.SeesOnce("No, like these", "(photo")
		if n := s.engineers.Count("(photo"); n != 3 {
			w.T.Errorf("the engineers see %d photos of three:\n%s", n, s.engineers)
		}
		s.ho.SendsBack(card, emulator.Draft{Text: "> These?", Media: story.Photos(3), Album: true})
		if n := s.tenant.Count("(photo"); n != 4 {
			w.T.Errorf("the tenant sees %d photos of four:\n%s", n, s.tenant)
		}
	})
}

func TestAnAlbumWithTheReportFollowsTheCard(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.ReportsAll(story.Report{Service: "Air-conditioner leaking", Words: "It drips", Photos: 3})
		card := s.engineers.SeesOnce("It drips", "📎 3 below")
		photos := s.engineers.Find("(photo")
		if len(photos) != 3 {
			w.T.Fatalf("%d photos:\n%s", len(photos), s.engineers)
		}
		if photos[0].ReplyTo != card.ID {
			w.T.Errorf("the photos reply to %d, not to the card %d", photos[0].ReplyTo, card.ID)
		}
	})
}

func TestWhateverATenantSendsIsTakenOrAnswered(t *testing.T) {
	inTalk(t, func(w *story.World, s stages, card story.Message) {
		s.ho.Replies(card, "> Anything else?")
		s.tenant.Sends(emulator.Draft{Text: "The manual", Media: []emulator.DraftMedia{{Kind: "document", Name: "manual.pdf", Size: 30 << 20}}})
		s.engineers.SeesOnce("The manual", "manual.pdf")
		s.tenant.Sends(emulator.Draft{Text: "Somebody else wrote this", Forward: true})
		s.engineers.SeesOnce("Somebody else wrote this")
		s.tenant.Sends(emulator.Draft{Media: []emulator.DraftMedia{{Kind: "voice", Duration: 3, Data: []byte("ogg")}}})
		s.engineers.SeesOnce("(voice")
		s.tenant.Sends(emulator.Draft{Location: &emulator.Location{Latitude: 22.28, Longitude: 114.16}})
		s.engineers.SeesOnce("(point 22.2800, 114.1600)")
		long := strings.Repeat("𝔏<&>", 1365/2) + "end of it"
		s.tenant.Writes(long)
		s.engineers.SeesOnce("end of it")
		s.tenant.Sends(emulator.Draft{Media: []emulator.DraftMedia{{Kind: "sticker", Emoji: "👍", Data: []byte("webp")}}})
		s.engineers.SeesOnce("(sticker")

		said := s.tenant.Writes("Come at four")
		s.tenant.Edits(said, "Come at five")
		s.engineers.SeesNot("Come at four")
		s.engineers.SeesOnce("Come at five", "(edited")
		s.tenant.SeesOnce("Correction passed on to Engineering (R-1001)")
	})
}

func TestFiveThousandCharactersAreReportedWhole(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		words := strings.Repeat("It drips. ", 500)
		s.tenant.Writes("/repair")
		s.tenant.Presses("Water")
		s.tenant.Presses("Air-con leaking")
		s.tenant.Presses("Ordinary")
		s.tenant.Presses("Skip")
		s.tenant.Presses("Skip")
		s.tenant.Writes(words[:4090]) // as the app divides what is longer
		s.tenant.Writes(words[4090:])
		s.tenant.Presses("Skip")
		s.tenant.Presses("Somebody is here now")
		s.tenant.Presses("Confirm")
		s.engineers.SeesOnce("R-1001", "Air-conditioner leaking", "…")
		whole := 0
		for _, m := range s.engineers.Find("It drips.") {
			if !strings.Contains(m.Text, "R-1001") {
				whole += strings.Count(m.Text, "drips")
			}
		}
		if whole != 500 {
			w.T.Errorf("%d sentences of 500 reached the engineers:\n%s", whole, s.engineers)
		}
	})
}

func TestWordsAtTheWrongPlaceAreAnsweredSensibly(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		channel := w.Telegram.AddGroup(emulator.Group{Title: "News", Type: "channel"})
		for user, status := range map[int64]string{w.Admin.User: "creator", w.Telegram.Bot().ID: "administrator"} {
			if err := w.Telegram.Join(channel.ID, user, status); err != nil {
				w.T.Fatal(err)
			}
		}
		if _, err := w.Telegram.Say(w.Admin.User, channel.ID, emulator.Draft{Text: "/repair News"}); err != nil {
			w.T.Fatal(err)
		}
		w.Quiet()
		if n := len(w.Telegram.Messages(channel.ID)); n != 1 {
			w.T.Errorf("%d messages in the channel, want the post alone", n)
		}
		s.tenant.Writes("/frobnicate now")
		s.tenant.SeesOnce("I don't know that command.")
		s.ho.Says("/frobnicate")
		s.ho.Says("good morning everybody")
		s.engineers.SeesNothing()
		s.ho.Says("/repair")
		s.engineers.SeesOnce("Please write to me in private: @frontdesk_bot")
		s.tenant.Writes("The lift makes a noise")
		s.tenant.SeesOnce("You wrote: “The lift makes a noise”", "Sounds like something to repair: open a repair?", "Something else")
	})
}

func TestADialogSurvivesARestartAndASecondOne(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Writes("/repair")
		s.tenant.Presses("Water")
		old := s.tenant.Sees("Which of these is it?")
		w.Restart()
		s.tenant.Presses("Air-con leaking")
		w.Down(3 * time.Hour)
		s.tenant.Sees("You have not finished this")
		s.tenant.Presses("▶ Continue")
		s.tenant.Presses("Ordinary")
		s.tenant.Presses("Skip")
		s.tenant.Presses("Skip")
		s.tenant.Sees("What is wrong, and where?")
		s.tenant.Writes("/language")
		s.tenant.Writes("/menu")
		s.tenant.Presses("Continue: Report a repair")
		s.tenant.Sees("What is wrong, and where?")
		if toast := s.tenant.PressesOn(old, "d|1|2|p|5.13"); toast == "" {
			w.T.Error("nobody says that the old button is old")
		}
		s.tenant.Sends(emulator.Draft{Text: "It drips", Media: story.Photos(1)})
		s.tenant.Writes("/cancel")
		s.tenant.Sees("Cancelled. Nothing was sent.")
		s.engineers.SeesNothing()
	})
}
