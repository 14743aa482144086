// Package demo is the page on which one person plays everybody: tenant, engineer, supervisor and
// manager, each in a chat with the emulated bot, under a clock that can be moved on.
//
// It shows what the emulator holds and does what people do in a chat app. It must never know what the
// bot is for, speak the Bot API, load anything from elsewhere, or hold a sentence that a person reads.
package demo

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"frontdesk/bot/emulator"
)

// Clock is the desk's time, which the page shows and moves on.
type Clock interface {
	// Now is desk time.
	Now() time.Time
	// Advance steps through every due moment in order and returns when all that follows has been sent.
	Advance(ctx context.Context, d time.Duration) error
}

// Seat is a person who can be played.
type Seat struct {
	User  int64
	Role  string // the text key is role_<Role>: tenant, engineer, supervisor…; shown as it is where there is no such text
	Place string // a unit or a post, shown as it is; may be empty
}

// Column is a chat that is shown at first.
type Column struct {
	Chat int64 `json:"chat"` // a group, or a person for their private chat with the bot
}

// Options say what the page shows.
type Options struct {
	Zone    *time.Location               // the estate's; nil is UTC
	Cast    []Seat                       // who can be played, the most useful first; others follow after them
	Columns []Column                     // shown side by side at first; empty takes the first four chats
	Texts   map[string]map[string]string // the page's sentences by language and key

	// Speakers are who speaks in a group until the reader chooses somebody else, by the group's title; in a
	// group that is not named it is the first of the cast.
	Speakers map[string]int64
	// Newcomers can be brought in while one plays, each once.
	Newcomers []emulator.User
	// Outside tells whether somebody is not enrolled, which the page shows; nil is nobody.
	Outside func(user int64) bool

	Hosts []string     // host names that may be asked for beside the loopback addresses
	Log   *slog.Logger // nil is slog.Default

	MaxUpload int64 // bytes of one action with its files; 0 is 32 MiB
}

// newcomer is the role of those who are not of the cast.
const newcomer = "newcomer"

const defaultMaxUpload = 32 << 20

//go:embed page
var embedded embed.FS

// Page serves the demo. It is made by NewPage and ended with Close.
type Page struct {
	world *emulator.Server
	clock Clock
	opts  Options
	boot  string
	mux   http.Handler
	moves moves

	ctx  context.Context
	stop context.CancelFunc
	open sync.WaitGroup
}

// NewPage makes the page of a world. The caller calls Close before the world ends.
func NewPage(world *emulator.Server, clock Clock, opts Options) *Page {
	if opts.Zone == nil {
		opts.Zone = time.UTC
	}
	if opts.MaxUpload == 0 {
		opts.MaxUpload = defaultMaxUpload
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	p := &Page{world: world, clock: clock, opts: opts, boot: strconv.FormatInt(time.Now().UnixNano(), 36)}
	p.ctx, p.stop = context.WithCancel(context.Background())
	p.mux = p.guard(p.routes())
	return p
}

func (p *Page) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.file("page/index.html"))
	mux.HandleFunc("GET /page/{name}", func(w http.ResponseWriter, r *http.Request) {
		p.file("page/"+r.PathValue("name"))(w, r)
	})
	mux.HandleFunc("GET /texts", p.texts)
	mux.HandleFunc("GET /events", p.events)
	mux.HandleFunc("GET /commands", p.commands)
	mux.HandleFunc("GET /media/{id}", p.media)
	mux.HandleFunc("POST /do/{action}", p.act)
	return mux
}

// ServeHTTP serves the page, its stream of events and its actions.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

// Close ends the open streams and a clock that is being moved, and waits for them. An http.Server's
// Shutdown waits for streams for ever, so this is called first or from RegisterOnShutdown.
func (p *Page) Close() {
	p.stop()
	p.open.Wait()
}

func (p *Page) file(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !fs.ValidPath(name) {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFileFS(w, r, embedded, name)
	}
}

// texts gives the page every sentence in every language, and the zone its times are written in.
func (p *Page) texts(w http.ResponseWriter, _ *http.Request) {
	_, offset := p.clock.Now().In(p.opts.Zone).Zone()
	p.answer(w, http.StatusOK, map[string]any{"words": p.opts.Texts, "zone": p.opts.Zone.String(), "offset": offset / 60})
}

func (p *Page) seat(user int64) (Seat, int) {
	rank := slices.IndexFunc(p.opts.Cast, func(s Seat) bool { return s.User == user })
	if rank < 0 {
		return Seat{User: user, Role: newcomer}, len(p.opts.Cast)
	}
	return p.opts.Cast[rank], rank
}
