package flows_test

import (
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestATicketsNumberIsReadAsPeopleWriteIt(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	wong := engineers.Member("Wong")
	put(w, desk.Request, "4.2", desk.Engineering, "take=3m")
	for n, typed := range []string{"Q-1001", "q1001", "q-1001", "Q 1001", "Ｑ１００１", "q–1001"} {
		wong.Writes("/why " + typed)
		if got := engineers.Count("🧭 Q-1001"); got != n+1 {
			t.Errorf("%q is not read", typed)
		}
	}
	wong.Writes("/why q1")
	engineers.Sees("There is no ticket Q1.")
}

func TestHelpNamesTheCommandsOfTheDesk(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	wong := engineers.Member("Wong")
	wong.Writes("/help")
	engineers.Sees("/open A-1203", "/why R-1001", "/staff")
	managers := w.Group(desk.Managers)
	head := managers.Member("Ng")
	head.Writes("/help")
	managers.Sees("/summary", "/why R-1001", "/open")
	own := wong.Alone()
	own.Writes("/help")
	own.Sees("/open water leaking – in a desk's group", "/why R-1001")
}

func TestAHoldAtNightCanEndInTheMorning(t *testing.T) {
	w := flowstest.New(t, "03:45")
	engineers := w.Group(desk.Engineering)
	wong := engineers.Member("Wong")
	tenant := w.Tenant("A-1203")
	opens(tenant, desk.English, "leak")
	wong.Presses("Accept")
	wong.Presses("Hold")
	wong.Presses("A supplier")
	wong.Replies(engineers.Sees("Why does R-1001 wait?"), "waiting for parts")
	engineers.Sees("Until when", "[09:00]", "[tomorrow 09:00]")
	wong.Presses("09:00")
	tenant.Sees("R-1001", "waiting for parts", "09:00")
	if h := w.Ticket("R-1001").Holds; len(h) != 1 || h[0].Until.In(flowstest.Zone).Format("2 15:04") != "4 09:00" {
		t.Errorf("held until %v", h)
	}
}
