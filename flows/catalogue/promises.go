package catalogue

import (
	"slices"

	"frontdesk/storage/desk"
)

// order is how a ticket's promises are listed: as they fall due for most repairs.
var order = []desk.Clock{
	desk.ClockWorkOrder, desk.ClockTake, desk.ClockReply, desk.ClockArrive, desk.ClockFix, desk.ClockComplete,
}

// Promises are what a ticket promises that is opened now for the service.
//
// A repair promises what the general repair does (table 4, row 4: a work order in 3 minutes, a reply in 15),
// that somebody takes it within desk.TakeWithin, that somebody is there in the urgency's time (section 2.5), and
// what its own row says; of several promises for the same clock the shortest holds. An agreed visit replaces the
// promise to arrive; it counts for ordinary repairs of services that take visits, so that a time chosen before
// somebody pressed "critical" delays nothing. A request promises what its row says, and that somebody takes it within
// desk.TakeWithin; where it keeps the desk's hours, both count in them. An emergency has no urgency: it is to be taken at once, and
// promises what its row says.
func (c *Catalogue) Promises(s Service, u desk.Urgency, visit *desk.Window) []desk.Promise {
	if s.Kind == desk.Emergency {
		return shortest(append([]desk.Promise{{Clock: desk.ClockTake, From: desk.Opened}}, s.Promises...))
	}
	take := desk.Promise{Clock: desk.ClockTake, Within: desk.TakeWithin, From: desk.Opened, InHours: s.InHours}
	if s.Kind == desk.Request {
		return shortest(append([]desk.Promise{take}, s.Promises...))
	}
	general, _ := c.Service(General) // without it nothing more is promised
	promises := make([]desk.Promise, 0, len(general.Promises)+len(s.Promises)+2)
	promises = append(append(promises, take), general.Promises...)
	if p, ok := c.urgencies[u]; ok {
		promises = append(promises, p)
	}
	promises = shortest(append(promises, s.Promises...))
	if visit != nil && s.Visits && u == desk.Ordinary {
		promises = agree(promises)
	}
	return promises
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
// evening the day ends first. A repair reported then is owed the span its row gives, not the minutes left.
func shorter(a, b desk.Promise) bool {
	aSpan, bSpan := !a.SameDay && !a.Agreed, !b.SameDay && !b.Agreed
	if aSpan && bSpan {
		return a.Within < b.Within
	}
	return aSpan && !bSpan
}

// agree puts the time agreed in place of the promise to arrive.
func agree(promises []desk.Promise) []desk.Promise {
	i := slices.IndexFunc(promises, func(p desk.Promise) bool { return p.Clock == desk.ClockArrive })
	if i >= 0 {
		promises[i] = desk.Promise{Clock: desk.ClockArrive, Agreed: true, From: desk.Appointment}
	}
	return promises
}
