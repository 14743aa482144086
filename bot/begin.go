package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"frontdesk/bot/jobs"
	"frontdesk/bot/outbox"
	"frontdesk/bot/telegram"
	"frontdesk/bot/writer"
	"frontdesk/flows"
	"frontdesk/flows/report"
	"frontdesk/flows/understand"
	"frontdesk/scheduler"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// begin makes the parts, once it is known who the bot is, and runs what the flows do at a start.
func (a *App) begin(ctx context.Context) (err error) {
	if a.me, err = a.reach(ctx); err != nil {
		return err
	}
	if a.desk, err = newDesk(a.o, a.me.Username, a.vitals); err != nil {
		return err
	}
	a.writer = writer.New(a.db, a.decides(), a.clock.Now, a.follow, decode, a.log)
	if n := a.o.Seams.AtOnce; n > 0 {
		a.writer.AtOnce(n)
	}
	a.sender = outbox.New(a.db, a.api, a.clock.Now, a.writer.Outcomes, outbox.Options{Limits: a.o.Limits, Grace: grace, Log: a.log})
	a.jobs = jobs.New(a.db, a.engine, a.api, a.clock.Now, a.writer.Results,
		jobs.Options{Folder: a.o.Data, Zone: a.o.Estate.Zone, Log: a.log})
	if years := a.o.Estate.MissingYears(a.clock.Now()); len(years) > 0 {
		a.log.Warn("the calendar does not know all holidays: weekdays alone tell what is a working day",
			slog.String("calendar", a.o.Estate.Calendar), slog.Any("years", years))
	}
	a.loop = scheduler.NewLoop(a.clock, a.nextTimer, a.fireDue, scheduler.LoopOptions{Logger: a.log})
	if err := errors.Join(a.sender.Load(ctx), a.jobs.Load(ctx)); err != nil {
		return err
	}
	err = a.writer.Begin(ctx, func(tx *storage.Tx) (err error) {
		a.adminCode, err = a.desk.Start(tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("open the desk: %w", err)
	}
	return a.tellAdministrator()
}

func (a *App) tellAdministrator() error {
	if a.adminCode == "" {
		return nil
	}
	if _, err := fmt.Fprintf(a.o.Out, "Administrator link: %s\n", flows.Deep(a.me.Username, a.adminCode)); err != nil {
		return fmt.Errorf("print administrator link: %w", err)
	}
	return nil
}

// newDesk makes what decides, for the bot of this name.
func newDesk(o Options, bot string, vitals func() report.Vitals) (*flows.Desk, error) {
	schedules := map[string]flows.Schedule{}
	for name, usual := range flows.Jobs() {
		expr := cmp.Or(o.Schedules[name], usual)
		s, err := scheduler.Parse(expr, o.Estate.Zone)
		if err != nil {
			return nil, fmt.Errorf("schedule %s: %w", name, err)
		}
		schedules[name] = s
	}
	return flows.New(flows.Options{Services: o.Services, Understanding: understand.Of(o.Services), Bot: bot, Schedules: schedules, Vitals: vitals})
}

// decides is what the writer asks.
func (a *App) decides() writer.Flows {
	var decides writer.Flows = timed{Desk: a.desk, clock: a.clock}
	if a.o.Seams.Flows != nil {
		decides = a.o.Seams.Flows(decides)
	}
	return decides
}

// timed keeps how far desk time is ahead in every transaction, so that no restart takes it back before what was
// done.
type timed struct {
	*flows.Desk
	clock *scheduler.Movable
}

// Conclude implements writer.Flows.
func (t timed) Conclude(tx *storage.Tx) error {
	if err := t.Desk.Conclude(tx); err != nil {
		return err
	}
	if ahead := t.clock.Offset(); ahead != tx.Offset() {
		return tx.SetOffset(ahead)
	}
	return nil
}

func decode(raw json.RawMessage) (chat.Update, error) { return telegram.Decode(raw) }

// The waits between attempts to reach Telegram at the start.
const (
	firstWait = time.Second
	lastWait  = time.Minute
)

// reach asks Telegram who the bot is until it answers. A token that it does not take ends the attempt.
func (a *App) reach(ctx context.Context) (telegram.Account, error) {
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		me, err := a.api.Me(ctx)
		var (
			unauthorized *telegram.Unauthorized
			temporary    *telegram.Temporary
			tooMany      *telegram.TooMany
		)
		switch {
		case err == nil:
			return me, nil
		case ctx.Err() != nil:
			return me, ctx.Err()
		case errors.As(err, &unauthorized):
			return me, fmt.Errorf("telegram does not know this bot token; @BotFather shows the one that holds: %w", err)
		case errors.As(err, &tooMany):
			wait = max(wait, tooMany.RetryAfter)
		case !errors.As(err, &temporary):
			return me, fmt.Errorf("ask who the bot is: %w", err)
		}
		pause := wait - rand.N(wait/4) // #nosec G404 -- only spreads the load
		a.log.Warn("Telegram cannot be reached", slog.Duration("again_in", pause), slog.Any("error", err))
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return me, ctx.Err()
		}
	}
}
