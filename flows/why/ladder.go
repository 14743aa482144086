package why

import (
	"slices"

	"frontdesk/flows/card"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// ladder is the line of the first of the events where it is one of the escalation: who was told, who saw to it, whose
// word expired, what was promised anew; "" for any other. More is how many of the events after it the line tells, too:
// a level that came again and again, and what somebody took in hand with one press.
func ladder(d card.Drawing, events []desk.Event) (line string, more int) {
	e := events[0]
	switch e.Type {
	case desk.EvAlerted:
		return alerted(d, events)
	case desk.EvAcknowledged:
		what, more := together(d, events)
		return text.Say(d.Language, "why.seen", "time", d.Clock(e.At), "who", e.By.Name, "what", what), more
	case desk.EvLapsed:
		what, more := together(d, events)
		l := read[desk.LapsedData](e)
		return text.Say(d.Language, "why.lapsed", "time", d.Clock(l.At), "who", l.Who, "what", what), more
	case desk.EvRenewed:
		r := read[desk.RenewedData](e)
		return text.Say(d.Language, "why.renewed", "time", d.Clock(e.At), "what", name(d, r.Clock), "until", d.Clock(r.Until)), 0
	}
	return "", 0
}

// alerted is the line of alerts for the same people: of several promises at once, or of one again and again. One of
// which it was not noted whom it was for is passed over.
func alerted(d card.Drawing, events []desk.Event) (line string, more int) {
	said := read[desk.ClockData](events[0])
	if len(said.To) == 0 {
		return "", 0
	}
	what, more := together(d, events)
	key, n := "why.told", 1
	if more == 0 {
		more = again(events, said)
		for i := range more {
			if !events[i].At.Equal(events[i+1].At) {
				n++
			}
		}
	}
	if n > 1 {
		key = "why.told-again"
	}
	return text.Say(d.Language, key, "time", d.Clock(events[0].At), "what", what, "whom", audiences(d, said.To),
		"n", n, "last", d.Clock(events[more].At)), more
}

// together are the clocks of what was recorded at once by one person, or for the same people, and how many events that
// are beside the first.
func together(d card.Drawing, events []desk.Event) (what string, more int) {
	first := read[desk.ClockData](events[0])
	names := []string{name(d, first.Clock)}
	for _, e := range events[1:] {
		next := read[desk.ClockData](e)
		if e.Type != events[0].Type || e.By != events[0].By || !e.At.Equal(events[0].At) || !slices.Equal(next.To, first.To) {
			break
		}
		if n := name(d, next.Clock); !slices.Contains(names, n) {
			names = append(names, n)
		}
		more++
	}
	return text.List(d.Language, names), more
}

// again is how many of the events after the first are the same alert, come again.
func again(events []desk.Event, said desk.ClockData) int {
	n := 0
	for n+1 < len(events) && events[n+1].Type == desk.EvAlerted {
		next := read[desk.ClockData](events[n+1])
		if next.Clock != said.Clock || next.Cycle != said.Cycle || !slices.Equal(next.To, said.To) {
			break
		}
		n++
	}
	return n
}

// audiences are those whom an alert was for.
func audiences(d card.Drawing, to []desk.Audience) string {
	var names []string
	for _, a := range to {
		key := "desk." + string(a)
		if a == desk.OnDuty {
			key = "why.on-call"
		} else if _, person := a.Person(); person {
			key = "why.person"
		}
		names = append(names, text.Plain(d.Language, key))
	}
	return text.List(d.Language, names)
}
