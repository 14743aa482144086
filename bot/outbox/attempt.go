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
	message, err := s.perform(d)
	now := time.Now()
	s.mu.Lock()
	out, finished := s.resolve(it, d, message, err, now)
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

// perform makes the call. A panic counts as a fault that may pass.
func (s *Sender) perform(d *draft) (message desk.MessageID, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	switch {
	case d.moot:
		return 0, nil
	case d.row.Op == chat.Strip:
		return 0, s.api.Strip(s.ctx, d.row.Chat, d.row.Message)
	case d.row.Op == chat.Remove:
		return 0, s.api.Remove(s.ctx, d.row.Chat, d.row.Message)
	case d.edit:
		return d.place.Message, s.api.Edit(s.ctx, d.place.Message, d.letter())
	}
	return s.api.Send(s.ctx, d.letter())
}

// resolve turns the answer to a call into an outcome, or puts the row back in line to be tried again, in
// another way or later.
func (s *Sender) resolve(it *item, d *draft, message desk.MessageID, err error, now time.Time) (out chat.Outcome, finished bool) {
	out = chat.Outcome{Row: it.row, Version: d.row.Version, Result: chat.Sent, Message: message, At: s.clock()}
	s.streak.note(it.sending, err)
	if err == nil || telegram.Because(err, telegram.NotModified) {
		return out, s.taken(it, d, &out, now)
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
	out.Message, out.Detail = 0, err.Error()
	it.sending.faults = 0
	return out, true
}

// taken notes a call that Telegram has carried out, and reports whether it was the row's last.
func (s *Sender) taken(it *item, d *draft, out *chat.Outcome, now time.Time) bool {
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
		return true
	}
	if it.tried.part++; it.tried.part < len(d.parts) {
		s.sched.release(it, now, now)
		return false
	}
	out.Replaced = d.replaced()
	return true
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
// chats in a row fare the same, it is not the chat, and everything waits.
func (s *Sender) postpone(it *item, now time.Time, err error) {
	s.stats.Retried++
	var (
		tooMany      *telegram.TooMany
		unauthorized *telegram.Unauthorized
	)
	switch {
	case errors.As(err, &unauthorized):
		s.o.Log.Error("Telegram does not know the token: nothing can be sent", "error", err)
		s.sched.shut = now.Add(unauthorizedPause)
		s.sched.release(it, now, now)
	case errors.As(err, &tooMany):
		s.stats.TooMany++
		wait := tooMany.RetryAfter + rand.N(firstPause/4) // #nosec G404 -- only spreads the load
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

// pauseAll keeps everything back where the fault is not the chats', once for all that were under way together.
func (s *Sender) pauseAll(now time.Time, wait time.Duration) {
	if s.streak.common() && !now.Before(s.sched.shut) {
		s.streak.pauses++
		s.sched.shut = now.Add(wait)
	}
}

// retryLater puts a row back in line and keeps its chat shut for a back-off.
func (s *Sender) retryLater(it *item, now time.Time) {
	l := it.sending
	l.faults++
	s.sched.shutLine(l, now.Add(backOff(l.faults)))
	s.sched.release(it, now, now)
}
