package demo

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/bot/emulator"
)

// handClock moves only when told to; hold keeps a move from ending until it is closed.
type handClock struct {
	mu   sync.Mutex
	now  time.Time
	hold chan struct{}
	fail error
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) Advance(ctx context.Context, d time.Duration) error {
	if c.hold != nil {
		select {
		case <-c.hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.fail
}

// house is a small world with its page served.
type house struct {
	t      *testing.T
	world  *emulator.Server
	clock  *handClock
	page   *Page
	url    string
	tenant emulator.User
	keung  emulator.User
	group  emulator.Group
}

const botID = 7000000001

func build(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, world: emulator.New(emulator.Config{Limits: emulator.NoLimits()}), clock: &handClock{now: time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)}}
	h.tenant = h.world.AddUser(emulator.User{FirstName: "Tai Man", LastName: "Chan", LanguageCode: "en", Phone: "+85291234567"})
	h.keung = h.world.AddUser(emulator.User{FirstName: "Ah Keung", LanguageCode: "zh-hant"})
	h.group = h.world.AddGroup(emulator.Group{Title: "Engineering"})
	for user, status := range map[int64]string{h.keung.ID: "creator", botID: "administrator"} {
		if err := h.world.Join(h.group.ID, user, status); err != nil {
			t.Fatal(err)
		}
	}
	h.page = NewPage(h.world, h.clock, Options{
		Newcomers: []emulator.User{{FirstName: "Mia", LanguageCode: "en", Phone: "+12125550201"}, {FirstName: "晴", LanguageCode: "zh-hant", Phone: "+12125550202"}},
		Zone:      time.FixedZone("HKT", 8*3600), MaxUpload: 1 << 20, Log: slog.New(slog.DiscardHandler),
		Cast: []Seat{{User: h.tenant.ID, Role: "tenant", Place: "A-1203"}, {User: h.keung.ID, Role: "engineer"}},
	})
	server := httptest.NewServer(h.page)
	t.Cleanup(func() { h.page.Close(); server.Close() })
	h.url = server.URL
	return h
}

// bot calls a method as the bot does, and gives the id of the message that came of it.
func (h *house) bot(method string, params map[string]any) int {
	h.t.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, "http://telegram/bot"+h.world.Token()+"/"+method, bytes.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := h.world.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	var told struct {
		OK          bool
		Description string
		Result      json.RawMessage
	}
	if err := json.NewDecoder(answer.Body).Decode(&told); err != nil || !told.OK {
		h.t.Fatalf("%s: %v %s", method, err, told.Description)
	}
	var message struct {
		ID int `json:"message_id"`
	}
	if err := json.Unmarshal(told.Result, &message); err != nil {
		return 0 // an answer that is no message
	}
	return message.ID
}

// do posts an action and gives status and answer.
func (h *house) do(action string, body any, headers ...string) (int, map[string]any) {
	h.t.Helper()
	text, plain := body.(string)
	if !plain {
		made, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		text = string(made)
	}
	r, err := http.NewRequest(http.MethodPost, h.url+"/do/"+action, strings.NewReader(text))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	return h.finish(r)
}

func (h *house) finish(r *http.Request) (int, map[string]any) {
	h.t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	var told map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&told); err != nil {
		h.t.Fatalf("answer to %s: %v", r.URL.Path, err)
	}
	return answer.StatusCode, told
}

// upload posts files as the page's form does.
func (h *house) upload(fields map[string]string, files map[string][]byte) (int, map[string]any) {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			h.t.Fatal(err)
		}
	}
	for name, data := range files {
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			h.t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			h.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		h.t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, h.url+"/do/media", &body)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	return h.finish(r)
}

// got is an answer without its body.
type got struct {
	status int
	header http.Header
}

// get asks for a path and gives the answer and its body.
func (h *house) get(path string) (got, []byte) {
	h.t.Helper()
	answer, err := http.Get(h.url + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return got{answer.StatusCode, answer.Header}, body
}

// event is one event of the stream.
type event struct {
	kind string
	data []byte
}

// told is what the tests look at in an event.
type told struct {
	Boot   string
	Clock  reading
	People []person
	Chats  []struct {
		ID       int64
		Title    string
		Keyboard *keyboard
		Messages []emulator.Message
		Gone     []int
	}
	Answers []emulator.Toast
	reading
}

func (e event) read(t *testing.T) told {
	t.Helper()
	var v told
	if err := json.Unmarshal(e.data, &v); err != nil {
		t.Fatalf("event %s: %v", e.kind, err)
	}
	return v
}

// listen opens a stream; its channel is closed when the stream ends.
func (h *house) listen() <-chan event {
	h.t.Helper()
	answer, err := http.Get(h.url + "/events")
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		if err := answer.Body.Close(); err != nil {
			h.t.Errorf("close the stream: %v", err)
		}
	})
	events := make(chan event, 100)
	go func() {
		defer close(events)
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<24)
		var e event
		for lines.Scan() {
			switch line := lines.Text(); {
			case strings.HasPrefix(line, "event: "):
				e.kind = line[len("event: "):]
			case strings.HasPrefix(line, "data: "):
				e.data = []byte(line[len("data: "):])
			case line == "" && e.kind != "":
				events <- e
				e = event{}
			}
		}
	}()
	return events
}

// next gives the next event of a kind that satisfies the test.
func next(t *testing.T, events <-chan event, kind string, fits func(told) bool) told {
	t.Helper()
	for e := range events {
		if e.kind == kind {
			if v := e.read(t); fits(v) {
				return v
			}
		}
	}
	t.Fatalf("the stream ended without the %s event looked for", kind)
	return told{}
}

func anything(told) bool { return true }
