package desk

import "time"

// Period is a part of a day, by the clock on the wall: from one time of day until another, 24h at most.
type Period struct {
	From, Until time.Duration // since midnight; From is the smaller
}

// Hours are when a desk is open.
type Hours struct {
	// Always is round the clock, whatever the week says.
	Always bool
	// Week are the periods of each day of the week, by time.Weekday: in order, and none into another.
	Week [7][]Period
	// Closed are days on which it does not open.
	Closed map[Day]bool
}

// aYear is how many days are looked ahead for an opening or a closing.
const aYear = 366

// HoursOf is when the desk is open: its own hours, or the office's where it has none.
func (e *Estate) HoursOf(n Name) Hours {
	if own, ok := e.Desks[n]; ok {
		return own
	}
	return e.Office
}

// On are the day's opening periods, in UTC and in order.
func (h Hours) On(d Day, z *time.Location) []Window {
	if h.Always {
		return []Window{{From: d.at(0, z), Until: d.Add(1).at(0, z)}}
	}
	if h.Closed[d] {
		return nil
	}
	var open []Window
	for _, p := range h.Week[d.Weekday()] {
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
	for {
		w, ok := h.after(t, z)
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

// after is the first opening period that ends after t, and that begins within a year.
func (h Hours) after(t time.Time, z *time.Location) (Window, bool) {
	day := dayIn(t, z).Add(-1) // clocks that are put back at midnight show a day twice
	for range aYear + 1 {
		for _, w := range h.On(day, z) {
			if w.Until.After(t) {
				return w, true
			}
		}
		day = day.Add(1)
	}
	return Window{}, false
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
