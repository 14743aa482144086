package demo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"frontdesk/bot/emulator"
)

// worldName is the file in the data folder that holds the chats.
const worldName = "world.json"

// settling is how long changes gather before the world is written.
const settling = 200 * time.Millisecond

// load reads a kept world; found is false where there is none yet.
func load(world *emulator.Server, folder string) (found bool, err error) {
	f, err := os.Open(filepath.Join(folder, worldName))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the demo's chats: %w", err)
	}
	if err := errors.Join(world.Load(bufio.NewReader(f)), f.Close()); err != nil {
		return false, fmt.Errorf("read the demo's chats: %w", err)
	}
	return true, nil
}

// save writes the world in the place of the one before, whole or not at all.
func save(world *emulator.Server, folder string) error {
	path := filepath.Join(folder, worldName)
	f, err := os.OpenFile(path+".partial", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("keep the demo's chats: %w", err)
	}
	out := bufio.NewWriter(f)
	err = world.Save(out)
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("keep the demo's chats: %w", err)
	}
	return nil
}

// keep writes the world soon after it has changed, until ctx ends.
func keep(ctx context.Context, world *emulator.Server, folder string, log *slog.Logger) {
	changes, stop := world.Watch()
	defer stop()
	for {
		select {
		case <-changes:
		case <-ctx.Done():
			return
		}
		timer := time.NewTimer(settling)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		if err := save(world, folder); err != nil {
			log.Error("the chats are not kept", slog.Any("error", err))
		}
	}
}
