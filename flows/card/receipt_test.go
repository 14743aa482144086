package card

import (
	"slices"
	"strings"
	"testing"
	"time"

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
