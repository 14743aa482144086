package catalogue

import (
	"slices"

	"frontdesk/storage/desk"
)

// Promises are what a ticket promises that is opened now for the service.
//
// Every ticket promises what its row says and, where that says nothing of it, that somebody takes it within
// desk.TakeWithin. A repair promises what the general repair does, too (table 4, row 4: a work order in 3 minutes, a
// reply in 15), and that somebody is there in the urgency's time (section 2.5); of several promises for the same clock
// the shortest holds. An agreed visit replaces its promise to arrive; it counts for ordinary repairs of services that
// take visits, so that a time chosen before somebody pressed "critical" delays nothing. Of a service that keeps the
// desk's hours, taking counts in them, too. An emergency has no urgency: it is to be taken at once. An answer in
// writing is promised only where it is asked for: Service.Promise has it.
func (c *Catalogue) Promises(s Service, u desk.Urgency, visit *desk.Window) []desk.Promise {
	if !s.Kind.Ticketed() {
		return nil
	}
	promises := unlessAsked(s.Promises)
	if _, own := s.Promise(desk.ClockTake); !own {
		promises = append(promises, take(s))
	}
	if s.Kind != desk.Repair {
		return shortest(promises)
	}
	if general, ok := c.Service(General); ok {
		promises = append(promises, general.Promises...)
	}
	if p, ok := c.urgencies[u]; ok {
		promises = append(promises, p)
	}
	promises = shortest(promises)
	if visit != nil && s.Visits && u == desk.Ordinary {
		promises = agree(promises)
	}
	return promises
}

// take is the promise that somebody takes it, where the row has none of its own.
func take(s Service) desk.Promise {
	if s.Kind == desk.Emergency {
		return desk.Promise{Clock: desk.ClockTake, From: desk.Opened}
	}
	return desk.Promise{Clock: desk.ClockTake, Within: desk.TakeWithin, From: desk.Opened, InHours: s.InHours}
}

func unlessAsked(promises []desk.Promise) []desk.Promise {
	return slices.DeleteFunc(slices.Clone(promises), func(p desk.Promise) bool { return p.Clock == desk.ClockWritten })
}

// shortest keeps one promise for each clock, in the order of listing.
func shortest(promises []desk.Promise) []desk.Promise {
	kept := make([]desk.Promise, 0, min(len(promises), len(order)))
	for _, clock := range order {
		best := -1
		for i, p := range promises {
			if p.Clock == clock && (best < 0 || shorter(p, promises[best])) {
				best = i
			}
		}
		if best >= 0 {
			kept = append(kept, promises[best])
		}
	}
	return kept
}

// shorter compares without knowing the hour: any span counts as shorter than the same day, although late in the
// evening the day ends first, and the same day as shorter than working days. A repair reported late is owed the span
// its row gives, not the minutes left.
func shorter(a, b desk.Promise) bool {
	if x, y := length(a), length(b); x != y {
		return x < y
	}
	if a.Days != b.Days {
		return a.Days < b.Days
	}
	return a.Within < b.Within
}

// length sorts promises by what they are measured in.
func length(p desk.Promise) int {
	switch {
	case p.Days > 0:
		return 2
	case p.SameDay, p.Agreed:
		return 1
	}
	return 0
}

// agree puts the time agreed in place of the promise to arrive.
func agree(promises []desk.Promise) []desk.Promise {
	i := slices.IndexFunc(promises, func(p desk.Promise) bool { return p.Clock == desk.ClockArrive })
	if i >= 0 {
		promises[i] = desk.Promise{Clock: desk.ClockArrive, Agreed: true, From: desk.Appointment}
	}
	return promises
}
