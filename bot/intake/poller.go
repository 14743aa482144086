package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"frontdesk/bot/telegram"
)

// Raw is one update as it came.
type Raw = telegram.Raw

// Updates is where updates come from.
type Updates interface {
	Updates(ctx context.Context, offset int64, limit int, wait time.Duration) ([]Raw, error)
	Webhook(ctx context.Context) (bool, error)
	DeleteWebhook(ctx context.Context) error
}

// Taken takes a batch in. It returns nil once the batch is kept, so that it may be confirmed.
type Taken func(ctx context.Context, batch []Raw) error

// Options are the choices for a poller; zero fields stand for those in use.
type Options struct {
	Batch int           // how many updates at once, 100
	Wait  time.Duration // how long Telegram holds a poll, 50 s
	Log   *slog.Logger
}

// Poller fetches updates by long polling.
type Poller struct {
	api  Updates
	take Taken
	o    Options

	offset int64 // confirms what is below it, with the next fetch
	faults int   // in a row
}

var errNoNumber = errors.New("no update in the batch has a number that can be confirmed")

// How long is waited after a fault: doubled with each in a row, less up to a quarter of chance.
const (
	firstPause = 500 * time.Millisecond
	lastPause  = time.Minute
)

// New makes a poller that hands what it fetches to take.
func New(api Updates, take Taken, o Options) *Poller {
	if o.Batch == 0 {
		o.Batch = 100
	}
	if o.Wait == 0 {
		o.Wait = 50 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Poller{api: api, take: take, o: o}
}

// Run fetches until ctx ends, and returns nil then. What was fetched and not kept by then is not confirmed and
// comes again.
func (p *Poller) Run(ctx context.Context) error {
	for looked := false; ctx.Err() == nil; {
		var err error
		if !looked {
			err = p.endWebhook(ctx)
			looked = err == nil
		}
		if err == nil {
			err = p.fetch(ctx)
		}
		switch {
		case err == nil:
			p.faults = 0
		case ctx.Err() == nil:
			var conflict *telegram.Conflict
			looked = looked && !errors.As(err, &conflict)
			p.pause(ctx, err)
		}
	}
	return nil
}

// endWebhook deletes a webhook, beside which nothing can be fetched.
func (p *Poller) endWebhook(ctx context.Context) error {
	set, err := p.api.Webhook(ctx)
	if err != nil || !set {
		return wrap("look for a webhook", err)
	}
	p.o.Log.Warn("a webhook was set for this bot and is deleted, because updates are fetched here")
	return wrap("delete webhook", p.api.DeleteWebhook(ctx))
}

// fetch takes one batch in. The offset is sent once only: Telegram has confirmed by the time it answers, and
// its numbers may begin anew below any that have been.
func (p *Poller) fetch(ctx context.Context) error {
	batch, err := p.api.Updates(ctx, p.offset, p.o.Batch, p.o.Wait)
	if err != nil {
		return wrap("fetch updates", err)
	}
	p.offset = 0
	if len(batch) == 0 {
		return nil
	}
	if err := p.take(ctx, batch); err != nil {
		return wrap("take updates in", err)
	}
	for _, u := range batch {
		p.offset = max(p.offset, u.ID+1)
	}
	if p.offset == 0 { // it comes again until another confirms it
		return errNoNumber
	}
	return nil
}

// pause waits after a fault and logs it: the first of several in a row, and those that somebody has to act on.
func (p *Poller) pause(ctx context.Context, err error) {
	p.faults++
	wait := backOff(p.faults)
	var (
		conflict     *telegram.Conflict
		unauthorized *telegram.Unauthorized
		tooMany      *telegram.TooMany
	)
	level := slog.LevelDebug
	switch {
	case errors.As(err, &conflict):
		level, wait = slog.LevelError, max(wait, 5*time.Second)
	case errors.As(err, &unauthorized):
		level, wait = slog.LevelError, lastPause
	case errors.As(err, &tooMany):
		level, wait = slog.LevelWarn, max(wait, tooMany.RetryAfter)
	case p.faults == 1:
		level = slog.LevelWarn
	}
	p.o.Log.Log(ctx, level, "updates cannot be fetched", "error", err, "again_in", wait)
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func backOff(faults int) time.Duration {
	wait := min(firstPause<<min(faults-1, 16), lastPause)
	return wait - rand.N(wait/4) // #nosec G404 -- only spreads the load
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
