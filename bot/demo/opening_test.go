package demo

import (
	"testing"
	"time"
)

func TestANewDemoBeginsWhileTheOfficeIsOpen(t *testing.T) {
	_, estate, err := readCast("")
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{
		"2026-11-23T10:30": "2026-11-23T10:30",
		"2026-11-24T02:23": "2026-11-24T09:00",
		"2026-11-27T21:00": "2026-11-28T09:00",
		"2026-12-24T19:00": "2026-12-28T09:00", // Christmas
	} {
		now, err := time.ParseInLocation("2006-01-02T15:04", at, estate.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := now.Add(beforeOpening(estate, now)).In(estate.Zone).Format("2006-01-02T15:04"); got != want {
			t.Errorf("opened at %s it begins at %s, want %s", at, got, want)
		}
	}
}
