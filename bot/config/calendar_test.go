package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/storage/desk"
)

func TestACalendarIsABuiltInOneOrOneOnTopOfIt(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "holidays-2028.csv", "\xef\xbb\xbfday,kind,name,zh-Hant\n2028-01-03,holiday,Founders' Day,創辦人日\n2028-01-08,make-up,For Founders' Day,\n2028-01-25,half-day,Lunar New Year's Eve,農曆除夕\n")
	write(t, folder, "c.yaml", `
estate:
  calendar:
    years:
      2028: holidays-2028.csv
      2026:
        holidays: {2026-11-20: {en: Outing, zh-Hant: 旅行}, 2026-11-19: Fair}
        make-up: [2026-02-16, 2026-11-21]
        half-days: [2026-12-24]
    half-day-ends: "12:30"
    working: mon-fri
    base: hong-kong
`)
	c, err := config.Load(filepath.Join(folder, "c.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	e := c.Estate
	if e.Calendar != "hong-kong" || e.Days.HalfDayEnds != 12*hour+30*time.Minute || !e.Days.Known(2027) || !e.Days.Known(2028) || e.Days.Known(2029) {
		t.Errorf("calendar %s, half days until %s", e.Calendar, e.Days.HalfDayEnds)
	}
	for d, want := range map[desk.Day]struct {
		works, half bool
		name        string
	}{
		"2026-12-25": {name: "Christmas Day"}, // as the base says
		"2026-11-20": {name: "Outing"},
		"2026-11-19": {name: "Fair"},
		"2026-11-21": {works: true},
		"2026-02-16": {works: true}, // the base's half day is whole
		"2026-12-24": {works: true, half: true},
		"2028-01-03": {name: "Founders' Day"},
		"2028-01-08": {works: true, name: "For Founders' Day"},
		"2028-01-25": {works: true, half: true, name: "Lunar New Year's Eve"},
		"2028-01-22": {},
	} {
		if works, half, name := e.Days.Working(d), e.Days.Half(d), e.Days.Name(d, desk.English); works != want.works || half != want.half || name != want.name {
			t.Errorf("%s is worked: %t, half: %t, %q; want %+v", d, works, half, name, want)
		}
	}
	if got := e.Days.Name("2028-01-03", desk.TraditionalChinese); got != "創辦人日" {
		t.Errorf("it is called %q", got)
	}
	if plain := parsed(t, "").Days; plain.Name("2026-11-20", desk.English) != "" || !plain.Half("2026-02-16") || plain.Known(2028) {
		t.Error("the built-in calendar was changed by what stands on top of it")
	}
}

func TestACalendarWithoutHolidaysKnowsEveryYear(t *testing.T) {
	for _, file := range []string{"none", "{base: none}", "{working: sun-thu}"} {
		if days := parsed(t, "estate: {calendar: "+file+"}\n").Days; !days.Known(2050) || days.Working("2026-12-25") == (file == "{working: sun-thu}") {
			t.Errorf("%s: %+v", file, days)
		}
	}
	if days := parsed(t, "estate: {calendar: {years: {2026: {holidays: [2026-12-25]}}}}\n").Days; days.Known(2027) || days.Working("2026-12-25") {
		t.Error("a year that nobody wrote down is known")
	}
}

func parsed(t *testing.T, file string) *desk.Estate {
	t.Helper()
	c, err := config.Parse("f.yaml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return c.Estate
}

func write(t *testing.T, folder, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFaultOfACalendarIsToldWithItsLine(t *testing.T) {
	const head = "estate:\n  calendar:\n    "
	for name, c := range map[string]struct{ file, want string }{
		"base":              {head + "base: mars\n", `f.yaml:3: "mars" is no known calendar; there are hong-kong, mainland-china, taiwan, none`},
		"list":              {"estate:\n  calendar: [hong-kong]\n", "f.yaml:2: a calendar is a name"},
		"key":               {head + "holidays: {}\n", `f.yaml:3: "holidays" is no known key`},
		"no working day":    {head + "working: ''\n", `f.yaml:3: "" is no day of the week`},
		"working list":      {head + "working: []\n", "f.yaml:3: the days of the week that are worked are not said"},
		"all days off":      {head + "years:\n      2027:\n        holidays: [" + allOf(2027) + "]\n", "f.yaml:4: no day of 2027 is worked"},
		"office never":      {"estate:\n  hours:\n    office: {sat: '09:00-13:00'}\n", "f.yaml:3: the office opens on no day of the week that the calendar works"},
		"calendar never":    {"estate:\n  calendar:\n    {working: sun}\n", "f.yaml:3: the office opens on no day of the week"},
		"half day":          {head + "half-day-ends: noon\n", `f.yaml:3: "noon" is no time of day`},
		"half day of 0":     {head + "half-day-ends: '00:00'\n", "f.yaml:3: a half day ends before it begins"},
		"years":             {head + "years: 2027\n", `f.yaml:3: "2027" is not what belongs here; want years`},
		"year":              {head + "years: {MMXXVII: {}}\n", `f.yaml:3: "MMXXVII" is no year`},
		"far year":          {head + "years: {20277: {}}\n", `f.yaml:3: "20277" is no year`},
		"year's list":       {head + "years: {2027: []}\n", "f.yaml:3: a year is a file's name"},
		"year's key":        {head + "years:\n      2027:\n        holiday: []\n", `f.yaml:5: "holiday" is no known key`},
		"days":              {head + "years: {2027: {holidays: 2027-12-25}}\n", `f.yaml:3: "2027-12-25" is not what belongs here; want days`},
		"no day":            {head + "years: {2027: {holidays: [2027-02-29]}}\n", `f.yaml:3: "2027-02-29" is no day`},
		"short day":         {head + "years: {2027: {holidays: [25]}}\n", `f.yaml:3: "25" is no day`},
		"wrong year":        {head + "years:\n      2027:\n        holidays:\n          2027-12-24: Eve\n          2026-12-25: Christmas\n", "f.yaml:7: 2026-12-25 is not in 2027"},
		"twice":             {head + "years: {2027: {holidays: [2027-12-25, 2027-12-25]}}\n", "f.yaml:3: 2027-12-25 stands here a second time"},
		"holiday and work":  {head + "years:\n      2027:\n        holidays: [2027-12-25]\n        make-up: [2027-12-25]\n", "f.yaml:6: 2027-12-25 is a holiday and a make-up at once"},
		"holiday and half":  {head + "years:\n      2027:\n        half-days: [2027-12-24]\n        holidays: {2027-12-24: x}\n", "f.yaml:6: 2027-12-24 is a half-day and a holiday at once"},
		"name":              {head + "years: {2027: {holidays: {2027-12-25: ''}}}\n", "f.yaml:3: a text is empty"},
		"file from nowhere": {head + "years: {2027: holidays.csv}\n", `f.yaml:3: "holidays.csv" is no file beside the configuration`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Parse("f.yaml", []byte(c.file))
			if _, ok := errors.AsType[config.Faults](err); !ok || !strings.Contains(err.Error(), c.want) {
				t.Errorf("faults:\n%v\nwant %q", err, c.want)
			}
		})
	}
}

func allOf(year int) string {
	var days []string
	for at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == year; at = at.AddDate(0, 0, 1) {
		days = append(days, at.Format(time.DateOnly))
	}
	return strings.Join(days, ", ")
}

func TestEveryFaultOfAHolidayFileIsToldWithItsLine(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"empty":            {"", "h.csv: it is empty; want a head such as day,kind,name"},
		"no days":          {"day,kind\n", "h.csv: it has no days"},
		"head":             {"date,kind\n", `h.csv:1: "date" is no column; there are day, kind, name`},
		"half a head":      {"day,name\n", "h.csv:1: the columns day and kind are needed"},
		"column twice":     {"day,kind,day\n", `h.csv:1: column "day" stands here a second time`},
		"kind":             {"day,kind\n2027-12-25,off\n", `h.csv:2: "off" is no kind of day; there are holiday, make-up, half-day`},
		"day":              {"day,kind\n\n25/12/2027,holiday\n", `h.csv:3: "25/12/2027" is no day`},
		"wrong year":       {"day,kind\n2027-12-24,holiday\n2026-12-25,holiday\n", "h.csv:3: 2026-12-25 is not in 2027"},
		"holiday and work": {"day,kind\n2027-12-25,holiday\n2027-12-25,make-up\n", "h.csv:3: 2027-12-25 is a holiday and a make-up at once"},
		"too many columns": {"day,kind\n2027-12-25,holiday,x\n", "h.csv:2: wrong number of fields"},
		"quote":            {"day,kind\n2027-12-25,\"holiday\n", "h.csv:"},
		"several":          {"day,kind\nx,holiday\n2027-12-25,off\n", "h.csv:2: \"x\" is no day; want one such as 2027-12-25\nh.csv:3: "},
		"all days off":     {"day,kind\n" + strings.ReplaceAll(allOf(2027), ", ", ",holiday\n") + ",holiday\n", "h.csv: no day of 2027 is worked"},
		"too large":        {strings.Repeat("x", 1<<20+1), "c.yaml:1: h.csv is larger than 1024 KiB"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder, "h.csv", c.file)
			write(t, folder, "c.yaml", "estate: {calendar: {years: {2027: h.csv}}}\n")
			_, err := config.Load(filepath.Join(folder, "c.yaml"))
			if _, ok := errors.AsType[config.Faults](err); !ok || !strings.Contains(err.Error(), c.want) {
				t.Errorf("faults:\n%v\nwant %q", err, c.want)
			}
		})
	}
	for _, name := range []string{"missing.csv", "../c.yaml", "/etc/passwd", "."} {
		folder := t.TempDir()
		write(t, folder, "c.yaml", "estate: {calendar: {years: {2027: '"+name+"'}}}\n")
		if _, err := config.Load(filepath.Join(folder, "c.yaml")); err == nil || !strings.Contains(err.Error(), "c.yaml:1: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNightShiftsAndHoursOfHolidays(t *testing.T) {
	e := parsed(t, `
estate:
  zone: Asia/Hong_Kong
  hours:
    office: {mon-fri: "09:00-13:00, 14:00-18:00"}
    desks:
      lobby: {mon-sun: "22:00-06:00", holidays: "20:00-00:00"}
`)
	if got := e.HoursOf(desk.Lobby).Week[time.Friday]; len(got) != 1 || got[0] != (desk.Period{From: 22 * hour, Until: 30 * hour}) {
		t.Errorf("a night is %v", got)
	}
	if got := e.HoursOf(desk.Lobby).Holidays; len(got) != 1 || got[0] != (desk.Period{From: 20 * hour, Until: 24 * hour}) {
		t.Errorf("a holiday is %v", got)
	}
	christmas := e.Start("2026-12-25")
	for off, open := range map[time.Duration]bool{3 * hour: true, 7 * hour: false, 20 * hour: true, 23 * hour: true, 25 * hour: false} {
		if e.HoursOf(desk.Lobby).Open(christmas.Add(off), e.Zone) != open {
			t.Errorf("%s into Christmas Day the lobby is open: %t", off, !open)
		}
	}
	if e.HoursOf(desk.FrontDesk).Open(christmas.Add(10*hour), e.Zone) {
		t.Error("the office works at Christmas")
	}
}

func TestSchedulesAreThoseOfTheFile(t *testing.T) {
	c, err := config.Parse("f.yaml", []byte("schedules: {morning: '30 7 * * mon-sat'}\n"))
	if err != nil || len(c.Schedules) != 1 || c.Schedules["morning"] != "30 7 * * mon-sat" {
		t.Errorf("%v, %v", c.Schedules, err)
	}
	if c, err := config.Default(); err != nil || len(c.Schedules) != 0 {
		t.Errorf("%v, %v", c.Schedules, err)
	}
	for name, c := range map[string]struct{ file, want string }{
		"unknown":      {"schedules:\n  evening: '0 18 * * *'\n", `f.yaml:2: "evening" is no periodic job; there are end-of-day, month-end, morning, nightly, reminders`},
		"twice":        {"schedules:\n  morning: '0 8 * * *'\n  morning: '0 9 * * *'\n", "f.yaml:3: "},
		"text":         {"schedules:\n  morning: at eight\n", `f.yaml:2: parse schedule "at eight": 2 fields where there should be 5`},
		"never":        {"schedules:\n\n  nightly: 0 0 31 2 *\n", `f.yaml:3: parse schedule "0 0 31 2 *": never fires`},
		"too often":    {"schedules:\n  morning: '*/4 * * * *'\n", `f.yaml:2: parse schedule "*/4 * * * *": fires more than once in 5 minutes`},
		"zone":         {"schedules:\n  morning: TZ=Asia/Tokyo 0 8 * * *\n", "the time zone is the estate's and cannot be set here"},
		"interval":     {"schedules:\n  morning: '@every 1h'\n", `f.yaml:2: "@every 1h" has no time of day`},
		"list":         {"schedules:\n  morning: [0, 8]\n", "f.yaml:2: when morning runs is not said"},
		"no mapping":   {"schedules: daily\n", `f.yaml:1: "daily" is not what belongs here; want jobs`},
		"two of three": {"schedules:\n  morning: x\n  nightly: y\n", "\nf.yaml:3: "},
	} {
		if _, err := config.Parse("f.yaml", []byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: faults:\n%v\nwant %q", name, err, c.want)
		}
	}
}
