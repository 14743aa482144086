package oncall

import (
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func TestTimesOfDayAreReadAsPeopleWriteThem(t *testing.T) {
	for said, want := range map[string]string{
		"18:00": "18:00", "18.00": "18:00", "1800": "18:00", "730": "07:30", "18": "18:00", "6pm": "18:00", "12am": "00:00",
		"12pm": "12:00", "１８：３０": "18:30", "6點": "06:00", "18点30分": "18:30", "24:00": "00:00", "0:05": "00:05",
	} {
		if got, ok := parseClock(said); !ok || showClock(got) != want {
			t.Errorf("%s: %s, %t", said, showClock(got), ok)
		}
	}
	for _, said := range []string{"", "x", "25:00", "18:60", "13pm", "0am", "-1", "1:5", "18:00:00", "99999", "24:30"} {
		if got, ok := parseClock(said); ok {
			t.Errorf("%q is read as %s", said, showClock(got))
		}
	}
}

func TestShiftsOfOnePersonDoNotOverlapPastMidnightOrTheWeeksEnd(t *testing.T) {
	const h = time.Hour
	night := desk.Shift{User: 1, Weekday: time.Saturday, From: 22 * h, Until: 6 * h}
	for _, c := range []struct {
		s     desk.Shift
		falls bool
		room  time.Duration
	}{
		{desk.Shift{User: 1, Weekday: time.Sunday, From: 5 * h, Until: 9 * h}, true, 0},
		{desk.Shift{User: 1, Weekday: time.Sunday, From: 6 * h, Until: 9 * h}, false, 24 * h},
		{desk.Shift{User: 1, Weekday: time.Saturday, From: 14 * h, Until: 22 * h}, false, 8 * h},
		{desk.Shift{User: 1, Weekday: time.Saturday, From: 14 * h, Until: 23 * h}, true, 8 * h},
		{desk.Shift{User: 1, Weekday: time.Saturday, From: 22 * h, Until: 6 * h}, true, 0},
		{desk.Shift{User: 1, Weekday: time.Saturday, From: 8 * h, Until: 8 * h}, true, 14 * h}, // a whole day
		{desk.Shift{User: 2, Weekday: time.Saturday, From: 22 * h, Until: 6 * h}, false, 24 * h},
		{desk.Shift{User: 1, Desk: desk.Security, Weekday: time.Saturday, From: 22 * h, Until: 6 * h}, false, 24 * h},
	} {
		if _, falls := clash([]desk.Shift{night}, c.s); falls != c.falls {
			t.Errorf("%+v falls into another: %t", c.s, falls)
		}
		if got := room([]desk.Shift{night}, c.s); got != c.room {
			t.Errorf("%+v has room for %s, want %s", c.s, got, c.room)
		}
	}
}
