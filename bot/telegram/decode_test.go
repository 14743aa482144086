package telegram

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/bot/emulator"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

const (
	fromAnna = `"from":{"id":7,"is_bot":false,"first_name":" Anna","last_name":"Wong ","language_code":"zh-hant"}`
	inGroup  = `"chat":{"id":-1005,"type":"supergroup","title":"Engineering","is_forum":true}`
	private  = `"chat":{"id":7,"type":"private","first_name":"Anna","username":"anna"}`
)

var (
	anna        = chat.Sender{User: 7, Name: "Anna Wong", Language: "zh-hant"}
	group       = chat.Room{ID: -1005, Type: "supergroup", Title: "Engineering", Forum: true}
	annasChat   = chat.Room{ID: 7, Type: "private"}
	when        = time.Unix(1700000000, 0).UTC()
	decodeTable = []struct {
		name, raw string
		want      chat.Update
	}{
		{"a text", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"text":"leak & <b>"}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, Text: "leak & <b>", At: when}},
		{"an edited text", `{"update_id":1,"edited_message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1600000000,"edit_date":1700000000,"text":"b"}}`,
			chat.Update{ID: 1, Kind: chat.Edited, Chat: annasChat, From: anna, Message: 3, Text: "b", At: when}},
		{"the largest of a photo's sizes, with its caption and album", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"media_group_id":"99","caption":"here",
			"photo":[{"file_id":"s","file_unique_id":"us","width":90,"height":60,"file_size":1},{"file_id":"l","file_unique_id":"ul","width":900,"height":600,"file_size":2000},{"file_id":"m","file_unique_id":"um","width":300,"height":200,"file_size":3}]}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, Text: "here", Album: "99", At: when,
				Media: []desk.Media{{Kind: desk.Photo, FileID: "l", Unique: "ul", MIME: "image/jpeg", Size: 2000}}}},
		{"an animation, which also comes as a document", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,
			"animation":{"file_id":"a","file_unique_id":"ua","file_name":"a.mp4","mime_type":"video/mp4","file_size":5},"document":{"file_id":"a","file_unique_id":"ua"}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, At: when,
				Media: []desk.Media{{Kind: desk.Animation, FileID: "a", Unique: "ua", Name: "a.mp4", MIME: "video/mp4", Size: 5}}}},
		{"a reply in a topic", `{"update_id":1,"message":{"message_id":30,"message_thread_id":12,"is_topic_message":true,` + fromAnna + `,` + inGroup + `,"date":1700000000,"text":"ok","reply_to_message":{"message_id":25}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: group, Thread: 12, From: anna, Message: 30, ReplyTo: 25, Text: "ok", At: when}},
		{"no reply, but the notice that made the topic", `{"update_id":1,"message":{"message_id":30,"message_thread_id":12,"is_topic_message":true,` + fromAnna + `,` + inGroup + `,"date":1700000000,"text":"ok","reply_to_message":{"message_id":12,"forum_topic_created":{}}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: group, Thread: 12, From: anna, Message: 30, Text: "ok", At: when}},
		{"a thread that is no topic", `{"update_id":1,"message":{"message_id":30,"message_thread_id":25,` + fromAnna + `,` + inGroup + `,"date":1700000000,"text":"ok","reply_to_message":{"message_id":25}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: group, From: anna, Message: 30, ReplyTo: 25, Text: "ok", At: when}},
		{"a forwarded message of an unknown origin", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"text":"x","forward_origin":{"type":"moon","x":[1,{}]}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, Text: "x", Forwarded: true, At: when}},
		{"an anonymous administrator by account", `{"update_id":1,"message":{"message_id":3,"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},` + inGroup + `,"date":1700000000,"text":"/link"}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: group, From: chat.Sender{User: 1087968824, Name: "Group", Anonymous: true}, Message: 3, Text: "/link", At: when}},
		{"an anonymous administrator by sender", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,"sender_chat":{"id":-1005,"type":"supergroup"},` + inGroup + `,"date":1700000000,"text":"/link"}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: group, From: chat.Sender{User: 7, Name: "Anna Wong", Language: "zh-hant", Anonymous: true}, Message: 3, Text: "/link", At: when}},
		{"a shared number", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"contact":{"phone_number":"+85291234567","first_name":"A","user_id":7}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, Contact: &chat.Contact{Phone: "+85291234567", Name: "A", User: 7}, At: when}},
		{"a venue", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"location":{"latitude":22.25,"longitude":114.125},"venue":{"location":{"latitude":22.25,"longitude":114.125},"title":"Pier","address":"1 Road"}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, Location: &chat.Location{Latitude: 22.25, Longitude: 114.125, Title: "Pier", Address: "1 Road"}, At: when}},
		{"a photo of an album", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"media_group_id":"77","photo":[{"file_id":"p","file_unique_id":"u","width":1,"height":1}]}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, Album: "77", Media: []desk.Media{{Kind: desk.Photo, FileID: "p", Unique: "u", MIME: "image/jpeg"}}, At: when}},
		{"a caption corrected", `{"update_id":1,"edited_message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1600000000,"edit_date":1700000000,"caption":"better","voice":{"file_id":"v","file_unique_id":"u","mime_type":"audio/ogg"}}}`,
			chat.Update{ID: 1, Kind: chat.Edited, Chat: annasChat, From: anna, Message: 3, Text: "better", Media: []desk.Media{{Kind: desk.Voice, FileID: "v", Unique: "u", MIME: "audio/ogg"}}, At: when}},
		{"a place", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"location":{"latitude":22.25,"longitude":114.125}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, Location: &chat.Location{Latitude: 22.25, Longitude: 114.125}, At: when}},
		{"something said that the desk has no word for", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1700000000,"dice":{"emoji":"x","value":3}}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: annasChat, From: anna, Message: 3, At: when}},
		{"a notice of the service's own", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + inGroup + `,"date":1700000000,"new_chat_members":[{"id":9}]}}`,
			chat.Update{ID: 1, Kind: chat.Other, Chat: group, From: anna, Message: 3, At: when}},
		{"the old group's notice of its new identity", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,"chat":{"id":-55,"type":"group","title":"E"},"date":1700000000,"migrate_to_chat_id":-1005}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: chat.Room{ID: -55, Type: "group", Title: "E"}, From: anna, Message: 3, MigratedTo: -1005, At: when}},
		{"the new group's notice of its old identity", `{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + inGroup + `,"date":1700000000,"migrate_from_chat_id":-55}}`,
			chat.Update{ID: 1, Kind: chat.Message, Chat: chat.Room{ID: -55, Type: "supergroup", Title: "Engineering", Forum: true}, From: anna, Message: 3, MigratedTo: -1005, At: when}},
		{"a press", `{"update_id":1,"callback_query":{"id":"q","chat_instance":"c",` + fromAnna + `,"data":"a|b","message":{"message_id":30,"message_thread_id":12,"is_topic_message":true,"from":{"id":1,"is_bot":true},` + inGroup + `,"date":1700000000,"text":"card","reply_to_message":{"message_id":3}}}}`,
			chat.Update{ID: 1, Kind: chat.Press, Chat: group, Thread: 12, From: anna, Message: 30, PressID: "q", Data: "a|b"}},
		{"a press on a message too old to be shown", `{"update_id":1,"callback_query":{"id":"q",` + fromAnna + `,"data":"a|b","message":{"message_id":30,` + inGroup + `,"date":0}}}`,
			chat.Update{ID: 1, Kind: chat.Press, Chat: group, From: anna, Message: 30, PressID: "q", Data: "a|b"}},
		{"a press without a message", `{"update_id":1,"callback_query":{"id":"q",` + fromAnna + `,"data":"a|b"}}`,
			chat.Update{ID: 1, Kind: chat.Press, Chat: annasChat, From: anna, PressID: "q", Data: "a|b"}},
		{"the bot blocked", `{"update_id":1,"my_chat_member":{` + private + `,` + fromAnna + `,"date":1700000000,"new_chat_member":{"user":{"id":1,"is_bot":true,"first_name":"Bot"},"status":"kicked","until_date":0}}}`,
			chat.Update{ID: 1, Kind: chat.Membership, Chat: annasChat, From: anna, Member: &chat.Change{User: 1, Name: "Bot", Self: true}, At: when}},
		{"an administrator made", `{"update_id":1,"chat_member":{` + inGroup + `,` + fromAnna + `,"date":1700000000,"new_chat_member":{"user":{"id":9,"first_name":"Bo"},"status":"administrator"}}}`,
			chat.Update{ID: 1, Kind: chat.Membership, Chat: group, From: anna, Member: &chat.Change{User: 9, Name: "Bo", Present: true, Admin: true}, At: when}},
		{"somebody restricted who is still there", `{"update_id":1,"chat_member":{` + inGroup + `,` + fromAnna + `,"date":1700000000,"new_chat_member":{"user":{"id":9,"first_name":"Bo"},"status":"restricted","is_member":true}}}`,
			chat.Update{ID: 1, Kind: chat.Membership, Chat: group, From: anna, Member: &chat.Change{User: 9, Name: "Bo", Present: true}, At: when}},
		{"a standing that nobody knows yet", `{"update_id":1,"chat_member":{` + inGroup + `,` + fromAnna + `,"date":1700000000,"new_chat_member":{"user":{"id":9,"first_name":"Bo"},"status":"honorary"}}}`,
			chat.Update{ID: 1, Kind: chat.Membership, Chat: group, From: anna, Member: &chat.Change{User: 9, Name: "Bo"}, At: when}},
		{"a channel's post", `{"update_id":1,"channel_post":{"message_id":3,"chat":{"id":-1,"type":"channel"},"date":1700000000,"text":"x"}}`, chat.Update{ID: 1, Kind: chat.Other}},
		{"a kind that nobody knows yet", `{"update_id":1,"telepathy":{"message":{"message_id":"x"}}}`, chat.Update{ID: 1, Kind: chat.Other}},
	}
)

func TestDecodeReadsWhatTheDeskNeeds(t *testing.T) {
	for _, c := range decodeTable {
		t.Run(c.name, func(t *testing.T) {
			got, err := Decode([]byte(c.raw))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestDecodeRefusesDamagedUpdates(t *testing.T) {
	for _, raw := range []string{``, `{`, `[]`, `{"update_id":1`, `{"update_id":"x"}`, `{"message":{}}`, `{"update_id":1,"message":{"text":5}}`, `{"update_id":1}x`} {
		if u, err := Decode([]byte(raw)); err == nil {
			t.Errorf("%s: got %+v, want an error", raw, u)
		}
	}
}

func TestDecodeReadsLonelySurrogatesAndBadBytes(t *testing.T) {
	u, err := Decode([]byte(`{"update_id":1,"message":{"message_id":3,` + fromAnna + `,` + private + `,"date":1,"text":"a\ud83d` + "\xff" + `"}}`))
	if err != nil || !strings.HasPrefix(u.Text, "a") {
		t.Fatalf("got %q, %v", u.Text, err)
	}
}

// The strict emulator's updates, of every kind it has, must be understood too.
func TestDecodeReadsTheEmulatorsUpdates(t *testing.T) {
	tg := emulator.New(emulator.Config{})
	client := newClient(t, tg)
	if _, err := client.Updates(t.Context(), 0, 100, 0); err != nil { // makes the allowed kinds known
		t.Fatal(err)
	}
	a := tg.AddUser(emulator.User{FirstName: "Ann", LastName: "Lee", LanguageCode: "en"})
	g := tg.AddGroup(emulator.Group{Title: "Desk"})
	must(t, tg.Join(g.ID, tg.Bot().ID, "administrator"))
	must(t, tg.Join(g.ID, a.ID, "creator"))
	said, err := tg.Say(a.ID, a.ID, emulator.Draft{Text: "hello"})
	must(t, err)
	_, err = tg.Say(a.ID, a.ID, emulator.Draft{Text: "look", ReplyTo: said.ID, Media: []emulator.DraftMedia{{Data: []byte("jpeg")}, {Data: []byte("jpeg2")}}, Album: true})
	must(t, err)
	_, err = tg.Say(a.ID, g.ID, emulator.Draft{Text: "/link", Anonymous: true})
	must(t, err)
	must(t, tg.Edit(a.ID, a.ID, said.ID, "hello again"))
	_, err = tg.Press(a.ID, a.ID, said.ID, "x|y")
	must(t, err)
	batch, err := client.Updates(t.Context(), 0, 100, 0)
	must(t, err)
	kinds := map[chat.Kind]int{}
	for _, raw := range batch {
		u, err := Decode(raw.JSON)
		if err != nil || u.ID != raw.ID {
			t.Fatalf("%s: %v", raw.JSON, err)
		}
		kinds[u.Kind]++
		if u.Kind == chat.Message && u.Chat.ID == desk.ChatID(g.ID) && !u.From.Anonymous {
			t.Errorf("anonymous administrator not known: %s", raw.JSON)
		}
		if u.Album != "" && (len(u.Media) != 1 || u.Media[0].FileID == "") {
			t.Errorf("album without its photo: %s", raw.JSON)
		}
	}
	if kinds[chat.Message] != 4 || kinds[chat.Edited] != 1 || kinds[chat.Press] != 1 || kinds[chat.Membership] < 2 {
		t.Errorf("got %v of %d", kinds, len(batch))
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range decodeTable {
		f.Add([]byte(c.raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		u, err := Decode(raw)
		if err != nil {
			return
		}
		if u.ID == 0 || u.Kind == "" {
			t.Errorf("decoded without a number or a kind: %q", raw)
		}
		if u.Kind == chat.Membership && u.Member == nil {
			t.Errorf("membership of nobody: %q", raw)
		}
		if id := updateID(raw); id != u.ID {
			t.Errorf("number %d, told apart by %d: %q", u.ID, id, raw)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	text := []byte(`{"update_id":812345678,"message":{"message_id":4711,"from":{"id":5000000001,"is_bot":false,"first_name":"Anna","last_name":"Wong","username":"anna","language_code":"zh-hant"},"chat":{"id":5000000001,"first_name":"Anna","last_name":"Wong","username":"anna","type":"private"},"date":1700000000,"text":"The air-conditioner in the meeting room is leaking"}}`)
	press := []byte(`{"update_id":812345679,"callback_query":{"id":"4300000000000000001","from":{"id":5000000001,"is_bot":false,"first_name":"Anna","last_name":"Wong","language_code":"zh-hant"},"message":{"message_id":4712,"from":{"id":7000000001,"is_bot":true,"first_name":"Frontdesk","username":"frontdesk_bot"},"chat":{"id":5000000001,"first_name":"Anna","type":"private"},"date":1700000000,"text":"What is it about?","entities":[{"offset":0,"length":4,"type":"bold"}],"reply_markup":{"inline_keyboard":[[{"text":"Air-conditioning","callback_data":"k3|4|pick|2.1"}],[{"text":"Water","callback_data":"k3|4|pick|2.2"}],[{"text":"Back","callback_data":"k3|4|back|"}]]}},"chat_instance":"123","data":"k3|4|pick|2.1"}}`)
	for name, raw := range map[string][]byte{"text": text, "press": press} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				if _, err := Decode(raw); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/stdlib", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var w wireUpdate
				if err := json.Unmarshal(raw, &w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newClient(t testing.TB, tg *emulator.Server) *Client {
	t.Helper()
	c, err := New(tg.Token(), "", tg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
