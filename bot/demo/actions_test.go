package demo

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
)

func last(h *house, chat int64) emulator.Message {
	h.t.Helper()
	messages := h.world.Messages(chat)
	if len(messages) == 0 {
		h.t.Fatalf("chat %d is empty", chat)
	}
	return messages[len(messages)-1]
}

func TestStartOpensThePrivateChat(t *testing.T) {
	h := build(t)
	if status, told := h.do("start", action{User: h.tenant.ID, Code: "abc_-9"}); status != 200 {
		t.Fatalf("start: %d %v", status, told)
	}
	if m := last(h, h.tenant.ID); m.Text != "/start abc_-9" || m.From.ID != h.tenant.ID {
		t.Errorf("said %+v", m)
	}
	h.bot("sendMessage", map[string]any{"chat_id": h.tenant.ID, "text": "welcome"})
}

func TestPeopleTalkReplyAndEdit(t *testing.T) {
	h := build(t)
	card := h.bot("sendMessage", map[string]any{"chat_id": h.group.ID, "text": "R-1001"})
	if status, told := h.do("say", action{User: h.keung.ID, Chat: h.group.ID, Text: "on my way", ReplyTo: card}); status != 200 {
		t.Fatalf("say: %d %v", status, told)
	}
	said := last(h, h.group.ID)
	if said.ReplyTo != card || said.From.ID != h.keung.ID {
		t.Errorf("said %+v", said)
	}
	if status, told := h.do("edit", action{User: h.keung.ID, Chat: h.group.ID, Message: said.ID, Text: "here"}); status != 200 {
		t.Fatalf("edit: %d %v", status, told)
	}
	if m := last(h, h.group.ID); m.Text != "here" || m.EditDate.IsZero() {
		t.Errorf("edited to %+v", m)
	}
	if status, told := h.do("delete", action{User: h.keung.ID, Chat: h.group.ID, Message: said.ID}); status != 200 {
		t.Fatalf("delete: %d %v", status, told)
	}
	if m := last(h, h.group.ID); m.ID != card {
		t.Errorf("after the deletion: %+v", m)
	}
}

func TestBlockedBotCannotWriteUntilUnblocked(t *testing.T) {
	h := build(t)
	h.do("start", action{User: h.tenant.ID})
	events := h.listen()
	next(t, events, "world", anything)
	if status, told := h.do("block", action{User: h.tenant.ID}); status != 200 {
		t.Fatalf("block: %d %v", status, told)
	}
	next(t, events, "change", func(v told) bool { return len(v.People) > 0 && v.People[0].Blocked })
	h.do("unblock", action{User: h.tenant.ID})
	next(t, events, "change", func(v told) bool { return len(v.People) > 0 && !v.People[0].Blocked })
	h.bot("sendMessage", map[string]any{"chat_id": h.tenant.ID, "text": "back again"})
}

func TestContactIsTheSeatsOwn(t *testing.T) {
	h := build(t)
	h.do("start", action{User: h.tenant.ID})
	if status, told := h.do("contact", action{User: h.tenant.ID, Chat: h.tenant.ID}); status != 200 {
		t.Fatalf("contact: %d %v", status, told)
	}
	if c := last(h, h.tenant.ID).Contact; c == nil || c.Phone != "+85291234567" || c.User != h.tenant.ID || c.LastName != "Chan" {
		t.Errorf("contact: %+v", c)
	}
	if status, told := h.do("contact", action{User: h.keung.ID, Chat: h.group.ID}); status != 400 || told["error"] != "no_phone" {
		t.Errorf("contact of a seat without a number: %d %v", status, told)
	}
}

func TestSamplePhotoNeedsNoFile(t *testing.T) {
	h := build(t)
	fields := map[string]string{"kind": "sample", "text": "it leaks", "user": id(h.keung.ID), "chat": id(h.group.ID)}
	if status, told := h.upload(fields, nil); status != 200 {
		t.Fatalf("sample: %d %v", status, told)
	}
	m := last(h, h.group.ID)
	if m.Media == nil || m.Media.Kind != "photo" || m.Caption != "it leaks" {
		t.Fatalf("message: %+v", m)
	}
	answer, body := h.get("/media/" + m.Media.FileID)
	if kind := answer.header.Get("Content-Type"); kind != "image/jpeg" || len(body) == 0 {
		t.Errorf("photo comes as %q, %d bytes", kind, len(body))
	}
}

func TestSeveralPhotosAreAnAlbum(t *testing.T) {
	h := build(t)
	fields := map[string]string{"kind": "photo", "user": id(h.keung.ID), "chat": id(h.group.ID)}
	if status, told := h.upload(fields, map[string][]byte{"a.jpg": sample, "b.jpg": sample}); status != 200 {
		t.Fatalf("album: %d %v", status, told)
	}
	messages := h.world.Messages(h.group.ID)
	a, b := messages[len(messages)-2], messages[len(messages)-1]
	if a.Album == "" || a.Album != b.Album {
		t.Errorf("albums %q and %q", a.Album, b.Album)
	}
}

func TestOnlyPicturesAreShownByTheBrowser(t *testing.T) {
	h := build(t)
	fields := map[string]string{"kind": "document", "user": id(h.keung.ID), "chat": id(h.group.ID)}
	page := []byte("<html><script>alert(1)</script></html>")
	if status, told := h.upload(fields, map[string][]byte{"plan.html": page}); status != 200 {
		t.Fatalf("document: %d %v", status, told)
	}
	answer, _ := h.get("/media/" + last(h, h.group.ID).Media.FileID)
	if kind := answer.header.Get("Content-Type"); kind != "application/octet-stream" {
		t.Errorf("served as %q", kind)
	}
	if how := answer.header.Get("Content-Disposition"); !strings.HasPrefix(how, "attachment") {
		t.Errorf("served %q", how)
	}
	fields["kind"] = "photo"
	if status, told := h.upload(fields, map[string][]byte{"plan.jpg": page}); status != 400 || told["error"] != "not_photo" {
		t.Errorf("a page sent as a photo: %d %v", status, told)
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	h := build(t)
	say := action{User: h.keung.ID, Chat: h.group.ID, Text: "hello"}
	for name, headers := range map[string][]string{
		"another site":               {"Sec-Fetch-Site", "cross-site"},
		"another port of the host":   {"Sec-Fetch-Site", "same-site"},
		"another origin":             {"Origin", "https://example.com"},
		"an opaque origin":           {"Origin", "null"},
		"a name pointed at loopback": {"Host", "rebound.example.com"},
		"a name that looks the part": {"Host", "127.0.0.1.example.com"},
	} {
		status, told := h.do("say", say, headers...)
		if status != 403 && status != 421 {
			t.Errorf("%s: %d %v", name, status, told)
		}
	}
	for name, headers := range map[string][]string{
		"the page itself": {"Sec-Fetch-Site", "same-origin"},
		"its own origin":  {"Origin", h.url},
		"localhost":       {"Host", "localhost:8080"},
		"IPv6":            {"Host", "[::1]:8080"},
	} {
		if status, told := h.do("say", say, headers...); status != 200 {
			t.Errorf("%s: %d %v", name, status, told)
		}
	}
}

func TestOversizeIsRefused(t *testing.T) {
	h := build(t)
	long := action{User: h.keung.ID, Chat: h.group.ID, Text: strings.Repeat("a", 2<<20)}
	if status, told := h.do("say", long); status != 413 || told["error"] != "too_large" {
		t.Errorf("text: %d %v", status, told)
	}
	fields := map[string]string{"kind": "document", "user": id(h.keung.ID), "chat": id(h.group.ID)}
	if status, told := h.upload(fields, map[string][]byte{"film": make([]byte, 2<<20)}); status != 413 || told["error"] != "too_large" {
		t.Errorf("file: %d %v", status, told)
	}
}

func TestBadInputGetsAClearError(t *testing.T) {
	h := build(t)
	for _, c := range []struct {
		action string
		body   any
		status int
		code   string
	}{
		{"say", `{`, 400, "bad_input"},
		{"say", `{"user":1} {"user":2}`, 400, "bad_input"},
		{"say", `{"unknown":1}`, 400, "bad_input"},
		{"say", `{"user":"me"}`, 400, "bad_input"},
		{"fly", action{User: h.tenant.ID}, 404, "bad_input"},
		{"say", action{User: 42, Chat: 42, Text: "hello"}, 400, "nobody"},
		{"say", action{User: botID, Chat: h.group.ID, Text: "hello"}, 400, "nobody"},
		{"say", action{User: h.tenant.ID, Chat: h.group.ID, Text: "let me in"}, 422, "refused"},
		{"start", action{User: h.tenant.ID, Code: "a b"}, 400, "bad_input"},
		{"edit", action{User: h.keung.ID, Chat: h.group.ID, Message: 4711, Text: "x"}, 422, "refused"},
		{"advance", action{Seconds: 0}, 400, "bad_input"},
		{"advance", action{Seconds: 86401}, 400, "bad_input"},
		{"media", `{}`, 415, "bad_input"},
	} {
		status, told := h.do(c.action, c.body)
		if status != c.status || told["error"] != c.code {
			t.Errorf("%s %v: %d %v, want %d %s", c.action, c.body, status, told, c.status, c.code)
		}
		if c.code == "refused" && told["detail"] == "" {
			t.Errorf("%s %v: refused without Telegram's words", c.action, c.body)
		}
	}
	fields := map[string]string{"kind": "photo", "user": "x", "chat": id(h.group.ID)}
	if status, told := h.upload(fields, nil); status != 400 || told["error"] != "bad_input" {
		t.Errorf("a form with a damaged number: %d %v", status, told)
	}
}

func TestClockMovesOnceAtATimeAndShowsIt(t *testing.T) {
	h := build(t)
	h.clock.hold = make(chan struct{})
	events := h.listen()
	next(t, events, "world", anything)
	before := h.clock.Now()
	finished := make(chan map[string]any)
	go func() {
		_, told := h.do("advance", action{Seconds: 900})
		finished <- told
	}()
	busy := next(t, events, "clock", func(v told) bool { return v.Busy })
	if busy.From != before.UnixMilli() || busy.Until != before.Add(15*time.Minute).UnixMilli() {
		t.Errorf("while it moves: %+v", busy.reading)
	}
	if status, told := h.do("advance", action{Seconds: 60}); status != 409 || told["error"] != "clock_busy" {
		t.Errorf("a second move: %d %v", status, told)
	}
	close(h.clock.hold)
	if told := <-finished; told["busy"] != false || int64(told["now"].(float64)) != before.Add(15*time.Minute).UnixMilli() {
		t.Errorf("afterwards: %v", told)
	}
	next(t, events, "clock", func(v told) bool { return !v.Busy })
}

func TestAMoveStopsWhereItIs(t *testing.T) {
	h := build(t)
	if status, told := h.do("stop", action{}); status != 200 {
		t.Errorf("a stop where nothing moves: %d %v", status, told)
	}
	h.clock.hold = make(chan struct{})
	events := h.listen()
	next(t, events, "world", anything)
	before := h.clock.Now()
	finished := make(chan map[string]any)
	go func() {
		_, told := h.do("advance", action{Seconds: 86400})
		finished <- told
	}()
	next(t, events, "clock", func(v told) bool { return v.Busy })
	if status, told := h.do("stop", action{}); status != 200 {
		t.Errorf("stop: %d %v", status, told)
	}
	if told := <-finished; told["busy"] != false || told["now"] != float64(before.UnixMilli()) {
		t.Errorf("the stopped move answers %v", told)
	}
	next(t, events, "clock", func(v told) bool { return !v.Busy })
	close(h.clock.hold)
	if status, told := h.do("advance", action{Seconds: 60}); status != 200 || told["now"] != float64(before.Add(time.Minute).UnixMilli()) {
		t.Errorf("the move after it: %d %v", status, told)
	}
}

func TestClockThatFailsSaysSo(t *testing.T) {
	h := build(t)
	h.clock.fail = errors.New("disk full")
	if status, told := h.do("advance", action{Seconds: 60}); status != 500 || told["error"] != "clock_failed" {
		t.Errorf("failed move: %d %v", status, told)
	}
	h.clock.fail = nil
	if status, _ := h.do("advance", action{Seconds: 60}); status != 200 {
		t.Errorf("the move after a failed one: %d", status)
	}
}

func TestMenuIsTheNarrowestThatWasSet(t *testing.T) {
	h := build(t)
	set := func(scope map[string]any, language, name string) {
		h.bot("setMyCommands", map[string]any{"scope": scope, "language_code": language, "commands": []map[string]string{{"command": name, "description": name}}})
	}
	set(map[string]any{"type": "default"}, "", "help")
	set(map[string]any{"type": "all_private_chats"}, "", "repair")
	set(map[string]any{"type": "all_private_chats"}, "en", "report")
	set(map[string]any{"type": "chat", "chat_id": h.group.ID}, "", "link")
	want := map[string]string{
		"/commands?chat=" + id(h.tenant.ID) + "&as=" + id(h.tenant.ID): "report",
		"/commands?chat=" + id(h.keung.ID) + "&as=" + id(h.keung.ID):   "repair",
		"/commands?chat=" + id(h.group.ID) + "&as=" + id(h.keung.ID):   "link",
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if _, body := h.get(path); !strings.Contains(string(body), `"`+want[path]+`"`) {
			t.Errorf("%s gives %s, want %s", path, body, want[path])
		}
	}
}

func id(n int64) string { return strconv.FormatInt(n, 10) }
