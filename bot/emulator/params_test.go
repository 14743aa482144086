package emulator

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func form(t testing.TB, fields map[string]string, files map[string][]byte) (kind, body string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range files {
		part, err := w.CreateFormFile(name, name+".bin")
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.String()
}

func TestEveryBodyFormatIsTaken(t *testing.T) {
	s := calm(t)
	multi, body := form(t, map[string]string{"chat_id": "1", "text": "a&b"}, nil)
	for kind, body := range map[string]string{
		multi:                               body,
		"application/json":                  `{"chat_id":1,"text":"a\u0026b","reply_markup":null}`,
		"application/json; charset=utf-8":   `{"chat_id":"1","text":"a&b"}`,
		"application/x-www-form-urlencoded": "chat_id=1&text=a%26b",
	} {
		if got := send(t, s, "sendMessage", kind, body); !got.OK {
			t.Errorf("%s: %s", kind, got.Description)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/bot"+s.Token()+"/SENDMESSAGE?chat_id=1&text=a%26b", nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 200 {
		t.Errorf("GET: %s", w.Body)
	}
	for _, m := range s.Messages(1) {
		if m.Text != "a&b" {
			t.Errorf("text %q", m.Text)
		}
	}
	if n := len(s.Messages(1)); n != 5 {
		t.Errorf("%d messages", n)
	}
}

func TestEmptyMultipartBodyIsACallWithoutParameters(t *testing.T) {
	s := calm(t)
	if got := send(t, s, "getMe", "multipart/form-data; boundary=x", ""); !got.OK {
		t.Error(got.Description)
	}
}

func TestDamagedBodiesAreRefused(t *testing.T) {
	s := calm(t)
	for kind, body := range map[string]string{
		"application/json":                  `{"chat_id":1`,
		"multipart/form-data; boundary=x":   "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1",
		"multipart/form-data":               "x",
		"application/x-www-form-urlencoded": "a=%zz",
	} {
		if got := send(t, s, "sendMessage", kind, body); got.ErrorCode != 400 {
			t.Errorf("%s %q: %+v", kind, body, got)
		}
	}
	if got := do(t, s, "sendMessage", "{\"chat_id\":1,\"text\":\"\xff\xfe\"}"); got.Description != "Bad Request: strings must be encoded in UTF-8" && !got.OK {
		t.Errorf("invalid UTF-8: %+v", got)
	}
}

func TestMissingAndUnknownParametersAreTold(t *testing.T) {
	var told []Refusal
	s := New(Config{Limits: NoLimits(), Sentinel: func(r Refusal) { told = append(told, r) }})
	s.AddUser(User{ID: 1, FirstName: "Ann"})
	s.OpenChat(1)
	refuses(t, s, "sendMessage", `{"text":"x"}`, "Bad Request: chat_id is empty")
	refuses(t, s, "sendMessage", `{"chat_id":1}`, "Bad Request: message text is empty")
	refuses(t, s, "sendMessage", `{"chat_id":1,"text":"x","message_thread_id":"first"}`, `Bad Request: parameter "message_thread_id" must be an Integer`)
	refuses(t, s, "sendNothing", `{}`, "Not Found")
	refuses(t, s, "sendDice", `{"chat_id":1}`, "Not Implemented: the emulator does not know sendDice")
	must(t, s, "sendMessage", `{"chat_id":1,"text":"x","parse_mod":"HTML"}`)
	if n := len(told); n != 6 || told[5].Code != 200 || !strings.Contains(told[5].Description, `"parse_mod"`) {
		t.Errorf("told %+v", told)
	}
	if got := len(s.Refusals()); got != 6 {
		t.Errorf("%d refusals remembered", got)
	}
}

func TestWrongTokenAndAddress(t *testing.T) {
	s := calm(t)
	for path, want := range map[string]int{
		"/bot1:wrong/getMe":               401,
		"/botwrong/getMe":                 404,
		"/":                               404,
		"/file/bot1:wrong/x":              401,
		"/file/bot" + s.Token() + "/none": 404,
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

func TestEveryEmulatedMethodHasAHandler(t *testing.T) {
	for _, m := range methods {
		if m.kinds != nil && m.run == nil && m.name != "getUpdates" {
			t.Errorf("%s is described but not carried out", m.name)
		}
	}
	for name := range handlers {
		if m := methods[strings.ToLower(name)]; m == nil || m.kinds == nil {
			t.Errorf("%s is carried out but not described", name)
		}
	}
}

func FuzzBodies(f *testing.F) {
	f.Add("application/json", `{"chat_id":1,"text":"x"}`)
	f.Add("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1\r\n--x--\r\n")
	f.Add("application/x-www-form-urlencoded", "chat_id=1&text=x&reply_markup=%7B%7D")
	f.Add("application/json", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"x","url":"x.y"}]]},"reply_parameters":{"message_id":1}}`)
	s := New(Config{Limits: NoLimits(), KeepMessages: 10})
	s.AddUser(User{ID: 1, FirstName: "Ann"})
	s.OpenChat(1)
	f.Fuzz(func(t *testing.T, kind, body string) {
		for _, method := range []string{"sendMessage", "sendMediaGroup", "editMessageMedia", "setMyCommands"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://telegram/bot"+s.Token()+"/"+method, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", kind)
			answer, err := s.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_, err = io.ReadAll(answer.Body)
			if err := errors.Join(err, answer.Body.Close()); err != nil || answer.StatusCode >= 500 && answer.StatusCode != http.StatusNotImplemented {
				t.Errorf("%s %q %q: %d, %v", method, kind, body, answer.StatusCode, err)
			}
		}
	})
}
