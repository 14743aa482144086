package desk

import "time"

// Period is a part of a day, by the clock on the wall: from one time of day until another. One that goes on past
// midnight ends after 24h, and belongs to the day on which it begins.
type Period struct {
	From, Until time.Duration // since midnight; From is the smaller and before 24h, Until at most a day later
}

// Hours are when a desk is open.
type Hours struct {
	// Always is round the clock, whatever the week says.
	Always bool
	// Week are the periods of each day of the week, by time.Weekday: in order, and none into another.
	Week [7][]Period
	// Holidays are the periods of public holidays; on those without any it does not open.
	Holidays []Period
	// Closed are days on which it does not open, whatever else they are.
	Closed map[Day]bool
	// Days is the calendar by which days are holidays, made up for, or half; nil knows none.
	Days *Calendar
}

// aYear is how many days are looked ahead for an opening or a closing.
const aYear = 366

// HoursOf is when the desk is open: its own hours, or the office's where it has none, by the estate's calendar.
func (e *Estate) HoursOf(n Name) Hours {
	if own, ok := e.Desks[n]; ok {
		own.Days = e.Days
		return own
	}
	return e.office()
}

func (e *Estate) office() Hours {
	h := e.Office
	h.Days = e.Days
	return h
}

// On are the periods in which it opens on the day, in UTC and in order. The last may end on the next day.
func (h Hours) On(d Day, z *time.Location) []Window {
	if h.Always {
		return []Window{{From: d.at(0, z), Until: d.Add(1).at(0, z)}}
	}
	if h.Closed[d] {
		return nil
	}
	periods := h.Days.opens(&h, d)
	if len(periods) == 0 {
		return nil
	}
	open := make([]Window, 0, len(periods))
	for _, p := range periods {
		w := Window{From: d.at(p.From, z), Until: d.at(p.Until, z)}
		if w.From.Before(w.Until) { // the clocks may be put forward over all of it
			open = append(open, w)
		}
	}
	return open
}

// Open reports whether it is open at t.
func (h Hours) Open(t time.Time, z *time.Location) bool {
	if h.Always {
		return true
	}
	w, ok := h.after(t, z)
	return ok && !t.Before(w.From)
}

// Next is t, where it is open then, or else when it opens next; ok is false where it does not within a year.
func (h Hours) Next(t time.Time, z *time.Location) (opening time.Time, ok bool) {
	if h.Always {
		return t.UTC(), true
	}
	w, ok := h.after(t, z)
	if !ok {
		return time.Time{}, false
	}
	return later(t.UTC(), w.From), true
}

// Until is when it closes that is open at t, and t where it is not; ok is false where it does not close within a
// year.
func (h Hours) Until(t time.Time, z *time.Location) (closing time.Time, ok bool) {
	if h.Always {
		return time.Time{}, false
	}
	closing = t.UTC()
	for last := closing.AddDate(1, 0, 0); closing.Before(last); {
		w, ok := h.after(closing, z)
		if !ok || closing.Before(w.From) {
			return closing, true
		}
		closing = w.Until
	}
	return time.Time{}, false
}

// Add is when d of open time has passed since t: never before it opens, and at closing time where the time is up
// just then. Where it does not open within a year, the rest passes as though it were open.
func (h Hours) Add(t time.Time, d time.Duration, z *time.Location) time.Time {
	t = t.UTC()
	if h.Always {
		return t.Add(d)
	}
	for s := h.from(t, z); ; {
		w, ok := s.next()
		if !ok {
			return t.Add(d)
		}
		from := later(t, w.From)
		left := w.Until.Sub(from)
		if d <= left {
			return from.Add(d)
		}
		t, d = w.Until, d-left
	}
}

// Elapsed is the open time between two instants, 0 where to is not the later: after Add of so much it is as much
// again. Where it does not open within a year, the rest passes as though it were open.
func (h Hours) Elapsed(from, to time.Time, z *time.Location) time.Duration {
	if !to.After(from) {
		return 0
	}
	if h.Always {
		return to.Sub(from)
	}
	var sum time.Duration
	for s := h.from(from, z); ; {
		w, ok := s.next()
		if !ok {
			return sum + to.Sub(from)
		}
		if !w.From.Before(to) {
			return sum
		}
		if !w.Until.Before(to) {
			return sum + to.Sub(later(from, w.From))
		}
		sum += w.Until.Sub(later(from, w.From))
		from = w.Until
	}
}

// Between are the windows in which it is open between two instants, cut at both, in order and none into another.
func (h Hours) Between(from, to time.Time, z *time.Location) []Window {
	if !to.After(from) {
		return nil
	}
	if h.Always {
		return []Window{{From: from.UTC(), Until: to.UTC()}}
	}
	var open []Window
	for s := h.from(from, z); ; {
		w, ok := s.next()
		if !ok || !w.From.Before(to) {
			return open
		}
		open = append(open, Window{From: later(from.UTC(), w.From), Until: earliest(to.UTC(), w.Until)})
	}
}

// after is the first opening period that ends after t, and that begins within a year.
func (h Hours) after(t time.Time, z *time.Location) (Window, bool) {
	s := h.from(t, z)
	return s.next()
}

// search goes through the opening periods of day after day.
type search struct {
	hours Hours
	zone  *time.Location
	day   Day       // whose periods come next
	open  []Window  // what is left of the days before
	past  time.Time // until when has been searched
	ended time.Time // when the last period that was found ends
}

// from searches for periods that end after t. It begins two days earlier: one that began the day before may go on
// past midnight, and clocks that are put back at midnight show a day twice.
func (h Hours) from(t time.Time, z *time.Location) search {
	return search{hours: h, zone: z, day: dayIn(t, z).Add(-2), past: t}
}

// next is the next period, without what was open in one before it; ok is false where there is none within a year.
func (s *search) next() (w Window, ok bool) {
	for looked := 0; ; {
		for len(s.open) > 0 {
			w, s.open = s.open[0], s.open[1:]
			if w.Until.After(s.past) {
				w.From = later(w.From, s.ended)
				s.past, s.ended = w.Until, w.Until
				return w, true
			}
		}
		if looked == aYear+2 {
			return Window{}, false
		}
		s.open = s.hours.On(s.day, s.zone)
		s.day, looked = s.day.Add(1), looked+1
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
