package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"frontdesk/bot"
	"frontdesk/bot/config"
	"frontdesk/bot/outbox"
	"frontdesk/storage/desk"
)

// childWord begins the arguments of the process that is killed.
const childWord = "child"

// What the parent asks of the child on its standard input, a line each, and how the child answers on its
// standard output.
const (
	askSettle = "settle" // run the clock fast to the moment that follows, in Unix seconds, and then come to rest
	saySettle = "settled"
)

// tokenVariable holds the bot's token, as it does for the real command.
const tokenVariable = "TELEGRAM_BOT_TOKEN" // #nosec G101 -- the variable's name

// child is the desk that gets killed: the real one, but for its clock.
func child(args []string) error {
	f := flag.NewFlagSet(childWord, flag.ContinueOnError)
	data := f.String("data", "", "the data folder")
	api := f.String("api", "", "where Telegram is")
	from := f.Int64("from", 0, "the machine time, in Unix nanoseconds, from which desk time runs fast")
	opening := f.Int64("opening", 0, "desk time at that moment, in Unix seconds")
	if err := f.Parse(args); err != nil {
		return err
	}
	estate, err := ours()
	if err != nil {
		return err
	}
	clock := &hastened{from: time.Unix(0, *from), shown: time.Unix(*opening, 0), speed: speed}
	clock.move()
	app, err := bot.New(bot.Options{
		Data: *data, Estate: estate, Schedules: schedules, Token: os.Getenv(tokenVariable), APIURL: *api, Out: os.Stdout,
		Log:    slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Limits: outbox.NoLimits(), Seams: bot.Seams{Clock: &clock.Movable},
	})
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	go clock.run(ctx)
	go obey(ctx, app, clock)
	return errors.Join(app.Run(ctx), app.Close())
}

// schedules have the nightly check and backup come under fire, too.
var schedules = map[string]string{"nightly": "50 7 * * *"}

// ours is the estate: the usual one, but that its desks never close, so that something is promised at any hour.
func ours() (*desk.Estate, error) {
	c, err := config.Default()
	if err != nil {
		return nil, fmt.Errorf("configure: %w", err)
	}
	c.Estate.Desks = maps.Clone(c.Estate.Desks)
	if c.Estate.Desks == nil {
		c.Estate.Desks = map[desk.Name]desk.Hours{}
	}
	for _, n := range desk.Names {
		c.Estate.Desks[n] = desk.Hours{Always: true}
	}
	return c.Estate, nil
}

// obey does what the parent asks for. Once nobody can ask any more, the process ends: nobody would end it.
func obey(ctx context.Context, app *bot.App, clock *hastened) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		if word != askSettle {
			continue
		}
		if err := settle(ctx, app, clock, rest, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "killloop child:", err)
		}
	}
	if ctx.Err() == nil {
		os.Exit(1)
	}
}

func settle(ctx context.Context, app *bot.App, clock *hastened, until string, out io.Writer) error {
	var unix int64
	if _, err := fmt.Sscan(until, &unix); err != nil {
		return fmt.Errorf("read moment: %w", err)
	}
	clock.hurry(ctx, time.Unix(unix, 0))
	if err := app.Quiet(ctx); err != nil {
		return fmt.Errorf("come to rest: %w", err)
	}
	_, err := fmt.Fprintln(out, saySettle, app.Now().UnixNano())
	return err
}
