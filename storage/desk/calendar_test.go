package desk

import (
	"testing"
	"time"
)

// december is a calendar with a holiday, a make-up Saturday and a half day; 2026-12-21 is a Monday.
func december() *Calendar {
	in := func(kind DayKind, en string) SpecialDay {
		return SpecialDay{Kind: kind, Name: map[Language]string{English: en}}
	}
	return &Calendar{
		Week: WorkingWeek, Years: map[int]bool{2026: true},
		Days: map[Day]SpecialDay{
			"2026-12-25": in(Holiday, "Christmas Day"), "2026-12-26": in(Holiday, "the first weekday after Christmas Day"),
			"2026-12-19": in(MakeUp, "a working day for Christmas"), "2026-12-20": in(MakeUp, "another"), "2026-12-24": in(HalfDay, "Christmas Eve"),
		},
	}
}

func TestACalendarKnowsWhichDaysAreWorked(t *testing.T) {
	c := december()
	for d, want := range map[Day]struct {
		works, half bool
		name        string
	}{
		"2026-12-18": {works: true}, "2026-12-19": {works: true, name: "a working day for Christmas"}, "2026-12-20": {works: true, name: "another"},
		"2026-12-24": {works: true, half: true, name: "Christmas Eve"}, "2026-12-25": {name: "Christmas Day"}, "2026-12-27": {},
		"2027-12-24": {works: true}, // a year that is not known
	} {
		if c.Working(d) != want.works || c.Half(d) != want.half || c.Name(d, SimplifiedChinese) != want.name {
			t.Errorf("%s is worked: %t, half: %t, %q", d, c.Working(d), c.Half(d), c.Name(d, English))
		}
	}
	var none *Calendar
	if !none.Working("2026-12-25") || none.Working("2026-12-26") || none.Half("2026-12-25") || none.Name("2026-12-25", English) != "" || !none.Known(1900) {
		t.Error("no calendar knows a holiday")
	}
}

func TestDesksGoByTheCalendar(t *testing.T) {
	week := officeHours
	week.Closed = nil
	e := &Estate{Zone: hongKong, Days: december(), Office: week, Desks: map[Name]Hours{
		Security: {Always: true},
		Lobby:    {Week: [7][]Period{time.Monday: {from(7, 23)}, time.Friday: {from(22, 30)}}, Holidays: []Period{from(8, 12)}},
	}}
	for _, c := range []struct {
		desk     Name
		day      Day
		from, to string // the first opening and the last closing
	}{
		{FrontDesk, "2026-12-21", "09:00", "18:00"},
		{FrontDesk, "2026-12-19", "00:00", "13:00"}, // a make-up Saturday that has hours
		{FrontDesk, "2026-12-20", "09:00", "18:00"}, // a make-up Sunday that has not: Monday's
		{FrontDesk, "2026-12-24", "09:00", "13:00"}, // half
		{FrontDesk, "2026-12-25", "", ""},
		{Security, "2026-12-25", "00:00", "00:00"},
		{Lobby, "2026-12-25", "08:00", "12:00"}, // has hours for holidays, and no night shift on them
		{Lobby, "2026-12-18", "22:00", "06:00"}, // until the next morning
		{Lobby, "2026-12-19", "07:00", "23:00"},
		{Lobby, "2026-12-24", "", ""},
	} {
		open := e.HoursOf(c.desk).On(c.day, hongKong)
		first, last := "", ""
		if len(open) > 0 {
			first, last = open[0].From.In(hongKong).Format("15:04"), open[len(open)-1].Until.In(hongKong).Format("15:04")
		}
		if first != c.from || last != c.to {
			t.Errorf("%s on %s opens at %q until %q, want %q until %q", c.desk, c.day, first, last, c.from, c.to)
		}
	}
	night := hk(t, "2026-12-19 03:00")
	if closing, ok := e.HoursOf(Lobby).Until(night, hongKong); !ok || !closing.Equal(hk(t, "2026-12-19 06:00")) || !e.HoursOf(Lobby).Open(night, hongKong) {
		t.Errorf("at night the lobby is open until %s", closing.In(hongKong))
	}
}

func TestWorkingDaysEndWhenTheOfficeCloses(t *testing.T) {
	week := Hours{Closed: map[Day]bool{"2026-12-30": true}}
	for d := time.Monday; d <= time.Friday; d++ {
		week.Week[d] = []Period{from(9, 13), from(14, 18)}
	}
	week.Week[time.Saturday] = []Period{from(9, 13)}
	e := &Estate{Zone: hongKong, Days: december(), Office: week}
	for _, c := range []struct {
		at   string
		n    int
		want string
	}{
		{"2026-12-04 10:00", 3, "2026-12-09 18:00"}, // Friday to Wednesday; the office's Saturday is no working day
		{"2026-12-04 17:59", 3, "2026-12-09 18:00"},
		{"2026-12-04 18:00", 3, "2026-12-10 18:00"}, // after hours: as on Monday morning
		{"2026-12-05 10:00", 3, "2026-12-10 18:00"},
		{"2026-12-06 10:00", 3, "2026-12-10 18:00"},
		{"2026-12-07 07:00", 3, "2026-12-10 18:00"},
		{"2026-12-07 13:30", 3, "2026-12-10 18:00"}, // at lunch
		{"2026-12-07 10:00", 0, "2026-12-07 18:00"},
		{"2026-12-05 10:00", 0, "2026-12-07 18:00"},
		{"2026-12-18 10:00", 1, "2026-12-19 13:00"}, // a make-up Saturday
		{"2026-12-18 10:00", 2, "2026-12-20 18:00"}, // and Sunday, with Monday's hours
		{"2026-12-23 10:00", 1, "2026-12-24 13:00"}, // a half day
		{"2026-12-24 13:00", 1, "2026-12-29 18:00"}, // which is over by then; then Christmas and a weekend
		{"2026-12-24 12:00", 1, "2026-12-28 18:00"},
		{"2026-12-29 10:00", 1, "2026-12-31 18:00"}, // a day on which the estate is closed
	} {
		if got := e.AddWorking(hk(t, c.at), c.n); !got.Equal(hk(t, c.want)) || got.Location() != time.UTC {
			t.Errorf("%d working days after %s is %s, want %s", c.n, c.at, got.In(hongKong), c.want)
		}
	}
	e.Office = Hours{Always: true}
	if got := e.AddWorking(hk(t, "2026-12-04 10:00"), 3); !got.Equal(hk(t, "2026-12-09 23:59")) {
		t.Errorf("where the office never closes three working days end %s", got.In(hongKong))
	}
	e.Office = Hours{}
	if got := e.AddWorking(hk(t, "2026-12-04 10:00"), 3); !got.Equal(hk(t, "2026-12-07 23:59")) {
		t.Errorf("where the office never opens three days end %s", got.In(hongKong))
	}
}

func TestElapsedIsWhatAddAdds(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-12-21 10:00", "2026-12-21 10:10", 10 * time.Minute},
		{"2026-12-21 12:55", "2026-12-21 14:05", 10 * time.Minute},
		{"2026-12-21 20:00", "2026-12-22 08:00", 0},
		{"2026-12-24 17:55", "2026-12-28 09:05", 10 * time.Minute},
		{"2026-12-18 23:30", "2026-12-19 10:30", 4 * time.Hour},
		{"2026-12-22 10:00", "2026-12-21 10:00", 0},
	} {
		if got := officeHours.Elapsed(hk(t, c.from), hk(t, c.to), hongKong); got != c.want {
			t.Errorf("from %s until %s are %s, want %s", c.from, c.to, got, c.want)
		}
	}
	at := hk(t, "2026-12-21 10:00")
	for name, h := range map[string]Hours{"always": {Always: true}, "never": {}} {
		if got := h.Elapsed(at, at.Add(100*time.Hour), hongKong); got != 100*time.Hour {
			t.Errorf("%s open: %s", name, got)
		}
	}
}

func TestYearsAreMissedBeforeTheyBegin(t *testing.T) {
	e := &Estate{Zone: hongKong, Days: &Calendar{Years: map[int]bool{2026: true}}}
	for at, want := range map[string]int{"2026-06-01 00:00": 0, "2026-11-01 00:00": 0, "2026-11-03 00:00": 1, "2027-01-01 00:00": 1, "2027-12-31 00:00": 2} {
		if got := e.MissingYears(hk(t, at)); len(got) != want {
			t.Errorf("on %s there are missing %v, want %d", at, got, want)
		}
	}
	e.Days = nil
	if got := e.MissingYears(hk(t, "2050-01-01 00:00")); len(got) != 0 {
		t.Errorf("without holidays there are missing %v", got)
	}
}

func BenchmarkWorkingDays(b *testing.B) {
	week := officeHours
	e := &Estate{Zone: hongKong, Days: december(), Office: week}
	at := time.Date(2026, 12, 18, 2, 0, 0, 0, time.UTC)
	b.Run("add 7wd", func(b *testing.B) {
		for b.Loop() {
			e.AddWorking(at, 7)
		}
	})
	b.Run("elapsed in a week", func(b *testing.B) {
		h := e.HoursOf(FrontDesk)
		for b.Loop() {
			h.Elapsed(at, at.AddDate(0, 0, 7), hongKong)
		}
	})
}
