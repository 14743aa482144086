package outbox

import (
	"math"
	"time"

	"frontdesk/storage/chat"
)

// Rate is how often something may be done: Burst at once, and one more every Every. The zero value is no limit.
type Rate struct {
	Burst int
	Every time.Duration
}

// Limits is the table that the sender keeps to.
type Limits struct {
	// Overall holds for everything that is sent or changed, in all chats together.
	Overall Rate
	// Keep is how many tokens of Overall a lane leaves to the lanes above it, so that an answer finds one
	// while a broadcast uses up all that come.
	Keep [chat.Lanes]int
	// Private and Group hold for new messages in one chat, PrivateEdits and GroupEdits for changes.
	Private, Group, PrivateEdits, GroupEdits Rate
	// GroupKeep is how many tokens of Group are left for alarms.
	GroupKeep int
	// UnderWay is how many messages may be on their way at once; each lane leaves some to those above it.
	UnderWay int
	// Unpaced does without the least time between two changes of a slot.
	Unpaced bool
}

// Documented is what Telegram documents: 30 a second overall, 1 a second to one person in short bursts, 20 a
// minute to a group. The bursts stay below what Telegram lets pass, because messages do not all take equally
// long to get there.
func Documented() Limits {
	return Limits{
		Overall:      Rate{Burst: 12, Every: time.Second / 30},
		Keep:         [chat.Lanes]int{chat.Alarm: 0, chat.Conversation: 1, chat.Notice: 4, chat.Broadcast: 8},
		Private:      Rate{Burst: 4, Every: time.Second},
		PrivateEdits: Rate{Burst: 4, Every: time.Second},
		Group:        Rate{Burst: 18, Every: 3 * time.Second},
		GroupEdits:   Rate{Burst: 18, Every: 3 * time.Second},
		GroupKeep:    4,
		UnderWay:     64,
	}
}

// NoLimits is for measuring the rest.
func NoLimits() Limits { return Limits{UnderWay: 64, Unpaced: true} }

// lanesUnderWay is how many messages of a lane may be on their way.
func (l Limits) lanesUnderWay(lane chat.Lane) int {
	return max(1, l.UnderWay-int(lane)*l.UnderWay/8)
}

// bucket is a token bucket. A cost above its burst may be paid when it is full, and leaves a debt.
type bucket struct {
	used float64 // tokens taken and not yet back
	at   time.Time
}

// enough is how near to a whole token counts as one: time is counted in whole nanoseconds.
const enough = 1e-6

// wait is how long until cost tokens are there and keep more of them left; 0 is now.
func (b *bucket) wait(now time.Time, r Rate, cost, keep int) time.Duration {
	if r.Every == 0 {
		return 0
	}
	b.refill(now, r)
	over := b.used + float64(min(cost+keep, r.Burst)-r.Burst)
	if over <= enough {
		return 0
	}
	return time.Duration(math.Ceil(over * float64(r.Every)))
}

func (b *bucket) refill(now time.Time, r Rate) {
	if now.After(b.at) {
		b.used = max(0, b.used-float64(now.Sub(b.at))/float64(r.Every))
		b.at = now
	}
}

func (b *bucket) take(cost int) { b.used += float64(cost) }

func (b *bucket) full(now time.Time, r Rate) bool {
	return r.Every == 0 || b.wait(now, r, r.Burst, 0) == 0
}
