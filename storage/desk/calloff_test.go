package desk_test

import (
	"errors"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func TestAnAlarmIsCalledOffUntilTheAllClear(t *testing.T) {
	e := &desk.Estate{Zone: time.UTC}
	now := time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	bob, lee := desk.Actor{As: desk.AsTenant, Name: "Bob"}, desk.Actor{As: desk.AsStaff, Name: "Lee"}
	alarm := func() *desk.Ticket {
		return desk.Open("E-1", desk.OpenedData{Kind: desk.Emergency, Desk: desk.Security, Danger: desk.DangerLift,
			Promises: []desk.Promise{{Clock: desk.ClockTake, From: desk.Opened}, {Clock: desk.ClockArrive, Within: 5 * time.Minute, From: desk.Opened}},
		}, bob, now)
	}
	for name, c := range map[string]struct {
		first func(*desk.Ticket) error
		may   bool
	}{
		"nobody has it": {func(*desk.Ticket) error { return nil }, true},
		"taken":         {func(t *desk.Ticket) error { return t.Accept(lee, now) }, true},
		"over":          {func(t *desk.Ticket) error { return errors.Join(t.Accept(lee, now), t.Finish(lee, now)) }, false},
		"called off":    {func(t *desk.Ticket) error { return t.CallOff(e, bob, now) }, false},
	} {
		k := alarm()
		if err := c.first(k); err != nil {
			t.Fatal(name, err)
		}
		err := k.CallOff(e, bob, now.Add(time.Minute))
		if (err == nil) != c.may {
			t.Errorf("%s: %v", name, err)
		}
		if c.may && (!k.CalledOff() || k.Out() || k.WithdrawnFor.Why != desk.Mistaken || k.Withdrawn.By.Name != "Bob") {
			t.Errorf("%s: %+v", name, k)
		}
		for _, r := range k.Clocks(e) {
			if c.may && r.Open() {
				t.Errorf("%s: %s runs on", name, r.Promise.Clock)
			}
		}
	}
	k := desk.Open("R-1", desk.OpenedData{Kind: desk.Repair}, bob, now)
	if k.CallOff(e, bob, now) == nil {
		t.Error("a repair is called off")
	}
}

func TestWhoSomebodyIsIsAddedToTheirAlarm(t *testing.T) {
	now := time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	k := desk.Open("E-1", desk.OpenedData{Kind: desk.Emergency, Reporter: desk.Reporter{Name: "bob_77"}}, desk.System, now)
	k.Amend(desk.AmendedData{Name: "Bob Lee"}, desk.System, now)
	k.Amend(desk.AmendedData{Fields: []desk.Field{{Key: "emergency.phone", Value: "+85291234567", Kind: desk.FieldPhone}}}, desk.System, now)
	if k.Reporter.Name != "Bob Lee" || len(k.Fields) != 1 || k.Description != "" {
		t.Errorf("%+v", k)
	}
}
