package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot"
	"frontdesk/bot/config"
	"frontdesk/bot/control"
	"frontdesk/bot/emulator"
	"frontdesk/flows"
	"frontdesk/flows/watch"
	"frontdesk/scheduler"
	"frontdesk/storage"
	"frontdesk/storage/kv"
)

// house is a front desk with an emulated Telegram, in a bubble of virtual time.
type house struct {
	t     *testing.T
	world *emulator.Server
	app   *bot.App
	out   *strings.Builder
	log   *journal
	data  string

	schedules map[string]string
	end       context.CancelFunc
	ended     chan error
}

// journal is a log that may be read while it is written.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func inHouse(t *testing.T, play func(h *house)) {
	synctest.Test(t, func(t *testing.T) {
		h := &house{t: t, data: t.TempDir(), log: &journal{}}
		h.world = emulator.New(emulator.Config{Sentinel: func(r emulator.Refusal) {
			t.Errorf("Telegram refuses %s: %s %v", r.Method, r.Description, r.Params)
		}})
		h.open()
		play(h)
		h.close()
		if strings.Contains(h.log.String(), h.world.Token()) {
			t.Error("the token is in the log")
		}
	})
}

func (h *house) options() bot.Options {
	c, err := config.Default()
	if err != nil {
		h.t.Fatal(err)
	}
	h.out = &strings.Builder{}
	return bot.Options{
		Data: h.data, Estate: c.Estate, Schedules: h.schedules, Token: h.world.Token(), HTTP: h.world, Out: h.out,
		Log:   slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Seams: bot.Seams{Pending: h.world.Pending, NoSocket: true},
	}
}

func (h *house) open() {
	h.t.Helper()
	app, err := bot.New(h.options())
	if err != nil {
		h.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	h.app, h.end, h.ended = app, cancel, make(chan error, 1)
	go func() { h.ended <- app.Run(ctx) }()
	h.quiet()
}

func (h *house) close() {
	h.t.Helper()
	h.end()
	if err := errors.Join(<-h.ended, h.app.Close()); err != nil {
		h.t.Error(err)
	}
}

func (h *house) quiet() {
	h.t.Helper()
	if err := h.app.Quiet(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) says(user int64, text string) {
	h.t.Helper()
	h.world.OpenChat(user)
	if _, err := h.world.Say(user, user, emulator.Draft{Text: text}); err != nil {
		h.t.Fatal(err)
	}
	h.quiet()
}

func (h *house) admins() (n int) {
	h.t.Helper()
	err := h.app.View(func(r *storage.Reader) error {
		n = len(r.Admins())
		return nil
	})
	if err != nil {
		h.t.Error(err)
	}
	return n
}

var adminLine = regexp.MustCompile(`^Administrator link: https://t\.me/frontdesk_bot\?start=([A-Za-z0-9_-]{22})\n$`)

func TestWhoeverOpensThePrintedLinkIsTheAdministrator(t *testing.T) {
	inHouse(t, func(h *house) {
		found := adminLine.FindStringSubmatch(h.out.String())
		if found == nil {
			t.Fatalf("printed %q", h.out)
		}
		person := h.world.AddUser(emulator.User{FirstName: "Mei", LanguageCode: "en"})
		h.says(person.ID, "/start "+found[1])
		if h.admins() != 1 {
			t.Fatal("nobody is the administrator")
		}
		if m := h.world.Messages(person.ID); len(m) < 2 || !m[len(m)-1].From.IsBot {
			t.Errorf("messages %+v, want an answer", m)
		}
		h.close()
		h.open()
		if h.out.Len() != 0 {
			t.Errorf("printed %q although there is an administrator", h.out)
		}
		if strings.Contains(h.log.String(), found[1]) {
			t.Error("the code is in the log")
		}
	})
}

func TestAnUpdateIsAnsweredOnceWhateverHappensToItsConfirmation(t *testing.T) {
	inHouse(t, func(h *house) {
		person := h.world.AddUser(emulator.User{FirstName: "Mei"})
		h.says(person.ID, "/start")
		before := len(h.world.Messages(person.ID))
		h.world.Redeliver(5)
		h.quiet()
		if after := len(h.world.Messages(person.ID)); after != before {
			t.Errorf("%d messages after redelivery, %d before", after, before)
		}
	})
}

func TestASecondFrontDeskOnTheSameDataIsRefusedAtOnce(t *testing.T) {
	inHouse(t, func(h *house) {
		_, err := bot.New(h.options())
		if !errors.Is(err, kv.ErrInUse) || !strings.Contains(err.Error(), "another Frontdesk is running on "+h.data) {
			t.Errorf("error %v", err)
		}
	})
}

func TestAWrongTokenEndsTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &house{t: t, data: t.TempDir(), log: &journal{}, world: emulator.New(emulator.Config{})}
		o := h.options()
		o.Token = "7000000001:wrong"
		app, err := bot.New(o)
		if err != nil {
			t.Fatal(err)
		}
		err = app.Run(t.Context())
		if err == nil || !strings.Contains(err.Error(), "does not know this bot token") || strings.Contains(err.Error(), "wrong") {
			t.Errorf("error %v", err)
		}
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
}

// down is a Telegram that cannot be reached, or hangs.
type down struct{ hangs bool }

func (d down) Do(r *http.Request) (*http.Response, error) {
	if d.hangs {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	return nil, errors.New("no route to host")
}

func TestTheStartWaitsForTelegramAndCanBeEnded(t *testing.T) {
	for _, telegram := range []down{{hangs: false}, {hangs: true}} {
		synctest.Test(t, func(t *testing.T) {
			h := &house{t: t, data: t.TempDir(), log: &journal{}, world: emulator.New(emulator.Config{})}
			o := h.options()
			o.HTTP = telegram
			app, err := bot.New(o)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error)
			go func() { ended <- app.Run(ctx) }()
			time.Sleep(time.Hour)
			cancel()
			began := time.Now()
			if err := <-ended; err != nil || time.Since(began) > time.Second {
				t.Errorf("ended after %s with %v", time.Since(began), err)
			}
			if err := app.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheEndComesSoonEvenIfTelegramHangs(t *testing.T) {
	inHouse(t, func(h *house) {
		person := h.world.AddUser(emulator.User{FirstName: "Mei"})
		h.world.OpenChat(person.ID)
		h.world.Fail(emulator.Fault{Method: "sendMessage", Kind: emulator.Slow, Delay: time.Hour, Times: -1})
		if _, err := h.world.Say(person.ID, person.ID, emulator.Draft{Text: "/start"}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		began := time.Now()
		h.close()
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("ended after %s", took)
		}
		h.world.ClearFaults()
		h.open()
		if m := h.world.Messages(person.ID); len(m) < 2 {
			t.Errorf("messages %+v: the answer was lost", m)
		}
	})
}

func TestDeskTimeIsNeverTakenBack(t *testing.T) {
	inHouse(t, func(h *house) {
		if err := h.app.Advance(h.t.Context(), 30*time.Hour); err != nil {
			t.Fatal(err)
		}
		before := h.app.Now()
		h.close()
		h.open()
		if now := h.app.Now(); now.Before(before) {
			t.Errorf("desk time %s after a restart, %s before", now, before)
		}
	})
}

func TestTheNightlyBackupIsMadeWhenTheClockPassesIt(t *testing.T) {
	inHouse(t, func(h *house) {
		if err := h.app.Advance(h.t.Context(), 48*time.Hour); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(filepath.Join(h.data, "backups"))
		if err != nil || len(entries) != 2 {
			t.Errorf("backups %v, %v, want one of each night", entries, err)
		}
	})
}

func TestADamagedDatabaseNamesTheBackups(t *testing.T) {
	data := t.TempDir()
	if err := os.WriteFile(filepath.Join(data, "frontdesk.db"), []byte(strings.Repeat("rubbish ", 4096)), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	_, err = bot.New(bot.Options{Data: data, Estate: c.Estate, Token: "1:a"})
	if !errors.Is(err, kv.ErrDamaged) || !strings.Contains(err.Error(), filepath.Join(data, "backups")) {
		t.Errorf("error %v", err)
	}
}

const tenants = "building,floor,unit,name,phone,language\nA,12,1203,陳美玲,+85291234567,zh-Hant\nB,3,301,John Smith,,en\n"

// TestImportsReachTheDatabaseEitherWay goes without a bubble: a socket's other end is the system's.
func TestImportsReachTheDatabaseEitherWay(t *testing.T) {
	c, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	world := emulator.New(emulator.Config{})
	o := bot.Options{
		Data: t.TempDir(), Estate: c.Estate, Token: world.Token(), HTTP: world,
		Log: slog.New(slog.DiscardHandler),
	}
	alone, err := bot.Import(t.Context(), bot.Options{Data: o.Data, Estate: o.Estate}, []byte(tenants), false)
	if err != nil || len(alone.Links) != 2 || !strings.HasPrefix(alone.Links[0].URL, "https://t.me/frontdesk_bot?start=") {
		t.Fatalf("imported %+v, %v", alone, err)
	}
	app, err := bot.New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- app.Run(ctx) }()
	<-app.Ready()
	again, err := bot.Import(t.Context(), o, []byte(tenants), false)
	if err != nil || len(again.Links) != 2 || again.Links[0].URL != "" {
		t.Errorf("the same file again: %+v, %v", again, err)
	}
	anew, err := bot.Import(t.Context(), o, []byte(tenants), true)
	if err != nil || anew.Links[0].URL == "" || anew.Links[0].URL == alone.Links[0].URL {
		t.Errorf("reissued: %+v, %v", anew, err)
	}
	wrong, err := bot.Import(t.Context(), o, []byte("building,floor\nA,1\n"), false)
	if err != nil || len(wrong.Faults) == 0 || len(wrong.Links) != 0 {
		t.Errorf("a wrong file: %+v, %v", wrong, err)
	}
	for _, f := range bot.Check(t.Context(), o, time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), "") {
		if f.Err != nil {
			t.Errorf("check %s while running: %v", f.What, f.Err)
		}
	}
	cancel()
	if err := errors.Join(<-ended, app.Close()); err != nil {
		t.Error(err)
	}
	if err := control.Call(t.Context(), filepath.Join(o.Data, "control"), "check", nil, nil); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("the socket after the end: %v", err)
	}
	for _, f := range bot.Check(t.Context(), o, time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), "") {
		if f.Err != nil {
			t.Errorf("check %s: %v", f.What, f.Err)
		}
	}
}

// The bubble's clock begins in 2000, of which the built-in calendar knows nothing.
func TestAYearWithoutHolidaysIsWarnedOf(t *testing.T) {
	inHouse(t, func(h *house) {
		if log := h.log.String(); !strings.Contains(log, "the calendar does not know all holidays") || !strings.Contains(log, "[2000]") {
			t.Errorf("nothing is said in the log:\n%s", log)
		}
	})
	c, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{"2026-03-04": "", "2027-10-31": "", "2027-11-10": "2028", "2028-01-01": "2028"} {
		now, err := time.Parse(time.DateOnly, at)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range bot.Check(t.Context(), bot.Options{Data: t.TempDir(), Estate: c.Estate}, now, "") {
			if f.What == "calendar" && (f.Err != nil || strings.Contains(f.Note, "warning") != (want != "") || !strings.Contains(f.Note, want)) {
				t.Errorf("on %s: %+v", at, f)
			}
		}
	}
}

func TestPeriodicJobsRunWhenTheOperatorSays(t *testing.T) {
	inHouse(t, func(h *house) {
		for _, morning := range []string{"", "15 6 * * *", "45 9 * * *", "0 8 * * *"} { // each overrules what was stored
			h.close()
			if h.schedules = nil; morning != "" {
				h.schedules = map[string]string{flows.Morning: morning}
			}
			h.open()
			for job, usual := range flows.Jobs() {
				expr := usual
				if job == flows.Morning && morning != "" {
					expr = morning
				}
				s, err := scheduler.Parse(expr, h.options().Estate.Zone)
				if err != nil {
					t.Fatal(err)
				}
				if err := h.app.View(func(r *storage.Reader) error {
					if due, armed := r.Armed(watch.Periodic, job); !armed || !due.Equal(s.Next(r.Now())) {
						t.Errorf("%s is due %s, want it at %s", job, due, expr)
					}
					return nil
				}); err != nil {
					t.Error(err)
				}
			}
		}
	})
}
