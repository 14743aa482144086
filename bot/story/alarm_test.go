package story_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// residents are how many hear a broadcast, and fewer are enough of them where it stands still for most of the story.
const (
	residents = 10_000
	fewer     = 2_500
)

// toAll is what the broadcast says.
const toAll = "The water supply is cut tomorrow"

// atHand is what a call takes here to Telegram and back.
const atHand = 150 * time.Millisecond

// busy is an estate in whose chats everybody is being told something.
type busy struct {
	w                             *story.World
	tenant                        *story.Tenant
	security, engineers, managers *story.Group
	sounds                        story.Press
	pressed                       time.Time
	crowd                         []*story.Person
}

// whileBusy plays a story in which a flood's alarm is one press away and calls take their time. Meanwhile so many
// residents are told something, which has gone on for a while.
func whileBusy(t *testing.T, told int, play func(b *busy)) {
	t.Helper()
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("Too Many Requests")
		b := &busy{
			w: w, tenant: w.Tenant("A-1203"),
			security: w.Group("security"), engineers: w.Group("engineering"), managers: w.Group("managers"),
		}
		for i := range told {
			b.crowd = append(b.crowd, w.Resident(fmt.Sprint("Resident ", i)))
		}
		b.sounds = b.tenant.Alarming(desk.DangerFlood)
		w.Wait(time.Minute) // every limit is full again
		b.slow()
		w.Broadcast(b.crowd, toAll)
		time.Sleep(20 * time.Second)
		play(b)
		if told > 0 && len(w.Waits(chat.Broadcast)) == 0 {
			t.Error("the broadcast was over before the story was")
		}
	})
}

// hears are the groups in which the alarm is to sound at once.
func (b *busy) hears() []*story.Group { return []*story.Group{b.security, b.engineers} }

// slow has the calls take their time, and nothing else go wrong.
func (b *busy) slow(first ...emulator.Fault) {
	b.w.Telegram.ClearFaults()
	for _, f := range first {
		b.w.Telegram.Fail(f)
	}
	b.w.Telegram.Fail(emulator.Fault{Kind: emulator.Slow, Delay: atHand, Times: -1})
}

// press sounds the alarm.
func (b *busy) press() {
	b.pressed = time.Now()
	b.w.Makes(b.sounds)
}

// queuedAtOnce fails unless the alarm for each group was queued within a second of the press.
func (b *busy) queuedAtOnce(groups ...*story.Group) {
	b.w.T.Helper()
	for _, g := range groups {
		at := b.w.QueuedAt(chat.Alarm, g.Room, b.pressed)
		if at.IsZero() || at.Sub(b.pressed) > time.Second {
			b.w.T.Errorf("%s: the alarm is queued at %s, the press was at %s", g.Title, at, b.pressed)
		}
	}
}

// firstFrom fails where anybody is told of the water between a moment and the call that brings each group the alarm,
// and gives the moment at which Telegram had taken the last of these.
func (b *busy) firstFrom(from time.Time, groups ...*story.Group) (taken time.Time) {
	b.w.T.Helper()
	var last time.Time // of those calls
	for _, g := range groups {
		i := slices.IndexFunc(b.w.Calls(b.pressed), func(c story.Call) bool { return c.Taken && c.Chat == g.ID })
		if i < 0 {
			b.w.T.Fatalf("%s does not hear the alarm", g.Title)
		}
		c := b.w.Calls(b.pressed)[i]
		last, taken = later(last, c.Began), later(taken, c.Ended)
	}
	for _, c := range b.w.Calls(from) {
		if c.Text == toAll && c.Began.Before(last) {
			b.w.T.Errorf("a resident is told %s after %s, %s before the alarm", c.Began.Sub(from), from.Format("15:04:05.000"), last.Sub(c.Began))
		}
	}
	return taken
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func TestAnAlarmOvertakesABroadcast(t *testing.T) {
	whileBusy(t, residents, func(b *busy) {
		b.press()
		time.Sleep(2 * time.Second)
		b.queuedAtOnce(b.hears()...)
		taken := b.firstFrom(b.w.QueuedAt(chat.Alarm, b.security.Room, b.pressed), b.hears()...)
		if took := taken.Sub(b.pressed); took > time.Second {
			b.w.T.Errorf("the alarm is out after %s", took)
		}
	})
}

func TestAnAlarmIsTheFirstToGoOutAfterTelegramRefusedEverything(t *testing.T) {
	for name, pressed := range map[string]time.Duration{
		"before": -time.Millisecond, "as it begins": 10 * time.Millisecond, "while others are refused": 160 * time.Millisecond, "meanwhile": 11 * time.Second,
	} {
		t.Run(name, func(t *testing.T) {
			whileBusy(t, fewer, func(b *busy) {
				if pressed < 0 {
					b.press()
				}
				over := time.Now().Add(40 * time.Second)
				b.slow(emulator.Fault{Kind: emulator.TooMany, Times: -1, Until: over})
				if pressed >= 0 {
					time.Sleep(pressed)
					b.press()
				}
				time.Sleep(time.Until(over.Add(2 * time.Second)))
				b.queuedAtOnce(b.hears()...)
				if took := b.firstFrom(over, b.hears()...).Sub(over); took > time.Second {
					b.w.T.Errorf("the alarm is out %s after the refusals", took)
				}
			})
		})
	}
}

// TestAnAlarmIsTriedWhateverOthersWereRefused has Telegram refuse so many residents for long, one by one, that nothing
// else seems to get through.
func TestAnAlarmIsTriedWhateverOthersWereRefused(t *testing.T) {
	whileBusy(t, fewer, func(b *busy) {
		var refused []emulator.Fault
		for _, p := range b.crowd[550:700] { // those whose turn comes now
			refused = append(refused, emulator.Fault{Chat: p.ID, Kind: emulator.TooMany, RetryAfter: 300})
		}
		b.slow(refused...)
		time.Sleep(5 * time.Second)
		before := len(b.w.Waits(chat.Broadcast))
		time.Sleep(5 * time.Second)
		if now := len(b.w.Waits(chat.Broadcast)); now != before {
			b.w.T.Fatalf("%d wait, and %d before: the refusals stop nothing", now, before)
		}
		b.press()
		time.Sleep(2 * time.Second)
		b.queuedAtOnce(b.hears()...)
		if took := b.firstFrom(b.pressed, b.hears()...).Sub(b.pressed); took > time.Second {
			b.w.T.Errorf("the alarm is out after %s", took)
		}
	})
}

func TestAGroupThatIsRefusedKeepsTheAlarmFromNoOther(t *testing.T) {
	whileBusy(t, fewer, func(b *busy) {
		over := time.Now().Add(25 * time.Second)
		b.slow(emulator.Fault{Chat: b.security.ID, Kind: emulator.TooMany, Times: -1, Until: over})
		b.press()
		other := b.tenant.Room
		time.Sleep(2 * time.Second)
		b.queuedAtOnce(b.hears()...)
		if n := other.Count("E-1001"); n == 0 {
			b.w.T.Errorf("%s hears nothing", other.Title)
		}
		if b.security.Count("E-1001") > 0 {
			b.w.T.Error("security hears what was refused")
		}
		time.Sleep(time.Until(over.Add(2 * time.Second)))
		b.security.Sees("E-1001")
	})
}
