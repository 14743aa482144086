package story

import (
	"errors"
	"fmt"
	"net/http"
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
	commits int
	last    int // the commit after which it is cut; 0 is none
	cut     chan struct{}
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

// cutAfter cuts it after the nth commit from now.
func (p *power) cutAfter(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = p.commits + n
}

func (p *power) committed() {
	p.mu.Lock()
	p.commits++
	now := p.commits == p.last
	p.mu.Unlock()
	if now {
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
		b.w.power.committed()
	}
	return err
}

// line is the connection to Telegram, which ends with the power.
type line struct {
	power *power
	to    *emulator.Server
}

// Do implements telegram.HTTPDoer.
func (l *line) Do(r *http.Request) (*http.Response, error) {
	if l.power.isOff() {
		return nil, errNoPower
	}
	return l.to.Do(r)
}

// Commits is how often something was committed so far.
func (w *World) Commits() int {
	w.power.mu.Lock()
	defer w.power.mu.Unlock()
	return w.power.commits
}

// RestartAfter has the machine fall over right after the nth commit from now, whenever that is, and come back.
func (w *World) RestartAfter(n int) { w.power.cutAfter(n) }

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
	<-w.ended // it says that it could not write, or nothing
	w.noteOrphans()
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
