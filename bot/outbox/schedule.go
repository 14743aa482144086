package outbox

import (
	"slices"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// schedule decides whose turn it is. It knows keys, lanes, moments and limits, and no message; it does not
// lock, wait or send. Choosing among n waiting chats takes O(log n).
type schedule struct {
	limits  Limits
	overall bucket
	shut    time.Time // nothing but alarms goes anywhere before
	// careful says that nothing has been taken since everything was shut: beside alarms, one message at a time finds
	// out whether it is over.
	careful bool

	items map[chat.RowID]*item
	lines map[desk.ChatID]*line
	swept int // how many lines were left by the last sweep

	ready    [chat.Lanes]heap[*line] // by the number of the row at the head
	parked   heap[*line]             // by moment
	held     heap[*item]             // by moment
	underWay int
}

func newSchedule(t Limits) *schedule {
	s := &schedule{limits: t, items: map[chat.RowID]*item{}, lines: map[desk.ChatID]*line{}}
	moved := func(l *line, i int) { l.index = i }
	for lane := range s.ready {
		s.ready[lane] = heap[*line]{less: func(a, b *line) bool { return a.head < b.head }, moved: moved}
	}
	s.parked = heap[*line]{less: func(a, b *line) bool { return a.wake.Before(b.wake) }, moved: moved}
	s.held = heap[*item]{less: func(a, b *item) bool { return a.until.Before(b.until) }, moved: func(it *item, i int) { it.index = i }}
	return s
}

// add puts a row in line; a row that is there already moves if its chat has changed, and one under way is
// looked at again once it is settled.
func (s *schedule) add(q storage.Queued, now time.Time) {
	lane := min(q.Lane, chat.Lanes-1)
	to := s.line(q.Chat, now)
	it := s.items[q.Row]
	switch {
	case it == nil:
		it = &item{row: q.Row, index: -1}
		s.items[q.Row] = it
	case it.sending != nil:
		it.line, it.lane, it.again = to, lane, true
		if to != it.sending { // those behind it in its new chat wait for it
			to.insert(lane, it.row)
			s.place(to, now)
		}
		return
	case it.line == to && it.lane == lane:
		return
	}
	from := it.line
	it.line, it.lane = to, lane
	if from != nil {
		s.place(from, now)
	}
	if it.index < 0 {
		to.insert(lane, it.row)
		s.place(to, now)
	}
}

func (s *schedule) line(c desk.ChatID, now time.Time) *line {
	l := s.lines[c]
	if l == nil {
		s.sweep(now)
		l = &line{chat: c, index: -1}
		s.lines[c] = l
	}
	return l
}

// sweep forgets lines that have rested long enough, whenever there are twice as many as after the last time.
func (s *schedule) sweep(now time.Time) {
	if len(s.lines) < 2*s.swept+1024 {
		return
	}
	for c, l := range s.lines {
		if l.next(s.items) == nil && l.forgettable(now, s.limits) {
			delete(s.lines, c)
		}
	}
	s.swept = len(s.lines)
}

// place puts a line where it belongs now: with those that are ready, with those that wait for a moment, or
// at rest. A line that waits for tokens for one row does not wait once another has overtaken it.
func (s *schedule) place(l *line, now time.Time) {
	waited, wake := l.head, l.wake
	wasParked := l.at == parked
	s.take(l)
	if l.busy != nil {
		return
	}
	it := l.next(s.items)
	switch {
	case it == nil:
		return
	case now.Before(l.shut):
		if it.lane == chat.Alarm && now.Before(s.shut) && s.shut.Before(l.shut) {
			l.shut = s.shut
		}
		s.park(l, it.row, l.shut)
	case wasParked && it.row == waited && now.Before(wake):
		s.park(l, it.row, wake)
	default:
		l.at, l.lane, l.head = ready, it.lane, it.row
		s.ready[l.lane].push(l)
	}
}

func (s *schedule) park(l *line, head chat.RowID, until time.Time) {
	l.at, l.head, l.wake = parked, head, until
	s.parked.push(l)
}

// take takes a line out of wherever it waits.
func (s *schedule) take(l *line) {
	switch l.at {
	case ready:
		s.ready[l.lane].remove(l.index)
	case parked:
		s.parked.remove(l.index)
	}
	l.at = resting
}

// next chooses the row whose turn it is and makes its line busy with it. Where there is none, wait says how
// long until there may be one; 0 means until something happens.
func (s *schedule) next(now time.Time) (it *item, wait time.Duration) {
	s.wake(now)
	for lane := range s.ready {
		l, ok := s.ready[lane].first()
		if !ok {
			continue
		}
		if l.lane != chat.Alarm && now.Before(s.shut) {
			return nil, s.sooner(now, s.shut.Sub(now))
		}
		if l.lane != chat.Alarm && s.careful && s.underWay > 0 {
			return nil, s.sooner(now, 0)
		}
		if s.underWay >= s.limits.lanesUnderWay(l.lane) {
			return nil, s.sooner(now, 0)
		}
		if wait := s.overall.wait(now, s.limits.Overall, 1, s.limits.Keep[lane]); wait > 0 {
			return nil, s.sooner(now, wait)
		}
		s.take(l)
		it := l.next(s.items) // there is one, or the line would not be ready
		if it == nil {
			continue
		}
		it.sending, l.busy = l, it
		s.underWay++
		return it, 0
	}
	return nil, s.sooner(now, 0)
}

// wake lets those go on whose moment has come.
func (s *schedule) wake(now time.Time) {
	for it, ok := s.held.first(); ok && !now.Before(it.until); it, ok = s.held.first() {
		s.held.remove(it.index)
		s.requeue(it, now)
		s.place(it.line, now)
	}
	for l, ok := s.parked.first(); ok && !now.Before(l.wake); l, ok = s.parked.first() {
		s.place(l, now)
	}
}

// sooner is wait, or the time until the next moment that somebody waits for, if that is sooner.
func (s *schedule) sooner(now time.Time, wait time.Duration) time.Duration {
	if it, ok := s.held.first(); ok && (wait == 0 || it.until.Sub(now) < wait) {
		wait = it.until.Sub(now)
	}
	if l, ok := s.parked.first(); ok && (wait == 0 || l.wake.Sub(now) < wait) {
		wait = l.wake.Sub(now)
	}
	return wait
}

// admit takes the tokens for a chosen row, now that it is known what it costs. Where they are not there, the
// row goes back in line and admit reports false.
func (s *schedule) admit(it *item, now time.Time, edit bool, cost int) bool {
	l := it.sending
	b, rate := l.rates(s.limits, edit)
	keep := 0
	if !edit && !l.chat.Private() && it.lane != chat.Alarm {
		keep = s.limits.GroupKeep
	}
	wait := b.wait(now, rate, cost, keep)
	if wait == 0 && cost > 1 {
		wait = s.overall.wait(now, s.limits.Overall, cost, s.limits.Keep[it.lane])
	}
	if wait > 0 {
		s.release(it, now, now.Add(wait))
		return false
	}
	b.take(cost)
	s.overall.take(cost)
	return true
}

// release puts a row that was chosen back in line, to be tried at until if it is still first then.
func (s *schedule) release(it *item, now, until time.Time) {
	l := s.free(it)
	s.requeue(it, now)
	if it.line == l {
		if head := l.next(s.items); head == it && now.Before(until) {
			s.park(l, it.row, until)
			return
		}
	}
	s.place(l, now)
	if it.line != l {
		s.place(it.line, now)
	}
}

// hold keeps a row that was chosen back until a moment, and lets the others of its chat overtake it.
func (s *schedule) hold(it *item, now, until time.Time) {
	l := s.free(it)
	it.again, it.until = false, until
	s.held.push(it)
	s.place(l, now)
	if it.line != l {
		s.place(it.line, now)
	}
}

// settled forgets a row whose outcome is kept, unless it changed meanwhile, and lets its chat go on.
func (s *schedule) settled(row chat.RowID, now time.Time) {
	it := s.items[row]
	if it == nil || it.sending == nil {
		return
	}
	l := it.sending
	l.busy, it.sending = nil, nil
	if it.again {
		s.requeue(it, now)
		s.place(it.line, now)
	} else {
		delete(s.items, row)
	}
	s.place(l, now)
}

// drop forgets a chosen row that has left the database.
func (s *schedule) drop(it *item, now time.Time) {
	s.underWay--
	s.settled(it.row, now)
}

// free takes a chosen row off its line, which is not busy then.
func (s *schedule) free(it *item) *line {
	s.underWay--
	l := it.sending
	l.busy, it.sending = nil, nil
	return l
}

// requeue puts a row back among those of its chat, whose line may have been forgotten meanwhile.
func (s *schedule) requeue(it *item, now time.Time) {
	it.again = false
	it.line = s.line(it.line.chat, now)
	it.line.insert(it.lane, it.row)
}

// shutLine keeps everything from a chat until a moment.
func (s *schedule) shutLine(l *line, until time.Time) {
	if until.After(l.shut) {
		l.shut = until
	}
}

// shutAll keeps everything but alarms back until a moment.
func (s *schedule) shutAll(now, until time.Time) {
	s.shut = until
	for _, l := range slices.Clone(s.parked.items) {
		if it := l.next(s.items); it != nil && it.lane == chat.Alarm {
			s.place(l, now)
		}
	}
}

// idle reports whether nothing waits and nothing is under way.
func (s *schedule) idle() bool { return len(s.items) == 0 }
