package desk

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// week is a rota with a night from Friday into Saturday, and a weekend that begins as it ends.
var week = []Shift{
	{ID: 1, User: 21, Name: "Wong", Weekday: time.Friday, From: 9 * time.Hour, Until: 13 * time.Hour},
	{ID: 2, User: 21, Name: "Wong", Weekday: time.Friday, From: 13 * time.Hour, Until: 18 * time.Hour},
	{ID: 3, User: 22, Name: "Ho", Weekday: time.Friday, From: 18 * time.Hour, Until: 8 * time.Hour},
	{ID: 4, User: 21, Name: "Wong", Weekday: time.Sunday, From: 9 * time.Hour, Until: 9 * time.Hour},
}

func TestOnCallFollowsRotaCoversAndWords(t *testing.T) {
	wongUntil := func(until string) Duty { return Duty{User: 21, Name: "Wong", Until: hk(t, until).UTC()} }
	hoUntil := func(until string) Duty { return Duty{User: 22, Name: "Ho", Until: hk(t, until).UTC()} }
	said := func(user UserID, name string, on bool, at, until string) Word {
		return Word{User: user, Name: name, On: on, At: hk(t, at), Until: hk(t, until)}
	}
	byWord := func(d Duty) Duty { d.Word = true; return d }
	for name, c := range map[string]struct {
		covers []Cover
		words  []Word
		at     string
		want   []Duty
		next   string
	}{
		"before a shift":            {at: "2026-03-06 08:59", next: "2026-03-06 09:00"},
		"two shifts without a gap":  {at: "2026-03-06 09:00", want: []Duty{wongUntil("2026-03-06 18:00")}, next: "2026-03-06 18:00"},
		"past midnight":             {at: "2026-03-07 07:59", want: []Duty{hoUntil("2026-03-07 08:00")}, next: "2026-03-07 08:00"},
		"after it":                  {at: "2026-03-07 08:00", next: "2026-03-08 09:00"},
		"a whole day":               {at: "2026-03-09 08:00", want: []Duty{wongUntil("2026-03-09 09:00")}, next: "2026-03-09 09:00"},
		"covered":                   {covers: []Cover{{Day: "2026-03-06", For: 21, By: 22, ByName: "Ho"}}, at: "2026-03-06 10:00", want: []Duty{hoUntil("2026-03-07 08:00")}, next: "2026-03-07 08:00"},
		"covered on another day":    {covers: []Cover{{Day: "2026-03-07", For: 21, By: 22, ByName: "Ho"}}, at: "2026-03-06 10:00", want: []Duty{wongUntil("2026-03-06 18:00")}, next: "2026-03-06 18:00"},
		"a night begun on the day":  {covers: []Cover{{Day: "2026-03-06", For: 22, By: 21, ByName: "Wong"}}, at: "2026-03-07 03:00", want: []Duty{wongUntil("2026-03-07 08:00")}, next: "2026-03-07 08:00"},
		"covered twice":             {covers: []Cover{{Day: "2026-03-06", For: 21, By: 23, ByName: "Lee"}, {Day: "2026-03-06", For: 21, By: 22, ByName: "Ho"}}, at: "2026-03-06 10:00", want: []Duty{hoUntil("2026-03-07 08:00")}, next: "2026-03-07 08:00"},
		"off":                       {words: []Word{said(21, "Wong", false, "2026-03-06 10:00", "2026-03-06 12:00")}, at: "2026-03-06 11:00", next: "2026-03-06 12:00"},
		"on":                        {words: []Word{said(22, "Ho", true, "2026-03-06 08:00", "2026-03-06 12:00")}, at: "2026-03-06 08:30", want: []Duty{byWord(hoUntil("2026-03-06 12:00"))}, next: "2026-03-06 09:00"},
		"on until the shift begins": {words: []Word{said(21, "Wong", true, "2026-03-06 08:00", "2026-03-06 09:00")}, at: "2026-03-06 08:30", want: []Duty{byWord(wongUntil("2026-03-06 18:00"))}, next: "2026-03-06 09:00"},
		"on for longer":             {words: []Word{said(21, "Wong", true, "2026-03-06 17:00", "2026-03-06 20:00")}, at: "2026-03-06 17:30", want: []Duty{wongUntil("2026-03-06 20:00")}, next: "2026-03-06 18:00"},
		"the last word holds":       {words: []Word{said(21, "Wong", true, "2026-03-06 11:00", "2026-03-06 12:00"), said(21, "Wong", false, "2026-03-06 10:00", "2026-03-06 18:00")}, at: "2026-03-06 12:30", want: []Duty{wongUntil("2026-03-06 18:00")}, next: "2026-03-06 18:00"},
		"a word to come":            {words: []Word{said(21, "Wong", false, "2026-03-06 12:00", "2026-03-06 13:00")}, at: "2026-03-06 10:00", want: []Duty{wongUntil("2026-03-06 12:00")}, next: "2026-03-06 12:00"},
	} {
		at := hk(t, c.at)
		if got := OnCall(hongKong, week, c.covers, c.words, at); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if got := NextChange(hongKong, week, c.covers, c.words, at); !got.Equal(hk(t, c.next)) {
			t.Errorf("%s: changes %s, want %s", name, got.In(hongKong), c.next)
		}
	}
}

func TestNobodyIsOnCallWithoutARota(t *testing.T) {
	if got := OnCall(hongKong, nil, []Cover{{Day: "2026-03-06", For: 21, By: 22}}, nil, start); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if got := NextChange(hongKong, nil, nil, nil, start); !got.IsZero() {
		t.Errorf("changes %s", got)
	}
}

func TestDutyAroundTheClockHasNoEnd(t *testing.T) {
	var rota []Shift
	for d := range 7 {
		rota = append(rota, Shift{User: 21, Name: "Wong", Weekday: time.Weekday(d), Until: 24 * time.Hour})
	}
	for _, name := range zones {
		z := inZone(t, name).Zone
		if got := OnCall(z, rota, nil, nil, start); len(got) != 1 || !got[0].Until.IsZero() {
			t.Errorf("%s: %+v", name, got)
		}
		if got := NextChange(z, rota, nil, nil, start); !got.IsZero() {
			t.Errorf("%s: changes %s", name, got)
		}
	}
}

type drawn struct {
	rota   []Shift
	covers []Cover
	words  []Word
}

func drawRota(t *rapid.T, z *time.Location, now time.Time) drawn {
	users := rapid.SampledFrom([]UserID{21, 22, 23})
	halves := func(from, until int) *rapid.Generator[time.Duration] {
		return rapid.Map(rapid.IntRange(from, until), func(n int) time.Duration { return time.Duration(n) * 30 * time.Minute })
	}
	return drawn{
		rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Shift {
			return Shift{User: users.Draw(t, "user"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")),
				From: halves(0, 47).Draw(t, "from"), Until: halves(0, 48).Draw(t, "until")}
		}), 0, 9).Draw(t, "rota"),
		rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Cover {
			return Cover{Day: dayIn(now, z).Add(rapid.IntRange(-2, 9).Draw(t, "day")), For: users.Draw(t, "for"), By: users.Draw(t, "by")}
		}), 0, 4).Draw(t, "covers"),
		rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Word {
			at := now.Add(halves(-96, 96).Draw(t, "at"))
			return Word{User: users.Draw(t, "user"), On: rapid.Bool().Draw(t, "on"), At: at, Until: at.Add(halves(0, 96).Draw(t, "until"))}
		}), 0, 4).Draw(t, "words"),
	}
}

// on is who is on call at the moment, told a second time: shift by shift, with the times of day looked for.
func (d drawn) on(u UserID, at time.Time, first func(Day, time.Duration) time.Time, today Day) (on, byWord bool) {
	for _, s := range d.rota {
		for day := today.Add(-3); day <= today.Add(1); day = day.Add(1) {
			who := s.User
			for _, c := range d.covers {
				if c.Day == day && c.For == s.User {
					who = c.By
				}
			}
			begins, ends := first(day, s.From), first(day, s.Until)
			if s.Until <= s.From {
				ends = first(day.Add(1), s.Until)
			}
			on = on || who == u && s.Weekday == day.Weekday() && !at.Before(begins) && at.Before(ends)
		}
	}
	var last *Word
	for i, w := range d.words {
		if w.User == u && !w.At.After(at) && (last == nil || !w.At.Before(last.At)) {
			last = &d.words[i]
		}
	}
	if last != nil && at.Before(last.Until) {
		return last.On, last.On && !on
	}
	return on, false
}

func TestOnCallIsWhatEachMinuteSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := inZone(t, rapid.SampledFrom(zones).Draw(t, "zone")).Zone
		now := nearAChange(t, z)
		d := drawRota(t, z, now)
		type shown struct {
			d Day
			c time.Duration
		}
		found := map[shown]time.Time{}
		first := func(day Day, clock time.Duration) time.Time {
			at, ok := found[shown{day, clock}]
			if !ok {
				at = firstShowing(day, clock, z)
				found[shown{day, clock}] = at
			}
			return at
		}
		want := func(at time.Time) (duties []Duty) {
			for _, u := range []UserID{21, 22, 23} {
				if on, word := d.on(u, at, first, dayIn(at, z)); on {
					duties = append(duties, Duty{User: u, Word: word})
				}
			}
			return duties
		}
		got := OnCall(z, d.rota, d.covers, d.words, now)
		ends := slices.Clone(got)
		for i := range got {
			got[i].Until = time.Time{}
		}
		if !slices.Equal(got, want(now)) {
			t.Fatalf("on call are %+v, want %+v", got, want(now))
		}
		for at := now.Add(30 * time.Minute); at.Before(now.Add(9 * 24 * time.Hour)); at = at.Add(30 * time.Minute) {
			for _, duty := range ends {
				on, _ := d.on(duty.User, at, first, dayIn(at, z))
				if ended := !duty.Until.IsZero() && !at.Before(duty.Until); !ended && !on || at.Equal(duty.Until) && on {
					t.Fatalf("at %s %d is on call: %t; %+v", at.In(z), duty.User, on, duty)
				}
			}
		}
		next := NextChange(z, d.rota, d.covers, d.words, now)
		for at := now.Add(30 * time.Minute); at.Before(now.Add(9 * 24 * time.Hour)); at = at.Add(30 * time.Minute) {
			if differs := !slices.Equal(OnCall(z, d.rota, d.covers, d.words, at), ends); differs || at.Equal(next) {
				if !differs || !at.Equal(next) {
					t.Fatalf("the answer differs at %s: %t; next change %s", at.In(z), differs, next.In(z))
				}
				break
			}
		}
	})
}
