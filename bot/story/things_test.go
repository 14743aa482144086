package story_test

import (
	"testing"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage/desk"
)

func TestAReplyToAnyPhotoOfAnAlbumIsUnderstood(t *testing.T) {
	inTalk(t, func(w *story.World, s stages, card story.Message) {
		s.ho.Replies(card, "> Show me")
		s.tenant.Album(3, "Look at these")
		photos := s.engineers.Find("(photo")
		if len(photos) != 3 {
			w.T.Fatalf("%d photos of three:\n%s", len(photos), s.engineers)
		}
		s.ho.Replies(photos[2], "> The last one helps")
		s.tenant.SeesOnce("The last one helps")
	})
}

func TestWhatIsSaidInPassingArrivesAsWhatItIs(t *testing.T) {
	inTalk(t, func(w *story.World, s stages, card story.Message) {
		s.ho.Replies(card, "> Where?")
		s.tenant.Voice()
		s.engineers.SeesOnce("(voice")
		s.tenant.Points(22.28, 114.16)
		s.engineers.SeesOnce("(point 22.2800, 114.1600)")
		s.tenant.Photo("This one")
		s.engineers.SeesOnce("(photo", "This one")
	})
}

// What people do in a chat beside writing is what a real app does.
func TestPeopleInStoriesDoWhatPeopleDo(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		if own, other := s.tenant.Phone(), w.Stranger("Ann", desk.English).Phone(); own == "" || own == other {
			w.T.Errorf("numbers %q and %q", own, other)
		}
		if menu := s.tenant.Menu(); len(menu) == 0 {
			w.T.Error("no menu in private")
		}
		if menu := s.ho.Menu(); len(menu) == 0 {
			w.T.Error("no menu in the group")
		}
		said := s.ho.Says("good morning")
		s.ho.Edits(said, "good evening")
		before := len(s.engineers.Staff())
		s.ho.Leaves()
		if n := len(s.engineers.Staff()); n != before-1 {
			w.T.Errorf("%d staff are left of %d", n, before)
		}
		s.tenant.Blocks()
		s.tenant.Unblocks()
		if m, ok := w.Telegram.Message(s.engineers.ID, said); !ok || m.Text != "good evening" {
			w.T.Errorf("there stands %+v", m)
		}
		if keys := s.tenant.Keys(); len(keys) != 0 {
			w.T.Errorf("keys %q", keys)
		}
		s.tenant.Sends(emulator.Draft{Text: "/menu"})
	})
}
