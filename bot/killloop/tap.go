package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// lifePath begins the path of every call that one child makes, so that calls of a dead one that arrive late are
// known.
func lifePath(life int) string { return "/life" + strconv.Itoa(life) }

// tap stands in front of Telegram: it makes calls take their time, writes down what passes, and kills the desk in
// the middle of a call where it was asked to.
type tap struct {
	telegram http.Handler
	record   *record

	mu   sync.Mutex
	rng  *rand.Rand
	trap *trap
	late int // the last life that has looked for updates
}

// stage is how far a call is.
type stage int

const (
	arrived   stage = iota // Telegram has not acted yet
	carried                // Telegram has acted, the desk does not know
	delivered              // updates were handed over
)

// trap kills the desk at the n-th call that comes to a stage.
type trap struct {
	life   int
	at     stage
	n      int
	spring func()
	sprung chan struct{}
}

// set sets a trap, in place of any other.
func (t *tap) set(trap *trap) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trap = trap
}

// lift takes a trap away; false where it has been sprung, or is just being.
func (t *tap) lift(trap *trap) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	there := t.trap == trap
	t.trap = nil
	return there
}

// pass tells the trap that a call has come to a stage.
func (t *tap) pass(life int, at stage) {
	t.mu.Lock()
	trap := t.trap
	if trap == nil || trap.at != at || trap.life != life {
		t.mu.Unlock()
		return
	}
	trap.n--
	hit := trap.n == 0
	if hit {
		t.trap = nil
	}
	t.mu.Unlock()
	if hit {
		trap.spring()
		close(trap.sprung)
	}
}

// open waits until a life has looked for updates, however slow the machine is.
func (t *tap) open(ctx context.Context, life int) error {
	for began := time.Now(); time.Since(began) < patience; time.Sleep(time.Millisecond) {
		t.mu.Lock()
		late := t.late
		t.mu.Unlock()
		if late >= life || ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return fmt.Errorf("the desk's life %d never looked for updates", life)
}

// away is how long a call is on its way, now and then much longer.
func (t *tap) away(most time.Duration) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.rng.IntN(40) == 0 {
		most *= 10
	}
	return time.Duration(t.rng.Int64N(int64(most)))
}

// How long a call takes to Telegram and back at most, as a rule.
const (
	wayThere = 2 * time.Millisecond
	wayBack  = 5 * time.Millisecond
)

// ServeHTTP implements http.Handler.
func (t *tap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	life, path := whose(r.URL.Path)
	body, err := io.ReadAll(r.Body)
	if err != nil { // the desk died while it wrote: Telegram never sees such a call
		panic(http.ErrAbortHandler)
	}
	r.URL.Path, r.URL.RawPath, r.Body = path, "", io.NopCloser(bytes.NewReader(body))
	method := path[strings.LastIndexByte(path, '/')+1:]
	if method == "getUpdates" {
		t.updates(w, r, life, body)
		return
	}
	time.Sleep(t.away(wayThere))
	t.pass(life, arrived)
	// Telegram carries out what has reached it, whoever has died meanwhile.
	a := t.act(r.WithContext(context.WithoutCancel(r.Context())))
	t.record.call(life, method, body, a.body.Bytes())
	t.pass(life, carried)
	time.Sleep(t.away(wayBack))
	a.write(w)
}

// updates notes what is confirmed, hands updates on, and notes which.
func (t *tap) updates(w http.ResponseWriter, r *http.Request, life int, body []byte) {
	var asked struct {
		Offset int64 `json:"offset"`
	}
	if err := json.Unmarshal(body, &asked); err != nil {
		t.record.fault("getUpdates has a body that cannot be read: %v", err)
	}
	t.record.confirm(asked.Offset)
	t.mu.Lock()
	t.late = max(t.late, life)
	t.mu.Unlock()
	a := t.act(r)
	t.record.hand(a.body.Bytes())
	full := a.code == http.StatusOK && a.body.Len() > len(`{"ok":true,"result":[]}`)
	a.write(w)
	if full {
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		t.pass(life, delivered)
	}
}

func whose(path string) (life int, rest string) {
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	life, err := strconv.Atoi(strings.TrimPrefix(first, "life"))
	if err != nil {
		return 0, path
	}
	return life, "/" + rest
}

// answer is what Telegram answers, held back.
type answer struct {
	code   int
	header http.Header
	body   bytes.Buffer
}

func (t *tap) act(r *http.Request) *answer {
	a := &answer{code: http.StatusOK, header: http.Header{}}
	t.telegram.ServeHTTP(a, r)
	return a
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(code int) { a.code = code }

// Write implements http.ResponseWriter.
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

func (a *answer) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.code)
	_, _ = w.Write(a.body.Bytes()) // a desk that has died takes no answer
}
