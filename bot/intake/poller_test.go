package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"frontdesk/bot/emulator"
	"frontdesk/bot/telegram"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a poller, what it took in, and what stands in the way.
type world struct {
	t     *testing.T
	tg    *emulator.Server
	user  int64
	taken []int64
	raw   []string
	log   bytes.Buffer
	fail  func(batch []Raw) error

	mu   sync.Mutex
	stop func()
}

func poll(t *testing.T, setUp func(*world), story func(*world)) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, tg: emulator.New(emulator.Config{})}
		w.user = w.tg.AddUser(emulator.User{FirstName: "Ann"}).ID
		w.tg.OpenChat(w.user)
		w.fail = func([]Raw) error { return nil }
		if setUp != nil {
			setUp(w)
		}
		w.start()
		story(w)
		w.stop()
	})
}

func (w *world) start() {
	api, err := telegram.New(w.tg.Token(), "", w.tg)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- New(api, w.take, Options{Log: slog.New(slog.NewTextHandler(&w.log, nil))}).Run(ctx) }()
	w.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
	}
}

func (w *world) take(ctx context.Context, batch []Raw) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.fail(batch); err != nil {
		return err
	}
	for _, u := range batch {
		w.taken = append(w.taken, u.ID)
		w.raw = append(w.raw, string(u.JSON))
	}
	return nil
}

func (w *world) say(texts ...string) {
	for _, text := range texts {
		if _, err := w.tg.Say(w.user, w.user, emulator.Draft{Text: text}); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) settle(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestUpdatesAreTakenInOrderAndConfirmed(t *testing.T) {
	poll(t, nil, func(w *world) {
		for range 3 {
			w.say(slices.Repeat([]string{"x"}, 150)...)
			w.settle(time.Second)
		}
		if len(w.taken) != 450 || !slices.IsSorted(w.taken) || w.tg.Pending() != 0 {
			t.Errorf("took %d, %d are not confirmed", len(w.taken), w.tg.Pending())
		}
	})
}

func TestAnUpdateIsTakenAtOnce(t *testing.T) {
	poll(t, nil, func(w *world) {
		w.settle(70 * time.Second)
		w.say("x")
		synctest.Wait()
		if len(w.taken) != 1 {
			t.Error("it waits for the end of a poll")
		}
	})
}

func TestNothingIsConfirmedBeforeItIsKept(t *testing.T) {
	full := errors.New("disk full")
	poll(t, func(w *world) { w.fail = func([]Raw) error { return full } }, func(w *world) {
		w.say("a", "b")
		w.settle(time.Hour)
		if w.tg.Pending() != 2 {
			t.Fatalf("%d wait, want both", w.tg.Pending())
		}
		w.mu.Lock()
		w.fail = func([]Raw) error { return nil }
		w.mu.Unlock()
		w.settle(2 * time.Minute)
		if len(w.taken) != 2 || w.tg.Pending() != 0 {
			t.Errorf("took %v, %d wait", w.taken, w.tg.Pending())
		}
	})
}

func TestStoppingConfirmsNothingThatIsNotKept(t *testing.T) {
	begun := make(chan struct{}, 1)
	poll(t, nil, func(w *world) {
		w.stop()
		api, err := telegram.New(w.tg.Token(), "", w.tg)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		w.stop = cancel
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			if err := New(api, func(ctx context.Context, _ []Raw) error {
				begun <- struct{}{}
				<-ctx.Done()
				return ctx.Err()
			}, Options{}).Run(ctx); err != nil {
				t.Error(err)
			}
		}()
		w.say("a")
		<-begun
		cancel()
		<-ended
		if w.tg.Pending() != 1 {
			t.Errorf("%d wait, want the one that was not kept", w.tg.Pending())
		}
	})
}

func TestFaultsOfTheNetworkPass(t *testing.T) {
	for _, kind := range []emulator.FaultKind{emulator.ServerError, emulator.Reset, emulator.TooMany, emulator.DropAnswer} {
		t.Run(kind.String(), func(t *testing.T) {
			poll(t, func(w *world) {
				w.tg.Fail(emulator.Fault{Method: "getUpdates", Kind: kind, Times: 5, RetryAfter: 3})
			}, func(w *world) {
				w.say("a", "b")
				w.settle(2 * time.Minute)
				if len(slices.Compact(slices.Clone(w.taken))) != 2 || w.tg.Pending() != 0 {
					t.Errorf("took %v, %d wait", w.taken, w.tg.Pending())
				}
				if n := w.tg.Calls("getUpdates"); n > 30 {
					t.Errorf("%d calls: it does not back off", n)
				}
			})
		})
	}
}

func TestAWebhookIsDeletedAtTheStart(t *testing.T) {
	poll(t, func(w *world) { w.webhook() }, func(w *world) {
		w.say("a")
		w.settle(time.Second)
		if len(w.taken) != 1 || !strings.Contains(w.log.String(), "webhook") {
			t.Errorf("took %v; log: %s", w.taken, w.log.String())
		}
	})
}

func TestAWebhookSetMeanwhileIsDeletedToo(t *testing.T) {
	poll(t, nil, func(w *world) {
		w.settle(time.Second)
		w.webhook()
		w.settle(2 * time.Minute)
		w.say("a")
		w.settle(2 * time.Minute)
		if len(w.taken) != 1 || !strings.Contains(w.log.String(), "ERROR") {
			t.Errorf("took %v; log: %s", w.taken, w.log.String())
		}
	})
}

func (w *world) webhook() {
	resp, err := w.tg.HTTPClient().PostForm("https://api.telegram.org/bot"+w.tg.Token()+"/setWebhook", url.Values{"url": {"https://example.org/hook"}})
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		w.t.Fatal(resp.Status)
	}
}

func TestASecondPollerIsAlarmedAboutAndOutlived(t *testing.T) {
	poll(t, nil, func(w *world) {
		w.settle(time.Second)
		api, err := telegram.New(w.tg.Token(), "", w.tg)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := api.Updates(context.Background(), 0, 100, 0); err != nil {
			t.Fatal(err)
		}
		w.settle(time.Minute)
		w.say("a")
		w.settle(time.Minute)
		if len(w.taken) != 1 || !strings.Contains(w.log.String(), "level=ERROR") {
			t.Errorf("took %v; log: %s", w.taken, w.log.String())
		}
	})
}

func TestUnknownAndDamagedUpdatesHoldNothingUp(t *testing.T) {
	poll(t, nil, func(w *world) {
		w.say("a")
		w.tg.Inject(json.RawMessage(`{"telepathy":{"x":[1,2]}}`))
		w.say("b")
		w.tg.Inject(json.RawMessage(`{"message":{"text":`))
		w.say("c")
		w.settle(5 * time.Minute)
		all := strings.Join(w.raw, "\n")
		for _, part := range []string{`"a"`, "telepathy", `"b"`, `"c"`} {
			if !strings.Contains(all, part) {
				t.Errorf("%s was not taken in:\n%s", part, all)
			}
		}
		if w.tg.Pending() != 0 {
			t.Errorf("%d wait for ever", w.tg.Pending())
		}
	})
}

func TestADamagedUpdateAloneIsNotFetchedInARush(t *testing.T) {
	poll(t, nil, func(w *world) {
		w.tg.Inject(json.RawMessage(`{"message":{"text":`))
		w.settle(time.Hour)
		if n := w.tg.Calls("getUpdates"); n > 100 || len(w.taken) == 0 {
			t.Errorf("%d calls, took %v", n, w.taken)
		}
		w.say("a")
		w.settle(2 * time.Minute)
		if w.tg.Pending() != 0 {
			t.Errorf("%d wait for ever", w.tg.Pending())
		}
	})
}

func TestNumbersMayBeginAnew(t *testing.T) {
	poll(t, nil, func(w *world) {
		w.tg.Inject(json.RawMessage(`{"update_id":999999999,"message":{}}`))
		w.settle(time.Minute)
		w.tg.Inject(json.RawMessage(`{"update_id":5,"message":{}}`))
		w.settle(time.Minute)
		if !slices.Equal(w.taken, []int64{999999999, 5}) {
			t.Errorf("took %v", w.taken)
		}
	})
}
