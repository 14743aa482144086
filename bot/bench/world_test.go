package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/bot/emulator"
)

// worldEnv makes the test binary a world: Telegram and the people, in a process of its own.
const worldEnv = "FRONTDESK_BENCH_WORLD"

// Accounts at Telegram. Tenants have matters in the desk's books and are not heard of; residents only listen; those
// who walk the dialog are others in every world, so that the desk has nothing left unfinished with them.
const (
	staffGroup    = int64(-1_001_000_000_001)
	firstTenant   = int64(1_000_001)
	firstResident = int64(2_000_001)
	firstWalker   = int64(3_000_001)
)

// walked is what came of people walking the dialog for a while.
type walked struct {
	Steps      int // answered
	Seconds    float64
	Processor  float64       // seconds that the world itself took of the machine's processors
	P50, P99   time.Duration // from the update to the answer
	Unexpected []string      // answers that showed something else than the dialog's next screen
	Refused    []string      // what Telegram would have refused
	Calls      map[string]int
}

func (w walked) perSecond() float64 { return float64(w.Steps) / w.Seconds }

// worlds is the process that holds them.
type worlds struct {
	address string
	input   io.Closer // it lives while this is open
}

var startWorlds = sync.OnceValues(func() (*worlds, error) {
	cmd := exec.Command(os.Args[0], "-test.run=^$") //nolint:noctx // this very program; it ends with its input
	cmd.Env = append(os.Environ(), worldEnv+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	return &worlds{address: "http://" + strings.TrimSpace(line), input: in}, err
})

// world is one Telegram with its people.
type world struct {
	tb      testing.TB
	address string // of its Bot API
	Token   string
	First   int64 // of the accounts of those who walk
	people  int   // how many accounts there are
}

// fastest is more steps a second than anything that is measured takes.
const fastest = 20_000

// crowd is how many accounts so many people need who walk as long as they are asked to.
func crowd(people int) int {
	ends := int(fastest*(*walks+*walks/3).Seconds()) / len(dialog)
	return people * (2 + ends/aDay/people)
}

// newWorld makes a Telegram with so many people at a time, who have a private chat with the bot, and a staff group.
func newWorld(tb testing.TB, people int) *world {
	tb.Helper()
	all, err := startWorlds()
	if err != nil {
		tb.Fatalf("start worlds: %v", err)
	}
	w := &world{tb: tb, address: all.address, people: crowd(people)}
	w.control("new", url.Values{"people": {strconv.Itoa(people)}, "accounts": {strconv.Itoa(w.people)}}, w)
	return w
}

// walk has the people walk the dialog for so long.
func (w *world) walk(d time.Duration) (r walked) {
	w.tb.Helper()
	w.control("walk", url.Values{"token": {w.Token}, "for": {d.String()}}, &r)
	// A database that is used again remembers screens of a Telegram that is gone: editing those is refused, and
	// they are sent anew.
	r.Refused = slices.DeleteFunc(r.Refused, func(why string) bool { return strings.HasSuffix(why, "message to edit not found") })
	if len(r.Unexpected) > 0 || len(r.Refused) > 0 {
		w.tb.Errorf("unexpected: %v; refused: %v", r.Unexpected, r.Refused)
	}
	return r
}

// end forgets the world.
func (w *world) end() { w.control("end", url.Values{"token": {w.Token}}, new(bool)) }

func (w *world) control(what string, args url.Values, result any) {
	w.tb.Helper()
	resp, err := http.Get(w.address + "/control/" + what + "?" + args.Encode()) //nolint:noctx // it ends with the test
	if err != nil {
		w.tb.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", resp.Status, raw)
	}
	if err == nil {
		err = json.Unmarshal(raw, result)
	}
	if err != nil {
		w.tb.Fatalf("%s: %v", what, err)
	}
}

// host serves the worlds, each under its bot's token.
type host struct {
	mu    sync.Mutex
	next  int
	towns map[string]*town
}

// serveWorld is the other process: it tells its address and lives until its input ends.
func serveWorld() {
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it ends with the process
	if err != nil {
		slog.Error("listen", "error", err)
		return
	}
	_, _ = fmt.Fprintln(os.Stdout, listener.Addr()) //nolint:errcheck // nobody hears it then, and the input ends
	h := &host{towns: map[string]*town{}}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }() //nolint:errcheck // it ends with the process
	_, _ = io.Copy(io.Discard, os.Stdin)       //nolint:errcheck // whatever ends it, it is over
}

// ServeHTTP implements http.Handler.
func (h *host) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	what, ours := strings.CutPrefix(r.URL.Path, "/control/")
	if !ours {
		call := strings.TrimPrefix(r.URL.Path, "/bot")
		token, _, _ := strings.Cut(call, "/")
		if t := h.town(token); t != nil {
			t.ServeHTTP(rw, r)
			return
		}
		http.NotFound(rw, r)
		return
	}
	result, err := h.control(what, r.URL.Query())
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	raw, err := json.Marshal(result)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = rw.Write(raw)
}

func (h *host) town(token string) *town {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.towns[token]
}

func (h *host) control(what string, args url.Values) (any, error) {
	switch what {
	case "new":
		people, err := strconv.Atoi(args.Get("people"))
		if err != nil {
			return nil, err
		}
		accounts, err := strconv.Atoi(args.Get("accounts"))
		if err != nil {
			return nil, err
		}
		return h.found(people, accounts)
	case "walk":
		d, err := time.ParseDuration(args.Get("for"))
		if t := h.town(args.Get("token")); err == nil && t != nil {
			return t.walk(d), nil
		}
		return nil, err
	case "end":
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.towns, args.Get("token"))
		return true, nil
	}
	return nil, fmt.Errorf("nothing is called %q", what)
}

// found makes a town.
func (h *host) found(people, accounts int) (world, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next++
	first := firstWalker + time.Now().UnixMilli()*1000 // others in every process, too
	t := newTown(fmt.Sprintf("7000000001:Bench%d", h.next), first, people, accounts, emulator.NoLimits())
	w := world{Token: t.telegram.Token(), First: t.first}
	h.towns[w.Token] = t
	return w, t.gather()
}
