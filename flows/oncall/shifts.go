package oncall

import (
	"time"

	"frontdesk/storage/desk"
)

// quarter is how finely a rota is made.
const quarter = 15 * time.Minute

// week is after how long a rota repeats itself.
const week = 7 * day

// begin is when in the week the shift begins, since the start of Sunday.
func begin(s desk.Shift) time.Duration { return time.Duration(s.Weekday)*day + s.From }

// length is how long the shift takes by the clock on the wall: one that ends when it begins takes a day.
func length(s desk.Shift) time.Duration {
	if s.Until <= s.From {
		return s.Until + day - s.From
	}
	return s.Until - s.From
}

// clash is a shift of the same person into which s falls, at the same desk; ok is false where there is none.
func clash(rota []desk.Shift, s desk.Shift) (other desk.Shift, ok bool) {
	for _, o := range rota {
		if o.User != s.User || o.Desk != s.Desk {
			continue
		}
		after := (begin(s) - begin(o) + week) % week
		before := (begin(o) - begin(s) + week) % week
		if after < length(o) || before < length(s) {
			return o, true
		}
	}
	return desk.Shift{}, false
}

// room is how long a shift of the person that begins then can be, a day at most; 0 where one is under way.
func room(rota []desk.Shift, s desk.Shift) time.Duration {
	longest := day
	for _, o := range rota {
		if o.User != s.User || o.Desk != s.Desk {
			continue
		}
		if after := (begin(s) - begin(o) + week) % week; after < length(o) {
			return 0
		}
		longest = min(longest, (begin(o)-begin(s)+week)%week)
	}
	return longest
}
