package flows_test

import (
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestWhoeverSeesToAnAlarmIsNamedByTheDeskInWhoseGroupTheySaySo(t *testing.T) {
	for _, n := range []desk.Name{desk.Supervisors, desk.Managers} {
		t.Run(string(n), func(t *testing.T) {
			f := newFlood(t)
			f.wong.In(f.engineers).Writes("good morning") // who is known as an engineer, too
			f.Wait(5 * time.Minute)
			in, name := map[desk.Name]*flowstest.Room{desk.Supervisors: f.supervisors, desk.Managers: f.managers}[n],
				map[desk.Name]string{desk.Supervisors: "Wong (Supervisors)", desk.Managers: "Wong (Managers)"}[n]
			does(f.wong.In(in), flood, desk.SeeTo)
			f.tenant.SeesOnce(name, "is seeing to your alarm")
		})
	}
}
