package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"frontdesk/bot/control"
	"frontdesk/bot/telegram"
	"frontdesk/flows"
	"frontdesk/flows/enrol"
	"frontdesk/flows/roster"
	"frontdesk/scheduler"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Unnamed is the bot's name in links while there is no token by which to ask for it.
const Unnamed = "frontdesk_bot"

// nameWait is how long Telegram is asked for the bot's name.
const nameWait = 15 * time.Second

// Imported is what came of a tenants' file: links, or faults and nothing taken in.
type Imported struct {
	Links  []roster.Link `json:"links,omitempty"`
	Faults []string      `json:"faults,omitempty"` // in English, each with its line and column
	Left   []string      `json:"left,omitempty"`   // in English: who was not taken in, and why
	// Served tells that a running front desk took the file in, which knows its bot's name.
	Served bool `json:"-"`
}

// Earlier is how many people of the file got no link: they are here already, or have one that was made before.
func (i Imported) Earlier() int {
	n := -len(i.Left)
	for _, l := range i.Links {
		if l.URL == "" {
			n++
		}
	}
	return n
}

// importArgs is what the command is asked for by way of the socket.
type importArgs struct {
	File    []byte `json:"file"`
	Reissue bool   `json:"reissue,omitempty"`
}

// Import takes a tenants' file in: through the front desk that runs on the data folder, or else by itself.
// reissue revokes invitations that were not used and makes new ones. Of the options it needs Data, Estate and,
// for the bot's name, Token.
func Import(ctx context.Context, o Options, file []byte, reissue bool) (Imported, error) {
	var imported Imported
	err := control.Call(ctx, filepath.Join(o.Data, socketName), "import", importArgs{File: file, Reissue: reissue}, &imported)
	if !errors.Is(err, control.ErrNotRunning) {
		imported.Served = true
		return imported, err
	}
	name, err := botName(ctx, o)
	if err != nil {
		return imported, err
	}
	_, db, err := open(o)
	if err != nil {
		return imported, err
	}
	var clock scheduler.Movable
	imported, err = importInto(name, file, reissue, func(fn func(*storage.Tx) error) error {
		if err := resume(&clock, db); err != nil {
			return err
		}
		return db.Update(clock.Now(), fn)
	})
	return imported, errors.Join(err, db.Close())
}

// botName asks Telegram for the bot's name where there is a token.
func botName(ctx context.Context, o Options) (string, error) {
	if o.Token == "" {
		return Unnamed, nil
	}
	api, err := telegram.New(o.Token, o.APIURL, o.HTTP)
	if err != nil {
		return "", fmt.Errorf("prepare to call Telegram: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, nameWait)
	defer cancel()
	me, err := api.Me(ctx)
	if err != nil {
		return "", fmt.Errorf("ask Telegram for the bot's name, which links need: %w", err)
	}
	return me.Username, nil
}

// importInto reads the file outside the transaction and takes it in inside one.
func importInto(bot string, file []byte, reissue bool, update func(func(*storage.Tx) error) error) (Imported, error) {
	rows, faults := roster.Parse(file)
	var imported Imported
	for _, f := range faults {
		imported.Faults = append(imported.Faults, f.Error())
	}
	if len(faults) > 0 {
		return imported, nil
	}
	var issued []enrol.Issued
	err := update(func(tx *storage.Tx) (err error) {
		issued, err = enrol.Import(tx, rows, reissue)
		return err
	})
	if err != nil {
		return imported, fmt.Errorf("import tenants: %w", err)
	}
	imported.Links, imported.Left = flows.Links(bot, issued), flows.LeftOut(desk.English, issued)
	return imported, nil
}

// commands are what other commands ask for by way of the socket.
func (a *App) commands() map[string]control.Handler {
	return map[string]control.Handler{
		"import": func(ctx context.Context, raw json.RawMessage) (any, error) {
			var args importArgs
			if err := json.Unmarshal(raw, &args); err != nil {
				return nil, fmt.Errorf("read what is asked: %w", err)
			}
			return a.Import(ctx, args.File, args.Reissue)
		},
		"check": func(ctx context.Context, _ json.RawMessage) (any, error) {
			return nil, a.engine.Check(ctx)
		},
		"dialogs": a.versionsOf,
	}
}

// Import takes a tenants' file in, once the front desk is ready.
func (a *App) Import(ctx context.Context, file []byte, reissue bool) (Imported, error) {
	return importInto(a.me.Username, file, reissue, func(fn func(*storage.Tx) error) error { return a.writer.Do(ctx, fn) })
}
