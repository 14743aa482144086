package outbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/telegram"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// timed notes when each text was taken.
type timed struct {
	Sends
	mu sync.Mutex
	at map[string]time.Time
}

func (s *timed) Send(ctx context.Context, l telegram.Letter) ([]desk.MessageID, error) {
	id, err := s.Sends.Send(ctx, l)
	s.note(l, err)
	return id, err
}

func (s *timed) Edit(ctx context.Context, id desk.MessageID, l telegram.Letter) error {
	err := s.Sends.Edit(ctx, id, l)
	s.note(l, err)
	return err
}

func (s *timed) note(l telegram.Letter, err error) {
	if err == nil {
		s.mu.Lock()
		s.at[l.Content.Text] = time.Now()
		s.mu.Unlock()
	}
}

func TestBroadcastUsesEveryTokenAndKeepsNobodyWaiting(t *testing.T) {
	inWorld(t, emulator.Limits{}, func(w *world) {
		const broadcast = 2000
		taken := &timed{Sends: w.api, at: map[string]time.Time{}}
		w.sender.api = taken
		w.lag = 50 * time.Millisecond
		var people []desk.ChatID
		for range broadcast {
			people = append(people, w.person())
		}
		var rows []chat.Outgoing
		for i, to := range people {
			o := text(to, fmt.Sprint("news ", i))
			o.Lane = chat.Broadcast
			rows = append(rows, o)
		}
		begun := time.Now()
		w.post(rows...)
		asked := map[string]time.Time{}
		for i := 0; w.sender.Stats().Waiting[chat.Broadcast] > 0; i++ {
			to := people[i%50]
			name := fmt.Sprint("answer ", i)
			asked[name] = time.Now()
			if i%3 == 0 {
				w.show(in(storage.ScreenSlot(to), text(to, name)))
			} else {
				w.post(text(to, name))
			}
			time.Sleep(time.Duration(37+i*53%101) * time.Millisecond)
		}
		took := time.Since(begun)
		w.idle()
		w.unrefused("")
		s := w.sender.Stats()
		if s.TooMany != 0 || s.Retried != 0 {
			t.Errorf("got %+v", s)
		}
		rate := float64(s.Sent+s.Edited) / took.Seconds()
		if rate < 29.85 || rate > 30.3 {
			t.Errorf("%.2f messages a second, want 99.5 %% of 30", rate)
		}
		var waits []time.Duration
		for name, at := range asked {
			waits = append(waits, taken.at[name].Sub(at))
		}
		slices.Sort(waits)
		p50, p99 := waits[len(waits)/2], waits[len(waits)*99/100]
		t.Logf("%.2f a second; %d answers after %s p50, %s p99, %s at most", rate, len(waits), p50, p99, waits[len(waits)-1])
		if p99 > 87*time.Millisecond {
			t.Errorf("answers after %s p50, %s p99", p50, p99)
		}
	})
}

func TestEveryLimitHoldsUnderAnyLoad(t *testing.T) {
	inWorld(t, emulator.Limits{}, func(w *world) {
		w.lag = 20 * time.Millisecond
		var chats []desk.ChatID
		for i := range 12 {
			if i%4 == 0 {
				chats = append(chats, w.group(emulator.Group{Title: fmt.Sprint(i)}))
			} else {
				chats = append(chats, w.person())
			}
		}
		m, err := w.tg.Say(int64(chats[1]), int64(chats[1]), emulator.Draft{Media: []emulator.DraftMedia{{Data: []byte("jpeg")}}})
		must(t, err)
		photo := desk.Media{Kind: desk.Photo, FileID: m.Media.FileID}
		for i := range 600 {
			o := text(chats[i*7%12], fmt.Sprint(i))
			o.Lane = chat.Lane(i % int(chat.Lanes))
			switch i % 10 {
			case 3:
				o.Content.Media = slices.Repeat([]desk.Media{photo}, 2+i%9)
			case 4, 5, 6:
				w.show(in(chat.Slot(fmt.Sprint("s", i%24)), o))
				continue
			}
			w.post(o)
			if i%50 == 0 {
				time.Sleep(10 * time.Second)
			}
		}
		w.idle()
		w.unrefused("message is not modified")
		if s := w.sender.Stats(); s.TooMany != 0 || s.Refused != 0 {
			t.Errorf("got %+v", s)
		}
	})
}

func TestAlarmFindsAGroupsLastTokens(t *testing.T) {
	inWorld(t, emulator.Limits{}, func(w *world) {
		to := w.group(emulator.Group{Title: "Security"})
		for i := range 40 {
			o := text(to, fmt.Sprint(i))
			o.Lane = chat.Notice
			w.post(o)
		}
		time.Sleep(5 * time.Second)
		before := len(w.texts(to))
		if before >= 20 || before < 10 {
			t.Fatalf("%d went at once", before)
		}
		for i := range 3 {
			o := text(to, fmt.Sprint("alarm ", i))
			o.Lane = chat.Alarm
			w.post(o)
		}
		time.Sleep(100 * time.Millisecond)
		if got := w.texts(to); len(got) != before+3 || !strings.HasPrefix(got[before], "alarm") {
			t.Errorf("got %q", got[before:])
		}
		w.idle()
		w.unrefused("")
	})
}

func TestBucketNeverGivesMoreThanItsRate(t *testing.T) {
	r := Rate{Burst: 4, Every: time.Second}
	var b bucket
	start := time.Unix(1e9, 0)
	now, given := start, 0
	for range 1000 {
		wait := b.wait(now, r, 1, 0)
		if wait == 0 {
			b.take(1)
			given++
		}
		now = now.Add(max(wait, time.Millisecond))
		if most := 4 + int(now.Sub(start)/time.Second) + 1; given > most {
			t.Fatalf("%d in %s", given, now.Sub(start))
		}
	}
	if least := int(now.Sub(start) / time.Second); given < least {
		t.Errorf("%d in %s, want %d at least", given, now.Sub(start), least)
	}
}
