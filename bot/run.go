package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"frontdesk/bot/control"
	"frontdesk/bot/intake"
)

// grace is how long messages under way may take once the desk is to end.
const grace = 3 * time.Second

// Run reaches Telegram and then works until ctx ends. It ends in an order in which nothing is half done: first
// what takes in, then what sends, and the writer last, so that every message that was sent is noted. What was
// not sent stays in the database. The error says why it could not begin, or not go on.
func (a *App) Run(ctx context.Context) (err error) {
	defer a.reloads.Wait()
	if err := a.begin(ctx); err != nil {
		if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
			return nil
		}
		return err
	}
	failed := make(chan error, 1)
	writing, sending, taking := a.stage(failed), a.stage(failed), a.stage(failed)
	if !a.o.Seams.NoSocket {
		socket, err := control.Listen(filepath.Join(a.o.Data, socketName))
		if err != nil {
			return err
		}
		taking.run("control socket", func(ctx context.Context) error { return control.Serve(ctx, socket, a.commands(), a.log) })
	}
	writing.run("writer", a.writer.Run)
	sending.run("sender", a.sender.Run)
	sending.run("jobs", a.jobs.Run)
	taking.run("timers", func(ctx context.Context) error { a.loop.Run(ctx); return nil })
	taking.run("intake", intake.New(a.api, a.writer.Take, intake.Options{Log: a.log}).Run)
	taking.run("menus", a.setMenus)
	taking.run("lag", a.watchLag)
	close(a.ready)
	a.log.Info("the front desk is open", slog.String("bot", a.me.Username))

	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	a.log.Info("the front desk closes")
	taking.stop()
	sending.stop()
	writing.stop()
	select {
	case late := <-failed:
		err = errors.Join(err, late)
	default:
	}
	return err
}

// stage is some of the parts, which end together.
type stage struct {
	app    *App
	ctx    context.Context
	cancel context.CancelFunc
	parts  sync.WaitGroup
	failed chan<- error
}

func (a *App) stage(failed chan<- error) *stage {
	s := &stage{app: a, failed: failed}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// run runs a part until the stage stops. One that fails before, or panics, ends the desk in good order.
func (s *stage) run(name string, part func(context.Context) error) {
	s.parts.Go(func() {
		err := s.guarded(name, part)
		if err == nil {
			return
		}
		select {
		case s.failed <- fmt.Errorf("run %s: %w", name, err):
		default:
			s.app.log.Error("another part failed", slog.String("part", name), slog.Any("error", err))
		}
	})
}

func (s *stage) guarded(name string, part func(context.Context) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			s.app.log.Error("a part panicked", slog.String("part", name), slog.Any("panic", r), slog.String("stack", string(debug.Stack())))
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return part(s.ctx)
}

func (s *stage) stop() {
	s.cancel()
	s.parts.Wait()
}
