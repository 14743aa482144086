package desk

import (
	"testing"
	"time"
	_ "time/tzdata" // the zones must not depend on the machine

	"pgregory.net/rapid"
)

// zones change their clocks in every way that bears on a day's ends: at midnight, forward and back, by half an
// hour, by leaving out a day; or not at all.
var zones = []string{
	"Asia/Hong_Kong", "Asia/Taipei", "UTC", "Europe/London", "America/New_York", "America/Santiago", "America/Sao_Paulo",
	"America/Havana", "America/Asuncion", "Africa/Cairo", "Asia/Beirut", "Asia/Amman", "Asia/Tehran", "Australia/Lord_Howe",
	"Pacific/Apia", "America/Nuuk", "Africa/Casablanca",
}

func inZone(t interface{ Fatal(...any) }, name string) *Estate {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return &Estate{Zone: zone}
}

func TestDayEndsAtOneMinuteToMidnightInTheEstate(t *testing.T) {
	for _, c := range []struct{ zone, at, start, end string }{
		{"Asia/Hong_Kong", "2026-03-06T02:00:00Z", "2026-03-05T16:00:00Z", "2026-03-06T15:59:00Z"},
		{"Asia/Hong_Kong", "2026-03-06T15:59:59Z", "2026-03-05T16:00:00Z", "2026-03-06T15:59:00Z"},
		{"Asia/Hong_Kong", "2026-03-06T16:00:00Z", "2026-03-06T16:00:00Z", "2026-03-07T15:59:00Z"},
		{"Europe/London", "2026-03-29T12:00:00Z", "2026-03-29T00:00:00Z", "2026-03-29T22:59:00Z"},    // 23 hours
		{"Europe/London", "2026-10-25T12:00:00Z", "2026-10-24T23:00:00Z", "2026-10-25T23:59:00Z"},    // 25 hours
		{"America/Santiago", "2026-04-04T12:00:00Z", "2026-04-04T03:00:00Z", "2026-04-05T03:59:00Z"}, // 23:59 comes twice
		{"America/Santiago", "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z", "2026-09-07T02:59:00Z"}, // begins at 01:00
		{"America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T04:59:00Z"},   // 00:00 comes twice
		{"Pacific/Apia", "2011-12-30T08:00:00Z", "2011-12-29T10:00:00Z", "2011-12-30T09:59:00Z"},     // the next day never was
	} {
		e := inZone(t, c.zone)
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if start := e.StartOfDay(at).Format(time.RFC3339); start != c.start {
			t.Errorf("%s: the day of %s starts at %s, want %s", c.zone, c.at, start, c.start)
		}
		if end := e.EndOfDay(at).Format(time.RFC3339); end != c.end {
			t.Errorf("%s: the day of %s ends at %s, want %s", c.zone, c.at, end, c.end)
		}
	}
}

func TestEveryDayHoldsItsMomentsInEveryZone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := inZone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		at := time.Unix(rapid.Int64Range(1_200_000_000, 1_900_000_000).Draw(t, "at"), 0).UTC()
		start, end := e.StartOfDay(at), e.EndOfDay(at)
		day := func(t time.Time) string { return t.In(e.Zone).Format(time.DateOnly) }
		if start.After(at) || day(start) != day(at) || day(start.Add(-time.Second)) == day(at) {
			t.Fatalf("the day of %s starts at %s", at.In(e.Zone), start.In(e.Zone))
		}
		if day(end) != day(at) || end.In(e.Zone).Format("15:04:05") != "23:59:00" || day(end.Add(time.Minute)) == day(at) {
			t.Fatalf("the day of %s ends at %s", at.In(e.Zone), end.In(e.Zone))
		}
	})
}

func TestNamesFallBackToALanguageThatHasOne(t *testing.T) {
	e := Estate{Name: map[Language]string{SimplifiedChinese: "海景", English: "Sea View"}}
	if e.NameIn(English) != "Sea View" || e.NameIn(TraditionalChinese) != "海景" {
		t.Errorf("%s, %s", e.NameIn(English), e.NameIn(TraditionalChinese))
	}
	n := EmergencyNumber{Label: map[Language]string{English: "Fire"}}
	if n.LabelIn(TraditionalChinese) != "Fire" || (EmergencyNumber{}).LabelIn(English) != "" {
		t.Error("a number has another label than the one it was given")
	}
}
