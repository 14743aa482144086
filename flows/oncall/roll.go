package oncall

import (
	"time"

	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// roll is what is known of who works when at one desk.
type roll struct {
	desk   desk.Name
	estate *desk.Estate
	now    time.Time
	rota   []desk.Shift
	covers []desk.Cover
	words  []desk.Word
	duties []desk.Duty // now, without those who left the group
}

func readRoll(r *storage.Reader, n desk.Name) (roll, error) {
	l := roll{desk: n, estate: r.Estate(), now: r.Now()}
	var err error
	if l.rota, err = r.Rota(n); err != nil {
		return l, err
	}
	if l.covers, err = r.Covers(n, l.today().Add(-2)); err != nil {
		return l, err
	}
	if l.words, err = r.Words(n); err != nil {
		return l, err
	}
	l.duties, err = people.OnCall(r, n)
	return l, err
}

func (l roll) today() desk.Day { return l.estate.DayOf(l.now) }

// nextLook is when the board next says something else: when the one on call changes, and with the day, since
// times of other days are named by it. It is zero where nothing is going to change.
func (l roll) nextLook() time.Time {
	next := desk.NextChange(l.estate.Zone, l.rota, l.covers, l.words, l.now)
	if next.IsZero() {
		return next
	}
	if midnight := l.estate.Start(l.today().Add(1)); midnight.Before(next) {
		return midnight
	}
	return next
}

// gone tells whether the person was in the desk's group and has left it: the rota still has their shifts.
func (l roll) gone(r *storage.Reader, user desk.UserID) bool {
	c, linked := r.GroupOf(l.desk)
	m, known, err := r.Member(c, user)
	return err == nil && linked && known && !m.Present()
}

// duty is the person's at this moment; ok is false for one who is off.
func (l roll) duty(user desk.UserID) (d desk.Duty, ok bool) {
	for _, d := range l.duties {
		if d.User == user {
			return d, true
		}
	}
	return desk.Duty{}, false
}

// shiftEnd is when the shift that the rota gives the person now ends; ok is false where it gives none.
func (l roll) shiftEnd(user desk.UserID) (end time.Time, ok bool) {
	for _, d := range desk.OnCall(l.estate.Zone, l.rota, l.covers, nil, l.now) {
		if d.User == user {
			return d.Until, true
		}
	}
	return time.Time{}, false
}

// ahead is how far the next shift is looked for: the rota repeats itself weekly.
const ahead = 15 // days

// begins is a shift that is to come.
type begins struct {
	user desk.UserID
	name string
	at   time.Time
}

// next is the first shift to come of somebody whom the filter takes; ok is false where the rota gives none.
func (l roll) next(takes func(desk.UserID) bool) (first begins, ok bool) {
	for day, n := l.today(), 0; n < ahead; day, n = day.Add(1), n+1 {
		for _, s := range l.rota {
			if s.Weekday != day.Weekday() {
				continue
			}
			b := begins{user: s.User, name: s.Name, at: l.estate.At(day, s.From)}
			if c, covered := l.coverOf(day, s.User); covered {
				b.user, b.name = c.By, c.ByName
			}
			if b.at.After(l.now) && takes(b.user) && (!ok || b.at.Before(first.at)) {
				first, ok = b, true
			}
		}
		if ok {
			return first, true
		}
	}
	return first, false
}

func (l roll) coverOf(day desk.Day, user desk.UserID) (desk.Cover, bool) {
	for _, c := range l.covers {
		if c.Day == day && c.For == user {
			return c, true
		}
	}
	return desk.Cover{}, false
}

// coveredBy is whose shift the person does now in their place, "" where nobody's.
func (l roll) coveredBy(user desk.UserID) string {
	for _, c := range l.covers {
		if c.By != user {
			continue
		}
		for _, s := range l.rota {
			from, until := l.window(s, c.Day)
			if s.User == c.For && s.Weekday == c.Day.Weekday() && !l.now.Before(from) && l.now.Before(until) {
				return s.Name
			}
		}
	}
	return ""
}

// window is the shift that begins on the day.
func (l roll) window(s desk.Shift, day desk.Day) (from, until time.Time) {
	ends := day
	if s.Until <= s.From {
		ends = day.Add(1)
	}
	return l.estate.At(day, s.From), l.estate.At(ends, s.Until)
}
