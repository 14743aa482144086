package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// maxBeside is how many toasts and typing signs go out at once, and mostBeside how many may wait to: beyond
// it they are dropped, because whoever pressed has long stopped waiting.
const (
	maxBeside  = 64
	mostBeside = 2048
)

// Answer answers presses at once, in the background. Only the last answer to each press is given. What fails
// is dropped: the press has been dealt with, and the button stops waiting by itself.
func (s *Sender) Answer(toasts []chat.Toast) {
	for i, t := range toasts {
		if !answeredLater(t.PressID, toasts[i+1:]) {
			s.goBeside("answer a press", func(ctx context.Context) error { return s.api.Answer(ctx, t) })
		}
	}
}

func answeredLater(press string, later []chat.Toast) bool {
	for _, t := range later {
		if t.PressID == press {
			return true
		}
	}
	return false
}

// Typing shows in the chats that an answer is being worked on, at once, in the background.
func (s *Sender) Typing(chats []desk.ChatID) {
	for _, c := range chats {
		s.goBeside("show typing", func(ctx context.Context) error { return s.api.Typing(ctx, c) })
	}
}

func (s *Sender) goBeside(what string, do func(context.Context) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.beside >= mostBeside {
		return
	}
	s.beside++
	s.work.Go(func() {
		if err := s.try(do); err != nil {
			s.o.Log.Debug("dropped", "what", what, "error", err)
		}
		s.mu.Lock()
		s.beside--
		s.tellIdle()
		s.mu.Unlock()
	})
}

// try calls do, and once more where the fault may have passed.
func (s *Sender) try(do func(context.Context) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
	err = do(s.ctx)
	if _, passes := errors.AsType[*telegram.Temporary](err); !passes {
		return err
	}
	pause := time.NewTimer(backOff(1))
	defer pause.Stop()
	select {
	case <-pause.C:
		return do(s.ctx)
	case <-s.ctx.Done():
		return err
	}
}
