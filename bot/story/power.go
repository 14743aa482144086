package story

import (
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/kv"
	"frontdesk/storage/kv/kvfault"
)

// power is the machine's. Once it is cut nothing more is written and nothing more leaves, but what was committed
// and what was sent stays.
type power struct {
	mu      sync.Mutex
	commits count
	sends   count
	cut     chan struct{}
}

// count counts what happens up to the last time.
type count struct{ so, last int }

// one counts one more, and reports whether it is the last.
func (c *count) one() bool {
	c.so++
	return c.so == c.last
}

var errNoPower = errors.New("the power is cut")

func (p *power) restore() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = make(chan struct{})
}

func (p *power) off() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cut
}

func (p *power) isOff() bool {
	select {
	case <-p.off():
		return true
	default:
		return false
	}
}

// cutNow cuts the power; between commits, because none is under way while a story's people do something.
func (p *power) cutNow() {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.cut:
	default:
		close(p.cut)
	}
}

// counted counts one more commit or message, and cuts the power after the last.
func (p *power) counted(c *count) {
	p.mu.Lock()
	last := c.one()
	p.mu.Unlock()
	if last {
		p.cutNow()
	}
}

// boundary is an engine that ends with a commit.
type boundary struct {
	kv.Engine
	w *World
}

func (w *World) engine(e kv.Engine) kv.Engine {
	w.Disk = kvfault.New(e)
	return &boundary{Engine: w.Disk, w: w}
}

// Update implements kv.Engine.
func (b *boundary) Update(fn func(kv.Writer) error) error {
	if b.w.power.isOff() {
		return fmt.Errorf("%w: %w", kv.ErrStorage, errNoPower)
	}
	err := b.Engine.Update(fn)
	b.w.mind.concluded(err == nil)
	if err == nil {
		b.w.power.counted(&b.w.power.commits)
	}
	return err
}

// line is the connection to Telegram, which ends with the power.
type line struct {
	power *power
	calls *calls
	to    *emulator.Server
}

// Do implements telegram.HTTPDoer.
func (l *line) Do(r *http.Request) (*http.Response, error) {
	if l.power.isOff() {
		return nil, errNoPower
	}
	answer, err := l.calls.carry(r, l.to.Do)
	if method := path.Base(r.URL.Path); strings.HasPrefix(method, "send") || strings.HasPrefix(method, "edit") {
		l.power.counted(&l.power.sends)
	}
	if err == nil && l.power.isOff() { // Telegram has done it, and nobody hears of it
		return nil, errors.Join(errNoPower, answer.Body.Close())
	}
	return answer, err
}

// Commits is how often something was committed so far.
func (w *World) Commits() int {
	w.power.mu.Lock()
	defer w.power.mu.Unlock()
	return w.power.commits.so
}

// Sends is how often Telegram was asked to show something so far.
func (w *World) Sends() int {
	w.power.mu.Lock()
	defer w.power.mu.Unlock()
	return w.power.sends.so
}

// RestartAfterCommit has the machine fall over right after the nth commit from now, whenever that is, and come
// back.
func (w *World) RestartAfterCommit(n int) {
	w.power.mu.Lock()
	defer w.power.mu.Unlock()
	w.power.commits.last = w.power.commits.so + n
}

// RestartAfterSend has it fall over right after Telegram has shown something for the nth time from now, before
// that is known.
func (w *World) RestartAfterSend(n int) {
	w.power.mu.Lock()
	defer w.power.mu.Unlock()
	w.power.sends.last = w.power.sends.so + n
}

// Restart has the machine fall over now and come back.
func (w *World) Restart() {
	w.T.Helper()
	w.power.cutNow()
	w.comeBack()
}

// comeBack abandons the front desk that has no power, and starts another on what it left.
func (w *World) comeBack() {
	w.T.Helper()
	w.end()
	w.T.Logf("the power went: %v", <-w.ended) // it says that it could not write, or nothing
	w.noteOrphans()
	// How much was sent in the last seconds is forgotten with the rest, and so is what was deleted.
	w.Expect("Too Many Requests", "message to delete not found")
	if err := w.App.Close(); err != nil {
		w.T.Fatal(err)
	}
	w.Start()
}

// Down closes the front desk for as long.
func (w *World) Down(d time.Duration) {
	w.T.Helper()
	w.Stop()
	time.Sleep(d)
	w.Start()
}
