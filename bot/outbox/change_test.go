package outbox

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// file is something that the bot can pass on.
func (w *world) file(kind desk.MediaKind, bytes string) desk.Media {
	w.t.Helper()
	id := int64(w.person())
	m, err := w.tg.Say(id, id, emulator.Draft{Media: []emulator.DraftMedia{{Kind: string(kind), Data: []byte(bytes)}}})
	must(w.t, err)
	return desk.Media{Kind: kind, FileID: m.Media.FileID}
}

func (w *world) place(s chat.Slot) (p storage.Place) {
	w.t.Helper()
	must(w.t, w.db.View(time.Now(), func(r *storage.Reader) (err error) {
		p, _, err = r.Place(s)
		return err
	}))
	return p
}

func with(text string, media ...desk.Media) chat.Content {
	return chat.Content{Text: text, Media: media}
}

var go1 = [][]chat.Button{{{Text: "Go", Data: "g"}}}

func TestAStandingSlotIsChangedWhereItCanBe(t *testing.T) {
	for name, c := range map[string]struct {
		from, to func(w *world, p, q desk.Media) chat.Content
		shows    []string
	}{
		"a photo's caption": {
			func(_ *world, p, _ desk.Media) chat.Content { return with("one", p) },
			func(_ *world, p, _ desk.Media) chat.Content { return with("two", p) }, []string{"two"},
		},
		"a voice's caption": {
			func(w *world, _, _ desk.Media) chat.Content { return with("one", w.voice) },
			func(w *world, _, _ desk.Media) chat.Content { return with("two", w.voice) }, []string{"two"},
		},
		"a document made here": {
			func(*world, desk.Media, desk.Media) chat.Content {
				return chat.Content{Text: "one", File: &chat.File{Name: "a.csv", Data: []byte("a")}}
			},
			func(*world, desk.Media, desk.Media) chat.Content {
				return chat.Content{Text: "two", File: &chat.File{Name: "a.csv", Data: []byte("a")}}
			}, []string{"two"},
		},
		"an album's caption": {
			func(_ *world, p, q desk.Media) chat.Content { return with("one", p, q) },
			func(_ *world, p, q desk.Media) chat.Content { return with("two", p, q) }, []string{"two", ""},
		},
		"the text below an album": {
			func(_ *world, p, q desk.Media) chat.Content { c := with("one", p, q); c.Buttons = go1; return c },
			func(_ *world, p, q desk.Media) chat.Content { c := with("two", p, q); c.Buttons = go1; return c }, []string{"", "", "two"},
		},
		"the text below a point": {
			func(*world, desk.Media, desk.Media) chat.Content {
				return chat.Content{Text: "one", Location: &chat.Location{Latitude: 1}}
			},
			func(*world, desk.Media, desk.Media) chat.Content {
				return chat.Content{Text: "two", Location: &chat.Location{Latitude: 1}}
			}, []string{"", "two"},
		},
		"one photo into another": {
			func(_ *world, p, _ desk.Media) chat.Content { return with("one", p) },
			func(_ *world, _, q desk.Media) chat.Content { return with("two", q) }, []string{"two"},
		},
		"a text into a photo": {
			func(*world, desk.Media, desk.Media) chat.Content { return with("one") },
			func(_ *world, p, _ desk.Media) chat.Content { return with("two", p) }, []string{"two"},
		},
		"a photo into a text, sent anew": {
			func(_ *world, p, _ desk.Media) chat.Content { return with("one", p) },
			func(*world, desk.Media, desk.Media) chat.Content { return with("two") }, []string{"one", "two"},
		},
		"an album into one photo, sent anew": {
			func(_ *world, p, q desk.Media) chat.Content { return with("one", p, q) },
			func(_ *world, p, _ desk.Media) chat.Content { return with("two", p) }, []string{"one", "", "two"},
		},
		"a caption grown too long, sent anew": {
			func(_ *world, p, _ desk.Media) chat.Content { return with("one", p) },
			func(_ *world, p, _ desk.Media) chat.Content { return with(strings.Repeat("x", 1025), p) }, []string{"one", "", strings.Repeat("x", 1025)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			sending(t, func(w *world) {
				p, q := w.file(desk.Photo, "p"), w.file(desk.Photo, "q")
				w.voice = w.file(desk.Voice, "v")
				to := w.person()
				w.show(in("s", chat.Outgoing{Chat: to, Content: c.from(w, p, q)}))
				w.idle()
				w.show(in("s", chat.Outgoing{Chat: to, Content: c.to(w, p, q)}))
				w.idle()
				w.shows(to, c.shows...)
				w.resulted("sent sent")
			})
		})
	}
}

func TestAnyPhotoOfAnAlbumIsKnown(t *testing.T) {
	sending(t, func(w *world) {
		p, q := w.file(desk.Photo, "p"), w.file(desk.Photo, "q")
		to := w.person()
		about := chat.About{Ticket: "R-1", What: "card"}
		w.show(in("s", chat.Outgoing{Chat: to, Content: with("one", p, q), About: about}))
		w.post(chat.Outgoing{Chat: to, Content: with("more", q, p), About: about})
		w.idle()
		must(t, w.db.View(time.Now(), func(r *storage.Reader) error {
			for _, m := range w.tg.Messages(int64(to)) {
				if ref, ok, err := r.Ref(to, desk.MessageID(m.ID)); err != nil || !ok || ref.Ticket != "R-1" {
					t.Errorf("message %d is about %+v, %v", m.ID, ref, err)
				}
			}
			return nil
		}))
		if place := w.place("s"); len(place.More) != 1 || place.More[0] != place.Message+1 {
			t.Errorf("stands at %+v", place)
		}
		w.show(in("s", chat.Outgoing{Chat: to, Content: with("two", p, q), About: about}))
		w.idle()
		if place := w.place("s"); len(place.More) != 1 {
			t.Errorf("a change forgot the other photo: %+v", place)
		}
	})
}

func TestAPinnedSlotMovesItsPin(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		show := func(words string, anew bool) {
			o := in(storage.ScreenSlot(to), text(to, words))
			o.Pin, o.Anew = true, anew
			w.show(o)
			w.idle()
		}
		show("one", false)
		show("two", false)
		w.post(text(to, "between"))
		w.idle()
		show("three", true)
		pinned := []string{}
		for _, m := range w.tg.Messages(int64(to)) {
			if m.Pinned {
				pinned = append(pinned, m.Text)
			}
		}
		if strings.Join(pinned, " ") != "three" {
			t.Errorf("pinned: %q", pinned)
		}
		w.unrefused("")
	})
}

func TestAPinIsRefusedWithoutTheRightToItAndOtherwiseNoFailure(t *testing.T) {
	sending(t, func(w *world) {
		group := desk.ChatID(w.tg.AddGroup(emulator.Group{Title: "Desk"}).ID)
		must(t, w.tg.Join(int64(group), w.tg.Bot().ID, "member"))
		o := text(group, "card")
		o.Pin = true
		w.post(o)
		w.idle()
		w.shows(group, "card")
		w.post(chat.Outgoing{Op: chat.Pin, Chat: w.person(), Message: 12345}) // there is no such message
		w.idle()
		w.resulted("sent refused superseded")
	})
}
