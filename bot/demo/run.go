package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"

	"frontdesk/bot"
	"frontdesk/bot/emulator"
	"frontdesk/bot/outbox"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/scheduler"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// RunOptions are what the operator says of the demo.
type RunOptions struct {
	// Listen is the loopback address of the page.
	Listen string
	// Data is the folder that keeps the demo; "" is a temporary one, which is removed at the end.
	Data string
	// Language is what the staff speak; "" is what the made-up estate speaks.
	Language desk.Language
	// Services are what the desk offers; the built-in ones where nil.
	Services *catalogue.Catalogue
	// Out gets the page's address, once it can be opened.
	Out io.Writer
	Log *slog.Logger
}

// closing is how long open requests may take at the end.
const closing = 2 * time.Second

// Run plays the demo until ctx ends: the whole front desk against an emulated Telegram, with a page on which
// everybody can be played.
func Run(ctx context.Context, o RunOptions) (err error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	listener, err := listen(o.Listen)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closed(listener)) }()
	kept := o.Data != ""
	if !kept {
		if o.Data, err = os.MkdirTemp("", "frontdesk-demo-"); err != nil {
			return fmt.Errorf("make a temporary folder: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.Data)) }()
	}
	p, err := open(o, kept)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.app.Close()) }()
	return p.run(ctx, listener)
}

// closed closes the listener, which the server may have done before.
func closed(l net.Listener) error {
	if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// play is a demo under way.
type play struct {
	o     RunOptions
	cast  *cast
	zone  *time.Location
	world *emulator.Server
	app   *bot.App
	kept  bool // the chats are kept
	found bool // there is a world: kept by an earlier run, or set up in this one
}

func open(o RunOptions, kept bool) (*play, error) {
	c, estate, err := readCast(o.Language)
	if err != nil {
		return nil, err
	}
	clock := &scheduler.Movable{}
	p := &play{o: o, cast: c, zone: estate.Zone, kept: kept}
	p.world = emulator.New(emulator.Config{Limits: emulator.NoLimits(), Ahead: clock.Offset})
	if p.found, err = load(p.world, o.Data); err != nil {
		return nil, err
	}
	if !p.found {
		clock.SetOffset(beforeOpening(estate, clock.Now()))
	}
	p.app, err = bot.New(bot.Options{
		Data: o.Data, Estate: estate, Services: o.Services, Token: p.world.Token(), HTTP: p.world, Log: o.Log,
		// Whoever plays waits for nothing: the limits are Telegram's, and it is not there.
		Limits: outbox.NoLimits(),
		Seams:  bot.Seams{Pending: p.world.Pending, Clock: clock},
	})
	return p, err
}

// beforeOpening is how long it is until the office opens: a new demo begins then, because at night what is ordinary
// wakes nobody, and nothing would be seen of a promise that is broken.
func beforeOpening(e *desk.Estate, now time.Time) time.Duration {
	opens, ok := e.HoursOf(desk.FrontDesk).Next(now, e.Zone)
	if !ok {
		return 0
	}
	return max(0, opens.Sub(now))
}

// run plays until ctx ends, or the desk does. The page ends first, then the desk, and then the chats are kept as
// the desk left them.
func (p *play) run(ctx context.Context, listener net.Listener) (err error) {
	working, stop := context.WithCancel(context.Background())
	defer stop()
	open, shut := context.WithCancel(ctx) // ends with the desk, too: nobody waits for one that is gone
	defer shut()
	ended := make(chan error, 1)
	go func() {
		ended <- p.app.Run(working)
		shut()
	}()
	if err = p.prepare(open); err == nil {
		err = p.serve(ctx, listener, ended)
	}
	if open.Err() != nil && errors.Is(err, open.Err()) {
		err = nil // broken off: the desk says why, if it was the desk
	}
	stop()
	err = errors.Join(err, <-ended)
	if p.kept && p.found {
		err = errors.Join(err, save(p.world, p.o.Data))
	}
	return err
}

// prepare waits for the desk, and sets the world up where it is new. From then on it is kept.
func (p *play) prepare(ctx context.Context) error {
	if err := p.app.Quiet(ctx); err != nil {
		return err
	}
	if !p.found {
		if p.app.AdminCode() == "" {
			return fmt.Errorf("%s holds a front desk that this demo did not set up: give another folder with --data", p.o.Data)
		}
		if err := p.cast.build(ctx, p.world, p.app); err != nil {
			return err
		}
		p.found = true
	}
	if !p.kept {
		return nil
	}
	return save(p.world, p.o.Data)
}

// serve shows the page until ctx ends, or the desk does.
func (p *play) serve(ctx context.Context, listener net.Listener, ended chan error) error {
	page := NewPage(p.world, p.app, Options{
		Zone: p.zone, Cast: p.cast.seats(), Columns: p.cast.columns(p.world), Texts: pageTexts(), Log: p.o.Log,
		Speakers: p.cast.speakers(), Outside: p.outside, Newcomers: p.cast.newcomers(),
	})
	server := &http.Server{Handler: page, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(p.o.Log.Handler(), slog.LevelDebug)}
	server.RegisterOnShutdown(page.Close)
	var beside sync.WaitGroup
	keeping, stop := context.WithCancel(context.Background())
	if p.kept {
		beside.Go(func() { keep(keeping, p.world, p.o.Data, p.o.Log) })
	}
	failed := make(chan error, 1)
	beside.Go(func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			failed <- fmt.Errorf("serve the demo's page: %w", err)
		}
	})
	_, err := fmt.Fprintf(p.o.Out, "Demo: http://%s\n", listener.Addr())
	if err == nil {
		select {
		case <-ctx.Done():
		case err = <-failed:
		case err = <-ended:
			ended <- nil // for whoever waits for the end
		}
	}
	soon, cancel := context.WithTimeout(context.Background(), closing)
	defer cancel()
	if late := server.Shutdown(soon); late != nil {
		err = errors.Join(err, server.Close())
	}
	stop()
	beside.Wait()
	return err
}

// outside tells whether somebody who is no staff has no home yet. Where the records cannot be read the page says
// nothing of it.
func (p *play) outside(user int64) bool {
	if p.cast.staff(user) {
		return false
	}
	homeless := false
	err := p.app.View(func(r *storage.Reader) error {
		person, _, err := r.PersonOf(desk.UserID(user))
		if err != nil {
			return err
		}
		homes, err := r.HomesOf(person.ID)
		homeless = err == nil && len(homes) == 0
		return err
	})
	if err != nil {
		p.o.Log.Error("look for a tenant's home", slog.Any("error", err))
	}
	return homeless
}

// pageTexts are the page's sentences by language and key.
func pageTexts() map[string]map[string]string {
	texts := map[string]map[string]string{}
	for _, l := range desk.Languages {
		texts[string(l)] = text.All(l, "page")
	}
	return texts
}

// listen takes the page's address, which must be one that only this machine can reach: whoever sees the page can
// play everybody.
func listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("read --listen %q: %w", address, err)
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("--listen %s can be reached from elsewhere; the demo listens on a loopback address such as 127.0.0.1:8080", address)
	}
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use by another program: give another address with --listen, such as --listen 127.0.0.1:8081", address)
	case err != nil:
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return l, nil
}
