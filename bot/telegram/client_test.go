package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// strict is an emulator that fails the test on any call that Telegram would refuse.
func strict(t *testing.T) (*emulator.Server, *Client) {
	tg := emulator.New(emulator.Config{Limits: emulator.NoLimits(), Sentinel: func(r emulator.Refusal) {
		t.Errorf("%s refused: %s %v", r.Method, r.Description, r.Params)
	}})
	return tg, newClient(t, tg)
}

func newcomer(t *testing.T, tg *emulator.Server, says emulator.Draft) (desk.ChatID, emulator.Message) {
	u := tg.AddUser(emulator.User{FirstName: "Ann"})
	m, err := tg.Say(u.ID, u.ID, says)
	must(t, err)
	return desk.ChatID(u.ID), m
}

func TestSendSpellsEveryContent(t *testing.T) {
	tg, c := strict(t)
	to, said := newcomer(t, tg, emulator.Draft{Text: "hi"})
	send := func(content chat.Content) emulator.Message {
		t.Helper()
		id := sends(t, c, Letter{Chat: to, ReplyTo: desk.MessageID(said.ID), Content: content})
		m, ok := tg.Message(int64(to), int(id))
		if !ok {
			t.Fatalf("no message %d", id)
		}
		if m.ReplyTo != said.ID {
			t.Errorf("answers %d, want %d", m.ReplyTo, said.ID)
		}
		return m
	}
	m := send(chat.Content{Text: "a <b>bold</b> &amp; word https://example.org", Silent: true, Buttons: [][]chat.Button{{{Text: "Go", Data: "x|y", Style: chat.Danger}, {Text: "See", URL: "https://example.org"}}}})
	if m.Text != "a bold & word https://example.org" || !m.NoPreview || !m.Silent || m.Inline[0][0].Style != "danger" || m.Inline[0][1].URL == "" {
		t.Errorf("text: %+v", m)
	}
	if m = send(chat.Content{Text: "number?", Keys: [][]chat.Key{{{Text: "Share", Contact: true}}}}); !m.ReplyKeyboard[0][0].RequestContact || !m.OneTime {
		t.Errorf("keys: %+v", m)
	}
	if m = send(chat.Content{Text: "thanks", RemoveKeys: true}); !m.RemoveKeyboard {
		t.Errorf("keys removed: %+v", m)
	}
	if m = send(chat.Content{Text: "why?", Prompt: true}); !m.ForceReply {
		t.Errorf("prompt: %+v", m)
	}
	m = send(chat.Content{Text: "a <i>file</i>", File: &chat.File{Name: "lïnks \"1\".csv", Data: []byte("a,b")}})
	if data, _, ok := tg.File(m.Media.FileID); !ok || string(data) != "a,b" || m.Caption != "a file" || !strings.HasPrefix(m.Media.Name, "lïnks") {
		t.Errorf("file: %+v", m)
	}
	var got bytes.Buffer
	if n, err := c.Download(t.Context(), m.Media.FileID, &got); err != nil || n != 3 || got.String() != "a,b" {
		t.Errorf("download: %d, %v", n, err)
	}
}

func TestSendPassesOnEveryKindOfFile(t *testing.T) {
	tg, c := strict(t)
	for _, kind := range []desk.MediaKind{desk.Photo, desk.Video, desk.Voice, desk.Audio, desk.Document, desk.Animation, desk.Sticker, desk.VideoNote} {
		to, said := newcomer(t, tg, emulator.Draft{Media: []emulator.DraftMedia{{Kind: string(kind), Data: []byte("data " + kind)}}})
		id := sends(t, c, Letter{Chat: to, Content: chat.Content{Media: []desk.Media{{Kind: kind, FileID: said.Media.FileID}}}})
		if m, ok := tg.Message(int64(to), int(id)); !ok || m.Media == nil || m.Media.Kind != string(kind) {
			t.Errorf("%s: got %+v", kind, m.Media)
		}
	}
}

func TestSendMakesAlbums(t *testing.T) {
	tg, c := strict(t)
	to, said := newcomer(t, tg, emulator.Draft{Media: []emulator.DraftMedia{{Data: []byte("jpeg")}}})
	photo := desk.Media{Kind: desk.Photo, FileID: said.Media.FileID}
	ids, err := c.Send(t.Context(), Letter{Chat: to, Content: chat.Content{Text: "<b>two</b>", Media: []desk.Media{photo, photo}}})
	must(t, err)
	if len(ids) != 2 {
		t.Fatalf("sent as %v", ids)
	}
	first, _ := tg.Message(int64(to), int(ids[0]))
	second, _ := tg.Message(int64(to), int(ids[1]))
	if first.Caption != "two" || first.Album == "" || first.Album != second.Album {
		t.Errorf("got %+v and %+v", first, second)
	}
}

func TestEditSpellsTextAndMedia(t *testing.T) {
	tg, c := strict(t)
	to, said := newcomer(t, tg, emulator.Draft{Media: []emulator.DraftMedia{{Data: []byte("jpeg")}}})
	id := sends(t, c, Letter{Chat: to, Content: chat.Content{Text: "one"}})
	must(t, c.Edit(t.Context(), id, Letter{Chat: to, Content: chat.Content{Text: "two", Buttons: [][]chat.Button{{{Text: "B", Data: "d"}}}}}))
	if m, _ := tg.Message(int64(to), int(id)); m.Text != "two" || len(m.Inline) != 1 {
		t.Errorf("text: %+v", m)
	}
	must(t, c.Strip(t.Context(), to, id))
	if m, _ := tg.Message(int64(to), int(id)); len(m.Inline) != 0 {
		t.Errorf("buttons are left: %+v", m)
	}
	must(t, c.Edit(t.Context(), id, Letter{Chat: to, Content: chat.Content{Text: "three", Media: []desk.Media{{Kind: desk.Photo, FileID: said.Media.FileID}}}}))
	if m, _ := tg.Message(int64(to), int(id)); m.Caption != "three" || m.Media == nil {
		t.Errorf("media: %+v", m)
	}
	must(t, c.Remove(t.Context(), to, id))
}

// Once a file stands, its words can be changed whatever it is; what carries no words can have its buttons changed.
func TestEditKeepsTheFileThatStands(t *testing.T) {
	tg, c := strict(t)
	buttons := [][]chat.Button{{{Text: "B", Data: "d"}}}
	for _, kind := range []desk.MediaKind{desk.Photo, desk.Video, desk.Voice, desk.Audio, desk.Document, desk.Animation, desk.Sticker, desk.VideoNote} {
		to, said := newcomer(t, tg, emulator.Draft{Media: []emulator.DraftMedia{{Kind: string(kind), Data: []byte("data " + kind)}}})
		content := chat.Content{Media: []desk.Media{{Kind: kind, FileID: said.Media.FileID}}}
		id := sends(t, c, Letter{Chat: to, Content: content})
		content.Buttons = buttons
		if captioned(content) {
			content.Text = "<b>now</b>"
		}
		must(t, c.Edit(t.Context(), id, Letter{Chat: to, Content: content, Kept: true}))
		m, _ := tg.Message(int64(to), int(id))
		if len(m.Inline) != 1 || m.Media == nil || m.Caption != plain(content.Text) {
			t.Errorf("%s: %+v", kind, m)
		}
	}
}

func TestPointsAndCardsGoAsWhatTheyAre(t *testing.T) {
	tg, c := strict(t)
	to, _ := newcomer(t, tg, emulator.Draft{Text: "hi"})
	show := func(content chat.Content) emulator.Message {
		m, _ := tg.Message(int64(to), int(sends(t, c, Letter{Chat: to, Content: content})))
		return m
	}
	if m := show(chat.Content{Location: &chat.Location{Latitude: 0, Longitude: 114.15}}); m.Location == nil || m.Location.Longitude != 114.15 {
		t.Errorf("point: %+v", m)
	}
	if m := show(chat.Content{Location: &chat.Location{Latitude: 22.25, Longitude: 114.15, Title: "Block A", Address: "1 Road"}}); m.Location == nil || m.Location.Title != "Block A" || m.Location.Address != "1 Road" {
		t.Errorf("place: %+v", m.Location)
	}
	if m := show(chat.Content{Card: &chat.Contact{Phone: "+85291234567", Name: "Ann"}}); m.Contact == nil || m.Contact.FirstName != "Ann" {
		t.Errorf("card: %+v", m)
	}
	if m := show(chat.Content{Card: &chat.Contact{Phone: "+85291234567"}}); m.Contact == nil || m.Contact.FirstName == "" {
		t.Errorf("card without a name: %+v", m)
	}
}

func TestAMessageIsPinnedAndLetGo(t *testing.T) {
	tg, c := strict(t)
	to, _ := newcomer(t, tg, emulator.Draft{Text: "hi"})
	id := sends(t, c, Letter{Chat: to, Content: chat.Content{Text: "one"}})
	must(t, c.Pin(t.Context(), to, id))
	if m, _ := tg.Message(int64(to), int(id)); !m.Pinned {
		t.Error("not pinned")
	}
	must(t, c.Unpin(t.Context(), to, id))
	if m, _ := tg.Message(int64(to), int(id)); m.Pinned {
		t.Error("still pinned")
	}
}

// sends sends one message and returns its number.
func sends(t *testing.T, c *Client, l Letter) desk.MessageID {
	t.Helper()
	ids, err := c.Send(t.Context(), l)
	must(t, err)
	if len(ids) != 1 {
		t.Fatalf("sent as %v, want one message", ids)
	}
	return ids[0]
}

func TestAccountCalls(t *testing.T) {
	tg, c := strict(t)
	me, err := c.Me(t.Context())
	must(t, err)
	if me.Username != "frontdesk_bot" || int64(me.User) != tg.Bot().ID {
		t.Errorf("me: %+v", me)
	}
	menu := chat.CommandsArgs{Scope: chat.MenuPrivate, Language: "en", Commands: []chat.MenuCommand{{Name: "menu", Description: "What I can do"}}}
	must(t, c.SetCommands(t.Context(), menu))
	u := tg.AddUser(emulator.User{FirstName: "Ann", LastName: "Lee"})
	if got := tg.Commands("all_private_chats", "en"); len(got) != 1 {
		t.Errorf("commands: %+v", got)
	}
	tg.OpenChat(u.ID)
	menu.Scope, menu.Chat = chat.MenuChat, desk.ChatID(u.ID)
	must(t, c.SetCommands(t.Context(), menu))
	must(t, c.SetCommands(t.Context(), chat.CommandsArgs{Scope: chat.MenuPrivate, Language: "en"}))
	if in, all := tg.Commands(fmt.Sprint("chat:", u.ID), "en"), tg.Commands("all_private_chats", "en"); len(in) != 1 || len(all) != 0 {
		t.Errorf("commands of the chat %+v, of all %+v", in, all)
	}
	g := tg.AddGroup(emulator.Group{Title: "Desk"})
	must(t, tg.Join(g.ID, tg.Bot().ID, "administrator"))
	must(t, tg.Join(g.ID, u.ID, "member"))
	who, err := c.Member(t.Context(), desk.ChatID(g.ID), desk.UserID(u.ID))
	if err != nil || !who.Present || who.Admin || who.Name != "Ann Lee" {
		t.Errorf("member: %+v, %v", who, err)
	}
	if set, err := c.Webhook(t.Context()); set || err != nil {
		t.Errorf("webhook: %t, %v", set, err)
	}
	must(t, c.DeleteWebhook(t.Context()))
	must(t, c.Typing(t.Context(), desk.ChatID(g.ID)))
	tg.OpenChat(u.ID)
	press, err := tg.Press(u.ID, u.ID, 1, "x")
	must(t, err)
	must(t, c.Answer(t.Context(), chat.Toast{PressID: press, Text: strings.Repeat("長", 300), Alert: true}))
}

// answers gives the same answer to every call.
type answers struct {
	status int
	body   string
	err    error
}

func (a answers) Do(r *http.Request) (*http.Response, error) {
	if a.err != nil {
		return nil, &failedURL{r.URL.String(), a.err}
	}
	body := strings.ReplaceAll(a.body, "TOKEN", strings.Split(strings.TrimPrefix(r.URL.Path, "/bot"), "/")[0])
	return &http.Response{StatusCode: a.status, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// failedURL spells the address, as net/http's own errors do.
type failedURL struct {
	url string
	err error
}

func (f *failedURL) Error() string { return "Post \"" + f.url + "\": " + f.err.Error() }
func (f *failedURL) Unwrap() error { return f.err }

func TestFaultsHaveTypes(t *testing.T) {
	table := []struct {
		answers
		want error
	}{
		{answers{status: 429, body: `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`}, &TooMany{Method: "sendMessage", RetryAfter: 7 * time.Second}},
		{answers{status: 400, body: `{"ok":false,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1009}}`}, &Migrate{To: -1009}},
		{answers{status: 403, body: `{"ok":false,"description":"Forbidden: bot was blocked by the user"}`}, &Forbidden{Method: "sendMessage", Description: "Forbidden: bot was blocked by the user"}},
		{answers{status: 400, body: `{"ok":false,"description":"Bad Request: chat not found"}`}, &Forbidden{Method: "sendMessage", Description: "Bad Request: chat not found"}},
		{answers{status: 400, body: `{"ok":false,"description":"Bad Request: message is not modified: x"}`}, &BadRequest{Method: "sendMessage", Description: "Bad Request: message is not modified: x", Reason: NotModified}},
		{answers{status: 400, body: `{"ok":false,"description":"Bad Request: BUTTON_DATA_INVALID"}`}, &BadRequest{Method: "sendMessage", Description: "Bad Request: BUTTON_DATA_INVALID"}},
		{answers{status: 413, body: `<html>`}, &BadRequest{Method: "sendMessage", Description: "413 Request Entity Too Large"}},
		{answers{status: 401, body: `{"ok":false,"description":"Unauthorized"}`}, &Unauthorized{Description: "Unauthorized"}},
		{answers{status: 409, body: `{"ok":false,"description":"Conflict: x"}`}, &Conflict{Description: "Conflict: x"}},
		{answers{status: 502, body: `<html>TOKEN</html>`}, &Temporary{Method: "sendMessage", Description: "502 Bad Gateway"}},
		{answers{status: 200, body: `{"ok":`}, &Temporary{Method: "sendMessage", Description: "answer makes no sense"}},
		{answers{err: io.ErrUnexpectedEOF}, nil},
	}
	for _, c := range table {
		client, err := New("1:secret", "", c.answers)
		must(t, err)
		_, got := client.Send(t.Context(), Letter{Chat: 1, Content: chat.Content{Text: "x"}})
		if c.want != nil && fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", c.want) && !strings.EqualFold(fmt.Sprintf("%T %+v", got, got), fmt.Sprintf("%T %+v", c.want, c.want)) {
			t.Errorf("%d %s: got %T %v, want %T %v", c.status, c.body, got, got, c.want, c.want)
		}
		var lost *Temporary
		if c.err != nil && !errors.As(got, &lost) {
			t.Errorf("%v: got %T", c.err, got)
		}
	}
}

func TestTokenIsNeverShown(t *testing.T) {
	const token = "123456789:AAcanary-Secret_0123456789"
	secret := strings.Split(token, ":")[1]
	var shown []string
	show := func(err error) {
		for ; err != nil; err = errors.Unwrap(err) {
			shown = append(shown, fmt.Sprintf("%v %+v %#v %q", err, err, err, err))
		}
	}
	for _, bad := range []string{token, "x:" + secret, token + "/", "", "12"} {
		_, err := New(bad, "http://"+secret+"\x7f:1/", nil)
		show(err)
	}
	refused := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }))
	gone := refused.URL
	doers := []HTTPDoer{
		answers{err: errors.New("dial: " + token)}, answers{status: 502, body: "TOKEN " + token}, answers{status: 400, body: `{"ok":false,"description":"no ` + token + `"}`},
		answers{status: 404, body: `{"ok":false,"description":"/bot` + token + `/x"}`}, answers{status: 200, body: token}, answers{status: 200, body: `{"ok":true,"result":{"file_path":"a"}}`},
		answers{status: 409, body: `{"description":"` + secret + `"}`}, answers{status: 403, body: `{"description":"` + secret + `"}`}, answers{err: context.Canceled},
		http.DefaultClient, Transport(),
	}
	for _, doer := range doers {
		c, err := New(token, gone, doer)
		must(t, err)
		shown = append(shown, fmt.Sprintf("%v %+v %#v %s", c, c, c, c))
		ctx := t.Context()
		l := Letter{Chat: 1, Content: chat.Content{Text: "x"}}
		_, err = c.Send(ctx, l)
		show(err)
		l.Content.File = &chat.File{Name: "x"}
		_, err = c.Send(ctx, l)
		show(err)
		_, err = c.Updates(ctx, 0, 1, 0)
		show(err)
		_, err = c.Me(ctx)
		show(err)
		_, err = c.Download(ctx, "x", io.Discard)
		show(err)
		show(c.SetCommands(ctx, chat.CommandsArgs{Scope: chat.MenuPrivate}))
		show(c.DeleteWebhook(ctx))
		canceled, cancel := context.WithCancel(ctx)
		cancel()
		show(c.Edit(canceled, 1, l))
	}
	refused.Close()
	c, err := New(token, gone, Transport())
	must(t, err)
	_, err = c.Me(t.Context())
	show(err)
	for _, s := range shown {
		if strings.Contains(s, secret) {
			t.Errorf("shown: %s", s)
		}
	}
	if len(shown) < 60 {
		t.Errorf("only %d errors were looked at", len(shown))
	}
}

func TestDamagedUpdatesAreToldApart(t *testing.T) {
	const good, other = `{"update_id":5,"message":{"message_id":1}}`, `{"update_id":7,"poll":{}}`
	table := []struct {
		body string
		want []int64
	}{
		{good + "," + other, []int64{5, 7}},
		{``, nil},
		{`{"update_id":"x"},` + good, []int64{-1, 5}},
		{good + `,{"update_id":6,"message":{"text":"` + "\n" + `"}},` + other, []int64{5, 6, 7}},
		{`{"update_id":6,"message":{tru},` + other, []int64{6, 7}},
		{good + `,{"message":{"text":,` + other, []int64{5, -1, 7}},
		{`{"update_id":6,"message":`, []int64{6}},
	}
	for _, c := range table {
		client, err := New("1:s", "", answers{status: 200, body: `{"ok":true,"result":[` + c.body + `]}`})
		must(t, err)
		batch, err := client.Updates(t.Context(), 0, 100, 0)
		must(t, err)
		var got []int64
		for _, raw := range batch {
			got = append(got, max(raw.ID, -1))
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %v, want %v", c.body, got, c.want)
		}
	}
}

func TestTransportMayReadTheBodyAnew(t *testing.T) {
	p, err := encode(map[string]int{"a": 1})
	must(t, err)
	c, err := New("1:s", "", answers{})
	must(t, err)
	req := p.request(t.Context(), c.address("/bot", "x"))
	for range 2 {
		body, err := req.GetBody()
		must(t, err)
		if raw, err := io.ReadAll(body); err != nil || string(raw) != "{\"a\":1}\n" {
			t.Fatalf("got %q, %v", raw, err)
		}
		must(t, body.Close())
		must(t, body.Close())
	}
	must(t, req.Body.Close())
}

// wire counts what is written to a connection.
type wire struct {
	net.Conn
	writes *atomic.Int32
}

func (w wire) Write(b []byte) (int, error) {
	w.writes.Add(1)
	return w.Conn.Write(b)
}

func TestACallGoesOutInOnePiece(t *testing.T) {
	server := httptest.NewServer(emulator.New(emulator.Config{}))
	defer server.Close()
	var writes atomic.Int32
	dial := func(ctx context.Context, network, to string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, to)
		return wire{conn, &writes}, err
	}
	c, err := New(emulator.New(emulator.Config{}).Token(), server.URL, transport{&http.Transport{DialContext: dial}})
	must(t, err)
	if _, err := c.Me(t.Context()); err != nil || writes.Load() != 1 {
		t.Errorf("%d writes, %v", writes.Load(), err)
	}
}

func BenchmarkSend(b *testing.B) {
	tg := emulator.New(emulator.Config{Limits: emulator.NoLimits(), KeepMessages: 10})
	u := tg.AddUser(emulator.User{FirstName: "Ann"})
	tg.OpenChat(u.ID)
	c := newClient(b, tg)
	l := Letter{Chat: desk.ChatID(u.ID), Content: chat.Content{Text: "What is it <b>about</b>?", Buttons: [][]chat.Button{{{Text: "Air", Data: "a"}}, {{Text: "Water", Data: "b"}}}}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Send(context.Background(), l); err != nil {
			b.Fatal(err)
		}
	}
}
