package demo

import (
	"testing"
)

func TestSomebodyNewComesOnceInTheReadersLanguageFirst(t *testing.T) {
	h := build(t)
	names := []string{}
	for range 2 {
		status, told := h.do("newcomer", action{Text: "zh-Hant"})
		user, _ := told["user"].(float64)
		if status != 200 || user == 0 {
			t.Fatalf("newcomer: %d %v", status, told)
		}
		names = append(names, h.page.account(int64(user)).FirstName)
	}
	if names[0] != "晴" || names[1] != "Mia" {
		t.Errorf("came %q", names)
	}
	if status, told := h.do("newcomer", action{}); status != 409 || told["error"] != "nobody_new" {
		t.Errorf("a third: %d %v", status, told)
	}
}

func TestSomebodyNewBeginsByThemselves(t *testing.T) {
	h := build(t)
	_, told := h.do("newcomer", action{})
	user := int64(told["user"].(float64))
	if status, told := h.do("start", action{User: user}); status != 200 {
		t.Fatalf("start: %d %v", status, told)
	}
	if m := last(h, user); m.Text != "/start" {
		t.Errorf("said %+v", m)
	}
}

func TestPeopleComeIntoAGroupAndLeaveIt(t *testing.T) {
	h := build(t)
	in := func() bool {
		for _, m := range h.world.Members(h.group.ID) {
			if m.User.ID == h.tenant.ID {
				return true
			}
		}
		return false
	}
	for _, step := range []struct {
		action string
		in     bool
	}{{"join", true}, {"leave", false}} {
		if status, told := h.do(step.action, action{User: h.tenant.ID, Chat: h.group.ID}); status != 200 || in() != step.in {
			t.Fatalf("%s: %d %v, and in the group: %v", step.action, status, told, in())
		}
	}
	if status, told := h.do("leave", action{User: h.tenant.ID, Chat: h.tenant.ID}); status != 422 || told["error"] != "refused" {
		t.Errorf("leaving a private chat: %d %v", status, told)
	}
}

func TestSomebodyElsesCardSaysWhoseItIs(t *testing.T) {
	h := build(t)
	h.do("start", action{User: h.tenant.ID})
	if status, told := h.do("card", action{User: h.keung.ID, Chat: h.group.ID, Other: h.tenant.ID}); status != 200 {
		t.Fatalf("card: %d %v", status, told)
	}
	if c := last(h, h.group.ID).Contact; c == nil || c.User != h.tenant.ID || c.Phone != "+85291234567" {
		t.Errorf("card: %+v", c)
	}
	if status, told := h.do("card", action{User: h.tenant.ID, Chat: h.tenant.ID, Other: h.keung.ID}); status != 400 || told["error"] != "no_phone" {
		t.Errorf("card of somebody without a number: %d %v", status, told)
	}
}

func TestSamplesAreWhatTheyAreCalled(t *testing.T) {
	for kind, want := range map[string]struct {
		kind  string
		count int
	}{"sample": {"photo", 1}, "album": {"photo", 3}, "voice": {"voice", 1}, "table": {"document", 1}} {
		h := build(t)
		before := len(h.world.Messages(h.group.ID))
		if status, told := h.upload(map[string]string{"kind": kind, "user": id(h.keung.ID), "chat": id(h.group.ID)}, nil); status != 200 {
			t.Fatalf("%s: %d %v", kind, status, told)
		}
		sent := h.world.Messages(h.group.ID)[before:]
		if len(sent) != want.count || sent[0].Media == nil || sent[0].Media.Kind != want.kind || (sent[0].Album != "") != (want.count > 1) {
			t.Errorf("%s: sent %+v", kind, sent)
		}
	}
}

func TestAVoiceMessageCanBePlayed(t *testing.T) {
	h := build(t)
	h.upload(map[string]string{"kind": "voice", "user": id(h.keung.ID), "chat": id(h.group.ID)}, nil)
	answer, body := h.get("/media/" + last(h, h.group.ID).Media.FileID)
	if kind := answer.header.Get("Content-Type"); kind != "application/ogg" || len(body) == 0 {
		t.Errorf("voice comes as %q, %d bytes", kind, len(body))
	}
}
