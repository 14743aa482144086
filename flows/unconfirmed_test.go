package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

func TestAnAlarmThatNobodyTakesPromisesNoOtherTimeAndSaysWhomToCall(t *testing.T) {
	for l, app := range apps {
		w := flowstest.New(t, "14:00")
		w.Group(desk.Security)
		w.Group(desk.Supervisors)
		p := w.TenantNamed("A-1203", names[l], app)
		p.Writes("/emergency")
		p.Presses(text.Plain(l, "danger.button-fire"))
		w.Wait(3*time.Minute + time.Second)
		told := p.Sees("⚠️", "E-1001", "999").Text
		for _, want := range []string{
			text.Say(l, "receipt.arrive-passed", "time", "14:03", "knows", ""),
			text.Plain(l, "receipt.since", "desk", text.Plain(l, "desk.supervisors"), "time", "14:02:30"),
		} {
			if !strings.Contains(told, want) {
				t.Errorf("%s: %q is not in %s", l, want, told)
			}
		}
		if strings.Contains(told, "14:06") {
			t.Errorf("%s: nobody has given their word for another time: %s", l, told)
		}
	}
}
