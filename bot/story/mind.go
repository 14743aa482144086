package story

import (
	"fmt"
	"sync"
	"time"

	"frontdesk/bot/writer"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// mind listens to what the flows are asked, so that a story knows which messages the desk has noted as sent, and
// can make a handler fail.
type mind struct {
	mu    sync.Mutex
	trip  func(chat.Update) bool
	slow  time.Duration // what each timer takes
	heard []sent        // in the transaction under way
	noted map[sent]bool // and committed
	// queued says of each message that was taken where, in which lane and when it was queued.
	queued []chat.Outgoing
}

// sent is a message that stands in a chat.
type sent struct {
	Chat    int64
	Message int
}

func (m *mind) wrap(f writer.Flows) writer.Flows { return &listening{Flows: f, mind: m} }

// listening are the flows with a mind that listens.
type listening struct {
	writer.Flows
	mind *mind
}

// Handle implements writer.Flows.
func (l *listening) Handle(tx *storage.Tx, u chat.Update) error {
	l.mind.mu.Lock()
	trip := l.mind.trip
	l.mind.mu.Unlock()
	if trip != nil && trip(u) {
		panic(fmt.Sprintf("a handler trips over update %d", u.ID))
	}
	return l.Flows.Handle(tx, u)
}

// Fire implements writer.Flows.
func (l *listening) Fire(tx *storage.Tx, t desk.Timer) error {
	l.mind.mu.Lock()
	slow := l.mind.slow
	l.mind.mu.Unlock()
	time.Sleep(slow)
	return l.Flows.Fire(tx, t)
}

// Delivered implements writer.Flows.
func (l *listening) Delivered(tx *storage.Tx, o chat.Outcome) error {
	row, ok, err := tx.Row(o.Row)
	if err == nil && ok && o.Message != 0 {
		l.mind.mu.Lock()
		l.mind.queued = append(l.mind.queued, chat.Outgoing{Lane: row.Lane, Chat: row.Chat, Queued: row.Queued})
		for i := range max(1, len(row.Content.Media)) { // an album is a message for each
			l.mind.heard = append(l.mind.heard, sent{int64(row.Chat), int(o.Message) + i})
		}
		l.mind.mu.Unlock()
	}
	return l.Flows.Delivered(tx, o)
}

// concluded keeps what a transaction heard, if it was committed.
func (m *mind) concluded(committed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.noted == nil {
		m.noted = map[sent]bool{}
	}
	if committed {
		for _, s := range m.heard {
			m.noted[s] = true
		}
	}
	m.heard = nil
}

// Trip has the handler panic over every update of which when says so; nil ends it.
func (w *World) Trip(when func(chat.Update) bool) {
	w.mind.mu.Lock()
	defer w.mind.mu.Unlock()
	w.mind.trip = when
}

// Slows has each timer take so long; 0 ends it.
func (w *World) Slows(by time.Duration) {
	w.mind.mu.Lock()
	defer w.mind.mu.Unlock()
	w.mind.slow = by
}

// noteOrphans finds the messages that Telegram took without the desk's having noted it: it will send them again.
func (w *World) noteOrphans() {
	w.mind.mu.Lock()
	defer w.mind.mu.Unlock()
	for _, r := range w.rooms {
		for _, m := range w.Telegram.MessagesSince(r.ID, r.mark) {
			if s := (sent{r.ID, m.ID}); m.From.IsBot && m.Service == "" && !w.mind.noted[s] {
				r.orphans[m.ID] = true
			}
		}
	}
}

// DeadLetters are what could not be handled.
func (w *World) DeadLetters() (letters []storage.DeadLetter) {
	w.T.Helper()
	w.View(func(r *storage.Reader) (err error) {
		letters, err = r.DeadLetters()
		return err
	})
	return letters
}

// Tickets are the numbers of all tickets, oldest first.
func (w *World) Tickets() (ids []desk.TicketID) {
	w.T.Helper()
	w.View(func(r *storage.Reader) error {
		return r.EachTicket(func(t *desk.Ticket) bool {
			ids = append(ids, t.ID)
			return true
		})
	})
	return ids
}
