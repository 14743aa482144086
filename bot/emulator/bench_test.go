package emulator

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"
)

// crowd is a Telegram with 500 private chats.
func crowd(b *testing.B) *Server {
	s := New(Config{Limits: NoLimits(), KeepMessages: 50})
	for id := range int64(500) {
		s.AddUser(User{ID: id + 1, FirstName: "Tenant", LanguageCode: "zh-hant"})
		s.OpenChat(id + 1)
	}
	b.ReportAllocs()
	b.ResetTimer()
	return s
}

func call1(b *testing.B, s *Server, method string, body []byte) {
	r := &http.Request{
		Method: http.MethodPost, URL: &url.URL{Scheme: "http", Host: "t", Path: "/bot" + s.Token() + "/" + method},
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}
	answer, err := s.Do(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.Fatal(answer, err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		b.Fatal(err)
	}
}

const keyboard = `"reply_markup":{"inline_keyboard":[[{"text":"冷氣","callback_data":"a1|7|pick|ac"},{"text":"水喉","callback_data":"a1|7|pick|water"}],[{"text":"返回","callback_data":"a1|7|back"}]]}`

func BenchmarkSendMessage(b *testing.B) {
	s := crowd(b)
	for i := range b.N {
		call1(b, s, "sendMessage", fmt.Appendf(nil, `{"chat_id":%d,"parse_mode":"HTML","text":"<b>R-1001</b> 請選擇服務 &amp; 時間：\n%d",%s}`, i%500+1, i, keyboard))
	}
}

func BenchmarkEditMessageText(b *testing.B) {
	s := crowd(b)
	for id := range 500 {
		call1(b, s, "sendMessage", fmt.Appendf(nil, `{"chat_id":%d,"text":"x"}`, id+1))
	}
	b.ResetTimer()
	for i := range b.N {
		call1(b, s, "editMessageText", fmt.Appendf(nil, `{"chat_id":%d,"message_id":%d,"parse_mode":"HTML","text":"<b>R-1001</b> %d",%s}`, i%500+1, i%500+1, i, keyboard))
	}
}

func BenchmarkPressAndAnswer(b *testing.B) {
	s := crowd(b)
	for i := range b.N {
		user := int64(i%500 + 1)
		id, err := s.Press(user, user, 1, "x")
		if err != nil {
			b.Fatal(err)
		}
		call1(b, s, "answerCallbackQuery", []byte(`{"callback_query_id":"`+id+`","text":"好"}`))
		if i%50 == 49 {
			call1(b, s, "getUpdates", []byte(`{"offset":99999999999}`))
		}
	}
}

func BenchmarkSayAndGetUpdates(b *testing.B) {
	s := crowd(b)
	next := s.updates.next
	for i := range b.N {
		user := int64(i%500 + 1)
		if _, err := s.Say(user, user, Draft{Text: "冷氣滴水"}); err != nil {
			b.Fatal(err)
		}
		next++
		call1(b, s, "getUpdates", fmt.Appendf(nil, `{"offset":%d,"timeout":50}`, next-1))
	}
}
