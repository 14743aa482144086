package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/flows"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// menuTries bounds the attempts to put a menu in place: the desk works without.
const menuTries = 5

// setMenus puts the lists of commands in place that Telegram offers in private chats and in groups.
func (a *App) setMenus(ctx context.Context) error {
	for code, l := range menuLanguages(a.o.Estate.Default) {
		err := errors.Join(
			a.setMenu(ctx, chat.MenuPrivate, code, flows.Commands(l)),
			a.setMenu(ctx, chat.MenuGroups, code, flows.GroupCommands(l)),
		)
		if err != nil && ctx.Err() == nil {
			a.log.Warn("the menu of commands cannot be set", slog.String("language", string(l)), slog.Any("error", err))
		}
	}
	return nil
}

// menuLanguages are the languages of the menus by Telegram's two letters, which do not tell the two Chinese
// apart: "zh" is the one that the estate writes.
func menuLanguages(estate desk.Language) map[string]desk.Language {
	chinese := desk.TraditionalChinese
	if estate == desk.SimplifiedChinese {
		chinese = estate
	}
	return map[string]desk.Language{"": estate, "en": desk.English, "zh": chinese}
}

func (a *App) setMenu(ctx context.Context, where chat.MenuScope, code string, list []flows.Command) (err error) {
	menu := chat.CommandsArgs{Scope: where, Language: code}
	for _, c := range list {
		menu.Commands = append(menu.Commands, chat.MenuCommand{Name: c.Name, Description: c.Description})
	}
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
