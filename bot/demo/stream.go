package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"log/slog"
	"net/http"
	"time"

	"frontdesk/bot/emulator"
)

const (
	heartbeat = 15 * time.Second       // the page takes a line silent for 40 s for dead
	gap       = 80 * time.Millisecond  // changes closer together than this travel together
	stalled   = 20 * time.Second       // a reader that takes nothing for so long is let go
	recent    = 20 * time.Second       // answers this young are told again to a page that lost its line
	reconnect = 500 * time.Millisecond // what a browser waits by itself before it asks again
)

var seed = maphash.MakeSeed()

// events sends everything at first and whatever changes from then on. A page that comes back after a
// lost line or a restart begins anew, so nothing has to be remembered for it.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	p.open.Add(1)
	defer p.open.Done()
	changes, stop := p.world.Watch()
	defer stop()
	moved, unwatch := p.moves.watch()
	defer unwatch()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()

	s := stream{page: p, out: w, control: http.NewResponseController(w), seen: map[int64]marks{}, answered: map[int64]string{}}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	err := s.begin()
	for err == nil {
		select {
		case <-r.Context().Done():
			return
		case <-p.ctx.Done():
			return
		case <-changes:
			err = s.changed()
			pause(r, gap)
		case <-moved:
			err = s.send("clock", p.reading())
		case <-beat.C:
			err = s.send("clock", p.reading())
		}
	}
	p.opts.Log.Debug("write to the page", slog.Any("error", err))
}

// pause lets changes gather for a moment; the emulator keeps one nudge waiting meanwhile.
func pause(r *http.Request, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	}
}

// marks are the fingerprints of what a page has been told of one chat.
type marks struct {
	head     uint64
	messages map[int]uint64
}

// stream is one page's line.
type stream struct {
	page     *Page
	out      http.ResponseWriter
	control  *http.ResponseController
	seen     map[int64]marks
	people   uint64
	answered map[int64]string // the last answer told, by person
}

// news is what a page is told: a chat's head with the messages that are new or different.
type news struct {
	head
	Messages []json.RawMessage `json:"messages,omitempty"`
	Gone     []int             `json:"gone,omitempty"`
}

func (s *stream) begin() error {
	people, _, err := s.peopleNews()
	if err != nil {
		return err
	}
	chats, _, err := s.chatNews()
	if err != nil {
		return err
	}
	var young []emulator.Toast
	for _, toast := range s.answers() {
		if time.Since(toast.At) < recent {
			young = append(young, toast)
		}
	}
	b := s.page.world.Bot()
	if _, err := fmt.Fprintf(s.out, "retry: %d\n\n", reconnect.Milliseconds()); err != nil {
		return fmt.Errorf("open stream: %w", err)
	}
	return s.send("world", map[string]any{
		"boot": s.page.boot, "bot": map[string]any{"id": b.ID, "username": b.Username, "name": nameOf(b)},
		"people": people, "chats": chats, "columns": s.page.opts.Columns, "clock": s.page.reading(), "answers": young,
	})
}

func (s *stream) changed() error {
	told := map[string]any{}
	people, different, err := s.peopleNews()
	if err != nil {
		return err
	}
	if different {
		told["people"] = people
	}
	chats, left, err := s.chatNews()
	if err != nil {
		return err
	}
	if len(chats) > 0 {
		told["chats"] = chats
	}
	if len(left) > 0 {
		told["left"] = left
	}
	if answers := s.answers(); len(answers) > 0 {
		told["answers"] = answers
	}
	if len(told) == 0 {
		return nil
	}
	return s.send("change", told)
}

func (s *stream) peopleNews() ([]person, bool, error) {
	people := s.page.people()
	_, mark, err := fingerprint(people)
	different := mark != s.people
	s.people = mark
	return people, different, err
}

// chatNews is what each chat shows that the page has not been told, and the chats that are no more.
func (s *stream) chatNews() (changed []news, left []int64, err error) {
	now := map[int64]bool{}
	for _, c := range s.page.chats() {
		now[c.ID] = true
		told, different, err := s.compare(c)
		if err != nil {
			return nil, nil, err
		}
		if different {
			changed = append(changed, told)
		}
	}
	for id := range s.seen {
		if !now[id] {
			delete(s.seen, id)
			left = append(left, id)
		}
	}
	return changed, left, nil
}

func (s *stream) compare(c chat) (news, bool, error) {
	old, known := s.seen[c.ID]
	_, mark, err := fingerprint(c.head)
	if err != nil {
		return news{}, false, err
	}
	told := news{head: c.head}
	fresh := marks{head: mark, messages: make(map[int]uint64, len(c.messages))}
	for _, m := range c.messages {
		text, mark, err := fingerprint(m)
		if err != nil {
			return news{}, false, err
		}
		fresh.messages[m.ID] = mark
		if was, there := old.messages[m.ID]; !there || was != mark {
			told.Messages = append(told.Messages, text)
		}
	}
	for id := range old.messages {
		if _, there := fresh.messages[id]; !there {
			told.Gone = append(told.Gone, id)
		}
	}
	s.seen[c.ID] = fresh
	return told, !known || old.head != mark || len(told.Messages)+len(told.Gone) > 0, nil
}

// answers are the presses answered since the last call.
func (s *stream) answers() []emulator.Toast {
	var fresh []emulator.Toast
	for _, u := range s.page.world.Users() {
		toasts := s.page.world.Toasts(u.ID)
		for i := len(toasts) - 1; i >= 0 && toasts[i].QueryID != s.answered[u.ID]; i-- {
			fresh = append(fresh, toasts[i])
		}
		if len(toasts) > 0 {
			s.answered[u.ID] = toasts[len(toasts)-1].QueryID
		}
	}
	return fresh
}

// fingerprint writes a value as the page reads it, with a mark by which to know it again.
func fingerprint(v any) (json.RawMessage, uint64, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, 0, fmt.Errorf("write %T for the page: %w", v, err)
	}
	return text, maphash.Bytes(seed, text), nil
}

// send writes one event. JSON holds no line break, so one data line carries it.
func (s *stream) send(kind string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write event %s: %w", kind, err)
	}
	// A writer that knows no deadlines is a test's.
	if err := s.control.SetWriteDeadline(time.Now().Add(stalled)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("set deadline of event %s: %w", kind, err)
	}
	if _, err := fmt.Fprintf(s.out, "event: %s\ndata: %s\n\n", kind, text); err != nil {
		return fmt.Errorf("send event %s: %w", kind, err)
	}
	if err := s.control.Flush(); err != nil {
		return fmt.Errorf("flush event %s: %w", kind, err)
	}
	return nil
}
