package storage

import (
	"errors"
	"fmt"
	"testing"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

const (
	group  desk.ChatID = -5
	person desk.ChatID = 11
	card   chat.Slot   = "card:R-1001"
)

// says is an outgoing message for a slot.
func says(slot chat.Slot, to desk.ChatID, text string) chat.Outgoing {
	return chat.Outgoing{
		Slot: slot, Chat: to, Lane: chat.Notice, Content: chat.Content{Text: text, Buttons: [][]chat.Button{{{Text: "b", Data: "d"}}}},
		About: chat.About{Ticket: "R-1001", What: "card", User: 7},
	}
}

// rows are what waits, in order.
func (w *world) rows() []chat.Outgoing {
	w.t.Helper()
	var rows []chat.Outgoing
	w.read(func(r *Reader) error { return r.Waiting(func(o chat.Outgoing) { rows = append(rows, o) }) })
	return rows
}

// waiting says what waits: row, version, operation, chat and text.
func (w *world) waiting() []string {
	var lines []string
	for _, o := range w.rows() {
		line := fmt.Sprintf("%d.%d %s in %d", o.ID, o.Version, o.Op, o.Chat)
		if o.Message != 0 {
			line += fmt.Sprintf(" of %d", o.Message)
		}
		if o.Content.Text != "" {
			line += ": " + o.Content.Text
		}
		lines = append(lines, line)
	}
	return lines
}

func (w *world) show(o chat.Outgoing) *Effects {
	w.t.Helper()
	return w.do(func(tx *Tx) error { return tx.Show(o) })
}

// sent settles the row as sent with the version, standing as the message.
func (w *world) sent(row chat.RowID, version int, m, replaced desk.MessageID) (was chat.Outgoing, ok bool) {
	w.t.Helper()
	w.do(func(tx *Tx) (err error) {
		was, ok, err = tx.Settle(chat.Outcome{Row: row, Version: version, Result: chat.Sent, Message: m, Replaced: replaced})
		return err
	})
	return was, ok
}

// superseded settles the row as one that asks for nothing any more.
func (w *world) superseded(row chat.RowID) {
	w.t.Helper()
	w.do(func(tx *Tx) error {
		_, _, err := tx.Settle(chat.Outcome{Row: row, Version: 1, Result: chat.Superseded})
		return err
	})
}

func (w *world) place(s chat.Slot) (p Place, ok bool) {
	w.t.Helper()
	w.read(func(r *Reader) (err error) {
		p, ok, err = r.Place(s)
		return err
	})
	return p, ok
}

func TestNewerContentReplacesWhatWaitsAndKeepsItsPlace(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	w.do(func(tx *Tx) error { return tx.Post(chat.Outgoing{Chat: group, Content: chat.Content{Text: "note"}}) })
	newer := says(card, group, "two")
	newer.Op, newer.Anew, newer.About.Ticket, newer.Thread = chat.Refresh, true, "R-1002", 3
	effects := w.show(newer)
	w.same("waiting", w.waiting(), []string{"1.1 show in -5: two", "2.0 post in -5: note"})
	w.same("effects", effects.Rows, []Queued{{Row: 1, Chat: group, Lane: chat.Notice}})
	if row := w.rows()[0]; !row.Anew || row.About.Ticket != "R-1002" || row.Thread != 3 || !row.Queued.Equal(start) {
		t.Errorf("%+v", row)
	}
}

func TestWaitingRefreshBecomesAShow(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	w.sent(1, 0, 100, 0)
	refresh := says(card, group, "two")
	refresh.Op = chat.Refresh
	w.show(refresh)
	w.show(says(card, group, "three"))
	w.same("waiting", w.waiting(), []string{"2.1 show in -5: three"})
}

func TestWhatStandsThereIsNotShownAgain(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	w.sent(1, 0, 100, 0)
	if effects := w.show(says(card, group, "one")); len(effects.Rows) != 0 {
		t.Errorf("queued %v", effects.Rows)
	}
	w.show(says(card, group, "two"))
	w.same("waiting", w.waiting(), []string{"2.0 show in -5: two"})
	w.show(says(card, group, "one")) // the row may be under way: the last word has to be said
	w.same("waiting", w.waiting(), []string{"2.1 show in -5: one"})
}

func TestRefreshOfAnEmptySlotDoesNothing(t *testing.T) {
	w := newWorld(t)
	o := says(card, group, "one")
	o.Op = chat.Refresh
	if effects := w.show(o); len(effects.Rows) != 0 || len(w.rows()) != 0 {
		t.Errorf("queued %v", w.waiting())
	}
}

func TestSlotThatMovesToAnotherChatWaitsThereAnew(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	w.do(func(tx *Tx) error { return tx.Post(chat.Outgoing{Chat: -6, Content: chat.Content{Text: "note"}}) })
	moved := says(card, -6, "two")
	moved.Op = chat.Refresh
	w.show(moved)
	w.same("waiting", w.waiting(), []string{"1.1 remove in -5", "2.0 post in -6: note", "3.0 show in -6: two"})
	w.sent(1, 0, 100, 0)
	w.superseded(1)
	w.same("what was sent to the old chat meanwhile", w.waiting(), []string{"2.0 post in -6: note", "3.0 show in -6: two", "4.0 remove in -5 of 100"})
	if p, ok := w.place(card); ok {
		t.Errorf("a message of the old chat stands in the new one: %+v", p)
	}
	w.sent(3, 0, 40, 0)
	p, _ := w.place(card)
	w.same("place", []int64{int64(p.Chat), int64(p.Message)}, []int64{-6, 40})
}

func TestSentRowIsSettledOnce(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	row, ok := w.sent(1, 0, 100, 0)
	if !ok || row.Content.Text != "one" || len(w.rows()) != 0 {
		t.Errorf("%t, %+v, %v", ok, row, w.waiting())
	}
	p, _ := w.place(card)
	if p.Chat != group || p.Message != 100 || !p.Buttons || p.Ticket != "R-1001" || p.Hash == 0 {
		t.Errorf("%+v", p)
	}
	w.read(func(r *Reader) error {
		ref, ok, err := r.Ref(group, 100)
		w.same("reference", ref, Ref{Ticket: "R-1001", What: "card", User: 7})
		if _, other, err := r.Ref(group, 101); !ok || other || err != nil {
			t.Errorf("another message refers to the ticket: %v", err)
		}
		return err
	})
	if _, again := w.sent(1, 0, 100, 0); again {
		t.Error("settled twice")
	}
}

func TestOutcomeOfAnOlderVersionKeepsTheRow(t *testing.T) {
	for _, result := range []chat.Result{chat.Sent, chat.Refused, chat.Superseded, chat.Closed} {
		w := newWorld(t)
		w.show(says(card, group, "one"))
		w.show(says(card, group, "two"))
		effects := w.do(func(tx *Tx) error {
			_, ok, err := tx.Settle(chat.Outcome{Row: 1, Version: 0, Result: result, Message: 100})
			if !ok {
				t.Errorf("%s: not known", result)
			}
			return err
		})
		w.same("waiting", w.waiting(), []string{"1.1 show in -5: two"})
		w.same("queued again", effects.Rows, []Queued{{Row: 1, Chat: group, Lane: chat.Notice}})
		p, stands := w.place(card)
		if stands != (result == chat.Sent) || stands && (p.Message != 100 || p.Hash != 0) {
			t.Errorf("%s: %+v", result, p)
		}
		w.show(says(card, group, "one")) // what was sent is no longer what is to stand there
		w.same("waiting", w.waiting(), []string{"1.2 show in -5: one"})
		w.sent(1, 2, 100, 0)
		w.same("waiting at last", len(w.rows()), 0)
	}
}

func TestWhatWillNeverBeTakenLeavesTheSlotAsItWas(t *testing.T) {
	for _, result := range []chat.Result{chat.Refused, chat.Superseded, chat.Closed} {
		w := newWorld(t)
		w.show(says(card, group, "one"))
		w.sent(1, 0, 100, 0)
		before, _ := w.place(card)
		w.show(says(card, group, "two"))
		w.do(func(tx *Tx) error {
			_, _, err := tx.Settle(chat.Outcome{Row: 2, Result: result})
			return err
		})
		after, _ := w.place(card)
		w.same("place", after, before)
		w.same("waiting", len(w.rows()), 0)
		w.show(says(card, group, "three"))
		w.same("waiting", w.waiting(), []string{"3.0 show in -5: three"})
	}
}

func TestScreenBelowWhichSomethingAppearedIsSentAnewAndTheOldOneStripped(t *testing.T) {
	w := newWorld(t)
	screen := says(ScreenSlot(person), person, "one")
	screen.Anew = true
	w.show(screen)
	w.sent(1, 0, 100, 0)
	w.show(screen)
	w.same("while nothing is below", len(w.rows()), 0)
	w.do(func(tx *Tx) error { return tx.Post(chat.Outgoing{Chat: person, Content: chat.Content{Text: "note"}}) })
	w.sent(2, 0, 101, 0)
	if p, _ := w.place(screen.Slot); !p.Below() {
		t.Errorf("nothing is below: %+v", p)
	}
	w.show(screen)
	w.same("once something is", w.waiting(), []string{"3.0 show in 11: one"})
	w.sent(3, 0, 102, 100)
	w.same("after it", w.waiting(), []string{"4.0 strip in 11 of 100"})
	if p, _ := w.place(screen.Slot); p.Below() || p.Message != 102 {
		t.Errorf("%+v", p)
	}
	w.sent(4, 0, 0, 0)
	plain := screen
	plain.Content.Buttons = nil
	w.show(plain)
	w.sent(5, 0, 103, 102)
	w.same("after one without buttons", w.waiting(), []string{"6.0 strip in 11 of 102"})
	w.sent(6, 0, 0, 0)
	w.show(screen)
	w.sent(7, 0, 104, 103)
	w.same("where the old one had no buttons", len(w.rows()), 0)
}

func TestWhatPeopleWriteAppearsBelowTheirScreen(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) error { return tx.Appeared(person, 99) }) // no screen yet
	w.show(says(ScreenSlot(person), person, "one"))
	w.sent(1, 0, 100, 0)
	for _, c := range []struct {
		chat  desk.ChatID
		m     desk.MessageID
		below bool
	}{{person, 99, false}, {person, 100, false}, {person, 0, false}, {group, 200, false}, {12, 200, false}, {person, 101, true}, {person, 100, true}} {
		w.do(func(tx *Tx) error { return tx.Appeared(c.chat, c.m) })
		if p, _ := w.place(ScreenSlot(person)); p.Below() != c.below {
			t.Errorf("%d in %d: below is %t", c.m, c.chat, p.Below())
		}
	}
}

func TestWhatIsShownNextIsKnownWhileItWaits(t *testing.T) {
	w := newWorld(t)
	showing := func() (id desk.TicketID) {
		w.read(func(r *Reader) error { id = r.Showing(card); return nil })
		return id
	}
	w.same("at first", showing(), desk.TicketID(""))
	w.show(says(card, group, "one"))
	w.same("while it waits", showing(), desk.TicketID("R-1001"))
	w.sent(1, 0, 100, 0)
	w.same("when it stands", showing(), desk.TicketID("R-1001"))
	home := says(card, group, "home")
	home.About = chat.About{}
	w.show(home)
	w.same("when another waits", showing(), desk.TicketID(""))
}

func TestVacatedSlotLosesItsMessageAndWhatWaits(t *testing.T) {
	vacate := func(w *world) { w.do(func(tx *Tx) error { return tx.Vacate(card, chat.Alarm) }) }
	w := newWorld(t)
	vacate(w)
	w.same("an empty one", len(w.rows()), 0)
	w.show(says(card, group, "one"))
	vacate(w)
	w.same("before it is sent", w.waiting(), []string{"1.1 remove in -5"})
	w.superseded(1)
	w.same("nothing to delete", len(w.rows()), 0)
	w.show(says(card, group, "two"))
	w.sent(2, 0, 100, 0)
	w.show(says(card, group, "three"))
	vacate(w)
	w.same("with a change that waits", w.waiting(), []string{"3.1 remove in -5", "4.0 remove in -5 of 100"})
	w.superseded(3)
	if _, ok := w.place(card); ok {
		t.Error("the slot is not empty")
	}
	w.show(says(card, group, "three"))
	w.same("shown again", w.waiting(), []string{"4.0 remove in -5 of 100", "5.0 show in -5: three"})
}

func TestVacatedSlotLosesWhatWasUnderWayToo(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	w.do(func(tx *Tx) error { return tx.Vacate(card, chat.Alarm) })
	w.do(func(tx *Tx) error {
		_, _, err := tx.Settle(chat.Outcome{Row: 1, Result: chat.Sent, Message: 100, Messages: []desk.MessageID{100, 101}})
		return err
	})
	w.superseded(1)
	w.same("rows", w.waiting(), []string{"2.0 remove in -5 of 100", "3.0 remove in -5 of 101"})
	if _, ok := w.place(card); ok {
		t.Error("what was taken back stands in the slot")
	}
}

func TestVacatedSlotLosesEveryMessageOfAnAlbum(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	w.do(func(tx *Tx) error {
		_, _, err := tx.Settle(chat.Outcome{Row: 1, Result: chat.Sent, Message: 100, Messages: []desk.MessageID{100, 101, 102}})
		return err
	})
	w.do(func(tx *Tx) error { return tx.Vacate(card, chat.Alarm) })
	w.same("rows", w.waiting(), []string{"2.0 remove in -5 of 100", "3.0 remove in -5 of 101", "4.0 remove in -5 of 102"})
}

func TestEveryMessageOfARowTellsItsEvent(t *testing.T) {
	w := newWorld(t)
	o := says(card, group, "one")
	o.About.Event = 3
	w.show(o)
	w.do(func(tx *Tx) error {
		_, _, err := tx.Settle(chat.Outcome{Row: 1, Result: chat.Sent, Message: 100, Messages: []desk.MessageID{100, 101}})
		return err
	})
	w.read(func(r *Reader) error {
		for _, m := range []desk.MessageID{100, 101} {
			ref, _, err := r.Ref(group, m)
			w.same("reference", ref, Ref{Ticket: "R-1001", What: "card", Event: 3, User: 7})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func TestDroppedRowLetsGoOfItsSlotWhateverItHolds(t *testing.T) {
	w := newWorld(t)
	w.show(says(card, group, "one"))
	w.spoil(func(kw kv.Writer) error { return kw.Put(bOutbox, id64(1), []byte("{")) })
	if err := w.db.Update(w.now, func(tx *Tx) error { _, _, err := tx.Settle(chat.Outcome{Row: 1, Result: chat.Sent}); return err }); err == nil {
		t.Fatal("the row could be read")
	}
	for range 2 {
		w.do(func(tx *Tx) error { return tx.Drop(1) })
	}
	w.same("rows", len(w.rows()), 0)
	w.show(says(card, group, "two"))
	w.same("shown next", w.waiting(), []string{"2.0 show in -5: two"})
	w.do(func(tx *Tx) error { return tx.Drop(9) })
	w.same("still waits", len(w.rows()), 1)
}

func TestRowsGoOutInTheOrderOfTheirNumbers(t *testing.T) {
	w := newWorld(t)
	for i := range 300 { // beyond one byte
		w.do(func(tx *Tx) error {
			return tx.Post(chat.Outgoing{Chat: group, Content: chat.Content{Text: fmt.Sprint(i)}})
		})
	}
	for i, row := range w.rows() {
		if row.ID != chat.RowID(i+1) || row.Content.Text != fmt.Sprint(i) {
			t.Fatalf("at %d: row %d, %s", i, row.ID, row.Content.Text)
		}
	}
	w.read(func(r *Reader) error {
		w.same("length", r.QueueLength(1000), 300)
		w.same("length, at most", r.QueueLength(10), 10)
		return nil
	})
}

func TestSlotWhoseRowWasLostIsServedAllTheSame(t *testing.T) {
	w := newWorld(t)
	w.spoil(func(kw kv.Writer) error { return kw.Put(bOutboxSlots, []byte(card), id64(9)) })
	w.do(func(tx *Tx) error { return tx.Show(says(card, group, "one")) })
	w.same("rows", len(w.rows()), 1)
}

// migrate has a group with everything that is known of one.
func migrating(t *testing.T) *world {
	w := newWorld(t)
	w.do(func(tx *Tx) error {
		for _, n := range []desk.Name{desk.Engineering, desk.Managers} {
			if err := tx.Link(n, group); err != nil {
				return err
			}
		}
		if err := tx.Link(desk.Cleaning, -6); err != nil {
			return err
		}
		for _, m := range []desk.Member{{Chat: group, User: 21, Name: "Wong", Seen: start}, {Chat: -6, User: 22, Name: "Ho", Seen: start}} {
			if err := tx.PutMember(m); err != nil {
				return err
			}
		}
		return tx.PutGroup(desk.Group{Chat: group, Title: "Engineers", Type: "group", Language: desk.TraditionalChinese, Admin: true, Closed: start})
	})
	w.show(says("card:R-1", group, "standing"))
	w.sent(1, 0, 100, 0)
	w.show(says("card:R-1", group, "changed"))
	w.do(func(tx *Tx) error {
		for _, o := range []chat.Outgoing{
			{Chat: group, Op: chat.Strip, Message: 90}, {Chat: group, Op: chat.Remove, Message: 91},
			{Chat: -6, Op: chat.Remove, Message: 92}, {Chat: group, ReplyTo: 93, Content: chat.Content{Text: "reply"}},
		} {
			if err := tx.Post(o); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

func checkMigrated(w *world, g desk.Group) {
	w.t.Helper()
	w.same("waiting", w.waiting(), []string{"2.0 show in -1005: changed", "5.0 remove in -6 of 92", "6.0 post in -1005: reply"})
	w.same("reply", w.rows()[2].ReplyTo, desk.MessageID(0))
	w.read(func(r *Reader) error {
		w.same("desks", r.DesksIn(-1005), []desk.Name{desk.Engineering, desk.Managers})
		w.same("desks left", r.DesksIn(group), []desk.Name(nil))
		w.same("desks elsewhere", r.DesksIn(-6), []desk.Name{desk.Cleaning})
		members, err := r.MembersOf(-1005)
		w.same("members", members, []desk.Member{{Chat: -1005, User: 21, Name: "Wong", Seen: start}})
		left, errLeft := r.MembersOf(group)
		if err := errors.Join(err, errLeft); len(left) != 0 || err != nil {
			w.t.Errorf("members left %v, %v", left, err)
		}
		now, _, err := r.Group(-1005)
		w.same("group", now, g)
		if _, old, err := r.Group(group); old || err != nil {
			w.t.Errorf("the old identity is still known: %v", err)
		}
		return err
	})
}

func TestMigratedGroupKeepsItsPeopleDesksAndQueue(t *testing.T) {
	w := migrating(t)
	g := desk.Group{Chat: -1005, Title: "Engineers", Type: "supergroup", Language: desk.TraditionalChinese, Admin: true}
	for range 2 { // the notice comes in both chats
		effects := w.do(func(tx *Tx) error { return tx.Rekey(group, -1005) })
		if !effects.Rekeyed {
			t.Error("the sender does not hear of it")
		}
		checkMigrated(w, g)
	}
	w.show(says("card:R-1", -1005, "changed"))
	w.sent(2, 1, 7, 0)
	p, _ := w.place("card:R-1")
	w.same("place", []int64{int64(p.Chat), int64(p.Message)}, []int64{-1005, 7})
}

func TestMigrationKeepsWhatWasHeardOfTheNewGroup(t *testing.T) {
	w := migrating(t)
	w.do(func(tx *Tx) error {
		if err := tx.PutGroup(desk.Group{Chat: -1005, Title: "Engineering", Type: "supergroup", Forum: true}); err != nil {
			return err
		}
		return tx.Rekey(group, -1005)
	})
	checkMigrated(w, desk.Group{
		Chat: -1005, Title: "Engineering", Type: "supergroup", Forum: true, Language: desk.TraditionalChinese, Admin: true,
	})
}

func TestRowThatMeetsAMigrationWaitsForTheNewGroup(t *testing.T) {
	for _, noticed := range []bool{false, true} {
		w := migrating(t)
		if noticed {
			w.do(func(tx *Tx) error { return tx.Rekey(group, -1005) })
		}
		effects := w.do(func(tx *Tx) error {
			_, ok, err := tx.Settle(chat.Outcome{Row: 2, Result: chat.Migrated, MigratedTo: -1005})
			if !ok {
				t.Error("not known")
			}
			return err
		})
		again := false
		for _, q := range effects.Rows {
			again = again || q == Queued{Row: 2, Chat: -1005, Lane: chat.Notice}
		}
		if !again {
			t.Errorf("noticed before %t: the row is not queued again: %v", noticed, effects.Rows)
		}
		w.same("waiting", w.waiting(), []string{"2.0 show in -1005: changed", "5.0 remove in -6 of 92", "6.0 post in -1005: reply"})
	}
}
