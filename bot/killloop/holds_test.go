package main

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

func containsAll(s string, words ...string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

func TestHoldIsFoundInWhatTheGroupIsTold(t *testing.T) {
	want := waits("R-1001", "Heidi")
	if strings.ContainsAny(want, "{}") {
		t.Errorf("%q waits for something to be filled in", want)
	}
	for _, key := range []string{"hold.done", "hold.done-unreached"} {
		told := tags.ReplaceAllString(text.Say(desk.English, key, "ticket", "R-1001", "who", "Heidi"), "")
		if !strings.Contains(told, want) {
			t.Errorf("%s is told as %q, and %q is looked for", key, told, want)
		}
	}
}

// waiting is a ticket that waits from ten minutes on for half an hour, as somebody confirmed.
func waiting(t *testing.T, then ...desk.Event) (*hold, *keptTicket) {
	t.Helper()
	h := &hold{Ticket: "R-1001", Cause: desk.CauseSupplier, Reason: "~1-1~", Span: 30 * time.Minute, Done: true}
	k := &keptTicket{Ticket: &desk.Ticket{ID: "R-1001"}}
	held := event(t, desk.EvHeld, 10, desk.HeldData{Cause: h.Cause, Reason: h.Reason, Until: at(40)})
	history, err := recall(append([]desk.Event{opened(t), held}, then...))
	if err != nil {
		t.Fatal(err)
	}
	k.history = history
	return h, k
}

func TestAHoldStandsOnceAndEndsOnce(t *testing.T) {
	end := func(minutes float64, by desk.Capacity, early bool) desk.Event {
		e := event(t, desk.EvResumed, minutes, desk.ResumedData{Early: early})
		e.By.As = by
		return e
	}
	for _, c := range []struct {
		name   string
		change func(h *hold)
		then   []desk.Event
		fault  string
	}{
		{"runs out", func(*hold) {}, []desk.Event{end(40, desk.AsSystem, false)}, ""},
		{"runs out unnoted", func(*hold) {}, nil, "has run out, and nothing says so"},
		{"runs out too soon", func(*hold) {}, []desk.Event{end(39, desk.AsSystem, false)}, "says that a hold has run out"},
		{"ends twice", func(*hold) {}, []desk.Event{end(40, desk.AsSystem, false), end(41, desk.AsSystem, false)}, "there is none"},
		{"goes on", func(h *hold) { h.GoesOn, h.Pressed = "p1", at(15) }, []desk.Event{end(16, desk.AsStaff, true)}, ""},
		{"goes on by itself", func(*hold) {}, []desk.Event{end(16, desk.AsStaff, true)}, "nobody did that"},
		{"goes on, unheard", func(h *hold) { h.GoesOn, h.Pressed = "p1", at(15) }, []desk.Event{end(40, desk.AsSystem, false)}, "left nothing"},
		{"is done meanwhile", func(*hold) {}, []desk.Event{event(t, desk.EvDone, 20, nil)}, ""},
		{"was refused", func(h *hold) { h.Done, h.Refused = false, true }, []desk.Event{end(40, desk.AsSystem, false)}, "never confirmed"},
		{"is another's", func(h *hold) { h.Ticket = "R-1002" }, []desk.Event{end(40, desk.AsSystem, false)}, "another ticket's"},
		{"for somebody else", func(h *hold) { h.Cause = desk.CauseUs }, []desk.Event{end(40, desk.AsSystem, false)}, "waits for supplier"},
		{"for longer", func(h *hold) { h.Span = time.Hour }, []desk.Event{end(40, desk.AsSystem, false)}, "1h0m0s was said"},
		{"is lost", func(h *hold) { h.Reason = "~1-2~" }, []desk.Event{end(40, desk.AsSystem, false)}, "is with it 0 times"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, k := waiting(t, c.then...)
			c.change(h)
			_, faults := judgeHolds([]*hold{h}, []*keptTicket{k}, map[string]bool{"p1": true}, at(60))
			wants(t, faults, c.fault)
		})
	}
}

func TestABoardListsWhatIsOpen(t *testing.T) {
	open := &keptTicket{Ticket: &desk.Ticket{ID: "R-1001", OpenedData: desk.OpenedData{Desk: desk.Engineering}, State: desk.StateOpen}}
	over := &keptTicket{Ticket: &desk.Ticket{ID: "R-1002", OpenedData: desk.OpenedData{Desk: desk.Engineering}, State: desk.StateAnswered}}
	where := func(desk.Name) int64 { return group }
	board := func(words string) emulator.Message { return emulator.Message{Text: words, Pinned: true} }
	for _, c := range []struct {
		name    string
		boards  []emulator.Message
		tickets []*keptTicket
		fault   string
	}{
		{"one is open", []emulator.Message{board("🗂 Open here: 1\nR-1001 · A")}, []*keptTicket{open, over}, ""},
		{"nothing is", []emulator.Message{board("🗂 Nothing is open here.")}, []*keptTicket{over}, ""},
		{"nothing ever was", nil, nil, ""},
		{"an old one", []emulator.Message{board("🗂 Open here: 2\nR-1001 · A\nR-1002 · B")}, []*keptTicket{open, over}, "and 1 are open"},
		{"two boards", []emulator.Message{board("🗂 Open here: 1\nR-1001"), board("🗂 Open here: 1\nR-1001")}, []*keptTicket{open}, "pinned 2 times"},
		{"none", nil, []*keptTicket{open}, "pinned 0 times"},
	} {
		t.Run(c.name, func(t *testing.T) {
			wants(t, judgeBoards(group, c.boards, c.tickets, where), c.fault)
		})
	}
}

func TestACallCountsFromWhenItWas(t *testing.T) {
	for _, c := range []struct {
		name    string
		minutes float64
		fault   string
	}{
		{"fifteen minutes before it was said", 5.1, ""},
		{"the clock a little behind", 4.5, ""},
		{"from when it was opened", 20, "counts from"},
		{"from long before", -10, "counts from"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &report{Marker: "#900-001#", Call: &telephoned{Minutes: 15, After: at(20), Till: at(20.5)}}
			begun := event(t, desk.EvOpened, c.minutes, nil)
			begun.By.As, begun.Recorded = desk.AsStaff, at(21)
			k := &keptTicket{Ticket: &desk.Ticket{ID: "R-1001", Opened: at(c.minutes)}, events: []desk.Event{begun}}
			wants(t, r.judgeCall(k), c.fault)
		})
	}
}
