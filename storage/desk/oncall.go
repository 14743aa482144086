package desk

import (
	"maps"
	"slices"
	"time"
)

// Shift is a line of a desk's weekly rota.
type Shift struct {
	ID      uint64       `json:"id"`
	Desk    Name         `json:"desk"`
	User    UserID       `json:"user"`
	Name    string       `json:"name"`
	Weekday time.Weekday `json:"weekday"` // on which it begins
	// From and Until are times of day, since midnight. A shift that ends no later than it begins goes on past
	// midnight.
	From  time.Duration `json:"from"`
	Until time.Duration `json:"until"`
}

// Cover says that By does For's shifts that begin on Day.
type Cover struct {
	Desk   Name   `json:"desk"`
	Day    Day    `json:"day"`
	For    UserID `json:"for"`
	By     UserID `json:"by"`
	ByName string `json:"by_name"`
}

// Word is somebody's "I'm on" or "I'm off". It goes before the rota until it ends, and a newer one takes its place.
type Word struct {
	Desk  Name      `json:"desk"`
	User  UserID    `json:"user"`
	Name  string    `json:"name"`
	On    bool      `json:"on,omitempty"`
	At    time.Time `json:"at"`
	Until time.Time `json:"until"`
}

// Duty is somebody who is on call.
type Duty struct {
	User UserID
	Name string
	// Until is when the person's duty ends, without a break until then; zero where no end is in sight.
	Until time.Time
	// Word tells that the person's own word alone puts them on, and not the rota.
	Word bool
}

// OnCall is who is on call at now by one desk's rota, covers and words, in order of user. Of several covers for
// the same person and day, and of several words of one person, the last holds.
func OnCall(z *time.Location, rota []Shift, covers []Cover, words []Word, now time.Time) []Duty {
	return plan(z, rota, covers, words, now).duties(now)
}

// NextChange is when that answer next differs; zero where it never does.
func NextChange(z *time.Location, rota []Shift, covers []Cover, words []Word, now time.Time) time.Time {
	r := plan(z, rota, covers, words, now)
	was := r.duties(now)
	for _, at := range r.moments {
		if at.After(now) && !slices.Equal(r.duties(at), was) {
			return at
		}
	}
	return time.Time{}
}

// Window is the shift that begins on the day, in UTC.
func (s Shift) Window(day Day, z *time.Location) Window {
	ends := day
	if s.Until <= s.From {
		ends = day.Add(1)
	}
	return Window{From: day.at(s.From, z), Until: ends.at(s.Until, z)}
}

// roster is who works when, from shortly before a moment until each week is like the one before.
type roster struct {
	spans   map[UserID][]span
	words   map[UserID][]Word // in the order in which they were given
	moments []time.Time       // at which somebody begins or ends, in order
}

type span struct {
	name string
	Window
}

// settled is how many days after the last cover and the last word it is certain that nothing new comes: two weeks,
// because one of them may be that in which the clocks change.
const settled = 15

func plan(z *time.Location, rota []Shift, covers []Cover, words []Word, now time.Time) *roster {
	r := &roster{spans: map[UserID][]span{}, words: map[UserID][]Word{}}
	today := dayIn(now, z)
	last := today
	cover := map[Cover]Cover{}
	for _, c := range covers {
		cover[Cover{Day: c.Day, For: c.For}] = c
		last = max(last, c.Day)
	}
	for _, w := range words {
		r.words[w.User] = append(r.words[w.User], w)
		r.moments = append(r.moments, w.At.UTC(), w.Until.UTC())
		last = max(last, dayIn(w.At, z), dayIn(w.Until, z))
	}
	for _, said := range r.words {
		slices.SortStableFunc(said, func(a, b Word) int { return a.At.Compare(b.At) })
	}
	end := last.Add(settled)
	for day := today.Add(-2); day < end; day = day.Add(1) { // a shift goes on past midnight
		for _, s := range rota {
			if s.Weekday != day.Weekday() {
				continue
			}
			who, name := s.User, s.Name
			if c, ok := cover[Cover{Day: day, For: s.User}]; ok {
				who, name = c.By, c.ByName
			}
			r.add(who, span{name, s.Window(day, z)})
		}
	}
	slices.SortFunc(r.moments, time.Time.Compare)
	horizon := end.at(0, z)
	r.moments = slices.DeleteFunc(r.moments, func(at time.Time) bool { return !at.Before(horizon) })
	return r
}

func (r *roster) add(who UserID, s span) {
	r.spans[who] = append(r.spans[who], s)
	r.moments = append(r.moments, s.From, s.Until)
}

func (r *roster) duties(now time.Time) []Duty {
	users := map[UserID]bool{}
	for u := range r.spans {
		users[u] = true
	}
	for u := range r.words {
		users[u] = true
	}
	var duties []Duty
	for _, u := range slices.Sorted(maps.Keys(users)) {
		d, on := r.duty(u, now)
		if !on {
			continue
		}
		for _, at := range r.moments {
			if at.After(now) {
				if _, still := r.duty(u, at); !still {
					d.Until = at
					break
				}
			}
		}
		duties = append(duties, d)
	}
	return duties
}

// duty is the user's at the moment, without its end.
func (r *roster) duty(u UserID, now time.Time) (d Duty, on bool) {
	d = Duty{User: u}
	for _, s := range r.spans[u] {
		if !now.Before(s.From) && now.Before(s.Until) {
			d.Name, on = s.name, true
		}
	}
	var said Word
	for _, w := range r.words[u] {
		if !w.At.After(now) {
			said = w
		}
	}
	if now.Before(said.Until) {
		d.Name, d.Word, on = said.Name, !on, said.On
	}
	return d, on
}
