package demo

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// started is a demo that runs, with the line by which it told where.
type started struct {
	url   string
	end   context.CancelFunc
	ended chan error
}

func start(t *testing.T, o RunOptions) started {
	t.Helper()
	told, out := io.Pipe()
	o.Listen, o.Out, o.Log = "127.0.0.1:0", out, slog.New(slog.DiscardHandler)
	ctx, cancel := context.WithCancel(t.Context())
	s := started{end: cancel, ended: make(chan error, 1)}
	go func() {
		err := Run(ctx, o)
		s.ended <- errors.Join(err, out.CloseWithError(err))
	}()
	line := make([]byte, 200)
	n, err := told.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	s.url = strings.TrimSpace(strings.TrimPrefix(string(line[:n]), "Demo: "))
	return s
}

func (s started) stop(t *testing.T) {
	t.Helper()
	s.end()
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
}

func TestTheDemoServesItsPage(t *testing.T) {
	s := start(t, RunOptions{})
	defer s.stop(t)
	r, err := http.Get(s.url)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil || r.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("<html")) {
		t.Errorf("status %d, %v", r.StatusCode, err)
	}
}

// played runs a demo without its page for as long as fn takes.
func played(t *testing.T, o RunOptions, kept bool, fn func(p *play)) {
	t.Helper()
	o.Log = slog.New(slog.DiscardHandler)
	p, err := open(o, kept)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.app.Run(ctx) }()
	if err := p.prepare(ctx); err != nil {
		t.Fatal(err)
	}
	fn(p)
	cancel()
	if err := errors.Join(<-ended, p.app.Close()); err != nil {
		t.Error(err)
	}
}

func TestTheWorldIsSetUpInTheWaysOfARealOne(t *testing.T) {
	for _, language := range desk.Languages {
		played(t, RunOptions{Data: t.TempDir(), Language: language}, false, func(p *play) {
			if r := p.world.Refusals(); len(r) > 0 {
				t.Errorf("Telegram refused %+v", r)
			}
			err := p.app.View(func(r *storage.Reader) error {
				for _, n := range desk.Names {
					c, linked := r.GroupOf(n)
					if g, _, err := r.Group(c); err != nil || !linked || g.Language != language {
						t.Errorf("desk %s: group %+v, %v", n, g, err)
					}
				}
				for _, part := range p.cast.People {
					person, _, err := r.PersonOf(desk.UserID(p.cast.ids[part.Key]))
					if err != nil {
						return err
					}
					homes, err := r.HomesOf(person.ID)
					if err != nil || (len(homes) > 0) != part.Enrolled {
						t.Errorf("%s: homes %v, %v", part.Key, homes, err)
					}
					if part.Enrolled && !slices.ContainsFunc(homes, func(h storage.Home) bool { return h.Unit.Label() == part.Place }) {
						t.Errorf("%s lives in %+v, and the page says %s", part.Key, homes, part.Place)
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			for _, part := range p.cast.People {
				if got := p.outside(p.cast.ids[part.Key]); got != (part.Role == "tenant" && !part.Enrolled) {
					t.Errorf("%s is shown as not enrolled: %v", part.Key, got)
				}
			}
			if columns := p.cast.columns(p.world); len(columns) != 5 {
				t.Errorf("columns %+v, want five", columns)
			}
			if first := p.cast.People[0]; !strings.EqualFold(first.Language, string(language)) {
				t.Errorf("the first tenant speaks %s", first.Language)
			}
		})
	}
}

func TestAMemberOfTheDeskSpeaksInItsGroup(t *testing.T) {
	c, _, err := readCast("")
	if err != nil {
		t.Fatal(err)
	}
	roles := map[desk.Name]string{
		"engineering": "engineer", "supervisors": "supervisor", "managers": "manager",
		"front-desk": "frontdesk", "security": "security", "cleaning": "cleaning",
	}
	speakers := c.speakers()
	for _, g := range c.Groups {
		for _, p := range c.People {
			if c.ids[p.Key] == speakers[g.Title] && p.Role != roles[g.Desks[0]] {
				t.Errorf("in %s speaks %s, who is %s", g.Title, p.Key, p.Role)
			}
		}
	}
	if len(speakers) != len(roles) {
		t.Errorf("%d speakers for %d groups", len(speakers), len(roles))
	}
}

func TestTheChatsAndTheTimeAreKept(t *testing.T) {
	folder := t.TempDir()
	var before time.Time
	var chat []emulator.Message
	tenant := int64(0)
	played(t, RunOptions{Data: folder}, true, func(p *play) {
		if err := p.app.Advance(t.Context(), 25*time.Hour); err != nil {
			t.Fatal(err)
		}
		tenant, before = p.cast.ids[p.cast.People[0].Key], p.app.Now()
		chat = p.world.Messages(tenant)
		if err := save(p.world, folder); err != nil {
			t.Fatal(err)
		}
	})
	played(t, RunOptions{Data: folder}, true, func(p *play) {
		if again := p.world.Messages(tenant); len(again) != len(chat) || len(chat) < 2 {
			t.Errorf("%d messages after a restart, %d before", len(again), len(chat))
		}
		if p.app.Now().Before(before) {
			t.Error("time went back")
		}
		// As after a kill: what is said now is not in the kept chats, and what is said then must be heard.
		for range 3 {
			if _, err := p.world.Say(tenant, tenant, emulator.Draft{Text: "/help"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.app.Quiet(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	played(t, RunOptions{Data: folder}, true, func(p *play) {
		if _, err := p.world.Say(tenant, tenant, emulator.Draft{Text: "/help"}); err != nil {
			t.Fatal(err)
		}
		if err := p.app.Quiet(t.Context()); err != nil {
			t.Fatal(err)
		}
		m := p.world.Messages(tenant)
		if last := m[len(m)-1]; !last.From.IsBot {
			t.Errorf("the last word is %q: what was said after a kill was not heard", last.Text)
		}
	})
}

func TestADataFolderThatIsNotTheDemosIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	played(t, RunOptions{Data: folder}, false, func(*play) {})
	p, err := open(RunOptions{Data: folder, Log: slog.New(slog.DiscardHandler)}, true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.app.Run(ctx) }()
	if err := p.prepare(ctx); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("error %v", err)
	}
	cancel()
	if err := errors.Join(<-ended, p.app.Close()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(folder, worldName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("chats were written: %v", err)
	}
}

func TestOnlyThisMachineIsServed(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for address, want := range map[string]string{
		taken.Addr().String(): "--listen", "0.0.0.0:0": "loopback", ":8080": "loopback", "8080": "--listen", "example.com:80": "loopback",
	} {
		if l, err := listen(address); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("listen on %s: %v, %v; want %q in the error", address, l, err, want)
		}
	}
	for _, address := range []string{"localhost:0", "127.0.0.1:0"} {
		l, err := listen(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestADeskThatCannotBeginEndsTheDemo(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "control"), []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- Run(t.Context(), RunOptions{Listen: "127.0.0.1:0", Data: folder, Out: io.Discard, Log: slog.New(slog.DiscardHandler)})
	}()
	select {
	case err := <-ended:
		if err == nil || !strings.Contains(err.Error(), "in the way") {
			t.Errorf("the demo ends with %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the demo waits for a desk that has ended")
	}
}
