package flows_test

import (
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestWhoeverSaidThatTheySeeToAnAlarmIsRemindedInAGroupThatTheyAreIn(t *testing.T) {
	for name, group := range map[string]func(*flooded) *flowstest.Room{
		"of the alarm's own desk":     func(f *flooded) *flowstest.Room { return f.engineers },
		"of another that works on it": func(f *flooded) *flowstest.Room { return f.guards },
		"of those in charge":          func(f *flooded) *flowstest.Room { return f.supervisors },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlood(t)
			f.Wait(5 * time.Minute)
			in := group(f)
			if toast := does(in.Member("Ho"), flood, desk.SeeTo); f.Ticket(flood).Acked == nil {
				t.Fatal(toast)
			}
			f.Wait(time.Hour)
			const told = "Ho, you said that you would see to it"
			m := in.Sees(told)
			for _, r := range []*flowstest.Room{f.engineers, f.guards, f.supervisors, f.managers} {
				if r != in {
					r.SeesNot(told)
				}
			}
			if to := in.Answers(m); in != f.supervisors && to == nil {
				t.Error("it answers no card")
			}
		})
	}
}
