package outbox

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// TestScheduleKeepsOrderAndLosesNothing plays random histories against the rules: one row of a chat at a
// time, no row before an earlier one of its chat and lane, none forgotten, none twice.
func TestScheduleKeepsOrderAndLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := Documented()
		limits.UnderWay = rapid.IntRange(1, 8).Draw(t, "under way at most")
		s := newSchedule(limits)
		now := time.Unix(1e9, 0)
		waiting := map[chat.RowID]storage.Queued{}
		var busy []*item
		heldBack := map[chat.RowID]bool{}
		var row chat.RowID
		pick := func() {
			it, _ := s.next(now)
			if it == nil {
				return
			}
			q, known := waiting[it.row]
			if !known {
				t.Fatalf("row %d does not wait", it.row)
			}
			for _, other := range busy {
				if other.sending.chat == q.Chat {
					t.Fatalf("rows %d and %d are under way to one chat", other.row, it.row)
				}
			}
			for id, w := range waiting {
				if w.Chat == q.Chat && !heldBack[id] && (w.Lane < q.Lane || w.Lane == q.Lane && id < it.row) {
					t.Fatalf("row %d of lane %d went before %d of lane %d", it.row, q.Lane, id, w.Lane)
				}
			}
			switch rapid.IntRange(0, 9).Draw(t, "fate") {
			case 0:
				heldBack[it.row] = true
				s.hold(it, now, now.Add(3*time.Second))
			case 1:
				s.shutLine(it.sending, now.Add(5*time.Second))
				s.release(it, now, now)
			default:
				if s.admit(it, now, rapid.Bool().Draw(t, "edit"), rapid.IntRange(1, 10).Draw(t, "cost")) {
					delete(heldBack, it.row)
					delete(waiting, it.row)
					busy = append(busy, it)
				}
			}
		}
		finish := func() {
			if len(busy) == 0 {
				return
			}
			i := rapid.IntRange(0, len(busy)-1).Draw(t, "which")
			it := busy[i]
			busy = slices.Delete(busy, i, i+1)
			s.underWay--
			s.settled(it.row, now)
		}
		for range rapid.IntRange(1, 300).Draw(t, "steps") {
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0, 1:
				row++
				q := storage.Queued{Row: row, Chat: desk.ChatID(rapid.IntRange(-3, 3).Draw(t, "chat")), Lane: chat.Lane(rapid.IntRange(0, 3).Draw(t, "lane"))}
				waiting[row] = q
				s.add(q, now)
				s.add(q, now)
			case 2:
				pick()
			case 3:
				finish()
			case 4:
				now = now.Add(time.Duration(rapid.IntRange(1, 4000).Draw(t, "ms")) * time.Millisecond)
				for id := range heldBack { // may be back in line now
					if it := s.items[id]; it != nil && !now.Before(it.until) {
						delete(heldBack, id)
					}
				}
			}
		}
		for range 100000 {
			if len(waiting) == 0 && len(busy) == 0 {
				break
			}
			for len(busy) > 0 {
				finish()
			}
			now = now.Add(200 * time.Millisecond)
			for id := range heldBack {
				delete(heldBack, id)
			}
			s.next0(t, now, waiting, &busy)
		}
		if !s.idle() {
			t.Fatalf("%d rows were never sent", len(waiting))
		}
	})
}

// next0 sends whatever may go now.
func (s *schedule) next0(t *rapid.T, now time.Time, waiting map[chat.RowID]storage.Queued, busy *[]*item) {
	for {
		it, _ := s.next(now)
		if it == nil {
			return
		}
		if s.admit(it, now, false, 1) {
			if _, known := waiting[it.row]; !known {
				t.Fatalf("row %d went twice", it.row)
			}
			delete(waiting, it.row)
			*busy = append(*busy, it)
		}
	}
}

func TestScheduleForgetsChatsThatRest(t *testing.T) {
	s := newSchedule(Documented())
	now := time.Unix(1e9, 0)
	for i := range 20000 {
		now = now.Add(time.Second)
		s.add(storage.Queued{Row: chat.RowID(i + 1), Chat: desk.ChatID(i + 1)}, now)
		it, _ := s.next(now)
		if it == nil || !s.admit(it, now, false, 1) {
			t.Fatal("does not go")
		}
		s.underWay--
		s.settled(it.row, now)
	}
	if n := len(s.lines); n > 3000 {
		t.Errorf("%d chats are remembered", n)
	}
}

func TestARowMovesWithItsChat(t *testing.T) {
	s := newSchedule(Documented())
	now := time.Unix(1e9, 0)
	s.add(storage.Queued{Row: 1, Chat: 5}, now)
	s.add(storage.Queued{Row: 1, Chat: 6}, now)
	it, _ := s.next(now)
	if it == nil || it.sending.chat != 6 {
		t.Fatalf("got %+v", it)
	}
	if again, _ := s.next(now); again != nil {
		t.Fatalf("row %d goes twice", again.row)
	}
	s.add(storage.Queued{Row: 1, Chat: 7}, now)
	s.add(storage.Queued{Row: 2, Chat: 7}, now)
	if again, _ := s.next(now); again != nil {
		t.Fatalf("row %d goes before the one ahead of it is settled", again.row)
	}
	s.underWay--
	s.settled(1, now)
	for _, want := range []chat.RowID{1, 2} {
		if it, _ = s.next(now); it == nil || it.row != want || it.sending.chat != 7 {
			t.Fatalf("got %+v, want row %d", it, want)
		}
		s.underWay--
		s.settled(want, now)
	}
}

func TestAHeldRowJoinsItsChatsNewLine(t *testing.T) {
	s := newSchedule(Documented())
	now := time.Unix(1e9, 0)
	s.add(storage.Queued{Row: 1, Chat: 1}, now)
	it, _ := s.next(now)
	s.hold(it, now, now.Add(time.Hour))
	for i := range 5000 { // the chat's line is forgotten meanwhile
		now = now.Add(100 * time.Millisecond)
		s.add(storage.Queued{Row: chat.RowID(i + 10), Chat: desk.ChatID(i + 10)}, now)
		other, _ := s.next(now)
		s.underWay--
		s.settled(other.row, now)
	}
	s.add(storage.Queued{Row: 2, Chat: 1}, now)
	if s.lines[1] == it.line {
		t.Fatal("the line was not forgotten: this test tests nothing")
	}
	if second, _ := s.next(now); second == nil || second.row != 2 {
		t.Fatalf("got %+v", second)
	}
	now = now.Add(time.Hour)
	if both, _ := s.next(now); both != nil {
		t.Fatalf("row %d goes while another is under way to its chat", both.row)
	}
	s.underWay--
	s.settled(2, now)
	if it, _ = s.next(now); it == nil || it.row != 1 {
		t.Fatalf("got %+v", it)
	}
}
