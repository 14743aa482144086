package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/flows"
	"frontdesk/storage/chat"
)

// menuTries bounds the attempts to put a menu in place: the desk works without.
const menuTries = 5

// setMenus puts the lists of commands in place that Telegram offers where no chat has its own.
func (a *App) setMenus(ctx context.Context) error {
	for _, menu := range flows.DefaultMenus(a.o.Estate.Default) {
		if err := a.setMenu(ctx, menu); err != nil && ctx.Err() == nil {
			a.log.Warn("a menu of commands cannot be set", slog.String("scope", string(menu.Scope)), slog.Any("error", err))
		}
	}
	return nil
}

func (a *App) setMenu(ctx context.Context, menu chat.CommandsArgs) (err error) {
	for wait := firstWait; ; wait *= 2 {
		err = a.api.SetCommands(ctx, menu)
		var temporary *telegram.Temporary
		var tooMany *telegram.TooMany
		switch {
		case errors.As(err, &tooMany):
			wait = max(wait, tooMany.RetryAfter)
		case !errors.As(err, &temporary):
			return err
		}
		if wait > firstWait<<menuTries {
			return err
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}
