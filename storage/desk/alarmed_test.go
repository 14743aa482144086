package desk_test

import (
	"slices"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

// rising is an alarm at security that climbs to the supervisors and to the managers.
func rising(at time.Time) *desk.Ticket {
	sounds := func(after time.Duration, to ...desk.Audience) desk.Level {
		return desk.Level{After: after, To: append([]desk.Audience{desk.OwnDesk, desk.OnDuty}, to...), Every: desk.AlarmEvery}
	}
	supervisors, managers := desk.Audience(desk.Supervisors), desk.Audience(desk.Managers)
	return desk.Open("E-1001", desk.OpenedData{
		Kind: desk.Emergency, Desk: desk.Security, Promises: []desk.Promise{{Clock: desk.ClockTake, From: desk.Opened}},
		Policy: &desk.Policy{Alarm: []desk.Level{sounds(0), sounds(time.Minute, supervisors), sounds(2*time.Minute, supervisors, managers)}},
	}, desk.System, at)
}

func TestAnAlarmKnowsWhomItSoundedForAndSinceWhen(t *testing.T) {
	e, opened := &desk.Estate{Zone: time.UTC}, time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)
	k := rising(opened)
	climb := func(after time.Duration) []desk.Sounding {
		now := opened.Add(after)
		alerts, _, _ := k.Climb(e, now)
		for _, a := range alerts {
			k.Raised(a, now)
		}
		return k.Alarmed()
	}
	if got := climb(30 * time.Second); len(got) > 0 {
		t.Errorf("beside its own desk it sounded for %v", got)
	}
	climb(61 * time.Second)
	climb(90 * time.Second)
	want := []desk.Sounding{{To: "supervisors", Since: opened.Add(61 * time.Second)}, {To: "managers", Since: opened.Add(2 * time.Minute)}}
	if got := climb(2 * time.Minute); !slices.Equal(got, want) {
		t.Errorf("it sounded for %v, want %v", got, want)
	}
	lee := desk.Actor{As: desk.AsStaff, User: 1, Name: "Lee"}
	for _, err := range []error{
		k.Accept(lee, opened.Add(3*time.Minute)), k.Cant(e, "away", lee, opened.Add(4*time.Minute)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := k.Alarmed(); len(got) > 0 {
		t.Errorf("free again, it has sounded for %v already", got)
	}
}
