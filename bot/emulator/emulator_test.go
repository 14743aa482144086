package emulator

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// reply is an answer of the Bot API.
type reply struct {
	OK          bool
	Result      json.RawMessage
	ErrorCode   int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter      int   `json:"retry_after"`
		MigrateToChatID int64 `json:"migrate_to_chat_id"`
	}
}

// send makes a call with a body of any kind.
func send(t testing.TB, s *Server, method, kind, body string) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://telegram/bot"+s.Token()+"/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	answer, err := s.Do(r)
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var got reply
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatalf("%s answered %q: %v", method, raw, err)
	}
	if got.OK != (answer.StatusCode == http.StatusOK) || !got.OK && got.ErrorCode != answer.StatusCode {
		t.Errorf("%s: status %d with %s", method, answer.StatusCode, raw)
	}
	return got
}

// do makes a call with a JSON body.
func do(t testing.TB, s *Server, method string, body string) reply {
	t.Helper()
	return send(t, s, method, "application/json", body)
}

// must makes a call that has to succeed.
func must(t testing.TB, s *Server, method string, body string) json.RawMessage {
	t.Helper()
	got := do(t, s, method, body)
	if !got.OK {
		t.Fatalf("%s %s: %s", method, body, got.Description)
	}
	return got.Result
}

// refuses makes a call that Telegram refuses in these words.
func refuses(t testing.TB, s *Server, method, body, want string) reply {
	t.Helper()
	got := do(t, s, method, body)
	if got.OK || got.Description != want {
		t.Errorf("%s %s:\n got %q\nwant %q", method, body, got.Description, want)
	}
	return got
}

// calm is a Telegram without rate limits where user 1 has written to the bot, and 2 has not.
func calm(t testing.TB) *Server {
	t.Helper()
	s := New(Config{Limits: NoLimits()})
	s.AddUser(User{ID: 1, FirstName: "Ann", LanguageCode: "en"})
	s.AddUser(User{ID: 2, FirstName: "Bo & Co", Username: "bo", LanguageCode: "zh-hant"})
	s.OpenChat(1)
	return s
}

// group is a private supergroup -1001 owned by user 2, with user 1 and the bot in it.
func group(t testing.TB, s *Server, botStatus string) int64 {
	t.Helper()
	g := s.AddGroup(Group{ID: -1001, Title: "Engineering", Forum: true})
	for _, j := range []struct {
		user   int64
		status string
	}{{2, "creator"}, {1, "member"}, {s.Bot().ID, botStatus}} {
		if err := s.Join(g.ID, j.user, j.status); err != nil {
			t.Fatal(err)
		}
	}
	poll(t, s)
	return g.ID
}

// poll takes and confirms everything that waits.
func poll(t testing.TB, s *Server) []map[string]json.RawMessage {
	t.Helper()
	var updates []map[string]json.RawMessage
	if err := json.Unmarshal(must(t, s, "getUpdates", `{}`), &updates); err != nil {
		t.Fatal(err)
	}
	if n := len(updates); n > 0 {
		var last int64
		if err := json.Unmarshal(updates[n-1]["update_id"], &last); err != nil {
			t.Fatal(err)
		}
		must(t, s, "getUpdates", `{"offset":`+itoa(last+1)+`}`)
	}
	return updates
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func messageID(t testing.TB, raw json.RawMessage) int {
	t.Helper()
	var m struct {
		MessageID int `json:"message_id"`
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m.MessageID
}

func say(t testing.TB, s *Server, user, chat int64, d Draft) Message {
	t.Helper()
	m, err := s.Say(user, chat, d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
