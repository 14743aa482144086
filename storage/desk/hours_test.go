package desk

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func from(hour, until int) Period {
	return Period{From: time.Duration(hour) * time.Hour, Until: time.Duration(until) * time.Hour}
}

// officeHours have a break at noon, a half day on Saturday, and a night from Friday into Saturday.
var officeHours = Hours{
	Week: [7][]Period{
		time.Monday:    {from(9, 13), from(14, 18)},
		time.Tuesday:   {from(9, 13), from(14, 18)},
		time.Wednesday: {from(9, 13), from(14, 18)},
		time.Thursday:  {from(9, 13), from(14, 18)},
		time.Friday:    {from(9, 13), from(22, 24)},
		time.Saturday:  {from(0, 2), from(9, 13)},
	},
	Closed: map[Day]bool{"2026-12-25": true, "2026-12-26": true},
}

func hk(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, hongKong)
	must(t, err)
	return at
}

func TestHoursOpenAndClose(t *testing.T) {
	for _, c := range []struct{ at, next, until string }{
		{"2026-12-21 08:59", "2026-12-21 09:00", ""}, // Monday
		{"2026-12-21 09:00", "2026-12-21 09:00", "2026-12-21 13:00"},
		{"2026-12-21 12:59", "2026-12-21 12:59", "2026-12-21 13:00"},
		{"2026-12-21 13:00", "2026-12-21 14:00", ""},
		{"2026-12-21 18:00", "2026-12-22 09:00", ""},
		{"2026-12-18 23:00", "2026-12-18 23:00", "2026-12-19 02:00"}, // past midnight
		{"2026-12-19 00:00", "2026-12-19 00:00", "2026-12-19 02:00"},
		{"2026-12-19 02:00", "2026-12-19 09:00", ""},
		{"2026-12-19 13:00", "2026-12-21 09:00", ""}, // over Sunday
		{"2026-12-24 18:00", "2026-12-28 09:00", ""}, // over two closed days and a Sunday
		{"2026-12-25 10:00", "2026-12-28 09:00", ""},
	} {
		at := hk(t, c.at)
		open := c.next == c.at
		if officeHours.Open(at, hongKong) != open {
			t.Errorf("at %s it is open: %t", c.at, !open)
		}
		if next, ok := officeHours.Next(at, hongKong); !ok || !next.Equal(hk(t, c.next)) {
			t.Errorf("after %s it opens %s, want %s", c.at, next.In(hongKong), c.next)
		}
		until := at
		if open {
			until = hk(t, c.until)
		}
		if closing, ok := officeHours.Until(at, hongKong); !ok || !closing.Equal(until) {
			t.Errorf("at %s it closes %s, want %s", c.at, closing.In(hongKong), until)
		}
	}
}

func TestTimeIsAddedWhileItIsOpen(t *testing.T) {
	for _, c := range []struct {
		at   string
		d    time.Duration
		want string
	}{
		{"2026-12-21 10:00", 10 * time.Minute, "2026-12-21 10:10"},
		{"2026-12-21 12:50", 10 * time.Minute, "2026-12-21 13:00"}, // at closing time, and not at the next opening
		{"2026-12-21 12:55", 10 * time.Minute, "2026-12-21 14:05"},
		{"2026-12-21 20:00", 10 * time.Minute, "2026-12-22 09:10"},
		{"2026-12-21 20:00", 0, "2026-12-22 09:00"}, // never before it opens
		{"2026-12-21 10:00", 0, "2026-12-21 10:00"},
		{"2026-12-24 17:55", 10 * time.Minute, "2026-12-28 09:05"},
		{"2026-12-18 23:30", 2 * time.Hour, "2026-12-19 01:30"},
		{"2026-12-18 23:30", 4 * time.Hour, "2026-12-19 10:30"},
		{"2026-12-21 09:00", 24 * time.Hour, "2026-12-23 18:00"}, // three days of eight hours
		{"2026-12-21 09:00", 38 * time.Hour, "2026-12-28 16:00"}, // over two closed days and a Sunday
	} {
		if got := officeHours.Add(hk(t, c.at), c.d, hongKong); !got.Equal(hk(t, c.want)) || got.Location() != time.UTC {
			t.Errorf("%s after %s is %s, want %s", c.d, c.at, got.In(hongKong), c.want)
		}
	}
}

func TestWhatIsAlwaysOpenNeverCloses(t *testing.T) {
	h := Hours{Always: true, Closed: map[Day]bool{"2026-12-25": true}}
	at := hk(t, "2026-12-25 03:00")
	next, ok := h.Next(at, hongKong)
	if _, closes := h.Until(at, hongKong); !h.Open(at, hongKong) || !ok || !next.Equal(at) || closes {
		t.Error("it closes")
	}
	if got := h.Add(at, time.Hour, hongKong); !got.Equal(at.Add(time.Hour)) {
		t.Errorf("an hour later is %s", got)
	}
	if got := h.On("2026-12-25", hongKong); len(got) != 1 || !got[0].From.Equal(hk(t, "2026-12-25 00:00")) || !got[0].Until.Equal(hk(t, "2026-12-26 00:00")) {
		t.Errorf("it is open %v", got)
	}
	round := Hours{}
	for d := range round.Week {
		round.Week[d] = []Period{from(0, 12), from(12, 24)}
	}
	if closing, closes := round.Until(at, hongKong); closes {
		t.Errorf("what is open every hour of the week closes %s", closing)
	}
}

func TestWhatNeverOpensCountsAsAlwaysOpen(t *testing.T) {
	at := hk(t, "2026-12-21 10:00")
	far := Hours{Closed: map[Day]bool{}}
	for d := range far.Week {
		far.Week[d] = []Period{from(9, 10)}
	}
	for d := Day("2026-12-22"); d < "2028-01-01"; d = d.Add(1) {
		far.Closed[d] = true
	}
	for name, h := range map[string]Hours{"without hours": {}, "closed for more than a year": far} {
		if next, opens := h.Next(at, hongKong); opens || h.Open(at, hongKong) {
			t.Errorf("%s: opens %s", name, next)
		}
		if got := h.Add(at, time.Hour, hongKong); !got.Equal(at.Add(time.Hour)) {
			t.Errorf("%s: an hour later is %s", name, got)
		}
	}
	if got := far.Add(at.Add(-30*time.Minute), time.Hour, hongKong); !got.Equal(at.Add(30 * time.Minute)) {
		t.Errorf("half an hour before it closes for good, an hour later is %s", got)
	}
}

func TestDeskKeepsItsOwnHoursOrTheOffices(t *testing.T) {
	e := Estate{Office: officeHours, Desks: map[Name]Hours{Security: {Always: true}}}
	if !e.HoursOf(Security).Always || e.HoursOf(FrontDesk).Always || len(e.HoursOf(FrontDesk).Week[time.Monday]) != 2 {
		t.Errorf("%+v", e)
	}
}

func drawHours(t *rapid.T) Hours {
	h := Hours{Always: rapid.IntRange(0, 9).Draw(t, "always") == 0}
	cuts := rapid.SliceOfNDistinct(rapid.IntRange(0, 48), 0, 6, rapid.ID)
	for d := range h.Week {
		if rapid.IntRange(0, 4).Draw(t, "whole") == 0 {
			h.Week[d] = []Period{from(0, 24)}
			continue
		}
		at := cuts.Draw(t, "half hours")
		slices.Sort(at)
		for ; len(at) > 1; at = at[2:] {
			h.Week[d] = append(h.Week[d], Period{time.Duration(at[0]) * 30 * time.Minute, time.Duration(at[1]) * 30 * time.Minute})
		}
	}
	return h
}

// openings says of each minute from at on whether it is open then, by the latest that clocks have shown.
func openings(h Hours, at time.Time, minutes int, z *time.Location) []bool {
	open := make([]bool, minutes)
	var latest time.Time
	for i := -26 * 60; i < minutes; i++ {
		if shows := asShown(at.Add(time.Duration(i) * time.Minute).In(z)); shows.After(latest) {
			latest = shows
		}
		if i < 0 {
			continue
		}
		clock := latest.Sub(latest.Truncate(24 * time.Hour))
		open[i] = h.Always || !h.Closed[Day(latest.Format(time.DateOnly))] &&
			slices.ContainsFunc(h.Week[latest.Weekday()], func(p Period) bool { return p.From <= clock && clock < p.Until })
	}
	return open
}

func TestHoursAreWhatAClockOnTheWallSays(t *testing.T) {
	const span = 16 * 24 * 60
	rapid.Check(t, func(t *rapid.T) {
		z := inZone(t, rapid.SampledFrom(zones).Draw(t, "zone")).Zone
		h, at := drawHours(t), nearAChange(t, z)
		h.Closed = map[Day]bool{dayIn(at, z).Add(rapid.IntRange(-1, 3).Draw(t, "closed")): true}
		open := openings(h, at, span, z)
		after := func(i int) time.Time { return at.Add(time.Duration(i) * time.Minute) }

		if h.Open(at, z) != open[0] {
			t.Fatalf("open at %s: %t", at.In(z), !open[0])
		}
		if first := slices.Index(open, true); first >= 0 {
			if next, ok := h.Next(at, z); !ok || !next.Equal(after(first)) {
				t.Fatalf("opens %s, want %s", next.In(z), after(first).In(z))
			}
		}
		if last := slices.Index(open, false); last >= 0 {
			if closing, ok := h.Until(at, z); !ok || !closing.Equal(after(last)) {
				t.Fatalf("closes %s, want %s", closing.In(z), after(last).In(z))
			}
		}
		left := rapid.IntRange(0, 40*60).Draw(t, "minutes to add")
		got := h.Add(at, time.Duration(left)*time.Minute, z)
		for i, counts := range open {
			if counts && left == 0 && !got.Before(after(i)) || counts && left == 1 {
				if left == 1 {
					i++
				}
				if !got.Equal(after(i)) {
					t.Fatalf("added up at %s, want %s", got.In(z), after(i).In(z))
				}
				return
			}
			if counts {
				left--
			}
		}
	})
}
