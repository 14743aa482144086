package emulator

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// raw makes a call that may get no answer of the Bot API's, and gives the status and the content type.
func raw(t testing.TB, s *Server, method, body string) (code int, kind string, err error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://telegram/bot"+s.Token()+"/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := s.Do(r)
	if err != nil {
		return 0, "", err
	}
	return answer.StatusCode, answer.Header.Get("Content-Type"), answer.Body.Close()
}

func TestAFaultEndsByItselfAndSaysHowLongItTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		const hello = `{"chat_id":1,"text":"x"}`
		s.Fail(Fault{Kind: TooMany, Times: -1, Until: time.Now().Add(7 * time.Second)})
		for _, left := range []int{7, 5} {
			if got := do(t, s, "sendMessage", hello); got.Parameters.RetryAfter != left {
				t.Errorf("%+v, want again in %d s", got, left)
			}
			time.Sleep(2500 * time.Millisecond)
		}
		time.Sleep(2 * time.Second)
		must(t, s, "sendMessage", hello)
	})
}

func TestFaultsHappenAsAskedAndOnlyThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		const hello = `{"chat_id":1,"text":"x"}`
		s.Fail(Fault{Method: "sendMessage", Chat: 1, Kind: TooMany, RetryAfter: 7})
		if got := do(t, s, "sendMessage", hello); got.ErrorCode != 429 || got.Parameters.RetryAfter != 7 || got.Description != "Too Many Requests: retry after 7" {
			t.Errorf("%+v", got)
		}
		s.Fail(Fault{Kind: ServerError, Times: 2})
		must(t, s, "getUpdates", `{}`)
		for range 2 {
			if code, kind, err := raw(t, s, "sendMessage", hello); err != nil || code != http.StatusBadGateway || kind != "text/html" {
				t.Errorf("%d, %q, %v", code, kind, err)
			}
		}
		s.Fail(Fault{Kind: Reset})
		if _, _, err := raw(t, s, "sendMessage", hello); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("reset gave %v", err)
		}
		if n := len(s.Messages(1)); n != 0 {
			t.Errorf("%d messages before anything was carried out", n)
		}
		s.Fail(Fault{Kind: DropAnswer})
		if _, _, err := raw(t, s, "sendMessage", hello); err == nil || len(s.Messages(1)) != 1 {
			t.Errorf("a dropped answer gave %v and %d messages", err, len(s.Messages(1)))
		}
		s.Fail(Fault{Kind: Slow, Delay: time.Minute})
		start := time.Now()
		if must(t, s, "sendMessage", hello); time.Since(start) != time.Minute {
			t.Errorf("slow took %v", time.Since(start))
		}
		s.Fail(Fault{Kind: Forbidden})
		refuses(t, s, "sendMessage", hello, "Forbidden: bot was blocked by the user")
		must(t, s, "sendMessage", hello)
		if n := len(s.Refusals()); n != 0 {
			t.Errorf("%d refusals, all of them asked for", n)
		}
		if n := s.Calls("sendMessage"); n != 8 {
			t.Errorf("%d calls counted", n)
		}
	})
}

func TestDroppedAnswerClosesTheConnection(t *testing.T) {
	s := calm(t)
	web := httptest.NewServer(s)
	defer web.Close()
	s.Fail(Fault{Method: "getMe", Kind: DropAnswer})
	if answer, err := web.Client().Get(web.URL + "/bot" + s.Token() + "/getMe"); err == nil {
		t.Errorf("an answer came; closing it: %v", answer.Body.Close())
	}
	answer, err := web.Client().Get(web.URL + "/bot" + s.Token() + "/getMe")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
}

func TestRatesAreTelegrams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Config{})
		for id := range int64(100) {
			s.AddUser(User{ID: id + 1, FirstName: "P"})
			s.OpenChat(id + 1)
		}
		g := group(t, s, "administrator")
		sends := func(chat int64) (n int, after int) {
			for ; n < 100; n++ {
				if got := do(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, chat)); !got.OK {
					return n, got.Parameters.RetryAfter
				}
			}
			return n, 0
		}
		if n, after := sends(1); n != 5 || after != 1 {
			t.Errorf("a chat took %d at once, then asked for %d s", n, after)
		}
		time.Sleep(time.Second)
		if n, _ := sends(1); n != 1 {
			t.Errorf("a chat took %d after a second", n)
		}
		time.Sleep(time.Second)
		if n, after := sends(g); n != 20 || after != 3 {
			t.Errorf("a group took %d at once, then asked for %d s", n, after)
		}
		time.Sleep(time.Minute)
		n := 0
		for id := range int64(100) {
			if do(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, id+1)).OK {
				n++
			}
		}
		if n != 30 {
			t.Errorf("%d at once overall", n)
		}
		for range 60 {
			time.Sleep(time.Second / 30)
			must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, n+1))
			n++
		}
	})
}

func TestEditsHaveRatesOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Config{})
		s.AddUser(User{ID: 1, FirstName: "Ann"})
		s.OpenChat(1)
		id := messageID(t, must(t, s, "sendMessage", `{"chat_id":1,"text":"x"}`))
		n := 0
		for do(t, s, "editMessageText", fmt.Sprintf(`{"chat_id":1,"message_id":%d,"text":"x%d"}`, id, n)).OK {
			n++
		}
		if n != 5 {
			t.Errorf("%d edits at once", n)
		}
	})
}

func TestWorldComesBackAsItWasSaved(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	pic := say(t, s, 1, 1, Draft{Text: "leak", Media: []DraftMedia{{Data: picture(t)}}})
	must(t, s, "sendMessage", `{"chat_id":1,"text":"<b>x</b>","parse_mode":"HTML","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"x"}]]}}`)
	must(t, s, "createForumTopic", fmt.Sprintf(`{"chat_id":%d,"name":"R-1001"}`, g))
	must(t, s, "setMyCommands", `{"commands":[{"command":"start","description":"Begin"}]}`)
	must(t, s, "setWebhook", `{"url":""}`)
	query, err := s.Press(1, 1, pic.ID, "x")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Save(&b); err != nil {
		t.Fatal(err)
	}
	next := New(Config{Limits: NoLimits()})
	if err := next.Load(bytes.NewReader(b.Bytes())); err != nil {
		t.Fatal(err)
	}
	for _, diff := range []string{
		cmp.Diff(s.Users(), next.Users()), cmp.Diff(s.Groups(), next.Groups()), cmp.Diff(s.Members(g), next.Members(g)),
		cmp.Diff(s.Messages(1), next.Messages(1)), cmp.Diff(s.Messages(g), next.Messages(g)), cmp.Diff(s.Topics(g), next.Topics(g)),
		cmp.Diff(s.Commands("", ""), next.Commands("", "")), cmp.Diff(s.Pending(), next.Pending()),
		cmp.Diff(string(must(t, s, "getUpdates", `{}`)), string(must(t, next, "getUpdates", `{}`))),
	} {
		if diff != "" {
			t.Error(diff)
		}
	}
	must(t, next, "answerCallbackQuery", `{"callback_query_id":"`+query+`"}`)
	must(t, next, "getFile", fmt.Sprintf(`{"file_id":%q}`, pic.Media.FileID))
	must(t, next, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, g))
	if data, _, ok := next.File(pic.Media.FileID); !ok || !bytes.Equal(data, picture(t)) {
		t.Error("the file is lost")
	}
	if err := next.Load(strings.NewReader(`{"Version":99}`)); err == nil {
		t.Error("a later version's world was taken")
	}
}

func TestWatchersAreNudged(t *testing.T) {
	s := calm(t)
	changes, stop := s.Watch()
	say(t, s, 1, 1, Draft{Text: "x"})
	say(t, s, 1, 1, Draft{Text: "y"})
	<-changes
	select {
	case <-changes:
		t.Error("two nudges waited")
	default:
	}
	stop()
	say(t, s, 1, 1, Draft{Text: "z"})
	select {
	case <-changes:
		t.Error("a nudge after the end")
	default:
	}
}

func TestOnlyTheLastMessagesAreKeptWhereAsked(t *testing.T) {
	s := New(Config{Limits: NoLimits(), KeepMessages: 10})
	s.AddUser(User{ID: 1, FirstName: "Ann"})
	for range 100 {
		say(t, s, 1, 1, Draft{Text: "x"})
	}
	if got := s.Messages(1); len(got) != 10 || got[9].ID != 100 {
		t.Errorf("%d messages kept, the last is %d", len(got), got[len(got)-1].ID)
	}
}
