package desk

import (
	"testing"
	"time"
)

func TestAHoldGoesByTheBudgetWhenItIsSet(t *testing.T) {
	e := &Estate{ID: "bay", Zone: hongKong, Office: Hours{Always: true}, Holds: map[Urgency]HoldBudget{Urgent: {Within: 10 * time.Minute}}}
	k := opened(t, Repair, "fix=9h")
	k.Urgency = Urgent
	if err := k.Hold(e, forParts(11), false, wong, start); !refusedAs(err, HoldTooLong) {
		t.Errorf("beyond the estate's budget: %v", err)
	}
	must(t, k.Hold(e, forParts(10), false, wong, start))
	e.Holds = map[Urgency]HoldBudget{Urgent: {}}
	if h := k.Held(minutes(9)); h == nil {
		t.Error("what waits already waits on")
	}
	if err := k.Hold(e, forParts(12), false, wong, minutes(11)); !refusedAs(err, HoldTooLong) {
		t.Errorf("where nothing is allowed: %v", err)
	}
	k.Urgency = Critical // of which this estate says nothing
	must(t, k.Hold(e, forParts(16), false, wong, minutes(12)))
}
