package desk

import (
	"slices"
	"testing"
	"time"
)

// renewing lives through so many hours and says when what was promised anew, in minutes after the start.
func renewing(t *testing.T, k *Ticket, e *Estate, from time.Time, d time.Duration) (at []time.Time, all []RenewedData) {
	t.Helper()
	for now := from; !now.After(from.Add(d)); now = now.Add(time.Minute) {
		fire(k, e, now)
		renewals := k.Renewals(e, now)
		for _, r := range renewals {
			k.Renew(r, now)
			all = append(all, r)
		}
		if len(renewals) > 0 {
			at = append(at, now)
		}
		if next := k.RenewsAt(e, now); !next.IsZero() && !next.After(now) {
			t.Fatalf("at %s still to be promised anew", now)
		}
	}
	return at, all
}

func untils(all []RenewedData) (moments []time.Time) {
	for _, r := range all {
		moments = append(moments, r.Until)
	}
	return moments
}

func TestEachNewTimeIsTwiceAsLongAndBeginsWhereTheLastHasPassed(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "take=3m", "arrive=15m")
	at, all := renewing(t, k, estate, start, 24*time.Hour)
	if want := []time.Time{minutes(15), minutes(30), minutes(60), minutes(120), minutes(240), minutes(480), minutes(960)}; !slices.Equal(at, want) {
		t.Errorf("promised anew at %v", at)
	}
	want := []time.Time{minutes(30), minutes(60), minutes(120), minutes(240), minutes(480), minutes(960), minutes(960 + 720)}
	if got := untils(all); !slices.Equal(got, want) {
		t.Errorf("promised anew until %v", got)
	}
	if !all[0].Before.IsZero() || !all[2].Before.Equal(minutes(60)) || !all[2].Due.Equal(minutes(15)) {
		t.Errorf("%+v, %+v", all[0], all[2])
	}
}

func TestTheNewTimeIsAsLongAsThePromiseByTheMinuteThatIsShown(t *testing.T) {
	k := openedUnder(t, going(), Repair, start.Add(20*time.Second), "arrive=15m")
	due := minutes(15).Add(20 * time.Second)
	fire(k, estate, due)
	if r := k.Renewals(estate, due); len(r) != 1 || !r[0].Until.Equal(minutes(30)) {
		t.Errorf("shown is 15, and then %+v", r)
	}
}

func TestWhatIsPromisedAnewOfSeveralClocksComesToPassTogether(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "take=3m", "arrive=10m", "reply=15m")
	at, _ := renewing(t, k, estate, start, 24*time.Hour)
	if len(at) > 10 {
		t.Errorf("the tenant hears of it %d times a day: %v", len(at), at)
	}
	for _, r := range k.Clocks(estate) {
		if c := r.Promise.Clock; c != ClockTake && !r.Renewed.Equal(clockOf(t, k, ClockReply).Renewed) {
			t.Errorf("%s is promised for %s", c, r.Renewed)
		}
	}
}

func TestADeskThatClosesPromisesForItsNextOpeningAtTheLatest(t *testing.T) {
	e := &Estate{Zone: hongKong, Office: officeHours}
	opened := hk(t, "2026-12-21 15:00").UTC() // a Monday
	k := openedUnder(t, waiting(), Repair, opened, "complete=30m in hours")
	_, all := renewing(t, k, e, opened, 30*time.Hour)
	var got []string
	for _, r := range all {
		got = append(got, r.Until.In(hongKong).Format("02 15:04"))
	}
	// 15:30 until 16:00, 17:00; two hours from then are longer than until it opens, and its half an hour.
	if want := []string{"21 16:00", "21 17:00", "22 09:30"}; len(got) < 3 || !slices.Equal(got[:3], want) || len(got) > 6 {
		t.Errorf("promised anew until %v", got)
	}
}

func TestNobodyIsPromisedAtNightWhatCanWait(t *testing.T) {
	e := &Estate{Zone: hongKong, Office: officeHours, Desks: map[Name]Hours{Engineering: {Always: true}}}
	opened := hk(t, "2026-12-21 21:20").UTC()
	k := openedUnder(t, waiting(), Repair, opened, "arrive=30m")
	at, all := renewing(t, k, e, opened, 12*time.Hour)
	if !all[0].Until.Equal(hk(t, "2026-12-22 08:30")) || len(at) > 2 || !at[1].Equal(hk(t, "2026-12-22 08:30")) {
		t.Errorf("at %v promised anew %+v", at, all)
	}
}

func TestWhatIsOwedForTheDayIsPromisedForTheNextOneEachDay(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "arrive=same day")
	if at, _ := renewing(t, k, estate, start, 5*24*time.Hour); len(at) != 5 {
		t.Errorf("promised anew at %v", at)
	}
}

func TestRepeatsComeTogetherAndSlowDown(t *testing.T) {
	p := going()
	p.Levels[2].Slower = 2 * time.Hour
	k := openedUnder(t, p, Repair, start, "take=3m", "arrive=10m", "reply=15m")
	told := map[time.Time]bool{}
	for now := start; now.Before(start.Add(24 * time.Hour)); now = now.Add(time.Minute) {
		alerts, _, _ := fire(k, estate, now)
		for _, a := range alerts {
			if l := k.ladder(a.Clock, a.Cycle); a.Level > l.top() {
				told[now] = true
			}
		}
	}
	if n := len(told); n < 12 || n > 17 {
		t.Errorf("what comes again comes %d times a day: %v", n, told)
	}
}
