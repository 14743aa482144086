package card

import (
	"strings"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func TestABrokenPromiseShowsTheNewTimeWhileItIsToCome(t *testing.T) {
	opened := time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)
	e := &desk.Estate{Zone: time.FixedZone("", 8*3600)}
	at := func(minute int) time.Time { return opened.Add(time.Duration(minute) * time.Minute) }
	k := desk.Open("R-1001", desk.OpenedData{
		Kind: desk.Repair, Desk: desk.Engineering, Promises: []desk.Promise{{Clock: desk.ClockArrive, Within: 15 * time.Minute, From: desk.Opened}},
	}, desk.System, opened)
	_, breaches, _ := k.Climb(e, at(15))
	k.Renew(desk.RenewedData{Clock: desk.ClockArrive, Due: at(15), Until: at(30)}, at(15))
	for _, b := range breaches {
		k.Breach(b, at(15))
	}
	shown := func(minute int, l desk.Language) string {
		d := Drawing{Estate: e, Language: l, Now: at(minute)}
		return strings.Join(append(d.Owed(k), d.promises(k)...), "\n")
	}
	for l, want := range map[desk.Language]string{
		desk.English:            "We promised to be on site by 14:15 and did not keep it. Now by <b>14:30</b>.\n❗ On site was due 14:15; the tenant was promised 14:30",
		desk.TraditionalChinese: "承諾 14:15 前到場，未能做到；現改為 <b>14:30</b> 前。",
		desk.SimplifiedChinese:  "承诺 14:15 前到场，没有做到；现改为 <b>14:30</b> 前。",
	} {
		if got := shown(16, l); !strings.Contains(got, want) {
			t.Errorf("%s: %s", l, got)
		}
	}
	if got := shown(30, desk.English); !strings.Contains(got, "by 14:15. That time has passed") || strings.Contains(got, "14:30") {
		t.Errorf("once the new time has passed, too: %s", got)
	}
	wong := desk.Actor{As: desk.AsStaff, User: 1, Name: "Wong"}
	if err := k.Hold(e, desk.HeldData{Cause: desk.CauseTenant, Reason: "away", Until: at(80)}, false, wong, at(20)); err != nil {
		t.Fatal(err)
	}
	if got := shown(25, desk.English); !strings.Contains(got, "Now by <b>15:30</b>") {
		t.Errorf("held for an hour: %s", got)
	}
	if err := k.GoOn(wong, at(50)); err != nil {
		t.Fatal(err)
	}
	if got := shown(55, desk.English); !strings.Contains(got, "Now by <b>15:00</b>") {
		t.Errorf("held for half an hour: %s", got)
	}
}

func TestAHolidayThatIsInTheWayIsNamed(t *testing.T) {
	e := &desk.Estate{
		Zone: time.FixedZone("", 8*3600), Desks: map[desk.Name]desk.Hours{desk.Security: {Always: true}, desk.Lobby: {}},
		Days: &desk.Calendar{Week: desk.WorkingWeek, Days: map[desk.Day]desk.SpecialDay{
			"2026-12-25": {Kind: desk.Holiday, Name: map[desk.Language]string{
				desk.English: "Christmas Day", desk.TraditionalChinese: "聖誕節", desk.SimplifiedChinese: "圣诞节",
			}},
		}},
	}
	for d := time.Monday; d <= time.Friday; d++ {
		e.Office.Week[d] = []desk.Period{{From: 9 * time.Hour, Until: 18 * time.Hour}}
	}
	e.Desks[desk.Lobby] = desk.Hours{Week: e.Office.Week}
	e.Office.Closed = map[desk.Day]bool{"2026-11-20": true}
	inHours := []desk.Promise{{Clock: desk.ClockComplete, Within: time.Hour, From: desk.Opened, InHours: true}}
	days := []desk.Promise{{Clock: desk.ClockComplete, Days: 2, From: desk.Opened}}
	const named = "is closed for Christmas Day until <b>Mon 28 Dec 09:00</b>"
	for _, c := range []struct {
		now      time.Time
		desk     desk.Name
		promises []desk.Promise
		want     string
	}{
		{time.Date(2026, 12, 24, 9, 30, 0, 0, time.UTC), desk.FrontDesk, inHours, "The office " + named},
		{time.Date(2026, 12, 25, 9, 30, 0, 0, time.UTC), desk.Lobby, inHours, "Lobby " + named},
		{time.Date(2026, 12, 24, 2, 0, 0, 0, time.UTC), desk.Security, days, "The office " + named},
		{time.Date(2026, 12, 24, 2, 0, 0, 0, time.UTC), desk.FrontDesk, inHours, ""},  // done before it
		{time.Date(2026, 12, 24, 9, 30, 0, 0, time.UTC), desk.Security, inHours, ""},  // always open
		{time.Date(2026, 12, 18, 9, 30, 0, 0, time.UTC), desk.FrontDesk, inHours, ""}, // a week-end like any other
		{time.Date(2026, 11, 19, 9, 30, 0, 0, time.UTC), desk.FrontDesk, inHours, "is closed tomorrow, until <b>Mon 23 Nov 09:00</b>"},
	} {
		d := Drawing{Estate: e, Language: desk.English, Now: c.now}
		got := d.Promised(c.desk, c.promises, nil)
		if !strings.Contains(got, c.want) || c.want == "" && strings.Contains(got, "closed") {
			t.Errorf("%s at %s: %s", c.desk, c.now, got)
		}
	}
	for l, want := range map[desk.Language]string{
		desk.TraditionalChinese: "管理處因聖誕節休息", desk.SimplifiedChinese: "管理处因圣诞节放假",
	} {
		d := Drawing{Estate: e, Language: l, Now: time.Date(2026, 12, 24, 9, 30, 0, 0, time.UTC)}
		if got := d.Promised(desk.FrontDesk, inHours, nil); !strings.Contains(got, want) {
			t.Errorf("%s: %s", l, got)
		}
	}
}
