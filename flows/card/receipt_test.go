package card

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/storage/desk"
)

func TestPromisesStandInTheOrderInWhichTheyFallDue(t *testing.T) {
	now := time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)
	promises := []desk.Promise{
		{Clock: desk.ClockFix, From: desk.Arrived, Within: time.Hour}, {Clock: desk.ClockArrive, Within: 3 * time.Hour},
		{Clock: desk.ClockComplete, Within: 2 * time.Hour}, {Clock: desk.ClockReply, Within: 15 * time.Minute},
	}
	d := Drawing{Estate: &desk.Estate{Zone: time.UTC}, Language: desk.English, Now: now}
	var at []int
	shown := d.Promised(desk.Engineering, promises, nil)
	for _, due := range []string{"06:15", "08:00", "09:00", "1 h"} {
		at = append(at, strings.Index(shown, due))
	}
	if at[0] < 0 || !slices.IsSorted(at) {
		t.Errorf("they stand at %v in:\n%s", at, shown)
	}
}

func TestATimeThatHasPassedIsNoNextStep(t *testing.T) {
	opened := time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)
	k := desk.Open("R-1", desk.OpenedData{
		Kind: desk.Repair, Desk: desk.Engineering, Promises: []desk.Promise{{Clock: desk.ClockArrive, Within: time.Hour}},
	}, desk.System, opened)
	d := Drawing{Estate: &desk.Estate{Zone: time.UTC}, Services: catalogue.Default(), Language: desk.English, Now: opened}
	if line := Line(d, k); !strings.Contains(line, "next step by 07:00") {
		t.Errorf("before: %s", line)
	}
	d.Now = opened.Add(2 * time.Hour)
	if line := Line(d, k); strings.Contains(line, "next step") || !strings.Contains(line, "was due by 07:00; we are late") {
		t.Errorf("afterwards: %s", line)
	}
}
