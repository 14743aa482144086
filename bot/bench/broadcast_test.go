package bench

import (
	"flag"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/outbox"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

var realTime = flag.Bool("realtime", false, "also broadcast in real time, 900 messages")

// The aims of a broadcast, in requests a second that count towards Telegram's limit, and from update to answer.
const (
	wantRate    = 0.995 * 30
	wantAnswers = 87 * time.Millisecond
)

// talkers converse during a broadcast, each thinking for up to so long before a step.
const (
	talkers = 50
	thought = 16 * time.Second
)

// sentOut is how a broadcast went.
type sentOut struct {
	perSecond float64 // everything that counts towards the limit, answers included
	took      time.Duration
	answers   int
	p50, p99  time.Duration
	tooMany   int // refusals with 429
}

// broadcast has the desk send so many messages, one to each of so many people, while talkers converse, all within
// Telegram's documented limits.
func broadcast(tb testing.TB, messages int) sentOut {
	tb.Helper()
	t := newTown("7000000001:Broadcast", firstWalker, talkers, talkers, emulator.Limits{})
	for i := range messages {
		id := t.telegram.AddUser(emulator.User{ID: firstResident + int64(i), FirstName: "Resident " + strconv.Itoa(i)}).ID
		t.telegram.OpenChat(id)
	}
	if err := t.gather(); err != nil {
		tb.Fatal(err)
	}
	o := options(tb, t.telegram.Token(), tb.TempDir())
	o.HTTP, o.Limits, o.Seams.NoSocket = t, outbox.Documented(), true
	d := open(tb, o)
	defer d.close()
	d.settle(t.first, talkers)
	time.Sleep(time.Minute) // until the start is over, and every bucket is full

	stop := make(chan struct{})
	var talking sync.WaitGroup
	for _, p := range t.people {
		talking.Go(func() { p.walk(t, stop, thought) })
	}
	began, before := time.Now(), t.counted()
	post(tb, d, messages)
	for t.reached.Load() < int64(messages) {
		time.Sleep(100 * time.Millisecond)
	}
	r := sentOut{took: time.Since(began)}
	r.perSecond = float64(t.counted()-before) / r.took.Seconds()
	close(stop)
	talking.Wait()
	r.answers = len(t.spans)
	r.p50, r.p99 = t.latencies()
	for _, refusal := range t.telegram.Refusals() {
		if refusal.Code == 429 {
			r.tooMany++
		}
	}
	return r
}

// counted is how many calls counted towards the limit.
func (t *town) counted() (n int) {
	for _, method := range []string{"sendMessage", "editMessageText", "editMessageReplyMarkup"} {
		n += t.telegram.Calls(method)
	}
	return n
}

// post queues the broadcast, some hundred messages in a transaction.
func post(tb testing.TB, d *opened, messages int) {
	tb.Helper()
	const atOnce = 500
	for from := 0; from < messages; from += atOnce {
		err := d.app.Do(tb.Context(), func(tx *storage.Tx) error {
			for i := from; i < min(from+atOnce, messages); i++ {
				err := tx.Post(chat.Outgoing{
					Lane: chat.Broadcast, Chat: desk.ChatID(firstResident + int64(i)),
					Content: chat.Content{Text: "The water supply of tower A is cut tomorrow from 10:00 to 12:00 while the pump is cleaned."},
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
}

// TestABroadcastLeavesRoomForConversations runs in virtual time, in which neither the machine nor the network
// takes any: what is left is the waiting that the limits cause.
func TestABroadcastLeavesRoomForConversations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { wanted(t, broadcast(t, 900)) })
}

func wanted(tb testing.TB, r sentOut) {
	tb.Helper()
	if r.tooMany > 0 || r.perSecond < wantRate || r.p99 > wantAnswers || r.answers < 20 {
		tb.Errorf("%+v", r)
	}
}

// BenchmarkBroadcast sends 10,000 messages beside conversations in virtual time.
func BenchmarkBroadcast(b *testing.B) {
	messages := 2000
	if *large {
		messages = 10_000
	}
	for range b.N {
		var r sentOut
		inBubble(b, func(t *testing.T) { r = broadcast(t, messages) })
		report(b, r)
	}
}

// BenchmarkBroadcastRealTime is the same with the machine's clock.
func BenchmarkBroadcastRealTime(b *testing.B) {
	if !*realTime {
		b.Skip("takes minutes: give -realtime")
	}
	for range b.N {
		report(b, broadcast(b, 900))
	}
}

func report(b *testing.B, r sentOut) {
	b.Helper()
	wanted(b, r)
	b.ReportMetric(r.perSecond, "sent/s")
	b.ReportMetric(r.perSecond/30*100, "%-of-limit")
	b.ReportMetric(milliseconds(r.p50), "answer-p50-ms")
	b.ReportMetric(milliseconds(r.p99), "answer-p99-ms")
	b.ReportMetric(float64(r.answers), "answers")
	b.ReportMetric(float64(r.tooMany), "429s")
	b.ReportMetric(0, "ns/op")
}

// inBubble runs fn in virtual time, which is given to tests alone.
func inBubble(b *testing.B, fn func(*testing.T)) {
	b.Helper()
	always := func(string, string) (bool, error) { return true, nil }
	bubble := func(t *testing.T) { synctest.Test(t, fn) }
	if !testing.RunTests(always, []testing.InternalTest{{Name: b.Name(), F: bubble}}) {
		b.Fatal("failed in virtual time")
	}
}
