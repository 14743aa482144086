package scheduler

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the machine may have none
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func parsed(t testing.TB, expr string, z *time.Location) Schedule {
	t.Helper()
	s, err := Parse(expr, z)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestParseRefusesWhatCannotBeMeant(t *testing.T) {
	for expr, want := range map[string]string{
		"":                          "0 fields",
		"* * * *":                   "4 fields",
		"0 0 9 * * *":               "6 fields",
		"0 9 * * nobody":            "nobody",
		"60 * * * *":                "above maximum",
		"0 9 * * 7":                 "above maximum",
		"5-1 * * * *":               "beyond end",
		"*/0 * * * *":               "positive",
		", * * * *":                 `""`,
		"1,,2 * * * *":              `""`,
		"*-5 * * * *":               `"*-5"`,
		"-1 * * * *":                `"-1"`,
		"1/2/3 * * * *":             `"1/2/3"`,
		"TZ=UTC":                    "time zone",
		"  TZ=UTC 0 9 * * *":        "time zone",
		"CRON_TZ=Asia/Tokyo @daily": "time zone",
		"cron_tz=Asia/Tokyo @daily": "time zone",
		"0 0 31 2 *":                "never fires",
		"0 0 31 4,6,9,11 *":         "never fires",
		"0 0 30,31 feb *":           "never fires",
		"@reboot":                   "unrecognized",
		"@every":                    "unrecognized",
		"@every soon":               "duration",
		"@every 59s":                "more often",
		"@every -1h":                "more often",
		"@every 0":                  "more often",
	} {
		_, err := Parse(expr, time.UTC)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", expr, err, want)
		}
	}
	if _, err := Parse("@daily", nil); err == nil {
		t.Error("parsed without a zone")
	}
}

func TestNextGoesByTheZonesClocks(t *testing.T) {
	for _, c := range []struct{ name, expr, zone, after, want string }{
		{"strictly after", "0 9 * * *", "Asia/Hong_Kong", "2026-03-02T09:00:00+08:00", "2026-03-03T09:00:00+08:00"},
		{"a nanosecond before", "0 9 * * *", "Asia/Hong_Kong", "2026-03-02T08:59:59.999999999+08:00", "2026-03-02T09:00:00+08:00"},
		{"working days", "30 8 * * mon-fri", "Asia/Taipei", "2026-03-06T08:30:00+08:00", "2026-03-09T08:30:00+08:00"},
		{"spaces around", "  @daily ", "Asia/Shanghai", "2026-03-06T08:30:00+08:00", "2026-03-07T00:00:00+08:00"},
		{"day or weekday", "0 0 13 * fri", "UTC", "2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z"},
		{"leap day over a century's gap", "0 0 29 2 *", "UTC", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z"},
		{"interval", "@every 90m", "Asia/Hong_Kong", "2026-03-02T09:10:00+08:00", "2026-03-02T10:40:00+08:00"},

		{"skipped time at the next instant", "30 2 * * *", "America/New_York", "2026-03-07T12:00:00-05:00", "2026-03-08T03:00:00-04:00"},
		{"and not again that day", "30 2 * * *", "America/New_York", "2026-03-08T03:00:00-04:00", "2026-03-09T02:30:00-04:00"},
		{"several skipped, one firing", "*/15 * * * *", "America/New_York", "2026-03-08T01:45:00-05:00", "2026-03-08T03:00:00-04:00"},
		{"after it as usual", "*/15 * * * *", "America/New_York", "2026-03-08T03:00:00-04:00", "2026-03-08T03:15:00-04:00"},
		{"doubled time the first time", "30 1 * * *", "America/New_York", "2026-11-01T00:00:00-04:00", "2026-11-01T01:30:00-04:00"},
		{"and not the second", "30 1 * * *", "America/New_York", "2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"},
		{"nor from within the second", "30 1 * * *", "America/New_York", "2026-11-01T01:10:00-05:00", "2026-11-02T01:30:00-05:00"},
		{"every minute waits for new ones", "* * * * *", "America/New_York", "2026-11-01T01:59:00-04:00", "2026-11-01T02:00:00-05:00"},
		{"midnight skipped", "@daily", "America/Sao_Paulo", "2018-11-03T12:00:00-03:00", "2018-11-04T01:00:00-02:00"},
		{"half an hour skipped", "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00+10:30", "2026-10-04T02:30:00+11:00"},
		{"half an hour doubled", "45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00:00+11:00", "2026-04-05T01:45:00+11:00"},
		{"last day of a leap year", "0 9 * * *", "Africa/Cairo", "2024-12-31T01:00:00+02:00", "2024-12-31T09:00:00+02:00"},
		{"a whole day skipped", "0 12 30 12 *", "Pacific/Apia", "2011-12-29T12:00:00-10:00", "2011-12-31T00:00:00+14:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, err := time.Parse(time.RFC3339Nano, c.after)
			if err != nil {
				t.Fatal(err)
			}
			z := zone(t, c.zone)
			got := parsed(t, c.expr, z).Next(after)
			if got.In(z).Format(time.RFC3339) != c.want || got.Location() != time.UTC {
				t.Errorf("got %s, want %s", got.In(z).Format(time.RFC3339), c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, expr := range []string{
		"0 9 * * *", "*/5 8-18 * * mon-fri", "0 0 29 2 *", "0 0 31 2 *", "@daily", "@every 1h30m", "TZ=UTC", "CRON_TZ=", ",",
		"? ? ? ? ?", "0-59/7 */3 1,15 jan-dec/2 0", "@every 9999999h", "* * * * *-",
	} {
		f.Add(expr, int64(1_770_000_000))
	}
	z := zone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, expr string, unix int64) {
		s, err := Parse(expr, z)
		if err != nil {
			return
		}
		after := time.Unix(unix%4_000_000_000, unix&0xfffffff).UTC()
		next := s.Next(after)
		if !next.After(after) {
			t.Fatalf("%q after %s: %s", expr, after, next)
		}
		if then := s.Next(next); then.Sub(next) < time.Minute {
			t.Fatalf("%q: %s, then %s", expr, next, then)
		}
	})
}

func BenchmarkNext(b *testing.B) {
	for name, expr := range map[string]string{"daily": "30 8 * * *", "minutely": "* * * * *", "leap_day": "0 0 29 2 *"} {
		b.Run(name, func(b *testing.B) {
			s := parsed(b, expr, zone(b, "Europe/London"))
			at := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
			for b.Loop() {
				at = s.Next(at)
				if at.Year() > 2090 {
					at = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
				}
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		parsed(b, "30 8 * * mon-fri", time.UTC)
	}
}
