package demo

import (
	"testing"

	"frontdesk/bot/emulator"
)

func TestStreamBeginsWithTheWholeWorld(t *testing.T) {
	h := build(t)
	h.bot("sendMessage", map[string]any{"chat_id": h.group.ID, "text": "R-1001"})
	first := next(t, h.listen(), "world", anything)
	if len(first.People) != 2 || first.People[0].Name != "Tai Man Chan" || first.People[0].Place != "A-1203" {
		t.Errorf("people: %+v", first.People)
	}
	if first.Clock.Now != h.clock.Now().UnixMilli() || first.Boot == "" {
		t.Errorf("clock %+v, boot %q", first.Clock, first.Boot)
	}
	for _, c := range first.Chats {
		if c.ID == h.group.ID && (c.Title != "Engineering" || c.Messages[len(c.Messages)-1].Text != "R-1001") {
			t.Errorf("group: %+v", c)
		}
	}
	if len(first.Chats) != 3 {
		t.Errorf("%d chats, want two private ones and a group", len(first.Chats))
	}
}

func TestHanNamesStandFamilyNameFirst(t *testing.T) {
	for want, u := range map[string]emulator.User{
		"陳美玲":        {FirstName: "美玲", LastName: "陳"},
		"阿強":         {FirstName: "阿強"},
		"John Smith": {FirstName: "John", LastName: "Smith"},
		"Mary 陳":     {FirstName: "Mary", LastName: "陳"},
		"美玲 Chan":    {FirstName: "美玲", LastName: "Chan"},
	} {
		if got := nameOf(u); got != want {
			t.Errorf("%+v is called %q, want %q", u, got, want)
		}
	}
}

func TestStreamSendsOnlyTheMessageThatChanged(t *testing.T) {
	h := build(t)
	h.bot("sendMessage", map[string]any{"chat_id": h.group.ID, "text": "stays"})
	card := h.bot("sendMessage", map[string]any{"chat_id": h.group.ID, "text": "before"})
	events := h.listen()
	next(t, events, "world", anything)
	h.bot("editMessageText", map[string]any{"chat_id": h.group.ID, "message_id": card, "text": "after"})
	change := next(t, events, "change", anything)
	if len(change.Chats) != 1 || len(change.Chats[0].Messages) != 1 || change.Chats[0].Messages[0].Text != "after" {
		t.Errorf("change: %+v", change.Chats)
	}
	h.bot("deleteMessage", map[string]any{"chat_id": h.group.ID, "message_id": card})
	change = next(t, events, "change", anything)
	if len(change.Chats) != 1 || len(change.Chats[0].Gone) != 1 || change.Chats[0].Gone[0] != card {
		t.Errorf("deletion: %+v", change.Chats)
	}
}

func TestStreamTellsTheAnswerToAPress(t *testing.T) {
	h := build(t)
	card := h.bot("sendMessage", map[string]any{"chat_id": h.group.ID, "text": "R-1001", "reply_markup": map[string]any{
		"inline_keyboard": [][]map[string]string{{{"text": "Accept", "callback_data": "accept"}}}}})
	events := h.listen()
	next(t, events, "world", anything)
	status, pressed := h.do("press", action{User: h.keung.ID, Chat: h.group.ID, Message: card, Data: "accept"})
	if status != 200 || pressed["query"] == "" {
		t.Fatalf("press: %d %v", status, pressed)
	}
	h.bot("answerCallbackQuery", map[string]any{"callback_query_id": pressed["query"], "text": "Yours", "show_alert": true})
	change := next(t, events, "change", func(v told) bool { return len(v.Answers) > 0 })
	if a := change.Answers[0]; a.QueryID != pressed["query"] || a.Text != "Yours" || !a.Alert {
		t.Errorf("answer: %+v", a)
	}
}

func TestReplyKeyboardStandsUntilRemoved(t *testing.T) {
	h := build(t)
	h.world.OpenChat(h.tenant.ID)
	keys := map[string]any{"keyboard": [][]map[string]any{{{"text": "Menu"}, {"text": "My number", "request_contact": true}}}, "one_time_keyboard": true}
	h.bot("sendMessage", map[string]any{"chat_id": h.tenant.ID, "text": "Choose", "reply_markup": keys})
	h.bot("sendMessage", map[string]any{"chat_id": h.tenant.ID, "text": "later"})
	events := h.listen()
	board := keyboardIn(next(t, events, "world", anything), h.tenant.ID)
	if board == nil || len(board.Rows) != 1 || !board.Rows[0][1].RequestContact || !board.OneTime {
		t.Fatalf("keyboard: %+v", board)
	}
	h.bot("sendMessage", map[string]any{"chat_id": h.tenant.ID, "text": "gone", "reply_markup": map[string]any{"remove_keyboard": true}})
	if board := keyboardIn(next(t, events, "change", anything), h.tenant.ID); board != nil {
		t.Errorf("keyboard after its removal: %+v", board)
	}
}

func keyboardIn(v told, chat int64) *keyboard {
	for _, c := range v.Chats {
		if c.ID == chat {
			return c.Keyboard
		}
	}
	return nil
}

func TestCloseEndsStreamsAndMoves(t *testing.T) {
	h := build(t)
	h.clock.hold = make(chan struct{})
	events := h.listen()
	next(t, events, "world", anything)
	moved := make(chan int)
	go func() {
		status, _ := h.do("advance", action{Seconds: 60})
		moved <- status
	}()
	next(t, events, "clock", func(v told) bool { return v.Busy })
	h.page.Close()
	if status := <-moved; status != 500 {
		t.Errorf("the move that was cut short answered %d", status)
	}
	for range events { // ends because the stream does
	}
}
