package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/flows"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// daily runs at an hour of every day.
type daily int

// Next implements flows.Schedule.
func (h daily) Next(after time.Time) time.Time {
	local := after.In(flowstest.Zone)
	for day := local.Day(); ; day++ {
		if at := time.Date(local.Year(), local.Month(), day, int(h), 0, 0, 0, flowstest.Zone); at.After(after) {
			return at.UTC()
		}
	}
}

// monthly runs at 9 on the first of every month.
type monthly struct{}

// Next implements flows.Schedule.
func (monthly) Next(after time.Time) time.Time {
	for at := (daily(9)).Next(after); ; at = (daily(9)).Next(at) {
		if at.In(flowstest.Zone).Day() == 1 {
			return at
		}
	}
}

var usual = map[string]flows.Schedule{
	flows.Reminders: daily(9), flows.Morning: daily(8), flows.EndOfDay: daily(18), flows.MonthEnd: monthly{},
}

// put opens a ticket by what is promised, such as approve=3wd@documents.
func put(w *flowstest.World, k desk.Kind, ref string, at desk.Name, promises ...string) desk.TicketID {
	var id desk.TicketID
	w.Do(func(tx *storage.Tx) (err error) {
		if id, err = tx.NextNumber(k); err != nil {
			return err
		}
		row, variant, _ := strings.Cut(ref, " ")
		o := desk.OpenedData{
			Kind: k, Desk: at, Urgency: desk.Ordinary, Reporter: desk.Reporter{Name: "Chan", Enrolled: true, Language: desk.English},
			Service: desk.ServiceRef{Ref: row, Variant: variant}, Place: desk.Place{Unit: 1, Floor: "12", Label: "A-1203"},
		}
		for _, said := range promises {
			p, err := desk.ParsePromise(said)
			if err != nil {
				return err
			}
			o.Promises = append(o.Promises, p)
		}
		return tx.PutTicket(desk.Open(id, o, desk.System, tx.Now()))
	})
	return id
}

// change has something happen to a ticket.
func change(w *flowstest.World, id desk.TicketID, do func(k *desk.Ticket, e *desk.Estate, now time.Time) error) {
	w.Do(func(tx *storage.Tx) error {
		k, _, err := tx.Ticket(id)
		if err != nil {
			return err
		}
		if err := do(k, tx.Estate(), tx.Now()); err != nil {
			return err
		}
		return tx.PutTicket(k)
	})
}

var wong = desk.Actor{As: desk.AsStaff, User: 900, Name: "Wong"}

func waitsFor(w *flowstest.World, id desk.TicketID, c desk.Cause, d time.Duration) {
	change(w, id, func(k *desk.Ticket, e *desk.Estate, now time.Time) error {
		return k.Hold(e, desk.HeldData{Cause: c, Reason: "the <part> is on its way", Until: now.Add(d)}, true, wong, now)
	})
}

func agrees(w *flowstest.World, id desk.TicketID, in time.Duration) {
	change(w, id, func(k *desk.Ticket, e *desk.Estate, now time.Time) error {
		return k.Agree(e, desk.Window{From: now.Add(in), Until: now.Add(in + 2*time.Hour)}, wong, now)
	})
}

func TestRemindersNameWhatNoClockRunsFor(t *testing.T) {
	b := newBench(t)
	b.Runs(usual)
	leasing := b.Group(desk.Leasing)
	quiet := b.Group(desk.Cleaning)
	put(b.World, desk.Request, "4.13 whole floor", desk.Leasing, "approve=5wd@documents") // Q-1001: nothing runs
	put(b.World, desk.Request, "5.6", desk.Leasing, "reply=9h", "approve=5wd@money")      // Q-1002: somebody is to answer yet
	put(b.World, desk.Request, "5.6", desk.Leasing, "complete=5wd")                       // Q-1003: waits for nothing
	long := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=90h")
	short := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=90h")
	seen := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=90h")
	put(b.World, desk.Request, "5.6", desk.Cleaning, "complete=5wd")
	waitsFor(b.World, long, desk.CauseSupplier, 48*time.Hour)
	waitsFor(b.World, short, desk.CauseTenant, 20*time.Hour)
	agrees(b.World, seen, 21*time.Hour)
	b.Until("18:30")
	b.Until("09:01")
	leasing.SeesOnce("Not to be forgotten", "Q-1001", "A-1203", "waits for complete documents", "since 14:00 yesterday")
	leasing.SeesNot("Not to be forgotten", "Q-1002")
	leasing.SeesNot("Not to be forgotten", "Q-1003")
	list := b.engineers.Sees("Not to be forgotten", "visit 11:00–13:00", "on hold until 10:00, since 14:00 yesterday", "The tenant", "<part>")
	if strings.Contains(list.Text, string(long)) || strings.Index(list.Text, string(seen)) > strings.Index(list.Text, string(short)) {
		t.Errorf("the engineers read\n%s", list)
	}
	quiet.SeesNot("Not to be forgotten")
	b.managers.SeesNot("Not to be forgotten")
	b.Until("23:00")
	leasing.SeesOnce("Not to be forgotten")
}

func TestRemindersComeOnWorkingDaysAndReachToTheNext(t *testing.T) {
	b := newBench(t) // on a Wednesday
	b.Runs(usual)
	visit := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=200h")
	agrees(b.World, visit, 3*24*time.Hour) // on Saturday
	for _, want := range []int{0, 1, 1, 1, 1} {
		b.Until("08:59")
		b.Until("09:01")
		if n := b.engineers.Count("Not to be forgotten", string(visit)); n != want {
			t.Errorf("on %s: %d reminders, want %d:\n%s", b.Now.In(flowstest.Zone).Weekday(), n, want, b.engineers)
		}
	}
	b.engineers.SeesOnce("visit tomorrow 14:00–tomorrow 16:00")
}

func TestTheDayEndsWithWhatIsOpenPastItTheMostOverdueFirst(t *testing.T) {
	b := newBench(t)
	b.Runs(usual)
	var ids []desk.TicketID
	for i := range 12 {
		ids = append(ids, put(b.World, desk.Repair, "5.13", desk.Engineering, fmt.Sprintf("arrive=%dm", 120-i)))
	}
	put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=same day")   // is to be yet, today
	put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=30h")        // not today
	put(b.World, desk.Request, "5.6", desk.FrontDesk, "complete=1h")         // its desk has no group
	late := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=1h") // broken, and on hold since
	b.Until("15:30")
	waitsFor(b.World, late, desk.CauseTenant, 72*time.Hour)
	b.Until("18:00")
	list := b.engineers.Sees("Open past its day: 14", "and 4 more")
	if n := strings.Count(list.Text, "\n"); n != 11 {
		t.Errorf("%d lines:\n%s", n, list)
	}
	if strings.Index(list.Text, string(late)) > strings.Index(list.Text, string(ids[11])) ||
		strings.Index(list.Text, string(ids[11])) > strings.Index(list.Text, string(ids[5])) || strings.Contains(list.Text, string(ids[2])) {
		t.Errorf("not the most overdue first:\n%s", list)
	}
	b.managers.SeesOnce("Open past its day: 15", "Engineering: 14, the oldest due 15:00", "Front desk: 1, the oldest due 15:00")
	b.supervisors.SeesOnce("Open past its day: 1", "Q-1001") // who stand in for the front desk
}

func TestADayWithNothingOpenPastItIsALineToTheManagersAlone(t *testing.T) {
	b := newBench(t)
	b.Runs(usual)
	put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=30h")
	b.Until("18:00")
	b.managers.SeesOnce("Nothing is open past its day.")
	b.engineers.SeesNot("past its day")
	b.Until("17:59")
	b.managers.SeesOnce("past its day")
}

func TestTheMorningNamesDoubtfulHoldsAndVisits(t *testing.T) {
	b := newBench(t)
	b.Runs(usual)
	last := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=15m")
	visit := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=90h")
	agrees(b.World, visit, 20*time.Hour)
	b.Until("14:12")
	waitsFor(b.World, last, desk.CauseTenant, 3*time.Hour)
	b.Until("15:00")
	change(b.World, last, func(k *desk.Ticket, _ *desk.Estate, now time.Time) error { return k.GoOn(wong, now) })
	b.Until("08:00")
	b.managers.SeesOnce("Good morning", "Holds to look into", "R-1001", "at the last minute, 14:12 yesterday",
		"until 17:12 yesterday; ended early, 15:00 yesterday", "Visits agreed for today: 1", "10:00–12:00", "R-1002", "nobody yet")
	b.Until("07:59")
	b.Until("08:00")
	if n := b.managers.Count("Holds to look into"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

func TestTheMonthEndsWithItsFigures(t *testing.T) {
	b := newBench(t)
	b.Runs(map[string]flows.Schedule{flows.MonthEnd: monthly{}})
	kept := put(b.World, desk.Repair, "5.13", desk.Engineering, "take=3m", "arrive=15m")
	put(b.World, desk.Request, "5.6", desk.Cleaning, "complete=1h")
	held := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=1h")
	change(b.World, kept, func(k *desk.Ticket, _ *desk.Estate, now time.Time) error {
		for _, do := range []func(desk.Actor, time.Time) error{k.Accept, k.Finish, k.Told} {
			if err := do(wong, now); err != nil {
				return err
			}
		}
		return nil
	})
	b.Wait(57 * time.Minute)
	waitsFor(b.World, held, desk.CauseSupplier, 50*time.Hour)
	b.Wait(4 * time.Hour)
	b.Jump(28 * 24 * time.Hour)
	b.Until("09:00")
	b.managers.SeesOnce("Harbour Court, March 2026", "In all: opened 3, done 1", "Promises that fell due: 4, kept 2 (50 %), broken 2",
		"Engineering: opened 2, done 1", "fell due: 3, kept 2 (66 %), broken 1", "A supplier 1 × (2 days in all)",
		"Holds to look into: 1 set at the last minute, 0 ended early", "Cleaning: opened 1, done 0")
}

func TestWhatWasMissedComesOnceAndSaysForWhichDay(t *testing.T) {
	for _, down := range []struct {
		off               time.Duration
		past, morning, on string // what the lists say, and the day's reminder
	}{
		{4*time.Hour + 5*time.Minute, "", "", ""},                            // until 18:05: nothing to remark
		{5 * time.Hour, "For 18:00:", "", ""},                                // until 19:00
		{17 * time.Hour, "For yesterday, Wed 4 Mar:", "", ""},                // until 07:00
		{33*24*time.Hour + time.Hour, "For yesterday, Sun 5 Apr:", "-", "-"}, // until Monday, 6 April
	} {
		b := newBench(t)
		b.Runs(usual)
		put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=1h")
		put(b.World, desk.Request, "5.6", desk.Engineering, "approve=5wd@documents")
		b.Reopen()
		b.Jump(down.off)
		for range 2 {
			b.Reopen()
			b.Runs(usual)
			b.Wait(time.Minute)
		}
		for _, r := range []*flowstest.Room{b.engineers, b.managers} {
			if n := r.Count("past its day"); n != 1 {
				t.Errorf("after %s: told %d times:\n%s", down.off, n, r)
			}
			if m := r.Find("past its day"); m != nil && down.past != "-" && !strings.Contains(m.Text, down.past) || down.past == "" && strings.Contains(m.Text, "in time") {
				t.Errorf("after %s:\n%s", down.off, m)
			}
		}
		if n := b.managers.Count("Good morning"); (n == 1) != (down.morning == "-") || n > 1 {
			t.Errorf("after %s: %d mornings", down.off, n)
		}
		if n := b.engineers.Count("Not to be forgotten"); (n == 1) != (down.on == "-") || n > 1 {
			t.Errorf("after %s: %d reminders:\n%s", down.off, n, b.engineers)
		}
	}
}

// No doubtful hold is passed over because the morning after it was missed.
func TestTheMorningAfterADowntimeTellsOfAllDaysSince(t *testing.T) {
	b := newBench(t)
	b.Runs(usual)
	id := put(b.World, desk.Repair, "5.13", desk.Engineering, "arrive=15m")
	b.Until("14:12")
	waitsFor(b.World, id, desk.CauseTenant, 3*time.Hour)
	b.Jump(4 * 24 * time.Hour)
	b.managers.SeesOnce("Good morning", "For 08:00", "Holds to look into", "Wed 4 Mar 14:12")
}

func TestAFiringIsNotRepeated(t *testing.T) {
	b := newBench(t)
	b.Runs(usual)
	b.Until("18:00")
	due := b.Now
	for _, ago := range []time.Duration{0, time.Hour} { // a clock that is put back, too
		b.Jump(-ago)
		b.Do(func(tx *storage.Tx) error {
			return b.Desk().Fire(tx, desk.Timer{Kind: watch.Periodic, ID: flows.EndOfDay, Due: due})
		})
		b.Runs(usual)
		b.Until("18:30")
	}
	b.managers.SeesOnce("past its day")
}

func TestScreensOfThePeriodicJobs(t *testing.T) {
	inEachLanguage(t, "periodic", func(a *album, l desk.Language) {
		w := flowstest.New(a.t, "14:00")
		w.Runs(usual)
		engineers, leasing, managers := w.Group(desk.Engineering), w.Group(desk.Leasing), w.Group(desk.Managers)
		for _, r := range []*flowstest.Room{engineers, leasing, managers} {
			speak(w, r, l)
		}
		say := func(key string) string {
			head, _, _ := strings.Cut(text.Say(l, key), "{")
			return flowstest.Plain(head)
		}
		w.Until("18:00")
		a.add("end of a day with nothing open past it, managers", managers.Last())

		last := put(w, desk.Repair, "5.13", desk.Engineering, "take=3m", "arrive=15m")
		change(w, last, func(k *desk.Ticket, _ *desk.Estate, now time.Time) error { return k.Accept(wong, now) })
		visit := put(w, desk.Repair, "5.3", desk.Engineering, "take=3m", "arrive=90h")
		agrees(w, visit, 16*time.Hour+30*time.Minute)
		put(w, desk.Request, "4.13 whole floor", desk.Leasing, "approve=5wd@documents")
		put(w, desk.Request, "2.15", desk.Leasing, "complete=3wd@money")
		w.Until("18:12")
		waitsFor(w, last, desk.CauseTenant, 17*time.Hour)
		w.Until("19:00")
		change(w, last, func(k *desk.Ticket, _ *desk.Estate, now time.Time) error { return k.GoOn(wong, now) })
		waitsFor(w, last, desk.CauseSupplier, 20*time.Hour)
		w.Until("09:00")
		a.add("morning, managers", managers.Sees("☀️"))
		a.add("reminders, engineering", engineers.Sees(say("report.remind")))
		a.add("reminders, leasing", leasing.Sees(say("report.remind")))
		put(w, desk.Repair, "5.13", desk.Engineering, "arrive=same day")
		w.Until("18:00")
		a.add("end of the day, engineering", engineers.Sees(say("report.past-day")))
		a.add("end of the day, managers", managers.Sees(say("report.past-day")))
		w.Jump(2*24*time.Hour + 13*time.Hour)
		a.add("end of the day, told the next morning, managers", managers.Sees("🕗", say("report.past-day")))
		a.add("morning, after days without the desk", managers.Sees("🕗", "☀️"))
		w.Jump(24 * 24 * time.Hour)
		w.Until("09:00")
		a.add("end of the month, managers", managers.Sees("📅"))
	})
}
