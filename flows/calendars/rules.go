package calendars

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/6tail/lunar-go/calendar"

	"frontdesk/storage/desk"
)

// hongKong works out a year by the schedule of the General Holidays Ordinance as amended in 2011. A day on a Sunday is
// given on the next day that is no general holiday itself, and so is one that meets another; but of the first three
// days of the Lunar New Year, the fourth takes the place of one on a Sunday.
func hongKong(number int) year {
	made := year{By: byRule, Holidays: map[desk.Day]string{}, HalfDays: map[desk.Day]string{}}
	newYear := lunar(number, 1, 1)
	made.HalfDays[newYear.Add(-1)] = "lunar-eve"
	for i, name := range []string{"lunar-1", "lunar-2", "lunar-3"} {
		if d := newYear.Add(i); d.Weekday() != time.Sunday {
			made.Holidays[d] = name
		} else {
			made.Holidays[newYear.Add(3)] = "lunar-4"
		}
	}
	others := hongKongDays(number)
	for _, d := range slices.SortedFunc(maps.Keys(others), cmp.Compare) {
		for _, name := range others[d] {
			given, said := d, name
			for taken(made.Holidays, given) {
				given, said = given.Add(1), insteadOf+name
			}
			if name == "boxing" { // which the schedule calls so whichever day it is
				said = name
			}
			made.Holidays[given] = said
		}
	}
	return made
}

func taken(holidays map[desk.Day]string, d desk.Day) bool {
	_, holiday := holidays[d]
	return holiday || d.Weekday() == time.Sunday
}

// hongKongDays are the days of the schedule as they fall, but for the Lunar New Year's.
func hongKongDays(number int) map[desk.Day][]string {
	goodFriday := easter(number).Add(-2)
	days := map[desk.Day][]string{}
	for _, on := range []struct {
		day  desk.Day
		name string
	}{
		{date(number, 1, 1), "new-year"},
		{goodFriday, "good-friday"},
		{goodFriday.Add(1), "easter-saturday"},
		{goodFriday.Add(3), "easter-monday"},
		{chingMing(number), "ching-ming"},
		{date(number, 5, 1), "labour"},
		{lunar(number, 4, 8), "buddha"},
		{lunar(number, 5, 5), "tuen-ng"},
		{date(number, 7, 1), "establishment"},
		{lunar(number, 8, 16), "mid-autumn"},
		{date(number, 10, 1), "national"},
		{lunar(number, 9, 9), "chung-yeung"},
		{date(number, 12, 25), "christmas"},
		{date(number, 12, 26), "boxing"},
	} {
		days[on.day] = append(days[on.day], on.name)
	}
	return days
}

func date(year int, month time.Month, day int) desk.Day {
	return desk.Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}

// lunar is a day of the lunar year that begins in the year.
func lunar(year, month, day int) desk.Day {
	return desk.Day(calendar.NewLunarFromYmd(year, month, day).GetSolar().ToYmd())
}

// chingMing is the one day from 4 to 6 April on which a solar term begins, the fifth.
func chingMing(year int) desk.Day {
	day := 4
	for day < 6 && calendar.NewSolarFromYmd(year, 4, day).GetLunar().GetJieQi() == "" {
		day++
	}
	return date(year, time.April, day)
}

// easter is Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
func easter(year int) desk.Day {
	golden, century, ofCentury := year%19, year/100, year%100
	leaps, sunday := century/4, century%4
	correction := (century - (century+8)/25 + 1) / 3
	epact := (19*golden + century - leaps - correction + 15) % 30
	weekday := (32 + 2*sunday + 2*(ofCentury/4) - epact - ofCentury%4) % 7
	late := (golden + 11*epact + 22*weekday) / 451
	sum := epact + weekday - 7*late + 114
	return date(year, time.Month(sum/31), sum%31+1)
}
