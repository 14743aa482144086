package desk

import (
	"flag"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// histories is how many openings are held against the oracle.
var histories = flag.Int("histories", 100_000, "how many random histories are held against the minute-by-minute oracle")

// wall is an estate as somebody sees it who looks at the clock on the wall every minute: which days are worked and when
// it is open is looked up anew each time, in the plainest way.
type wall struct {
	e    *Estate
	h    Hours
	from time.Time
	open []bool // each minute
	sum  []int  // open minutes before each
	ends []int  // when each working day's office hours end, as a minute: by day
}

// atTheWall watches for so many minutes. What the clock shows a second time counts for nothing new.
func atTheWall(e *Estate, from time.Time, minutes int) *wall {
	w := &wall{e: e, h: e.HoursOf(FrontDesk), from: from, open: make([]bool, minutes), sum: make([]int, minutes+1)}
	ends := map[Day]int{}
	var latest, began time.Time
	var today, yesterday Day
	var own, before []Period
	for i := -27 * 60; i < minutes; i++ {
		if shows := asShown(from.Add(time.Duration(i) * time.Minute).In(e.Zone)); shows.After(latest) {
			latest = shows
		}
		if i < 0 {
			continue
		}
		if midnight := latest.Truncate(24 * time.Hour); !midnight.Equal(began) {
			began = midnight
			today, yesterday = Day(latest.Format(time.DateOnly)), Day(latest.AddDate(0, 0, -1).Format(time.DateOnly))
			own, before = naivePeriods(e, w.h, today), naivePeriods(e, w.h, yesterday)
		}
		clock := latest.Sub(began)
		within := func(periods []Period, clock time.Duration) bool {
			return slices.ContainsFunc(periods, func(p Period) bool { return p.From <= clock && clock < p.Until })
		}
		switch {
		case w.h.Always:
			w.open[i], ends[today] = true, i // the day's last minute
		default:
			if within(own, clock) {
				w.open[i], ends[today] = true, i+1
			}
			if within(before, clock+24*time.Hour) {
				w.open[i], ends[yesterday] = true, i+1
			}
		}
	}
	for i, open := range w.open {
		if w.sum[i+1] = w.sum[i]; open {
			w.sum[i+1]++
		}
	}
	for _, d := range slices.Sorted(maps.Keys(ends)) {
		if ends[d] >= minutes-24*60 { // it may go on, and what comes after it is not known
			break
		}
		if naivelyWorked(e, d) {
			w.ends = append(w.ends, ends[d])
		}
	}
	return w
}

func naivelyWorked(e *Estate, d Day) bool {
	if e.Days == nil {
		return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
	}
	switch e.Days.Days[d].Kind {
	case Holiday:
		return false
	case MakeUp:
		return true
	}
	return e.Days.Week[d.Weekday()]
}

func naivePeriods(e *Estate, h Hours, d Day) []Period {
	if h.Closed[d] {
		return nil
	}
	periods := h.Week[d.Weekday()]
	if e.Days == nil {
		return periods
	}
	switch e.Days.Days[d].Kind {
	case Holiday:
		return h.Holidays
	case MakeUp:
		for _, other := range []time.Weekday{d.Weekday(), 1, 2, 3, 4, 5, 6, 0} {
			if len(h.Week[other]) > 0 {
				return h.Week[other]
			}
		}
	case HalfDay:
		var cut []Period
		for _, p := range periods {
			if p.Until = min(p.Until, e.Days.HalfDayEnds); p.From < p.Until {
				cut = append(cut, p)
			}
		}
		return cut
	}
	return periods
}

func (w *wall) at(i int) time.Time { return w.from.Add(time.Duration(i) * time.Minute) }

// due is the minute by which so many minutes were open since the i-th; ok is false where that is not seen.
func (w *wall) due(i, open int) (minute int, ok bool) {
	for ; i < len(w.open); i++ {
		if !w.open[i] {
			continue
		}
		if open == 0 {
			return i, true
		}
		if open--; open == 0 {
			return i + 1, true
		}
	}
	return 0, false
}

// working is the end of the n-th working day after the one of the i-th minute, or the next where that is over.
func (w *wall) working(i, n int) (minute int, ok bool) {
	for _, end := range w.ends {
		if end <= i {
			continue
		}
		if n == 0 {
			return end, true
		}
		n--
	}
	return 0, false
}

// drawCalendar draws which of the days around are what.
func drawCalendar(t *rapid.T, around Day) *Calendar {
	if rapid.IntRange(0, 9).Draw(t, "no calendar") == 0 {
		return nil
	}
	c := &Calendar{Week: WorkingWeek, Days: map[Day]SpecialDay{}, HalfDayEnds: time.Duration(rapid.IntRange(1, 40).Draw(t, "half day")) * 30 * time.Minute}
	for d := range c.Week {
		if rapid.IntRange(0, 5).Draw(t, "another week") == 0 {
			c.Week[d] = !c.Week[d]
		}
	}
	for range rapid.IntRange(0, 12).Draw(t, "special days") {
		c.Days[around.Add(rapid.IntRange(-3, 30).Draw(t, "on"))] = SpecialDay{Kind: rapid.SampledFrom(DayKinds).Draw(t, "kind")}
	}
	return c
}

// drawOffice draws hours with breaks, night shifts, hours on holidays, and days on which it is closed.
func drawOffice(t *rapid.T, around Day) Hours {
	h := drawHours(t)
	if h.ordinary() == nil {
		h.Week[time.Wednesday] = []Period{from(9, 18)}
	}
	for d, periods := range h.Week {
		if len(periods) > 0 && rapid.IntRange(0, 2).Draw(t, "night") == 0 {
			last := &periods[len(periods)-1]
			last.Until = min(24*time.Hour+time.Duration(rapid.IntRange(0, 24).Draw(t, "past midnight"))*30*time.Minute, last.From+24*time.Hour)
			h.Week[d] = periods
		}
	}
	if rapid.Bool().Draw(t, "holidays") {
		h.Holidays = []Period{from(10, 12), from(20, 26)}
	}
	if rapid.Bool().Draw(t, "closed") {
		h.Closed = map[Day]bool{around.Add(rapid.IntRange(-1, 20).Draw(t, "closed on")): true}
	}
	return h
}

// TestClocksAreWhatSomebodyCountsWhoWatchesTheWall holds Elapsed, Add, Between and AddWorking against the oracle.
func TestClocksAreWhatSomebodyCountsWhoWatchesTheWall(t *testing.T) {
	const minutes = 31 * 24 * 60
	seen, working := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		z := inZone(t, rapid.SampledFrom(zones).Draw(t, "zone")).Zone
		at := nearAChange(t, z).Add(-time.Duration(rapid.IntRange(0, 20*24).Draw(t, "hours ahead")) * time.Hour)
		around := dayIn(at, z)
		e := &Estate{Zone: z, Office: drawOffice(t, around), Days: drawCalendar(t, around)}
		w := atTheWall(e, at, minutes)
		draws := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)) // #nosec G404 -- which histories are looked at
		for range max(1, *histories/100) {
			i := draws.IntN(minutes / 2)
			j := min(i+draws.IntN(1+draws.IntN(10*24*60)), minutes)
			seen++
			if w.history(t, i, j, draws.IntN(1+draws.IntN(40*60)), draws.IntN(8)) {
				working++
			}
		}
	})
	t.Logf("%d histories, in %d of them working days too", seen, working)
}

// history looks at what was opened at the i-th minute and is looked at again at the j-th, with a promise of so much open
// time and one of n working days. It says whether the working days were seen to their end.
func (w *wall) history(t *rapid.T, i, j, open, n int) bool {
	z, d := w.e.Zone, time.Duration(open)*time.Minute
	opened, now := w.at(i), w.at(j)
	if got, want := w.h.Elapsed(opened, now, z), time.Duration(w.sum[j]-w.sum[i])*time.Minute; got != want {
		t.Fatalf("from %s until %s it is open for %s, want %s\n%+v\n%+v", opened.In(z), now.In(z), got, want, w.h, w.e.Days)
	}
	var between time.Duration
	for _, span := range w.h.Between(opened, now, z) {
		between += span.Until.Sub(span.From)
	}
	if want := time.Duration(w.sum[j]-w.sum[i]) * time.Minute; between != want {
		t.Fatalf("from %s until %s the spans last %s, want %s", opened.In(z), now.In(z), between, want)
	}
	if minute, ok := w.due(i, open); ok {
		due := w.h.Add(opened, d, z)
		if !due.Equal(w.at(minute)) {
			t.Fatalf("%s after %s is %s, want %s\n%+v\n%+v", d, opened.In(z), due.In(z), w.at(minute).In(z), w.h, w.e.Days)
		}
		if elapsed := w.h.Elapsed(opened, due, z); elapsed != d {
			t.Fatalf("%s were added to %s, and %s elapsed", d, opened.In(z), elapsed)
		}
	}
	if w.h.Open(opened, z) != w.open[i] {
		t.Fatalf("open at %s: %t", opened.In(z), !w.open[i])
	}
	minute, ok := w.working(i, n)
	if ok {
		if due := w.e.AddWorking(opened, n); !due.Equal(w.at(minute)) {
			t.Fatalf("%d working days after %s is %s, want %s\n%+v\n%+v", n, opened.In(z), due.In(z), w.at(minute).In(z), w.h, w.e.Days)
		}
	}
	return ok
}
