package unreached_test

import (
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

func TestTheTaskStandsWhereTheFrontDeskIs(t *testing.T) {
	b := newBench(t)
	b.tenant.Blocks(true)
	b.front.SeesOnce("cannot be written to")
	moved := b.Group(desk.FrontDesk)
	moved.SeesOnce("Chan Tai Man · A-1203", "cannot be written to", "Show number")
	b.front.SeesNot("cannot be written to")
	supervisors := b.Group(desk.Supervisors)
	moved.BotBecomes(b.Admin(), false, false)
	supervisors.SeesOnce("Chan Tai Man · A-1203", "cannot be written to")
	moved.BotBecomes(b.Admin(), true, true)
	supervisors.SeesNot("cannot be written to")
	if m := moved.Last(); !strings.Contains(m.Text, "R-1001") {
		t.Errorf("the task does not come back:\n%s", moved)
	}
}
