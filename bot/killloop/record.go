package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"frontdesk/bot/emulator"
)

// call is one that the desk made to Telegram and that Telegram carried out.
type call struct {
	life    int
	method  string
	chat    int64
	text    string   // or caption
	data    []string // of the buttons
	prompt  bool     // asks for a reply
	message int      // the one that was made or changed
	at      time.Time
}

// sends tells a call that makes a new message.
func (c *call) sends() bool {
	return strings.HasPrefix(c.method, "send") && c.method != "sendChatAction"
}

// shows tells a call that leaves a message in its chat as the call says.
func (c *call) shows() bool { return c.sends() || strings.HasPrefix(c.method, "editMessage") }

// lined tells a call that the desk makes to a chat one after another.
func (c *call) lined() bool { return c.shows() || c.method == "deleteMessage" }

// record is everything that passed between the desk and Telegram.
type record struct {
	mu        sync.Mutex
	calls     []*call
	handed    map[int64]string // updates handed over, with the press in each, or ""
	newest    int64            // of those handed over
	confirmed int64            // updates below it are
	refusals  []emulator.Refusal
	faults    []string
}

func newRecord() *record { return &record{handed: map[int64]string{}} }

func (r *record) fault(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// refused is the emulator's sentinel.
func (r *record) refused(no emulator.Refusal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refusals = append(r.refusals, no)
}

// confirm notes an offset. One above what was handed over would lose what comes between.
func (r *record) confirm(offset int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if offset > r.newest+1 {
		r.faults = append(r.faults, fmt.Sprintf("offset %d confirms updates that were never handed over (up to %d were)", offset, r.newest))
	}
	r.confirmed = max(r.confirmed, offset)
}

// hand notes which updates an answer to getUpdates holds.
func (r *record) hand(answer []byte) {
	var got struct {
		Result []struct {
			ID    int64 `json:"update_id"`
			Press struct {
				ID string `json:"id"`
			} `json:"callback_query"`
		} `json:"result"`
	}
	if err := json.Unmarshal(answer, &got); err != nil { // a refusal has no list
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, u := range got.Result {
		r.handed[u.ID] = u.Press.ID
		r.newest = max(r.newest, u.ID)
	}
}

// request and response are the parts of a call that are of interest.
type request struct {
	Chat    int64  `json:"chat_id"`
	Message int    `json:"message_id"`
	Text    string `json:"text"`
	Caption string `json:"caption"`
	Markup  struct {
		Inline [][]struct {
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
		Prompt bool `json:"force_reply"`
	} `json:"reply_markup"`
}

type response struct {
	OK     bool            `json:"ok"`
	Result json.RawMessage `json:"result"`
}

// formChat is the chat of a call that is not in JSON: an album, or an upload.
var formChat = regexp.MustCompile(`name="chat_id"\r\n\r\n(-?[0-9]+)\r\n`)

// call notes a call that Telegram carried out; what it refused is the sentinel's.
func (r *record) call(life int, method string, body, answer []byte) {
	var asked request
	var got response
	if json.Unmarshal(answer, &got) != nil || !got.OK {
		return
	}
	if json.Unmarshal(body, &asked) != nil {
		found := formChat.FindSubmatch(body)
		if found == nil {
			return
		}
		chat, err := strconv.ParseInt(string(found[1]), 10, 64)
		if err != nil {
			return
		}
		asked.Chat = chat
	}
	c := &call{
		life: life, method: method, chat: asked.Chat, text: asked.Text + asked.Caption,
		prompt: asked.Markup.Prompt, message: asked.Message, at: time.Now(),
	}
	for _, row := range asked.Markup.Inline {
		for _, b := range row {
			c.data = append(c.data, b.Data)
		}
	}
	var made struct {
		ID int `json:"message_id"`
	}
	if c.sends() && json.Unmarshal(got.Result, &made) == nil {
		c.message = made.ID
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls = append(r.calls, c)
}

// since are the calls from the n-th on.
func (r *record) since(n int) []*call {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.calls[n:])
}

// taken are the updates that were confirmed, and the presses in them.
func (r *record) taken() (updates []int64, presses map[string]bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	presses = map[string]bool{}
	for id, press := range r.handed {
		if id >= r.confirmed {
			continue
		}
		updates = append(updates, id)
		if press != "" {
			presses[press] = true
		}
	}
	slices.Sort(updates)
	return updates, presses
}

// writeCalls leaves the calls, a line each, for whoever looks for the cause of a fault.
func writeCalls(path string, calls []*call) error {
	var b strings.Builder
	for _, c := range calls {
		fmt.Fprintf(&b, "%s life %d %s chat %d message %d %q %q\n", c.at.Format("15:04:05.000"), c.life, c.method, c.chat, c.message, c.text, c.data)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		return fmt.Errorf("write calls: %w", err)
	}
	return nil
}
