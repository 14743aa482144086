package emulator

import (
	"strconv"
	"time"
)

// query is a press that waits for its answer.
type query struct {
	User  int64     `json:"user"`
	Until time.Time `json:"until"`
}

// maxToasts are kept for each person.
const maxToasts = 200

// Press presses a button with any callback data, even one that no button shows now: apps keep old messages and
// can be made to send anything. On a message that is gone, the bot is told of an inaccessible one.
func (s *Server) Press(user, chat int64, message int, data string) (queryID string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	if err != nil {
		return "", err
	}
	now := time.Now()
	s.forgetQueries(now)
	s.nextQuery++
	queryID = strconv.FormatInt(s.nextQuery, 10)
	s.queries[queryID] = &query{User: user, Until: now.Add(queryLifetime)}
	s.queueUpdate("callback_query", now, func(b []byte) []byte {
		b = appendString(append(b, `{"id":`...), queryID)
		b = appendUser(key(b, "from"), s.user(user))
		if m := ch.find(message); m != nil {
			b = s.appendMessage(key(b, "message"), ch, m, false)
		} else {
			b = s.appendInaccessible(key(b, "message"), ch, message)
		}
		b = fieldString(b, "chat_instance", strconv.FormatInt(ch.ID*7919, 10))
		b = appendString(key(b, "data"), data)
		return append(b, '}')
	})
	return queryID, nil
}

// forgetQueries keeps the table small where a bot never answers.
func (s *Server) forgetQueries(now time.Time) {
	if len(s.queries) < 10000 {
		return
	}
	for id, q := range s.queries {
		if now.After(q.Until) {
			delete(s.queries, id)
		}
	}
}

func (c *call) answerCallbackQuery() error {
	id := c.text("callback_query_id")
	q := c.s.queries[id]
	switch {
	case q == nil, c.now.After(q.Until):
		return bad("query is too old and response timeout expired or query ID is invalid")
	case utf16Length(c.text("text")) > 200:
		return bad("MESSAGE_TOO_LONG")
	case c.text("url") != "" && !c.s.startLink(c.text("url")):
		return bad("URL_INVALID")
	}
	delete(c.s.queries, id) // one press takes one answer
	if p := c.s.people[q.User]; p != nil {
		if len(p.toasts) >= 2*maxToasts {
			p.toasts = append(make([]Toast, 0, 2*maxToasts), p.toasts[maxToasts:]...)
		}
		p.toasts = append(p.toasts, Toast{QueryID: id, Text: c.text("text"), Alert: c.flag("show_alert"), URL: c.text("url"), At: c.now})
		c.s.changed()
	}
	return c.ok()
}

// Toasts are the answers to somebody's presses, oldest first; an answer without words is there too.
// The last 200 at least are kept.
func (s *Server) Toasts(user int64) []Toast {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.people[user]; p != nil {
		return append([]Toast(nil), p.toasts...)
	}
	return nil
}
