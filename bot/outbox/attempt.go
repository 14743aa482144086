package outbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

var errPanic = errors.New("panic while sending")

// attempt makes the row's next call and sees to what comes of it.
func (s *Sender) attempt(it *item, d *draft) {
	messages, err := s.perform(d)
	now := time.Now()
	s.mu.Lock()
	out, finished := s.resolve(it, d, messages, err, now)
	if finished {
		s.sched.underWay--
		s.count(out.Result, d.edit)
	}
	s.mu.Unlock()
	if finished {
		s.report([]chat.Outcome{out})
	}
	s.wake()
}

// perform makes the call and returns what stands then. A panic counts as a fault that may pass.
func (s *Sender) perform(d *draft) (messages []desk.MessageID, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	switch {
	case d.moot:
		return nil, nil
	case d.row.Message != 0:
		return nil, s.touch(d.row)
	case d.edit:
		return append([]desk.MessageID{d.place.Message}, d.place.More...), s.api.Edit(s.ctx, d.place.Message, d.letter())
	}
	return s.api.Send(s.ctx, d.letter())
}

// touch does to a message what needs no content.
func (s *Sender) touch(o chat.Outgoing) error {
	switch o.Op {
	case chat.Strip:
		return s.api.Strip(s.ctx, o.Chat, o.Message)
	case chat.Pin:
		return s.api.Pin(s.ctx, o.Chat, o.Message)
	case chat.Unpin:
		return s.api.Unpin(s.ctx, o.Chat, o.Message)
	}
	return s.api.Remove(s.ctx, o.Chat, o.Message)
}

// resolve turns the answer to a call into an outcome, or puts the row back in line to be tried again, in
// another way or later.
func (s *Sender) resolve(it *item, d *draft, messages []desk.MessageID, err error, now time.Time) (out chat.Outcome, finished bool) {
	out = chat.Outcome{Row: it.row, Version: d.row.Version, Result: chat.Sent, At: s.clock()}
	if !d.moot {
		s.streak.note(it.sending, err)
		s.sched.careful = s.streak.common()
	}
	if err == nil || telegram.Because(err, telegram.NotModified) {
		return out, s.taken(it, d, messages, &out, now)
	}
	var (
		bad       *telegram.BadRequest
		forbidden *telegram.Forbidden
		migrate   *telegram.Migrate
	)
	switch {
	case s.otherwise(it, d, err):
		s.sched.release(it, now, now)
		return out, false
	case errors.As(err, &migrate):
		out.Result, out.MigratedTo = chat.Migrated, migrate.To
	case pinning(d.row.Op) && (errors.As(err, &forbidden) || errors.As(err, &bad)):
		out.Result = unpinned(d.row.Op, err)
	case errors.As(err, &forbidden):
		out.Result = chat.Closed
	case telegram.Because(err, telegram.Gone) && d.row.Op != chat.Post && d.row.Op != chat.Show:
		out.Result = chat.Superseded
	case errors.As(err, &bad):
		out.Result = chat.Refused
		s.o.Log.Warn("a message was refused", "row", it.row, "chat", d.row.Chat, "error", err)
	default:
		s.postpone(it, now, err)
		return out, false
	}
	out.Detail = err.Error()
	it.sending.faults = 0
	return out, true
}

// pinning reports whether the row asks for what nobody misses where it cannot be had.
func pinning(o chat.Op) bool { return o == chat.Pin || o == chat.Unpin }

// unpinned is what comes of a pin that cannot be had. Where the bot lacks the right, somebody can give it to it.
func unpinned(o chat.Op, err error) chat.Result {
	if o == chat.Pin && telegram.Because(err, telegram.NoRight) {
		return chat.Refused
	}
	return chat.Superseded
}

// taken notes a call that Telegram has carried out, and reports whether it was the row's last.
func (s *Sender) taken(it *item, d *draft, messages []desk.MessageID, out *chat.Outcome, now time.Time) bool {
	it.sending.faults = 0
	if d.moot {
		out.Result = chat.Superseded
		return true
	}
	if d.cut && d.tried.part == 0 {
		s.o.Log.Warn("a message was too long and lost its end", "row", it.row, "chat", d.row.Chat)
	}
	s.noteChange(d.row, now)
	if d.edit {
		stands(out, d.place.Message, messages)
		return true
	}
	if len(messages) > 0 && it.tried.part == telegram.Telling(d.parts) {
		it.tried.telling = messages[0]
	}
	it.tried.taken = append(it.tried.taken, messages...)
	if it.tried.part++; it.tried.part < len(d.parts) {
		s.sched.release(it, now, now)
		return false
	}
	stands(out, it.tried.telling, it.tried.taken)
	out.Replaced = d.replaced()
	return true
}

// stands notes what stands for the row: the message that holds its text, and all where there are several.
func stands(out *chat.Outcome, telling desk.MessageID, all []desk.MessageID) {
	out.Message = telling
	if len(all) > 1 {
		out.Messages = all
	}
}

// otherwise finds another way to send what was refused, where there is one.
func (s *Sender) otherwise(it *item, d *draft, err error) bool {
	switch {
	case telegram.Because(err, telegram.Gone) && d.edit && d.row.Op == chat.Show:
		it.tried.anew = true
	case telegram.Because(err, telegram.Unparsable) && !d.tried.plain:
		s.o.Log.Error("a text is no HTML that Telegram knows, and goes out plain", "row", it.row, "chat", d.row.Chat, "error", err)
		it.tried.plain = true
	case telegram.Because(err, telegram.NoThread) && d.row.Thread != 0 && !d.tried.main:
		s.o.Log.Warn("a topic is gone, and its message goes to the main chat", "row", it.row, "chat", d.row.Chat)
		it.tried.main = true
	default:
		return false
	}
	return true
}

// postpone tries the row again later: after the time that Telegram named, or after a back-off. Where several
// chats in a row fare the same, it is not the chat, and everything waits but alarms: each is tried all the same, because
// the chats may only seem to have failed together.
func (s *Sender) postpone(it *item, now time.Time, err error) {
	s.stats.Retried++
	var (
		tooMany      *telegram.TooMany
		unauthorized *telegram.Unauthorized
	)
	switch {
	case errors.As(err, &unauthorized):
		s.o.Log.Error("Telegram does not know the token: nothing can be sent", "error", err)
		s.sched.shutAll(now, now.Add(unauthorizedPause))
		s.sched.shutLine(it.sending, s.sched.shut)
		s.sched.release(it, now, now)
	case errors.As(err, &tooMany):
		s.stats.TooMany++
		wait := tooMany.RetryAfter
		if it.lane != chat.Alarm {
			wait += rand.N(firstPause / 4) // #nosec G404 -- only spreads the load
		}
		s.o.Log.Warn("Telegram asks for patience", "chat", it.sending.chat, "again_in", wait)
		s.pauseAll(now, wait)
		s.sched.shutLine(it.sending, now.Add(wait))
		s.sched.release(it, now, now)
	default:
		s.o.Log.Log(context.Background(), faultLevel(s.streak.length), "a message could not be sent yet", "row", it.row, "error", err)
		s.pauseAll(now, backOff(s.streak.pauses+1))
		s.retryLater(it, now)
	}
}

// pauseAll keeps everything but alarms back where the fault is not the chats', once for all that were under way
// together.
func (s *Sender) pauseAll(now time.Time, wait time.Duration) {
	if s.streak.common() && !now.Before(s.sched.shut) {
		s.streak.pauses++
		s.sched.shutAll(now, now.Add(wait))
	}
}

// retryLater puts a row back in line and keeps its chat shut for a back-off.
func (s *Sender) retryLater(it *item, now time.Time) {
	l := it.sending
	l.faults++
	s.sched.shutLine(l, now.Add(backOff(l.faults)))
	s.sched.release(it, now, now)
}
