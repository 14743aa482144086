package emulator

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

const (
	updateLifetime = 24 * time.Hour
	queryLifetime  = 150 * time.Second // of a press waiting in the queue, and of the right to answer it
	maxBatch       = 100
	maxPoll        = 50 * time.Second
	maxRecent      = 512 // updates remembered for Redeliver
)

// update is one update on its way to the bot.
type update struct {
	ID    int64     `json:"id"`
	Until time.Time `json:"until"`
	Body  []byte    `json:"body"`
	again bool      // a copy that comes whatever the offset, once
}

// queue holds what the bot has not confirmed.
type queue struct {
	items   []update
	recent  []update
	next    int64
	allowed map[string]bool // nil: all but the shy kinds
	raw     string          // the allowed_updates that made allowed
	waiter  chan bool       // a long poll: true, something came; false, another poller came
}

// shyKinds are those that come only when asked for.
var shyKinds = map[string]bool{"chat_member": true, "message_reaction": true, "message_reaction_count": true}

var updateKinds = map[string]bool{
	"message": true, "edited_message": true, "channel_post": true, "edited_channel_post": true, "callback_query": true,
	"my_chat_member": true, "chat_member": true, "message_reaction": true, "message_reaction_count": true,
	"inline_query": true, "chosen_inline_result": true, "shipping_query": true, "pre_checkout_query": true,
	"purchased_paid_media": true, "poll": true, "poll_answer": true, "chat_join_request": true, "chat_boost": true,
	"removed_chat_boost": true, "business_connection": true, "business_message": true, "edited_business_message": true,
	"deleted_business_messages": true, "managed_bot": true, "guest_message": true,
}

func (q *queue) wants(kind string) bool {
	if q.allowed == nil {
		return !shyKinds[kind]
	}
	return q.allowed[kind]
}

// queueUpdate writes an update of a kind the bot wants; write appends its value.
func (s *Server) queueUpdate(kind string, now time.Time, write func([]byte) []byte) {
	if !s.updates.wants(kind) {
		return
	}
	b := strconv.AppendInt(append(make([]byte, 0, 1024), `{"update_id":`...), s.updates.next, 10)
	b = append(write(key(b, kind)), '}')
	life := updateLifetime
	if kind == "callback_query" {
		life = queryLifetime
	}
	s.updates.add(update{ID: s.updates.next, Until: now.Add(life), Body: b})
	s.updates.next++
}

func (q *queue) add(u update) {
	q.items = append(q.items, u)
	if q.recent = append(q.recent, u); len(q.recent) > 2*maxRecent {
		q.recent = append(make([]update, 0, 2*maxRecent+1), q.recent[maxRecent:]...)
	}
	q.wake(true)
}

func (q *queue) wake(came bool) {
	if q.waiter != nil {
		q.waiter <- came // it has room for one, and is forgotten with it
		q.waiter = nil
	}
}

// confirm drops what an offset confirms, and what has become too old.
func (q *queue) confirm(offset int64, now time.Time) {
	drop := func(u update) bool {
		return !u.again && offset > 0 && u.ID < offset || now.After(u.Until)
	}
	if offset < 0 {
		q.items = q.items[max(0, len(q.items)+int(max(offset, -1<<31))):]
	}
	n := 0
	for n < len(q.items) && drop(q.items[n]) {
		n++
	}
	q.items = q.items[n:]
	if slices.ContainsFunc(q.items, drop) { // presses die before older messages do
		q.items = slices.DeleteFunc(slices.Clone(q.items), drop)
	}
}

// take writes the first updates as a JSON array and tells how many.
func (q *queue) take(b []byte, limit int) ([]byte, int) {
	n := min(limit, len(q.items))
	b = append(b, '[')
	again := false
	for i, u := range q.items[:n] {
		b = append(comma(b, i), u.Body...)
		again = again || u.again
	}
	if again {
		q.items = append(slices.DeleteFunc(slices.Clone(q.items[:n]), func(u update) bool { return u.again }), q.items[n:]...)
	}
	return append(b, ']'), n
}

var errConflict = &refused{Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}

// getUpdates confirms, and answers with what waits or waits for it. A second poller ends the first.
func (c *call) getUpdates(ctx context.Context) error {
	limit := int(c.number("limit"))
	if limit <= 0 || limit > maxBatch {
		limit = maxBatch
	}
	s := c.s
	deadline := c.now.Add(min(time.Duration(max(0, min(c.number("timeout"), 3600)))*time.Second, maxPoll))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.webhook.URL != "" {
		return &refused{Code: 409, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if err := c.allowUpdates(); err != nil {
		return err
	}
	s.updates.wake(false)
	s.updates.confirm(c.number("offset"), c.now)
	for {
		size := 2
		for _, u := range s.updates.items[:min(limit, len(s.updates.items))] {
			size += len(u.Body) + 1
		}
		var n int
		c.out, n = s.updates.take(c.result(size), limit)
		wait := time.Until(deadline)
		if n > 0 || wait <= 0 {
			return nil
		}
		if err := s.await(ctx, wait); err != nil {
			return err
		}
	}
}

// await lets go of the lock until something comes, the time is over, or somebody else polls.
func (s *Server) await(ctx context.Context, wait time.Duration) error {
	waiter := make(chan bool, 1) // made here, so that it belongs to the caller's bubble
	s.updates.waiter = waiter
	s.mu.Unlock()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	came, over := true, false
	select {
	case came = <-waiter:
	case <-timer.C:
		over = true
	case <-ctx.Done():
		over = true
	}
	s.mu.Lock()
	if over && s.updates.waiter == waiter {
		s.updates.waiter = nil
	} else if over {
		came = <-waiter // whoever forgot the waiter has told it why
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if !came {
		return errConflict
	}
	return nil
}

// allowUpdates reads allowed_updates, which sticks until it is given again; an empty list is the default.
func (c *call) allowUpdates() error {
	raw := c.text("allowed_updates")
	q := &c.s.updates
	if raw == "" || raw == q.raw {
		return nil
	}
	var kinds []string
	if err := json.Unmarshal([]byte(raw), &kinds); err != nil {
		return bad("can't parse allowed_updates JSON array")
	}
	q.raw, q.allowed = raw, nil
	for _, k := range kinds {
		if !updateKinds[k] {
			c.unknown = append(c.unknown, "allowed_updates: "+k)
			continue
		}
		if q.allowed == nil {
			q.allowed = map[string]bool{}
		}
		q.allowed[k] = true
	}
	return nil
}

// Pending counts the updates that no offset has confirmed yet.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.confirm(0, time.Now())
	return len(s.updates.items)
}

var errNoObject = errors.New("inject update: no JSON object")

// Inject queues any update as it stands, even one of a kind that nobody knows. An absent update_id is filled in.
// What is not even a JSON object is queued as it is too: the answer to getUpdates is then damaged.
func (s *Server) Inject(raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, err := injectedID(raw)
	switch {
	case err != nil:
		id = s.updates.next
	case id == 0:
		id = s.updates.next
		head := strconv.AppendInt([]byte(`{"update_id":`), id, 10)
		rest := bytes.TrimSpace(bytes.TrimSpace(raw)[1:])
		if rest[0] != '}' {
			head = append(head, ',')
		}
		raw = slices.Concat(head, rest)
	}
	s.updates.next = max(s.updates.next, id+1)
	s.updates.add(update{ID: id, Until: time.Now().Add(updateLifetime), Body: slices.Clone(raw)})
	s.changed()
}

func injectedID(raw json.RawMessage) (int64, error) {
	var head map[string]json.RawMessage
	if err := json.Unmarshal(raw, &head); err != nil {
		return 0, fmt.Errorf("read injected update: %w", err)
	}
	if head == nil {
		return 0, errNoObject
	}
	var id int64
	if given, ok := head["update_id"]; ok {
		if err := json.Unmarshal(given, &id); err != nil {
			return 0, fmt.Errorf("read injected update_id: %w", err)
		}
	}
	return id, nil
}

// Redeliver makes the last n updates come once more, confirmed or not, with the ids they had.
func (s *Server) Redeliver(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.updates
	n = min(n, len(q.recent))
	until := time.Now().Add(updateLifetime)
	for _, u := range q.recent[len(q.recent)-n:] {
		u.again, u.Until = true, until
		q.items = append(q.items, u)
	}
	if n > 0 {
		q.wake(true)
	}
}
