package outbox

import (
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// crowd are notices, each to somebody else.
func (w *world) crowd(n int) (rows []chat.Outgoing) {
	for range n {
		rows = append(rows, chat.Outgoing{Chat: w.person(), Lane: chat.Notice, Content: chat.Content{Text: "x"}})
	}
	return rows
}

// sentAt is when the chat's only message came.
func (w *world) sentAt(c desk.ChatID) time.Time {
	w.t.Helper()
	messages := w.tg.Messages(int64(c))
	if len(messages) != 1 {
		w.t.Fatalf("%d messages, want one", len(messages))
	}
	return messages[0].Date
}

func alarm(c desk.ChatID) chat.Outgoing {
	o := text(c, "fire")
	o.Lane = chat.Alarm
	return o
}

func TestAnAlarmIsTriedWhileEverythingPauses(t *testing.T) {
	sending(t, func(w *world) {
		others := w.crowd(30)
		for _, o := range others {
			w.tg.Fail(emulator.Fault{Chat: int64(o.Chat), Kind: emulator.TooMany, RetryAfter: 300})
		}
		w.post(others...)
		time.Sleep(5 * time.Second)
		if s := w.sender.Stats(); s.Sent > 0 {
			t.Fatalf("nothing pauses: %+v", s)
		}
		guards := w.person()
		w.post(alarm(guards))
		time.Sleep(time.Second)
		w.shows(guards, "fire")
		w.idle()
	})
}

func TestARefusedAlarmIsTriedAsSoonAsEverythingElse(t *testing.T) {
	sending(t, func(w *world) {
		guards, watchmen := w.person(), w.person()
		w.tg.Fail(emulator.Fault{Chat: int64(guards), Kind: emulator.TooMany, RetryAfter: 300})   // as everything pauses
		w.tg.Fail(emulator.Fault{Chat: int64(watchmen), Kind: emulator.TooMany, RetryAfter: 300}) // in the pause
		w.tg.Fail(emulator.Fault{Kind: emulator.TooMany, RetryAfter: 20, Times: 12})
		others := w.crowd(30)
		w.post(append([]chat.Outgoing{alarm(guards)}, others...)...)
		time.Sleep(10 * time.Second)
		w.post(alarm(watchmen))
		w.idle()
		for _, o := range others {
			if at := w.sentAt(o.Chat); at.Before(w.sentAt(guards)) || at.Before(w.sentAt(watchmen)) {
				t.Fatalf("sent at %s, the alarms at %s and %s", at, w.sentAt(guards), w.sentAt(watchmen))
			}
		}
	})
}

func TestAfterAPauseOneMessageFindsOutWhetherItIsOver(t *testing.T) {
	for name, fault := range map[string]emulator.Fault{
		"429": {Kind: emulator.TooMany, RetryAfter: 2},
		"502": {Kind: emulator.ServerError},
	} {
		t.Run(name, func(t *testing.T) {
			sending(t, func(w *world) {
				began := time.Now()
				fault.Times, fault.Until = -1, began.Add(time.Minute)
				if fault.Kind == emulator.TooMany { // it says less than is left, again and again
					fault.Until = time.Time{}
				}
				w.tg.Fail(fault)
				w.post(w.crowd(100)...)
				time.Sleep(time.Minute)
				if n := w.tg.Calls("sendMessage"); n > 12+30 {
					t.Errorf("%d calls in a minute", n)
				}
				w.tg.ClearFaults()
				w.idle()
				if took := time.Since(began); took > 80*time.Second {
					t.Errorf("over after %s", took)
				}
			})
		})
	}
}

// TestWhatNeedsNoCallSaysNothingOfTelegram has nothing to be taken between those that are refused.
func TestWhatNeedsNoCallSaysNothingOfTelegram(t *testing.T) {
	sending(t, func(w *world) {
		w.tg.Fail(emulator.Fault{Kind: emulator.TooMany, RetryAfter: 20, Times: -1})
		var rows []chat.Outgoing
		for _, o := range w.crowd(30) {
			gone := chat.Outgoing{Op: chat.Remove, Lane: o.Lane, Chat: w.person()}
			rows = append(rows, o, gone)
		}
		w.post(rows...)
		time.Sleep(19 * time.Second)
		if n := w.tg.Calls("sendMessage"); n > 2*streakCommon {
			t.Errorf("%d calls: nothing has paused", n)
		}
		w.tg.ClearFaults()
		w.idle()
	})
}
