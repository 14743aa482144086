package emulator

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestASharedNumberAnswersTheKeyThatAskedForIt(t *testing.T) {
	s := calm(t)
	u := s.AddUser(User{FirstName: "Ann", Phone: "+85291234567"})
	s.OpenChat(u.ID)
	m, err := s.ShareContact(u.ID, u.ID)
	if err != nil || m.Contact.User != u.ID || m.Contact.Phone != u.Phone || m.ReplyTo != 0 {
		t.Fatalf("shared %+v, %v", m, err)
	}
	must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"number?","reply_markup":{"keyboard":[[{"text":"Share","request_contact":true}]]}}`, u.ID))
	if m, err = s.ShareContact(u.ID, u.ID); err != nil || m.ReplyTo != m.ID-1 {
		t.Errorf("shared %+v, %v, want an answer to the message before", m, err)
	}
	must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"thanks","reply_markup":{"remove_keyboard":true}}`, u.ID))
	if m, err = s.ShareContact(u.ID, u.ID); err != nil || m.ReplyTo != 0 {
		t.Errorf("shared %+v, %v, want no answer once the keyboard is gone", m, err)
	}
	nobody := s.AddUser(User{FirstName: "Bo"})
	if _, err := s.ShareContact(nobody.ID, nobody.ID); err == nil {
		t.Error("an account without a number shared one")
	}
	if raw := string(must(t, s, "getUpdates", `{}`)); strings.Contains(raw, `"phone":`) {
		t.Errorf("an account tells its number: %s", raw)
	}
}

func TestPeopleChangeTheirOwnWordsForTwoDays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		a := s.AddUser(User{FirstName: "Ann"}).ID
		text := say(t, s, a, a, Draft{Text: "one"})
		photo := say(t, s, a, a, Draft{Text: "look", Media: []DraftMedia{{Data: []byte("p")}, {Data: []byte("q")}}, Album: true})
		voice := say(t, s, a, a, Draft{Media: []DraftMedia{{Kind: "voice", Data: []byte("v")}}})
		sticker := say(t, s, a, a, Draft{Media: []DraftMedia{{Kind: "sticker", Data: []byte("s")}}})
		point := say(t, s, a, a, Draft{Location: &Location{Latitude: 22, Longitude: 114}})
		forwarded := say(t, s, a, a, Draft{Text: "theirs", Forward: true})
		before := s.Pending()
		for _, m := range []Message{text, photo, voice} {
			if err := s.Edit(a, a, m.ID, "better"); err != nil {
				t.Errorf("message %d: %v", m.ID, err)
			}
		}
		if err := s.Edit(a, a, text.ID, "better"); err != nil || s.Pending() != before+3 {
			t.Errorf("%d updates of three changes and one that changed nothing, %v", s.Pending()-before, err)
		}
		for _, m := range []Message{sticker, point, forwarded} {
			if err := s.Edit(a, a, m.ID, "better"); err == nil {
				t.Errorf("message %d could be changed", m.ID)
			}
		}
		if err := s.Edit(a, a, photo.ID, strings.Repeat("x", 1025)); err == nil {
			t.Error("a caption could grow too long")
		}
		time.Sleep(49 * time.Hour)
		if err := s.Edit(a, a, text.ID, "late"); err == nil {
			t.Error("changed after two days")
		}
	})
}

// A person's app shows the narrowest menu, and of that the one in their language first.
func TestMenusAreResolvedAsTelegramDoes(t *testing.T) {
	s := calm(t)
	a := s.AddUser(User{FirstName: "Ann", LanguageCode: "zh-hant"}).ID
	s.OpenChat(a)
	shown := func(want string) {
		t.Helper()
		names := []string{}
		for _, c := range s.CommandsFor(a, a) {
			names = append(names, c.Command)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("shows %q, want %q", got, want)
		}
	}
	set := func(name, scope, language string) {
		t.Helper()
		must(t, s, "setMyCommands", fmt.Sprintf(`{"commands":[{"command":%q,"description":"x"}],"scope":%s,"language_code":%q}`, name, scope, language))
	}
	chat := fmt.Sprintf(`{"type":"chat","chat_id":%d}`, a)
	shown("")
	set("a", `{"type":"default"}`, "")
	shown("a")
	set("b", `{"type":"all_private_chats"}`, "en")
	shown("a")
	set("c", `{"type":"all_private_chats"}`, "")
	shown("c")
	set("d", `{"type":"all_private_chats"}`, "zh")
	shown("d")
	set("e", chat, "")
	shown("e")
	set("f", chat, "zh")
	shown("f")
	must(t, s, "deleteMyCommands", fmt.Sprintf(`{"scope":%s,"language_code":"zh"}`, chat))
	shown("e")
	must(t, s, "deleteMyCommands", fmt.Sprintf(`{"scope":%s}`, chat))
	shown("d")
	refuses(t, s, "setMyCommands", `{"commands":[],"scope":{"type":"chat","chat_id":99}}`, "Bad Request: chat not found")
}

func TestAVenueIsToldAsAPlaceToo(t *testing.T) {
	s := calm(t)
	say(t, s, 1, 1, Draft{Location: &Location{Latitude: 22.25, Longitude: 114, Title: "Pier", Address: "1 Road"}})
	raw := string(must(t, s, "getUpdates", `{}`))
	if !strings.Contains(raw, `"location":{"latitude":22.25,"longitude":114},"venue":{"location":{"latitude":22.25,"longitude":114},"title":"Pier","address":"1 Road"}`) {
		t.Errorf("told as %s", raw)
	}
}
