package flows_test

import (
	"fmt"
	"testing"
	"time"

	"frontdesk/flows"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func fire(w *flowstest.World, job string) {
	w.Do(func(tx *storage.Tx) error {
		return w.Desk().Fire(tx, desk.Timer{Kind: watch.Periodic, ID: job, Due: tx.Now()})
	})
}

func TestEveryMorningTheManagersHearThatTheDeskRuns(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Wait(time.Hour)
	fire(b.World, flows.Morning)
	b.managers.SeesOnce("Good morning", "Open: 1, overdue: 1")
	b.Do(func(tx *storage.Tx) error {
		return b.Desk().Buried(tx, storage.DeadLetter{Piece: "update 1"})
	})
	b.managers.SeesOnce("could not be handled")
}

func TestTheMorningSaysWhichYearsHolidaysAreNotKnown(t *testing.T) {
	b := newBench(t)
	know := func(years map[int]bool) (year int) {
		b.Do(func(tx *storage.Tx) error {
			tx.Estate().Days, year = &desk.Calendar{Week: desk.WorkingWeek, Years: years}, tx.Now().In(tx.Estate().Zone).Year()
			return nil
		})
		return year
	}
	year := know(map[int]bool{})
	fire(b.World, flows.Morning)
	b.managers.SeesOnce("Good morning", fmt.Sprintf("The public holidays of %d are not set", year))

	know(map[int]bool{year: true, year + 1: true})
	b.Wait(time.Minute)
	fire(b.World, flows.Morning)
	b.managers.SeesOnce("are not set")
}

func TestEveryNightTheDatabaseIsCheckedAndKept(t *testing.T) {
	b := newBench(t)
	b.Jobs = nil
	fire(b.World, flows.Nightly)
	if len(b.Jobs) != 2 || b.Jobs[0].Kind != chat.JobCheck || b.Jobs[1].Kind != chat.JobBackup {
		t.Fatalf("jobs %+v", b.Jobs)
	}
	b.Finish(nil, "page 7 is torn")
	b.managers.SeesOnce("found the database damaged")
	b.Finish(nil, "disk full")
	b.managers.SeesOnce("backup failed")
	fire(b.World, "a job that the program no longer has")
}

func TestAGapIsToldToTheFrontDesk(t *testing.T) {
	w := flowstest.New(t, "14:00")
	front := w.Group(desk.FrontDesk)
	w.Now = w.Now.Add(25 * time.Hour) // nothing fires: the program is not running
	start := func() {
		w.Do(func(tx *storage.Tx) error {
			_, err := w.Desk().Start(tx)
			return err
		})
	}
	start()
	front.SeesOnce("was down from 14:00 yesterday until 15:00")
	start()
	front.SeesOnce("was down")
}

func TestWhatIsSaidInAGroupWithoutMeaningTheDeskIsLeftAlone(t *testing.T) {
	b := newBench(t)
	before := len(b.engineers.Messages)
	b.wong.Writes("lunch?")
	b.wong.SendsPhoto("soup")
	b.wong.Writes("/start@other_bot")
	b.Take(chat.Update{Kind: chat.Message, Chat: chat.Room{ID: -5, Type: "channel"}, Text: "post"})
	b.Take(chat.Update{Kind: chat.Other, Chat: b.engineers.Chat})
	b.Take(chat.Update{Kind: chat.Message, Chat: b.engineers.Chat, From: chat.Sender{User: 9, Bot: true}, Text: "/link"})
	if len(b.engineers.Messages) != before {
		t.Errorf("the desk answers chatter:\n%s", b.engineers)
	}
}

// Cards, files and words that a group no longer takes go to whoever stands in for its desk.
func TestNothingIsLostWithAGroup(t *testing.T) {
	b := newBench(t)
	front := b.Group(desk.FrontDesk)
	opens(b.tenant, desk.English, "first")
	does(b.wong, "R-1001", desk.Accept)
	b.wong.Replies(b.engineers.Sees("R-1001", "Wong has it"), "> which room?")
	b.engineers.Shut = true
	b.tenant.SendsPhoto("the kitchen")
	front.SeesOnce("on R-1001", "the kitchen")
	if m := front.Sees("the kitchen"); len(m.Media) != 1 {
		t.Error("the photo did not come with the words")
	}
	opens(b.tenant, desk.English, "second")
	front.Sees("R-1002", "[✋ Accept]")
	front.SeesOnce("can no longer write to the group “engineering”")
}

func TestWhoeverBlockedTheBotAndWritesAgainIsReachable(t *testing.T) {
	b := newBench(t)
	b.tenant.Blocks(true)
	b.tenant.Shut = false
	b.tenant.Writes("/menu")
	b.View(func(r *storage.Reader) error {
		p, _, err := r.PersonOf(b.tenant.User)
		if !p.Unreachable.IsZero() {
			t.Error("still marked as out of reach")
		}
		return err
	})
}

func TestDowntimeIsCaughtUpOnceAndSaysHowLate(t *testing.T) {
	b := newBench(t)
	for _, where := range []string{"desk", "floor", "shelf"} {
		opens(b.tenant, desk.English, "leak on the "+where)
	}
	b.Jump(12 * time.Hour)
	b.managers.SeesNot("R-1001") // at two at night nobody is woken for what can wait
	b.Until("08:00")
	b.supervisors.SeesOnce("R-1001", "R-1002", "R-1003", "17 h 57 min late")
	b.managers.SeesOnce("R-1001", "R-1002", "R-1003", "17 h 57 min late")
	b.tenant.SeesOnce("R-1001", "we have not kept our promise", "those in charge will be told at 08:00")
	b.Reopen()
	before := len(b.managers.Messages) + len(b.supervisors.Messages)
	b.Until("07:59")
	if n := len(b.managers.Messages) + len(b.supervisors.Messages); n != before {
		t.Errorf("%d messages more:\n%s", n-before, b.managers)
	}
	if n := b.tenant.Count("R-1001", "we have not kept our promise"); n != 6 { // 08:15, 08:45, 09:45, 11:45 and 15:45 pass, too
		t.Errorf("the tenant is told %d times of one ticket:\n%s", n, b.tenant)
	}
	b.Until("08:00") // and again at each opening, until somebody takes them
	b.managers.SeesOnce("R-1001", "R-1002", "R-1003", "1 day 17 h late")
}
