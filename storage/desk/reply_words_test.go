package desk

import "testing"

func TestWhyItWaitsAndWhatWasFoundAnswerTheTenantWhomTheyReach(t *testing.T) {
	hold := HeldData{Cause: CauseSupplier, Reason: "the part is ordered", Until: minutes(60)}
	k := openedUnder(t, going(), Repair, start, "reply=15m", "arrive=30m")
	must(t, k.Hold(estate, hold, false, wong, minutes(5)))
	if r := clockOf(t, k, ClockReply); !r.Met.Equal(minutes(5)) {
		t.Errorf("held with words, and %+v", r)
	}
	k.NoteUnsaid(k.Events, minutes(6)) // which did not arrive
	if r := clockOf(t, k, ClockReply); !r.Met.IsZero() {
		t.Errorf("it did not arrive, and %+v", r)
	}

	k = openedUnder(t, going(), Repair, start, "reply=15m", "arrive=30m")
	finding := found(t, "arrive=2h")
	must(t, k.Reclassify(estate, finding, wong, minutes(5)))
	if r := clockOf(t, k, ClockReply); r.Met.IsZero() != (finding.Reason == "") {
		t.Errorf("found %q, and %+v", finding.Reason, r)
	}

	k = openedUnder(t, going(), Repair, start, "reply=15m")
	k.Reporter.User = 0 // who telephoned and is told nothing here
	must(t, k.Hold(estate, hold, false, wong, minutes(5)))
	if r := clockOf(t, k, ClockReply); !r.Met.IsZero() {
		t.Errorf("nobody was told, and %+v", r)
	}
}
