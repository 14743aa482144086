package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/telegram"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestRowsOfOneChatGoOutInOrder(t *testing.T) {
	sending(t, func(w *world) {
		to, other := w.person(), w.person()
		w.tg.Fail(emulator.Fault{Method: "sendMessage", Chat: int64(to), Kind: emulator.Slow, Delay: 700 * time.Millisecond, Times: 3})
		w.tg.Fail(emulator.Fault{Method: "sendMessage", Chat: int64(to), Kind: emulator.ServerError, Times: 2})
		var want []string
		for i := range 20 {
			want = append(want, fmt.Sprint(i))
			w.post(text(to, fmt.Sprint(i)), text(other, fmt.Sprint(i)))
		}
		w.idle()
		w.shows(to, want...)
		w.shows(other, want...)
		w.unrefused("")
	})
}

func TestHigherLaneOvertakes(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.tg.Fail(emulator.Fault{Method: "sendMessage", Kind: emulator.Slow, Delay: time.Second})
		w.post(text(to, "first"))
		time.Sleep(100 * time.Millisecond)
		for lane := chat.Lanes; lane > 0; lane-- {
			o := text(to, fmt.Sprint(lane-1))
			o.Lane = lane - 1
			w.post(o)
		}
		w.idle()
		w.shows(to, "first", "0", "1", "2", "3")
	})
}

func TestOneMessageIsUnderWayUntilItIsSettled(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.lag = 10 * time.Second
		w.post(text(to, "a"), text(to, "b"))
		time.Sleep(9 * time.Second)
		w.shows(to, "a")
		w.idle()
		w.shows(to, "a", "b")
	})
}

func TestTooManyPausesThatChatAlone(t *testing.T) {
	sending(t, func(w *world) {
		slow, other := w.person(), w.person()
		w.tg.Fail(emulator.Fault{Chat: int64(slow), Kind: emulator.TooMany, RetryAfter: 300})
		w.post(text(slow, "a"), text(slow, "b"), text(other, "c"))
		time.Sleep(299 * time.Second)
		w.shows(slow)
		w.shows(other, "c")
		time.Sleep(2 * time.Second)
		w.shows(slow, "a", "b")
		if s := w.sender.Stats(); s.TooMany != 1 || s.Sent != 3 {
			t.Errorf("got %+v", s)
		}
	})
}

func TestTooManyInManyChatsPausesEverything(t *testing.T) {
	sending(t, func(w *world) {
		w.tg.Fail(emulator.Fault{Kind: emulator.TooMany, RetryAfter: 20, Times: streakCommon})
		for range 30 {
			w.post(text(w.person(), "x"))
		}
		time.Sleep(19 * time.Second)
		if n := w.tg.Calls("sendMessage"); n > 2*streakCommon {
			t.Errorf("%d calls: nothing has paused", n)
		}
		w.idle()
		if s := w.sender.Stats(); s.Sent != 30 {
			t.Errorf("got %+v", s)
		}
	})
}

func TestBlockedChatIsClosed(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.tg.Block(int64(to))
		stranger := desk.ChatID(w.tg.AddUser(emulator.User{FirstName: "Bo"}).ID)
		w.post(text(to, "a"), text(stranger, "b"))
		w.idle()
		w.resulted("closed closed")
	})
}

func TestMigratedGroupGetsWhatWaitedForIt(t *testing.T) {
	sending(t, func(w *world) {
		old := w.group(emulator.Group{Type: "group", Title: "Desk"})
		w.show(in("card:R-1", text(old, "card")))
		w.idle()
		id, err := w.tg.Migrate(int64(old))
		must(t, err)
		w.do(func(tx *storage.Tx) error { // all of it before anybody hears of the new identity
			return errors.Join(tx.Post(text(old, "a")), tx.Post(text(old, "b")), tx.Show(in("card:R-1", text(old, "card done"))))
		})
		w.idle()
		w.shows(desk.ChatID(id), "a", "b", "card done")
		w.resulted("sent migrated sent sent sent")
	})
}

func TestMigrationNoticedFirstMovesTheQueue(t *testing.T) {
	sending(t, func(w *world) {
		old := w.group(emulator.Group{Type: "group", Title: "Desk"})
		w.tg.Fail(emulator.Fault{Kind: emulator.TooMany, RetryAfter: 60})
		w.post(text(old, "a"), text(old, "b"))
		time.Sleep(time.Second)
		id, err := w.tg.Migrate(int64(old))
		must(t, err)
		w.do(func(tx *storage.Tx) error { return tx.Rekey(old, desk.ChatID(id)) })
		w.idle()
		w.shows(desk.ChatID(id), "a", "b")
		w.unrefused("")
	})
}

func TestShowEditsItsSlot(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		for _, s := range []string{"one", "two", "three"} {
			w.show(in("screen", text(to, s)))
			w.idle()
		}
		w.shows(to, "three")
		if n := w.tg.Calls("sendMessage"); n != 1 {
			t.Errorf("%d messages were sent", n)
		}
	})
}

func TestShowBelowSomethingNewIsSentAnew(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		o := in(storage.ScreenSlot(to), text(to, "one"))
		o.Anew, o.Content.Buttons = true, [][]chat.Button{{{Text: "B", Data: "b"}}}
		w.show(o)
		w.idle()
		said, err := w.tg.Say(int64(to), int64(to), emulator.Draft{Text: "hm"})
		must(t, err)
		w.do(func(tx *storage.Tx) error { return tx.Appeared(to, desk.MessageID(said.ID)) })
		o.Content.Text = "two"
		w.show(o)
		w.idle()
		w.shows(to, "one", "two")
		for _, m := range w.tg.Messages(int64(to)) {
			if (len(m.Inline) > 0) != (m.Text == "two") {
				t.Errorf("%q has the buttons %v", m.Text, m.Inline)
			}
		}
	})
}

func TestUnchangedCountsAsSent(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.show(in("s", text(to, "same")))
		w.idle()
		w.show(in("s", text(to, "<b></b>same"))) // tells apart by its source, looks the same
		w.idle()
		w.resulted("sent sent")
		w.unrefused("message is not modified")
	})
}

func TestShowWithoutItsMessageIsSentAnew(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.show(in("s", text(to, "one")))
		w.idle()
		must(t, w.tg.Delete(int64(to), int64(to), w.message(to)))
		w.show(in("s", text(to, "two")))
		w.idle()
		w.shows(to, "two")
		w.resulted("sent sent")
	})
}

func (w *world) message(c desk.ChatID) int {
	all := w.tg.Messages(int64(c))
	return all[len(all)-1].ID
}

func TestRefreshNeverSendsAnew(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.show(in("s", text(to, "one")))
		w.idle()
		o := in("s", text(to, "two"))
		o.Op = chat.Refresh
		w.show(o)
		w.idle()
		w.shows(to, "two")
		must(t, w.tg.Delete(int64(to), int64(to), w.message(to)))
		o.Content.Text = "three"
		w.show(o)
		w.idle()
		w.shows(to)
		w.resulted("sent sent superseded")
	})
}

func TestStripAndRemoveOfWhatIsGoneAreSuperseded(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.post(text(to, "x"))
		w.idle()
		id := desk.MessageID(w.message(to))
		for _, op := range []chat.Op{chat.Remove, chat.Remove, chat.Strip} {
			w.post(chat.Outgoing{Op: op, Lane: chat.Notice, Chat: to, Message: id})
		}
		w.idle()
		w.shows(to)
		w.resulted("sent sent superseded superseded")
	})
}

func TestLostAnswerIsSentAgain(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.tg.Fail(emulator.Fault{Method: "sendMessage", Kind: emulator.DropAnswer})
		w.tg.Fail(emulator.Fault{Method: "editMessageText", Kind: emulator.DropAnswer})
		w.show(in("s", text(to, "one")))
		w.idle()
		w.shows(to, "one", "one") // nobody can tell that it was taken
		w.show(in("s", text(to, "two")))
		w.idle()
		w.shows(to, "one", "two")
		w.resulted("sent sent")
	})
}

func TestServerFaultsAreNoOutcome(t *testing.T) {
	for _, kind := range []emulator.FaultKind{emulator.ServerError, emulator.Reset} {
		sending(t, func(w *world) {
			to := w.person()
			w.tg.Fail(emulator.Fault{Kind: kind, Times: 50})
			w.post(text(to, "a"), text(w.person(), "b"))
			time.Sleep(time.Minute)
			w.resulted("")
			if n := w.tg.Calls("sendMessage"); n > 30 {
				t.Errorf("%d calls in a minute: it does not back off", n)
			}
			w.idle()
			w.shows(to, "a")
			w.resulted("sent sent")
		})
	}
}

func TestBadHTMLGoesOutPlain(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.post(text(to, "<b>3 < 4 &amp; 5"))
		w.idle()
		w.shows(to, "3 < 4 & 5")
		w.resulted("sent")
		if !strings.Contains(w.log.String(), "ERROR") {
			t.Error("nobody is told")
		}
	})
}

func TestRefusedIsAnOutcomeWithItsReason(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		o := text(to, "x")
		o.Content.Buttons = [][]chat.Button{{{Text: "B", Data: strings.Repeat("x", 65)}}}
		w.post(o, text(to, "y"))
		w.idle()
		w.resulted("refused sent")
		if d := w.outcomes[0].Detail; !strings.Contains(d, "BUTTON_DATA_INVALID") {
			t.Errorf("detail %q", d)
		}
	})
}

func TestReplacedWhileUnderWayGoesOutAgainAsAnEdit(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.tg.Fail(emulator.Fault{Method: "sendMessage", Kind: emulator.Slow, Delay: 3 * time.Second})
		w.show(in("s", text(to, "one")))
		time.Sleep(time.Second)
		w.show(in("s", text(to, "two")))
		time.Sleep(time.Second)
		w.show(in("s", text(to, "three")))
		w.idle()
		w.shows(to, "three")
		if s, e := w.tg.Calls("sendMessage"), w.tg.Calls("editMessageText"); s != 1 || e != 1 {
			t.Errorf("%d sends and %d edits", s, e)
		}
		w.resulted("sent sent")
	})
}

func TestReplacedBetweenOutcomeAndCommitGoesOutAgain(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.lag = 2 * time.Second
		w.show(in("s", text(to, "one")))
		time.Sleep(time.Second)
		w.show(in("s", text(to, "two")))
		w.idle()
		w.shows(to, "two")
	})
}

func TestWhatIsTakenBackWhileUnderWayDoesNotStay(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.tg.Fail(emulator.Fault{Method: "sendMessage", Kind: emulator.Slow, Delay: 3 * time.Second})
		w.show(in("s", text(to, "one")))
		time.Sleep(time.Second)
		w.do(func(tx *storage.Tx) error { return tx.Vacate("s", chat.Notice) })
		w.idle()
		w.shows(to)
		w.show(in("s", text(to, "two")))
		w.do(func(tx *storage.Tx) error { return tx.Vacate("s", chat.Notice) })
		w.idle()
		w.shows(to)
		w.unrefused("")
	})
}

func TestPaceHoldsOneSlotAndNotItsChat(t *testing.T) {
	sending(t, func(w *world) {
		to := w.group(emulator.Group{Title: "Desk"})
		card := in("card:1", text(to, "card 0"))
		card.Pace = 3 * time.Second
		w.show(card)
		w.idle()
		for i := range 40 { // ten seconds of changes
			card.Content.Text = fmt.Sprint("card ", i+1)
			w.show(card)
			time.Sleep(250 * time.Millisecond)
			if i == 1 {
				w.post(text(to, "other"))
				time.Sleep(time.Millisecond)
				w.shows(to, "card 0", "other")
			}
		}
		w.idle()
		w.shows(to, "card 40", "other")
		if n := w.tg.Calls("editMessageText"); n < 3 || n > 5 {
			t.Errorf("%d edits in ten seconds, want one in three", n)
		}
	})
}

func TestReplyFollowsItsSlot(t *testing.T) {
	sending(t, func(w *world) {
		to := w.group(emulator.Group{Title: "Desk"})
		w.show(in("card:1", text(to, "card")))
		photo := text(to, "photo")
		photo.ReplySlot = "card:1"
		w.post(photo)
		gone := text(to, "answer")
		gone.ReplyTo = 9999
		w.post(gone)
		w.idle()
		all := w.tg.Messages(int64(to))
		if n := len(all); all[n-2].ReplyTo != all[n-3].ID || all[n-1].ReplyTo != 0 {
			t.Errorf("got %+v", all)
		}
		w.unrefused("")
	})
}

func TestTextTooLongLosesItsEndAndIsLogged(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.post(text(to, "<b>"+strings.Repeat("長", 5000)+"</b>"))
		w.idle()
		if got := w.texts(to); len(got) != 1 || !strings.HasSuffix(got[0], "…") || !strings.Contains(w.log.String(), "too long") {
			t.Errorf("got %d messages; log: %s", len(got), w.log.String())
		}
		w.unrefused("")
	})
}

func TestPartsAreSentOnceEach(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		m, err := w.tg.Say(int64(to), int64(to), emulator.Draft{Media: []emulator.DraftMedia{{Data: []byte("jpeg")}}})
		must(t, err)
		photo := desk.Media{Kind: desk.Photo, FileID: m.Media.FileID}
		o := text(to, strings.Repeat("x", 2000))
		o.Content.Media = slices.Repeat([]desk.Media{photo}, 12)
		o.Content.Buttons = [][]chat.Button{{{Text: "B", Data: "b"}}}
		w.tg.Fail(emulator.Fault{Method: "sendMessage", Kind: emulator.ServerError, Times: 2})
		w.post(o)
		w.idle()
		if got := w.tg.Messages(int64(to)); len(got) != 1+12+1 || len(got[13].Inline) != 1 {
			t.Errorf("got %d messages", len(got))
		}
		w.resulted("sent")
		if last := w.outcomes[0].Message; int(last) != w.message(to) {
			t.Errorf("message %d stands for it", last)
		}
		w.unrefused("")
	})
}

func TestDeletedTopicGoesToTheMainChat(t *testing.T) {
	sending(t, func(w *world) {
		to := w.group(emulator.Group{Title: "Desk", Forum: true})
		o := text(to, "x")
		o.Thread = 777
		w.post(o)
		w.idle()
		w.shows(to, "x")
		w.resulted("sent")
	})
}

func TestUnsentRowsGoOutAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, emulator.New(emulator.Config{Limits: emulator.NoLimits()}), t.TempDir()+"/desk.db")
		w.start()
		to := w.person()
		w.tg.Fail(emulator.Fault{Kind: emulator.ServerError, Times: 3})
		w.post(text(to, "a"), text(to, "b"), text(to, "c"))
		time.Sleep(time.Second)
		w.end()
		w.start()
		w.idle()
		w.shows(to, "a", "b", "c")
		w.end()
	})
}

func TestStoppingWaitsForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, emulator.New(emulator.Config{Limits: emulator.NoLimits()}), t.TempDir()+"/desk.db")
		w.start()
		quick, stuck := w.person(), w.person()
		w.tg.Fail(emulator.Fault{Chat: int64(quick), Kind: emulator.Slow, Delay: 3 * time.Second})
		w.tg.Fail(emulator.Fault{Chat: int64(stuck), Kind: emulator.Slow, Delay: time.Hour})
		w.post(text(quick, "a"), text(quick, "b"), text(stuck, "c"))
		time.Sleep(time.Second)
		begun := time.Now()
		w.end()
		if took := time.Since(begun); took > 6*time.Second {
			t.Errorf("stopping took %s", took)
		}
		w.resulted("sent")
		w.start()
		w.idle()
		w.shows(quick, "a", "b")
		w.shows(stuck, "c")
		w.end()
	})
}

func TestPressesAreAnsweredBesideTheLanes(t *testing.T) {
	inWorld(t, emulator.Limits{}, func(w *world) {
		to := w.person()
		for range 20 { // the chat's tokens are used up
			w.post(text(to, "x"))
		}
		time.Sleep(time.Second)
		press, err := w.tg.Press(int64(to), int64(to), 1, "x")
		must(t, err)
		w.tg.Fail(emulator.Fault{Method: "sendChatAction", Kind: emulator.Slow, Delay: 20 * time.Second})
		begun := time.Now()
		w.sender.Typing([]desk.ChatID{to})
		w.sender.Answer([]chat.Toast{{PressID: press, Text: "first"}, {PressID: press, Text: "last"}, {PressID: "long gone"}})
		if time.Since(begun) > 0 {
			t.Error("answering waits")
		}
		time.Sleep(time.Millisecond)
		if got := w.tg.Toasts(int64(to)); len(got) != 1 || got[0].Text != "last" {
			t.Errorf("got %+v", got)
		}
		w.idle()
	})
}

func TestAnswersThatNobodyTakesDoNotPileUp(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		for range 200 {
			w.tg.Fail(emulator.Fault{Method: "sendChatAction", Kind: emulator.Slow, Delay: 20 * time.Second})
		}
		for range 3 * mostBeside {
			w.sender.Typing([]desk.ChatID{to})
		}
		w.sender.mu.Lock()
		beside := w.sender.beside
		w.sender.mu.Unlock()
		if beside > mostBeside {
			t.Errorf("%d wait", beside)
		}
		w.idle()
	})
}

func TestRefusedTokenKeepsTheRowsAndAlarms(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		broken := &sometimes{Sends: w.api, err: &telegram.Unauthorized{Description: "Unauthorized"}}
		w.sender.api = broken
		w.post(text(to, "a"), text(to, "b"))
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if !strings.Contains(w.log.String(), "ERROR") || broken.calls > 12 {
			t.Errorf("%d calls; log: %s", broken.calls, w.log.String())
		}
		w.resulted("")
		broken.err = nil
		w.idle()
		w.shows(to, "a", "b")
	})
}

func TestPanicWhileSendingPasses(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		broken := &sometimes{Sends: w.api, panics: 2}
		w.sender.api = broken
		w.post(text(to, "a"))
		w.idle()
		w.shows(to, "a")
	})
}

// sometimes fails while it is told to.
type sometimes struct {
	Sends
	err    error
	panics int
	calls  int
}

func (s *sometimes) Send(ctx context.Context, l telegram.Letter) ([]desk.MessageID, error) {
	s.calls++
	if s.panics > 0 {
		s.panics--
		panic("oh")
	}
	if s.err != nil {
		return nil, s.err
	}
	return s.Sends.Send(ctx, l)
}

func TestReplacedContentIsTriedAfresh(t *testing.T) {
	sending(t, func(w *world) {
		to := w.person()
		w.tg.Fail(emulator.Fault{Kind: emulator.Slow, Delay: time.Second})
		w.tg.Fail(emulator.Fault{Kind: emulator.TooMany, RetryAfter: 5})
		w.show(in("s", text(to, "<b>bad")))
		time.Sleep(3 * time.Second)
		w.show(in("s", text(to, "<b>good</b>")))
		w.idle()
		if m, _ := w.tg.Message(int64(to), w.message(to)); m.Text != "good" || len(m.Entities) != 1 {
			t.Errorf("got %+v", m)
		}
	})
}

func TestARowGoesWhereTheDatabaseSays(t *testing.T) {
	sending(t, func(w *world) {
		old, to := w.person(), w.person()
		w.tg.Fail(emulator.Fault{Kind: emulator.TooMany, RetryAfter: 5})
		w.show(in("s", text(old, "x")))
		time.Sleep(time.Second)
		must(t, w.db.Update(time.Now(), func(tx *storage.Tx) error { return tx.Rekey(old, to) })) // and the sender is not told
		w.tg.Fail(emulator.Fault{Chat: int64(to), Kind: emulator.Slow, Delay: 20 * time.Second})
		w.post(text(to, "before"))
		w.idle()
		w.shows(old)
		w.shows(to, "before", "x")
	})
}
