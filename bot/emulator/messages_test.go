package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestSendingIsRefusedInTelegramsWords(t *testing.T) {
	s := calm(t)
	s.AddUser(User{ID: 3, FirstName: "Cy"})
	s.OpenChat(3)
	s.Block(3)
	for body, want := range map[string]string{
		`"chat_id":99,"text":"x"`:                                                                       "Bad Request: chat not found",
		`"chat_id":"@nowhere","text":"x"`:                                                               "Bad Request: chat not found",
		`"chat_id":2,"text":"x"`:                                                                        "Forbidden: bot can't initiate conversation with a user",
		`"chat_id":3,"text":"x"`:                                                                        "Forbidden: bot was blocked by the user",
		`"chat_id":1,"text":" \n "`:                                                                     "Bad Request: message text is empty",
		`"chat_id":1,"text":"x","parse_mode":"BBCode"`:                                                  "Bad Request: unsupported parse_mode",
		`"chat_id":1,"text":"a<b","parse_mode":"HTML"`:                                                  "Bad Request: can't parse entities: Unclosed start tag at byte offset 1",
		`"chat_id":1,"text":"x","message_thread_id":5`:                                                  "Bad Request: message thread not found",
		`"chat_id":1,"text":"x","reply_parameters":{"message_id":99}`:                                   "Bad Request: message to be replied not found",
		`"chat_id":1,"text":"x","reply_markup":[]`:                                                      "Bad Request: object expected as reply markup",
		`"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":5}`:                                   "Bad Request: can't parse reply keyboard markup JSON object",
		`"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x"}]]}`:                    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
		`"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":""}]]}`: "Bad Request: BUTTON_DATA_INVALID",
		`"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"` + strings.Repeat("水", 22) + `"}]]}`: "Bad Request: BUTTON_DATA_INVALID",
		`"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"x","url":"a.hk"}]]}`:                  "Bad Request: can't parse inline keyboard button: exactly one kind of button expected",
		`"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"x","style":"pink"}]]}`:                "Bad Request: can't parse button: invalid button style specified",
		`"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x","url":"nowhere"}]]}`:                                   "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
		`"chat_id":1,"text":"x","reply_markup":{"keyboard":[]}`:                                                                        "Bad Request: keyboard can't be empty",
	} {
		refuses(t, s, "sendMessage", "{"+body+"}", want)
	}
	if n := len(s.Messages(1)); n != 0 {
		t.Errorf("%d messages were sent all the same", n)
	}
}

func TestLimitsCountUTF16AfterParsing(t *testing.T) {
	s := calm(t)
	text := func(s string) string { return fmt.Sprintf(`{"chat_id":1,"parse_mode":"HTML","text":%q}`, s) }
	must(t, s, "sendMessage", text("<b>"+strings.Repeat("水", 4096)+"</b>"))
	must(t, s, "sendMessage", text(strings.Repeat("😀", 2048)))
	refuses(t, s, "sendMessage", text(strings.Repeat("😀", 2048)+"x"), "Bad Request: message is too long")
}

func TestSentMessageComesBackWhole(t *testing.T) {
	s := calm(t)
	asked := say(t, s, 1, 1, Draft{Text: "/start abc"})
	raw := must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":1,"text":"<b>Hi</b> \"Ann\"","parse_mode":"HTML","link_preview_options":{"is_disabled":true},
		"reply_parameters":{"message_id":%d},"reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"y","style":"success"},{"text":"Web","url":"https://a.hk"}],[]]}}`, asked.ID))
	var got struct {
		From struct{ Username string }
		Chat struct {
			ID   int64
			Type string
		}
		Text    string
		ReplyTo struct {
			Text     string
			Entities []struct {
				Type   string
				Length int
			}
		} `json:"reply_to_message"`
		Markup struct {
			Keyboard [][]map[string]string `json:"inline_keyboard"`
		} `json:"reply_markup"`
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if got.From.Username != "frontdesk_bot" || got.Chat.Type != "private" || got.Text != `Hi "Ann"` || got.ReplyTo.Text != "/start abc" ||
		got.ReplyTo.Entities[0].Type != "bot_command" || got.ReplyTo.Entities[0].Length != 6 ||
		got.Markup.Keyboard[0][0]["style"] != "success" || got.Markup.Keyboard[0][1]["url"] != "https://a.hk/" || len(got.Markup.Keyboard) != 1 {
		t.Errorf("answer %s", raw)
	}
	seen := s.Messages(1)[1]
	if seen.HTML != "<b>Hi</b> &#34;Ann&#34;" || seen.ReplyTo != asked.ID || !seen.NoPreview || seen.Inline[0][0].Data != "y" {
		t.Errorf("people see %+v", seen)
	}
}

func TestReplyToMissingMessageMayBeAllowed(t *testing.T) {
	s := calm(t)
	must(t, s, "sendMessage", `{"chat_id":1,"text":"x","reply_parameters":{"message_id":99,"allow_sending_without_reply":true}}`)
	m := say(t, s, 1, 1, Draft{Text: "water is coming in"})
	must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":1,"text":"x","reply_parameters":{"message_id":%d,"quote":"water"}}`, m.ID))
	refuses(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":1,"text":"x","reply_parameters":{"message_id":%d,"quote":"fire"}}`, m.ID), "Bad Request: QUOTE_TEXT_INVALID")
}

func TestEditsFollowTelegramsRules(t *testing.T) {
	s := calm(t)
	theirs := say(t, s, 1, 1, Draft{Text: "mine"})
	id := messageID(t, must(t, s, "sendMessage", `{"chat_id":1,"text":"one","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"x"}]]}}`))
	edit := func(method, rest string) (string, string) {
		return method, fmt.Sprintf(`{"chat_id":1,"message_id":%d%s}`, id, rest)
	}
	refusesEdit := func(method, rest, want string) {
		t.Helper()
		method, body := edit(method, rest)
		refuses(t, s, method, body, want)
	}
	mustEdit := func(method, rest string) {
		t.Helper()
		method, body := edit(method, rest)
		must(t, s, method, body)
	}
	refusesEdit("editMessageText", `,"text":"one","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"x"}]]}`, "Bad Request: "+notModified)
	refusesEdit("editMessageText", `,"text":" "`, "Bad Request: message text is empty")
	refusesEdit("editMessageText", `,"text":"two","reply_markup":{"force_reply":true}`, "Bad Request: inline keyboard expected")
	refusesEdit("editMessageCaption", `,"caption":"two"`, "Bad Request: there is no caption in the message to edit")
	mustEdit("editMessageReplyMarkup", ``)
	refusesEdit("editMessageReplyMarkup", ``, "Bad Request: "+notModified)
	mustEdit("editMessageText", `,"text":"two"`)
	refuses(t, s, "editMessageText", `{"chat_id":1,"message_id":999,"text":"x"}`, "Bad Request: message to edit not found")
	refuses(t, s, "editMessageText", fmt.Sprintf(`{"chat_id":1,"message_id":%d,"text":"x"}`, theirs.ID), "Bad Request: message can't be edited")
	keyboard := messageID(t, must(t, s, "sendMessage", `{"chat_id":1,"text":"number?","reply_markup":{"keyboard":[["no",{"text":"mine","request_contact":true}]]}}`))
	refuses(t, s, "editMessageText", fmt.Sprintf(`{"chat_id":1,"message_id":%d,"text":"x"}`, keyboard), "Bad Request: message can't be edited")
	photo := say(t, s, 1, 1, Draft{Media: []DraftMedia{{Data: []byte("x")}}}).Media.FileID
	mustEdit("editMessageMedia", fmt.Sprintf(`,"media":{"type":"photo","media":%q,"caption":"<i>c</i>","parse_mode":"HTML"}`, photo))
	refusesEdit("editMessageText", `,"text":"back"`, "Bad Request: there is no text in the message to edit")
	mustEdit("editMessageCaption", `,"caption":"d"`)
	if m, _ := s.Message(1, id); m.Caption != "d" || m.Text != "" || m.Media.Kind != "photo" || m.EditDate.IsZero() {
		t.Errorf("message stands as %+v", m)
	}
}

func TestDeletingStopsAfterTwoDays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		old := messageID(t, must(t, s, "sendMessage", `{"chat_id":1,"text":"old"}`))
		time.Sleep(47 * time.Hour)
		young := messageID(t, must(t, s, "sendMessage", `{"chat_id":1,"text":"young"}`))
		theirs := say(t, s, 1, 1, Draft{Text: "theirs"})
		time.Sleep(2 * time.Hour)
		refuses(t, s, "deleteMessage", fmt.Sprintf(`{"chat_id":1,"message_id":%d}`, old), "Bad Request: message can't be deleted for everyone")
		refuses(t, s, "deleteMessage", `{"chat_id":1,"message_id":999}`, "Bad Request: message to delete not found")
		must(t, s, "deleteMessages", fmt.Sprintf(`{"chat_id":1,"message_ids":[%d,%d,999]}`, young, theirs.ID))
		if left := s.Messages(1); len(left) != 1 || left[0].ID != old {
			t.Errorf("left are %+v", left)
		}
	})
}

func picture(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesGoUpAndDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		pic := picture(t)
		kind, body := form(t, map[string]string{"chat_id": "1", "caption": "leak"}, map[string][]byte{"photo": pic})
		got := send(t, s, "sendPhoto", kind, body)
		var sent struct {
			Photo []struct {
				ID    string `json:"file_id"`
				Width int
			}
		}
		if err := json.Unmarshal(got.Result, &sent); err != nil || len(sent.Photo) != 2 || sent.Photo[1].Width != 40 {
			t.Fatalf("%s, %v", got.Result, err)
		}
		id := sent.Photo[1].ID
		must(t, s, "sendPhoto", fmt.Sprintf(`{"chat_id":1,"photo":%q}`, id))
		refuses(t, s, "sendDocument", fmt.Sprintf(`{"chat_id":1,"document":%q}`, id), "Bad Request: can't use file of type Photo as Document")
		refuses(t, s, "sendPhoto", `{"chat_id":1,"photo":"nonsense"}`, "Bad Request: wrong remote file identifier specified: Wrong string length")
		var f struct {
			Path string `json:"file_path"`
		}
		if err := json.Unmarshal(must(t, s, "getFile", fmt.Sprintf(`{"file_id":%q}`, id)), &f); err != nil {
			t.Fatal(err)
		}
		link := "http://telegram/file/bot" + s.Token() + "/" + f.Path
		fetch := func() (int, []byte) {
			answer, err := s.HTTPClient().Get(link)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			var b bytes.Buffer
			if _, err := b.ReadFrom(answer.Body); err != nil {
				t.Fatal(err)
			}
			return answer.StatusCode, b.Bytes()
		}
		if code, data := fetch(); code != 200 || !bytes.Equal(data, pic) {
			t.Errorf("%d with %d bytes", code, len(data))
		}
		time.Sleep(61 * time.Minute)
		if code, _ := fetch(); code != 404 {
			t.Errorf("an old link answers %d", code)
		}
		if data, mime, ok := s.File(id); !ok || mime != "image/png" || !bytes.Equal(data, pic) {
			t.Errorf("File gives %d bytes of %s", len(data), mime)
		}
	})
}

func TestFileLimits(t *testing.T) {
	s := calm(t)
	upload := func(method, field string, data []byte) reply {
		kind, body := form(t, map[string]string{"chat_id": "1"}, map[string][]byte{field: data})
		return send(t, s, method, kind, body)
	}
	for _, tt := range []struct {
		method, field string
		data          []byte
		want          string
	}{
		{"sendPhoto", "photo", make([]byte, 10<<20+1), "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"},
		{"sendPhoto", "photo", []byte("no picture"), "Bad Request: IMAGE_PROCESS_FAILED"},
		{"sendDocument", "document", []byte{}, "Bad Request: file must be non-empty"},
		{"sendDocument", "document", make([]byte, 51<<20), "Request Entity Too Large"},
	} {
		if got := upload(tt.method, tt.field, tt.data); got.Description != tt.want {
			t.Errorf("%s of %d bytes: %q, want %q", tt.method, len(tt.data), got.Description, tt.want)
		}
	}
	big := say(t, s, 1, 1, Draft{Media: []DraftMedia{{Kind: "document", Name: "big.mp4", Size: 30 << 20}}})
	refuses(t, s, "getFile", fmt.Sprintf(`{"file_id":%q}`, big.Media.FileID), "Bad Request: file is too big")
}

func TestAlbumsAreSeparateMessagesWithOneID(t *testing.T) {
	s := calm(t)
	first := say(t, s, 1, 1, Draft{Text: "look", Album: true, Media: []DraftMedia{{Data: []byte("1")}, {Data: []byte("2")}}})
	updates := poll(t, s)
	if len(updates) != 2 || !strings.Contains(string(updates[1]["message"]), `"media_group_id":"`+first.Album+`"`) {
		t.Errorf("album came as %s", updates)
	}
	var copies []struct {
		ID int `json:"message_id"`
	}
	raw := must(t, s, "copyMessages", fmt.Sprintf(`{"chat_id":1,"from_chat_id":1,"message_ids":[%d,%d]}`, first.ID, first.ID+1))
	if err := json.Unmarshal(raw, &copies); err != nil || len(copies) != 2 {
		t.Fatalf("%s, %v", raw, err)
	}
	a, _ := s.Message(1, copies[0].ID)
	b, _ := s.Message(1, copies[1].ID)
	if a.Album == "" || a.Album == first.Album || a.Album != b.Album || a.Caption != "look" {
		t.Errorf("copies are %+v and %+v", a, b)
	}
	kind, body := form(t, map[string]string{"chat_id": "1", "media": `[{"type":"photo","media":"attach://a","caption":"x"},{"type":"photo","media":"` + a.Media.FileID + `"}]`}, map[string][]byte{"a": picture(t)})
	if got := send(t, s, "sendMediaGroup", kind, body); !got.OK {
		t.Error(got.Description)
	}
	refuses(t, s, "sendMediaGroup", `{"chat_id":1,"media":[{"type":"photo","media":"x"}]}`, "Bad Request: too few messages to send as an album")
}

func TestPressIsAnsweredOnce(t *testing.T) {
	s := calm(t)
	id := messageID(t, must(t, s, "sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"x"}]]}}`))
	q, err := s.Press(1, 1, id, "forged")
	if err != nil {
		t.Fatal(err)
	}
	update := string(poll(t, s)[0]["callback_query"])
	if !strings.Contains(update, `"data":"forged"`) || !strings.Contains(update, `"text":"x"`) {
		t.Error(update)
	}
	refuses(t, s, "answerCallbackQuery", `{"callback_query_id":"`+q+`","text":"`+strings.Repeat("x", 201)+`"}`, "Bad Request: MESSAGE_TOO_LONG")
	must(t, s, "answerCallbackQuery", `{"callback_query_id":"`+q+`","text":"Taken","show_alert":true}`)
	refuses(t, s, "answerCallbackQuery", `{"callback_query_id":"`+q+`"}`, "Bad Request: query is too old and response timeout expired or query ID is invalid")
	if got := s.Toasts(1); len(got) != 1 || got[0].Text != "Taken" || !got[0].Alert || got[0].QueryID != q {
		t.Errorf("toasts %+v", got)
	}
	must(t, s, "deleteMessage", fmt.Sprintf(`{"chat_id":1,"message_id":%d}`, id))
	if _, err := s.Press(1, 1, id, "x"); err != nil {
		t.Fatal(err)
	}
	if update := string(poll(t, s)[0]["callback_query"]); !strings.Contains(update, `"date":0}`) {
		t.Errorf("press on a message that is gone came as %s", update)
	}
}
