// Frontdesk runs an estate's front desk on Telegram. This is its command line: each command says what it needs
// and hands over to the room that does it. It must never decide anything.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"frontdesk/bot"
	"frontdesk/bot/config"
	"frontdesk/bot/demo"
	"frontdesk/bot/sayings"
	"frontdesk/flows/roster"
	"frontdesk/flows/text"
	"frontdesk/scheduler"
	"frontdesk/storage/desk"
)

// commands are what can be run, with what is said of each in the help.
type commands struct {
	Serve      serveCommand      `cmd:"" default:"withargs" help:"Run the front desk with the bot whose token is in TELEGRAM_BOT_TOKEN (the default)."`
	Demo       demoCommand       `cmd:"" help:"Play the front desk on one page, without Telegram: tenants, staff and managers, and a clock to move on."`
	Import     importCommand     `cmd:"" help:"Take in a CSV file of tenants (building, floor, unit, name, phone, language) and print a link for each."`
	Check      checkCommand      `cmd:"" help:"Check the configuration, the texts, the dialogs and the database."`
	Catalogue  catalogueCommand  `cmd:"" help:"Print every service: who opens it, which desk does it, what is promised."`
	Understand understandCommand `cmd:"" help:"Show what the desk makes of a sentence: services, emergency, time; a line of JSON each."`
	Version    versionCommand    `cmd:"" help:"Say which version this is."`

	LogFormat string `enum:"text,json" default:"text" help:"Format of the log on standard error, one line each: ${enum}."`
	LogLevel  string `enum:"debug,info,warn,error" default:"info" help:"What is logged at least: ${enum}."`
}

// where says which front desk is meant.
type where struct {
	Data   string `default:"./data" placeholder:"DIR" help:"Folder that holds everything (${default})."`
	Config string `placeholder:"FILE" help:"Configuration, as YAML; without one, the defaults hold."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run carries a command line out and returns the exit status.
func run(ctx context.Context, args []string) int {
	var c commands
	parser, err := kong.New(&c, kong.Name("frontdesk"),
		kong.Description("The front desk of an estate, on Telegram. Try it without any: frontdesk demo"),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.UsageOnError())
	if err != nil {
		return failed(err)
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return failed(err)
	}
	chosen.BindTo(ctx, (*context.Context)(nil))
	if err := chosen.Run(logger(c.LogFormat, c.LogLevel)); err != nil {
		return failed(err)
	}
	return 0
}

// errTold is the failure of a command that has said what is wrong.
var errTold = errors.New("failed")

func failed(err error) int {
	if !errors.Is(err, errTold) {
		fmt.Fprintf(os.Stderr, "frontdesk: %v\n", err)
	}
	return 1
}

// options are what the file and the environment say of the front desk.
func (w where) options(log *slog.Logger) (bot.Options, error) {
	c, err := config.Load(w.Config)
	if err != nil {
		return bot.Options{}, err
	}
	return bot.Options{
		Data: w.Data, Estate: c.Estate, Services: c.Catalogue, Schedules: c.Schedules, Out: os.Stdout, Log: log,
		// A secret does not belong in a file or an argument, where others can read it.
		Token: os.Getenv("TELEGRAM_BOT_TOKEN"), APIURL: os.Getenv("TELEGRAM_API_URL"),
	}, nil
}

type serveCommand struct{ where }

// Run serves until it is told to stop.
func (c serveCommand) Run(ctx context.Context, log *slog.Logger) (err error) {
	o, err := c.options(log)
	if err != nil {
		return err
	}
	if o.Token == "" {
		return errors.New("TELEGRAM_BOT_TOKEN is not set: put the bot's token from @BotFather there, or try it all without one: go run . demo (frontdesk demo)")
	}
	app, err := bot.New(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	return app.Run(ctx)
}

type demoCommand struct {
	Listen   string `default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Loopback address of the page (${default})."`
	Data     string `placeholder:"DIR" help:"Folder that keeps the demo; without one it is forgotten at the end."`
	Language string `enum:"auto,zh-Hant,zh-Hans,en" default:"auto" help:"Language of the staff: ${enum}; auto is that of this machine."`
	Config   string `placeholder:"FILE" help:"Configuration whose services the demo offers; its estate is made up."`
}

// Run plays the demo until it is told to stop.
func (c demoCommand) Run(ctx context.Context, log *slog.Logger) error {
	read, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	return demo.Run(ctx, demo.RunOptions{
		Listen: c.Listen, Data: c.Data, Language: language(c.Language), Services: read.Catalogue, Out: os.Stdout, Log: log,
	})
}

// language is the one that was asked for, or this machine's.
func language(asked string) desk.Language {
	if asked != "auto" {
		return desk.Language(asked)
	}
	locale, _, _ := strings.Cut(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")), ".")
	return text.Match(strings.ReplaceAll(locale, "_", "-"), desk.English)
}

type importCommand struct {
	where
	Reissue bool   `help:"Revoke links that were not used, and make new ones."`
	File    string `arg:"" help:"The CSV file, in UTF-8."`
}

// Run prints the links as CSV on standard output, or the file's faults on standard error.
func (c importCommand) Run(ctx context.Context, log *slog.Logger) error {
	o, err := c.options(log)
	if err != nil {
		return err
	}
	file, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read tenants' file: %w", err)
	}
	imported, err := bot.Import(ctx, o, file, c.Reissue)
	if err != nil {
		return err
	}
	for _, fault := range imported.Faults {
		fmt.Fprintf(os.Stderr, "%s: %s\n", c.File, fault)
	}
	if len(imported.Faults) > 0 {
		return errTold
	}
	if o.Token == "" && !imported.Served {
		fmt.Fprintf(os.Stderr, "TELEGRAM_BOT_TOKEN is not set, so the links name %s: set it, and import with --reissue, if your bot has another name\n", bot.Unnamed)
	}
	for _, left := range imported.Left {
		fmt.Fprintf(os.Stderr, "%s: %s\n", c.File, left)
	}
	if n := imported.Earlier(); n > 0 {
		fmt.Fprintf(os.Stderr, "%d people are here already or have a link from before, which cannot be shown again; --reissue makes new ones for those who are not here yet\n", n)
	}
	return roster.WriteLinks(os.Stdout, imported.Links)
}

type checkCommand struct {
	where
	Draw string `placeholder:"DIR" help:"Write each dialog there as a Mermaid diagram, and its screens in every language as text."`
}

// Run says of each thing whether it is in order.
func (c checkCommand) Run(ctx context.Context, log *slog.Logger) error {
	o, err := c.options(log)
	findings := []bot.Finding{{What: "configuration", Err: err, Note: c.Config}}
	if err == nil {
		findings = append(findings, bot.Check(ctx, o, scheduler.System{}.Now(), c.Draw)...)
	}
	failed := false
	for _, f := range findings {
		switch {
		case f.Err != nil:
			failed = true
			fmt.Printf("%-14s wrong: %v\n", f.What, f.Err)
		case f.Note != "":
			fmt.Printf("%-14s ok (%s)\n", f.What, f.Note)
		default:
			fmt.Printf("%-14s ok\n", f.What)
		}
	}
	if failed {
		return errTold
	}
	return nil
}

type catalogueCommand struct {
	Config   string `placeholder:"FILE" help:"Configuration, as YAML; without one, the built-in services are printed."`
	Format   string `enum:"text,csv" default:"text" help:"For reading, or the columns of the service tables: ${enum}."`
	Language string `enum:"auto,zh-Hant,zh-Hans,en" default:"auto" help:"Language of the names: ${enum}; auto is that of this machine, and in a table no names at all."`
}

// Run prints the services on standard output.
func (c catalogueCommand) Run() error {
	read, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	switch {
	case c.Format == "csv" && c.Language == "auto":
		return read.Catalogue.WriteCSV(os.Stdout)
	case c.Format == "csv":
		return read.Catalogue.WriteNamedCSV(os.Stdout, language(c.Language))
	}
	return read.Catalogue.Print(os.Stdout, language(c.Language))
}

// understandCommand is what understand is told.
type understandCommand struct {
	Config string   `placeholder:"FILE" help:"Configuration, as YAML; without one, the built-in services are looked through."`
	Now    string   `placeholder:"RFC3339" help:"The moment at which it is said; without one, now."`
	Lang   string   `placeholder:"TAG" help:"Language of who says it, such as en, zh-Hant, zh-Hans or yue; without one, told from the text."`
	Text   []string `arg:"" help:"What is said, or - to read one text a line from standard input."`
}

// Run prints what the desk would make of each text.
func (c understandCommand) Run(ctx context.Context) error {
	read, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	now := scheduler.System{}.Now()
	if c.Now != "" {
		if now, err = time.Parse(time.RFC3339, c.Now); err != nil {
			return fmt.Errorf("--now %q is not a moment such as 2026-11-20T09:00:00+08:00", c.Now)
		}
	}
	s := sayings.New(read, now, c.Lang, os.Stdout)
	if len(c.Text) == 1 && c.Text[0] == "-" {
		return s.PrintAll(ctx, os.Stdin)
	}
	return s.Print(strings.Join(c.Text, " "))
}

type versionCommand struct{}

// Run prints what the build knows of itself.
func (versionCommand) Run() error { //nolint:unparam // the shape of every command
	version, revision := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	fmt.Printf("frontdesk %s%s\n", version, revision)
	return nil
}

// logger writes the log to standard error, one line each. The command line takes no other levels.
func logger(format, level string) *slog.Logger {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "warn": slog.LevelWarn, "error": slog.LevelError}
	o := &slog.HandlerOptions{Level: levels[level]}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, o))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, o))
}
