package desk

import (
	"testing"
	"time"
)

func TestAMessageThatDidNotArriveIsNoReplyAndAnythingElseStillIs(t *testing.T) {
	say := func(k *Ticket, m int) { must(t, k.Say(SaidData{Text: "x", ToTenant: true}, wong, minutes(m))) }
	for _, c := range []struct {
		name string
		do   func(k *Ticket)
		at   time.Time
	}{
		{"it alone", func(k *Ticket) { say(k, 2); k.NoteUnsaid(3, minutes(3)) }, time.Time{}},
		{"a later one arrives", func(k *Ticket) { say(k, 2); say(k, 4); k.NoteUnsaid(3, minutes(5)) }, minutes(4)},
		{"an earlier one arrived", func(k *Ticket) { say(k, 2); say(k, 4); k.NoteUnsaid(4, minutes(5)) }, minutes(2)},
		{"a call after it", func(k *Ticket) { say(k, 2); must(t, k.Called(wong, minutes(4))); k.NoteUnsaid(3, minutes(5)) }, minutes(4)},
		{"a call before it", func(k *Ticket) { must(t, k.Called(wong, minutes(2))); say(k, 4); k.NoteUnsaid(4, minutes(5)) }, minutes(2)},
		{"it arrives in the end", func(k *Ticket) { say(k, 2); k.NoteUnsaid(3, minutes(3)); k.Received(3, wong, minutes(6)) }, minutes(6)},
		{"neither arrives", func(k *Ticket) { say(k, 2); say(k, 4); k.NoteUnsaid(4, minutes(5)); k.NoteUnsaid(3, minutes(5)) }, time.Time{}},
	} {
		k := opened(t, Repair, "take=3m;reply=15m")
		must(t, k.Accept(wong, minutes(1)))
		c.do(k)
		if !k.Responded.At.Equal(c.at) || !c.at.IsZero() && k.Responded.By != wong {
			t.Errorf("%s: %+v", c.name, k.Responded)
		}
		again, err := Replay(k.ID, k.Fresh())
		must(t, err)
		if again.Stored(); asJSON(t, again) != asJSON(t, k) {
			t.Errorf("%s: replayed as\n%s\nnot\n%s", c.name, asJSON(t, again), asJSON(t, k))
		}
	}
}
