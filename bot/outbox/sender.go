package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Sends is what the sender calls.
type Sends interface {
	Send(ctx context.Context, l telegram.Letter) ([]desk.MessageID, error)
	Edit(ctx context.Context, message desk.MessageID, l telegram.Letter) error
	Strip(ctx context.Context, to desk.ChatID, message desk.MessageID) error
	Remove(ctx context.Context, to desk.ChatID, message desk.MessageID) error
	Pin(ctx context.Context, to desk.ChatID, message desk.MessageID) error
	Unpin(ctx context.Context, to desk.ChatID, message desk.MessageID) error
	Answer(ctx context.Context, t chat.Toast) error
	Typing(ctx context.Context, to desk.ChatID) error
}

// Clock tells desk time, for outcomes. What paces the sender is machine time.
type Clock func() time.Time

// Options are the choices for a sender; the zero value is the one for use.
type Options struct {
	Limits Limits        // Documented() when zero
	Grace  time.Duration // how long messages under way may take after the end of Run, 5 s
	Log    *slog.Logger
}

// Sender sends what waits in the database.
type Sender struct {
	db     *storage.DB
	api    Sends
	clock  Clock
	report func([]chat.Outcome)
	o      Options

	mu      sync.Mutex
	sched   *schedule
	changed map[chat.Slot]time.Time // when a paced slot last changed
	pruned  int                     // how many slots the last pruning left
	beside  int                     // toasts and typing signs under way
	closed  bool                    // Run has ended
	streak  streak
	stats   Stats
	waiters []chan struct{}

	nudge chan struct{}      // wakes Run
	ctx   context.Context    // of what is under way; it outlives Run's by the grace
	end   context.CancelFunc // ends ctx
	work  sync.WaitGroup
	slots chan struct{} // bounds what goes beside the lanes
}

// New makes a sender. It hands each outcome to report; the outcome's chat waits until Settled.
func New(db *storage.DB, api Sends, clock Clock, report func([]chat.Outcome), o Options) *Sender {
	if o.Limits == (Limits{}) {
		o.Limits = Documented()
	}
	if o.Grace == 0 {
		o.Grace = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Sender{
		db: db, api: api, clock: clock, report: report, o: o,
		sched: newSchedule(o.Limits), changed: map[chat.Slot]time.Time{},
		nudge: make(chan struct{}, 1), slots: make(chan struct{}, maxBeside),
	}
	s.ctx, s.end = context.WithCancel(context.Background())
	return s
}

// Load reads what waits in the database: after a start, and when groups have changed their identity.
func (s *Sender) Load(ctx context.Context) error {
	var rows []storage.Queued
	err := s.db.View(s.clock(), func(r *storage.Reader) error {
		return r.Waiting(func(o chat.Outgoing) {
			rows = append(rows, storage.Queued{Row: o.ID, Chat: o.Chat, Lane: o.Lane})
		})
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("load outbox: %w", err)
	}
	s.Queue(rows)
	return nil
}

// Queue takes rows that a transaction has committed.
func (s *Sender) Queue(rows []storage.Queued) {
	if len(rows) == 0 {
		return
	}
	now := time.Now()
	s.mu.Lock()
	for _, q := range rows {
		s.sched.add(q, now)
	}
	s.mu.Unlock()
	s.wake()
}

// Settled says that the outcomes of these rows are committed, or never will be: their chats go on.
func (s *Sender) Settled(ids []chat.RowID) {
	if len(ids) == 0 {
		return
	}
	now := time.Now()
	s.mu.Lock()
	for _, id := range ids {
		s.sched.settled(id, now)
	}
	s.tellIdle()
	s.mu.Unlock()
	s.wake()
}

func (s *Sender) wake() {
	select {
	case s.nudge <- struct{}{}:
	default:
	}
}

// Run sends until ctx ends; then it waits for what is under way, for the grace at most. It returns nil. Rows
// that were not sent stay in the database.
func (s *Sender) Run(ctx context.Context) error {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for ctx.Err() == nil {
		it, wait := s.next()
		if it != nil {
			s.begin(it)
			continue
		}
		var moment <-chan time.Time
		if wait > 0 {
			timer.Reset(wait)
			moment = timer.C
		}
		select {
		case <-ctx.Done():
		case <-s.nudge:
		case <-moment:
		}
	}
	s.close()
	return nil
}

// close lets what is under way come to its end, and cuts it off after the grace.
func (s *Sender) close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	cut := time.AfterFunc(s.o.Grace, s.end)
	s.work.Wait()
	cut.Stop()
	s.end()
}

func (s *Sender) next() (*item, time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sched.next(time.Now())
}

// begin reads the row that was chosen, and sends it in the background if it may go now.
func (s *Sender) begin(it *item) {
	d, err := s.read(it)
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err != nil:
		s.o.Log.Error("a waiting message cannot be read", "row", it.row, "error", err)
		s.retryLater(it, now)
		return
	case d == nil:
		s.sched.drop(it, now)
		s.tellIdle()
		return
	case d.row.Chat != it.sending.chat || d.row.Lane != it.lane: // moved since it was queued
		s.sched.add(storage.Queued{Row: it.row, Chat: d.row.Chat, Lane: d.row.Lane}, now)
		s.sched.release(it, now, now)
		return
	}
	if until := s.paced(d); now.Before(until) {
		s.sched.hold(it, now, until)
		return
	}
	if !d.moot && !s.sched.admit(it, now, d.edit, d.cost()) {
		return
	}
	s.work.Go(func() { s.attempt(it, d) })
}

// paced is when the row's slot may change again.
func (s *Sender) paced(d *draft) time.Time {
	if d.row.Pace == 0 || s.o.Limits.Unpaced {
		return time.Time{}
	}
	last, known := s.changed[d.row.Slot]
	if !known {
		return time.Time{}
	}
	return last.Add(d.row.Pace)
}

// longestPace is how long a slot's last change is remembered at least.
const longestPace = time.Minute

func (s *Sender) noteChange(row chat.Outgoing, now time.Time) {
	if row.Pace == 0 {
		return
	}
	s.changed[row.Slot] = now
	if len(s.changed) < 2*s.pruned+1024 {
		return
	}
	for slot, at := range s.changed {
		if now.Sub(at) > longestPace {
			delete(s.changed, slot)
		}
	}
	s.pruned = len(s.changed)
}
