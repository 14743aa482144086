package story

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// Call is something that the desk had Telegram show, or tried to: a message sent or changed.
type Call struct {
	// Chat is where, and Text what; neither is known of a file that is uploaded.
	Chat int64
	Text string
	// Began is when the desk made the call, and Ended when it had the answer, of machine time.
	Began, Ended time.Time
	// Taken says that Telegram did it.
	Taken bool
}

// calls remembers what is shown, in the order in which the calls are made.
type calls struct {
	mu   sync.Mutex
	made []*Call
}

// Calls are the messages sent and changed from a moment on that have been answered, in the order in which they began.
func (w *World) Calls(from time.Time) (made []Call) {
	w.calls.mu.Lock()
	defer w.calls.mu.Unlock()
	for _, c := range w.calls.made {
		if !c.Began.Before(from) && !c.Ended.IsZero() {
			made = append(made, *c)
		}
	}
	return made
}

func shows(method string) bool {
	return strings.HasPrefix(method, "send") && method != "sendChatAction" || strings.HasPrefix(method, "editMessage")
}

// carry makes a call and remembers it.
func (c *calls) carry(r *http.Request, do func(*http.Request) (*http.Response, error)) (*http.Response, error) {
	if !shows(path.Base(r.URL.Path)) || r.Body == nil {
		return do(r)
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	call := &Call{Began: time.Now()}
	call.Chat, call.Text = told(raw)
	c.mu.Lock()
	c.made = append(c.made, call)
	c.mu.Unlock()
	answer, err := do(r)
	c.mu.Lock()
	defer c.mu.Unlock()
	call.Ended, call.Taken = time.Now(), err == nil && answer.StatusCode == http.StatusOK
	return answer, err
}

// told reads to whom a call says what.
func told(raw []byte) (to int64, words string) {
	var said struct {
		Chat    int64  `json:"chat_id"`
		Text    string `json:"text"`
		Caption string `json:"caption"`
	}
	if json.Unmarshal(raw, &said) != nil { // a form
		return 0, ""
	}
	return said.Chat, said.Text + said.Caption
}
