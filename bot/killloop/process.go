package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is the desk, as the system sees it: one child after another on the same data.
type process struct {
	folder  string
	address string // of Telegram
	token   string
	from    time.Time // machine time at which desk time showed opening
	opening time.Time

	mu    sync.Mutex
	life  int // which child this is, from 1
	child *running
}

// running is one child.
type running struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines chan string   // of its standard output; what nobody reads is dropped
	ended chan struct{} // closed when it has ended
	err   error         // how; to be read once it has
}

func (p *process) data() string     { return filepath.Join(p.folder, "data") }
func (p *process) database() string { return filepath.Join(p.data(), "frontdesk.db") }
func (p *process) log() string      { return filepath.Join(p.folder, "desk.log") }

// now is desk time.
func (p *process) now() time.Time { return p.opening.Add(time.Since(p.from) * speed) }

// start begins the next child.
func (p *process) start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.life++
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	log, err := os.OpenFile(p.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open log: %w", err)
	}
	defer log.Close()
	cmd := exec.Command(self, childWord, "-data", p.data(), "-api", p.address+lifePath(p.life), // #nosec G204 -- this program again
		"-from", strconv.FormatInt(p.from.UnixNano(), 10), "-opening", strconv.FormatInt(p.opening.Unix(), 10))
	cmd.Env = append(os.Environ(), tokenVariable+"="+p.token)
	cmd.Stderr = log
	c := &running{cmd: cmd, lines: make(chan string, 16), ended: make(chan struct{})}
	var stdout io.ReadCloser
	if c.in, err = cmd.StdinPipe(); err == nil {
		stdout, err = cmd.StdoutPipe()
	}
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("start the desk: %w", err)
	}
	go c.follow(stdout)
	p.child = c
	return nil
}

// follow reads what the child says until it ends.
func (c *running) follow(stdout io.Reader) {
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		select {
		case c.lines <- lines.Text():
		default:
		}
	}
	c.err = c.cmd.Wait()
	close(c.ended)
}

// current is the child that runs, and its number.
func (p *process) current() (*running, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.child, p.life
}

// kill ends the child as a power cut would, and returns when it is gone.
func (p *process) kill() error {
	c, life := p.current()
	if err := c.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		return fmt.Errorf("kill the desk's life %d: %w, it had ended: %w", life, err, c.err)
	}
	<-c.ended
	if exit, ok := errors.AsType[*exec.ExitError](c.err); ok {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGKILL {
			return nil
		}
	}
	return fmt.Errorf("the desk's life %d ended by itself: %w", life, c.err)
}

// patience is how long the child may take to end, or to come to rest once its clock has run on, in machine time.
const patience = 2 * time.Minute

// stop has the child end in good order.
func (p *process) stop() error {
	c, _ := p.current()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop the desk: %w", err)
	}
	select {
	case <-c.ended:
	case <-time.After(patience):
		return errors.Join(errors.New("the desk did not stop when asked to"), c.cmd.Process.Kill())
	}
	if c.err != nil {
		return fmt.Errorf("the desk stopped with a fault: %w", c.err)
	}
	return nil
}

// settle runs the child's clock on to a moment and waits until nothing goes on. It returns what the clock shows
// then.
func (p *process) settle(ctx context.Context, until time.Time) (time.Time, error) {
	c, _ := p.current()
	if _, err := fmt.Fprintln(c.in, askSettle, until.Unix()); err != nil {
		return time.Time{}, fmt.Errorf("ask the desk to settle: %w", err)
	}
	line, err := c.line(ctx, saySettle)
	if err != nil {
		return time.Time{}, err
	}
	nanos, err := strconv.ParseInt(strings.TrimSpace(strings.TrimPrefix(line, saySettle)), 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("read when the desk settled: %w", err)
	}
	return time.Unix(0, nanos).UTC(), nil
}

// line waits for a line that begins so.
func (c *running) line(ctx context.Context, begins string) (string, error) {
	limit := time.After(patience)
	for {
		select {
		case line := <-c.lines:
			if strings.HasPrefix(line, begins) {
				return line, nil
			}
		case <-c.ended:
			return "", fmt.Errorf("the desk ended and did not say %q: %w", begins, c.err)
		case <-limit:
			return "", fmt.Errorf("the desk did not say %q within %s", begins, patience)
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// abandon ends what may still run, when a run cannot be brought to its end.
func (p *process) abandon() {
	c, _ := p.current()
	select {
	case <-c.ended:
	default:
		_ = c.cmd.Process.Kill() //nolint:errcheck // it may have ended just now
		<-c.ended
	}
}
