package emulator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func ids(t testing.TB, raw json.RawMessage) (got []int64) {
	t.Helper()
	var updates []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &updates); err != nil {
		t.Fatal(err)
	}
	for _, u := range updates {
		got = append(got, u.ID)
	}
	return got
}

func TestOffsetsConfirm(t *testing.T) {
	s := calm(t)
	for i := range 5 {
		say(t, s, 1, 1, Draft{Text: fmt.Sprint("text ", i)})
	}
	all := ids(t, must(t, s, "getUpdates", `{}`))
	if len(all) != 5 || all[4] != all[0]+4 {
		t.Fatalf("ids %v are not sequential", all)
	}
	if again := ids(t, must(t, s, "getUpdates", `{"limit":2}`)); len(again) != 2 || again[0] != all[0] {
		t.Errorf("unconfirmed updates came back as %v", again)
	}
	if rest := ids(t, must(t, s, "getUpdates", `{"offset":`+itoa(all[2])+`}`)); len(rest) != 3 || s.Pending() != 3 {
		t.Errorf("after confirming two: %v, %d pending", rest, s.Pending())
	}
	if last := ids(t, must(t, s, "getUpdates", `{"offset":-1}`)); len(last) != 1 || last[0] != all[4] || s.Pending() != 1 {
		t.Errorf("negative offset gave %v, %d pending", last, s.Pending())
	}
}

func TestLongPollReturnsAtOnceWhenSomethingComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		start := time.Now()
		if got := ids(t, must(t, s, "getUpdates", `{"timeout":600}`)); len(got) != 0 || time.Since(start) != 50*time.Second {
			t.Errorf("an idle poll gave %v after %v", got, time.Since(start))
		}
		start = time.Now()
		go func() {
			time.Sleep(7 * time.Second)
			say(t, s, 1, 1, Draft{Text: "hello"})
		}()
		if got := ids(t, must(t, s, "getUpdates", `{"timeout":50}`)); len(got) != 1 || time.Since(start) != 7*time.Second {
			t.Errorf("poll gave %v after %v", got, time.Since(start))
		}
	})
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		var first reply
		var wg sync.WaitGroup
		wg.Go(func() { first = do(t, s, "getUpdates", `{"timeout":50}`) })
		synctest.Wait()
		must(t, s, "getUpdates", `{}`)
		wg.Wait()
		if first.ErrorCode != 409 || first.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
			t.Errorf("first poller got %+v", first)
		}
	})
}

func TestPollBesideAWebhookConflicts(t *testing.T) {
	s := calm(t)
	refuses(t, s, "setWebhook", `{"url":"http://a.hk/x"}`, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
	refuses(t, s, "setWebhook", `{"url":"https://a.hk:444/x"}`, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	must(t, s, "setWebhook", `{"url":"https://a.hk:8443/x","secret_token":"aB_-9"}`)
	refuses(t, s, "getUpdates", `{}`, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	if info := string(must(t, s, "getWebhookInfo", `{}`)); !strings.Contains(info, `"url":"https://a.hk:8443/x"`) {
		t.Error(info)
	}
	must(t, s, "deleteWebhook", `{}`)
	must(t, s, "getUpdates", `{}`)
}

func TestPollEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://telegram/bot"+s.Token()+"/getUpdates?timeout=50", nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := s.HTTPClient().Do(r)
		if err == nil {
			defer answer.Body.Close()
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("poll ended with %v", err)
		}
		say(t, s, 1, 1, Draft{Text: "kept"})
		if n := len(poll(t, s)); n != 1 {
			t.Errorf("%d updates after a poll that ended", n)
		}
	})
}

func TestUpdatesLiveADayAndPresses150Seconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		m := say(t, s, 1, 1, Draft{Text: "hello"})
		id, err := s.Press(1, 1, m.ID, "x")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(151 * time.Second)
		if s.Pending() != 1 {
			t.Errorf("%d pending after 151 s", s.Pending())
		}
		refuses(t, s, "answerCallbackQuery", `{"callback_query_id":"`+id+`"}`, "Bad Request: query is too old and response timeout expired or query ID is invalid")
		time.Sleep(24 * time.Hour)
		if s.Pending() != 0 {
			t.Errorf("%d pending after a day", s.Pending())
		}
	})
}

func TestAllowedUpdatesStickAndLeaveShyKindsOut(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	s.AddUser(User{ID: 3, FirstName: "Cy"})
	kinds := func() (got []string) {
		for _, u := range poll(t, s) {
			for k := range u {
				if k != "update_id" {
					got = append(got, k)
				}
			}
		}
		return got
	}
	join := func(status string) {
		if err := s.Join(g, 3, status); err != nil {
			t.Fatal(err)
		}
	}
	join("member")
	if got := fmt.Sprint(kinds()); got != "[message]" {
		t.Errorf("by default came %s", got)
	}
	must(t, s, "getUpdates", `{"allowed_updates":["chat_member","message_reaction"]}`)
	join("left")
	say(t, s, 1, 1, Draft{Text: "unheard"})
	m := say(t, s, 1, g, Draft{Text: "x"})
	if err := s.React(2, g, m.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(kinds()); got != "[chat_member message_reaction]" {
		t.Errorf("asked for chat_member and message_reaction, came %s", got)
	}
	must(t, s, "getUpdates", `{"allowed_updates":[]}`)
	say(t, s, 1, 1, Draft{Text: "heard"})
	if got := fmt.Sprint(kinds()); got != "[message]" {
		t.Errorf("after an empty list came %s", got)
	}
}

func TestInjectedAndRedeliveredUpdatesCome(t *testing.T) {
	s := calm(t)
	say(t, s, 1, 1, Draft{Text: "one"})
	first := poll(t, s)
	s.Redeliver(1)
	again := poll(t, s)
	if len(again) != 1 || string(again[0]["update_id"]) != string(first[0]["update_id"]) {
		t.Errorf("redelivered %v", again)
	}
	if n := len(poll(t, s)); n != 0 {
		t.Errorf("%d came a third time", n)
	}
	s.Inject(json.RawMessage(`{"brand_new":{"x":1}}`))
	s.Inject(json.RawMessage(`{}`))
	got := poll(t, s)
	if len(got) != 2 || string(got[0]["brand_new"]) != `{"x":1}` || len(got[1]) != 1 {
		t.Errorf("injected came as %v", got)
	}
}

func TestFiveVirtualHoursOfPolling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		end := time.Now().Add(5 * time.Hour)
		go func() {
			for n := 0; time.Now().Before(end.Add(-time.Minute)); n++ {
				say(t, s, 1, 1, Draft{Text: fmt.Sprint("message ", n)})
				time.Sleep(97 * time.Second)
			}
		}()
		var offset int64
		got := 0
		for time.Now().Before(end) {
			batch := ids(t, must(t, s, "getUpdates", `{"timeout":50,"offset":`+itoa(offset)+`}`))
			if got += len(batch); len(batch) > 0 {
				offset = batch[len(batch)-1] + 1
			}
		}
		if want := int((5*time.Hour-time.Minute)/(97*time.Second)) + 1; got != want {
			t.Errorf("%d updates came, want %d", got, want)
		}
	})
}
