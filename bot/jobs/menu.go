package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/storage/chat"
)

// Menus are put in place one at a time and in order, because the later of two for one chat has to win, and not
// too fast: thousands come at once where many move in, and messages go before menus. A fault that passes is
// waited out for as long as it takes: nobody waits for a menu.
const (
	menuGap   = 250 * time.Millisecond
	menuBurst = 20 * menuGap // so long a rest lets 20 go without a gap
	menuPause = 30 * time.Second
)

// pace says when the next menu may be put in place. The worker's lock guards it.
type pace struct {
	busy bool
	from time.Time
	wait bool // a wake-up is set
}

// menuMay reports whether a menu may be put in place now, and takes the turn; where it will be only later, it
// has the worker look again then.
func (w *Worker) menuMay() bool {
	left := time.Until(w.menus.from)
	switch {
	case w.menus.busy:
		return false
	case left <= 0:
		w.menus.busy = true
		return true
	case !w.menus.wait:
		w.menus.wait = true
		time.AfterFunc(left, w.menuAgain)
	}
	return false
}

// end lets the next menu begin after the gap or the pause.
func (p *pace) end(now time.Time, pause time.Duration) {
	p.busy = false
	if rested := now.Add(-menuBurst); p.from.Before(rested) {
		p.from = rested
	}
	p.from = p.from.Add(menuGap)
	if pause > 0 {
		p.from = now.Add(pause)
	}
}

func (w *Worker) menuAgain() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.menus.wait = false
	w.nudge()
}

// menu puts a menu in place, or back at the head of those that wait where the fault passes.
func (w *Worker) menu(ctx context.Context, j chat.Job) {
	_, err := w.once(ctx, j)
	pause, passes := passing(err)
	if passes {
		pause = max(pause, menuPause)
		w.o.Log.Warn("a menu is put in place later", slog.Uint64("job", uint64(j.ID)), slog.Duration("again_in", pause), slog.Any("error", err))
	}
	w.mu.Lock()
	w.menus.end(time.Now(), pause)
	if passes {
		w.waiting = slices.Insert(w.waiting, 0, j)
	}
	w.nudge()
	w.mu.Unlock()
	if !passes {
		w.told(j, struct{}{}, err)
	}
}

// commands puts a menu of commands in place. One that the chat service will never take, or not for that chat, is
// done without.
func (w *Worker) commands(ctx context.Context, args json.RawMessage) (any, error) {
	var menu chat.CommandsArgs
	if err := json.Unmarshal(args, &menu); err != nil {
		return nil, fmt.Errorf("put menu in place: %w", err)
	}
	err := w.api.SetCommands(ctx, menu)
	if migrate, moved := errors.AsType[*telegram.Migrate](err); moved { // while the menu waited
		menu.Chat = migrate.To
		err = w.api.SetCommands(ctx, menu)
	}
	if telegram.Refused(err) {
		w.o.Log.Warn("a menu was refused", slog.Int64("chat", int64(menu.Chat)), slog.String("language", menu.Language), slog.Any("error", err))
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("put menu in place: %w", err)
	}
	return struct{}{}, nil
}
