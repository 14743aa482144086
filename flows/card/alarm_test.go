package card

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// alarmed is an alarm of the danger at security, opened then, at which somebody is to be within five minutes.
func alarmed(danger desk.Danger, opened time.Time) (*desk.Estate, *desk.Ticket) {
	e := &desk.Estate{Zone: time.UTC, Numbers: []desk.EmergencyNumber{{Number: "999", Public: true, Label: map[desk.Language]string{desk.English: "Police"}}}}
	return e, desk.Open("E-1001", desk.OpenedData{
		Kind: desk.Emergency, Danger: danger, Desk: desk.Security, Names: map[desk.Language]string{desk.English: "Trapped in a lift"},
		Promises: []desk.Promise{{Clock: desk.ClockTake, From: desk.Opened}, {Clock: desk.ClockArrive, From: desk.Opened, Within: 5 * time.Minute}},
	}, desk.System, opened)
}

func TestWhoeverWaitsReadsWhoIsCalledAndIsPromisedNothingAnewUntilSomebodyAccepts(t *testing.T) {
	opened := time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	e, k := alarmed(desk.DangerLift, opened)
	at := func(after time.Duration) string {
		d := Drawing{Estate: e, Language: desk.English, Now: opened.Add(after)}
		return Alarm(d, k) + "\n" + strings.Join(d.promises(k), "\n")
	}
	if got := at(0); !strings.Contains(got, "at Security since 14:00:00. Nobody has accepted it yet") || strings.Contains(got, "on its way") {
		t.Errorf("at once: %s", got)
	}
	for _, a := range []desk.Alert{{To: []desk.Audience{"security"}}, {Level: 1, To: []desk.Audience{"security", "supervisors"}}} {
		a.Clock = desk.ClockTake
		k.Raised(a, opened.Add(150*time.Second))
	}
	due := opened.Add(5 * time.Minute)
	k.Breach(desk.ClockData{Clock: desk.ClockArrive, Due: due}, due)
	k.Renew(desk.RenewedData{Clock: desk.ClockArrive, Due: due, Until: due.Add(5 * time.Minute)}, due)
	got := at(6 * time.Minute)
	for _, want := range []string{"Security since 14:00:00, Supervisors since 14:02:30.", "Nobody has confirmed yet. Call 999 now.", "by 14:05. That time has passed"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in: %s", want, got)
		}
	}
	if strings.Contains(got, "14:10") {
		t.Errorf("nobody has given their word for 14:10: %s", got)
	}
	if err := k.Accept(desk.Actor{As: desk.AsStaff, User: 1, Name: "Lee"}, opened.Add(6*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got := at(6 * time.Minute); !strings.Contains(got, "Help is on its way") || strings.Contains(got, "Nobody has") {
		t.Errorf("accepted: %s", got)
	}
}

func TestWithoutANumberToCallNoneIsNamed(t *testing.T) {
	opened := time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	for _, l := range desk.Languages {
		_, k := alarmed(desk.DangerFire, opened)
		k.Names = map[desk.Language]string{l: "Fire"}
		d := Drawing{Estate: &desk.Estate{Zone: time.UTC}, Language: l, Now: opened.Add(time.Hour)}
		if got := Alarm(d, k); !strings.Contains(got, text.Say(l, "receipt.alarm-unconfirmed-alone")) {
			t.Errorf("%s: %s", l, got)
		}
	}
}
