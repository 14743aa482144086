package bench

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/outbox"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// wantAlarm is the aim from the press that sounds an alarm to Telegram's taking its first message to security.
const wantAlarm = time.Second

// between is how long it takes from one alarm to the next: a group hears no more of them without a pause.
const between = 15 * time.Second

// aCall is what a call takes to Telegram and back.
const aCall = 50 * time.Millisecond

// sounded is how alarms fared.
type sounded struct {
	p50, most time.Duration // from the press to the first message
	alarms    int
	tooMany   int           // refusals with 429
	inLine    time.Duration // what a message takes that waits its turn: from the first press until the broadcast was over
}

// ear hears when the group of staff is first told of each ticket.
type ear struct {
	*town
	mu    sync.Mutex
	heard map[string]time.Time
}

var alarmNumber = regexp.MustCompile(`E-\d+`)

// Do is the Bot API in the process.
func (e *ear) Do(r *http.Request) (*http.Response, error) {
	resp, err := e.town.Do(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/sendMessage") {
		return resp, err
	}
	raw, err := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	if id := string(alarmNumber.Find(raw)); id != "" && after(raw, `"chat":{"id":`) == staffGroup {
		e.mu.Lock()
		defer e.mu.Unlock()
		if _, known := e.heard[id]; !known {
			e.heard[id] = time.Now()
		}
	}
	return resp, err
}

// newest waits for an alarm beyond so many, and gives its number and when it was heard.
func (e *ear) newest(tb testing.TB, beyond int) (id string, at time.Time) {
	tb.Helper()
	for began := time.Now(); time.Since(began) < time.Minute; time.Sleep(time.Millisecond) {
		e.mu.Lock()
		if len(e.heard) > beyond {
			for n, t := range e.heard {
				if t.After(at) {
					id, at = n, t
				}
			}
		}
		e.mu.Unlock()
		if id != "" {
			return id, at
		}
	}
	tb.Fatal("no alarm in a minute")
	return "", time.Time{}
}

// alarm is a press that sounds one.
type alarm struct {
	who     int64
	message int
	data    string
}

func (t *town) press(tb testing.TB, a alarm) {
	tb.Helper()
	if _, err := t.telegram.Press(a.who, a.who, a.message, a.data); err != nil {
		tb.Fatal(err)
	}
}

// button waits for the button of that label in somebody's chat.
func (t *town) button(tb testing.TB, who int64, key string) alarm {
	tb.Helper()
	label := text.Plain(desk.English, key)
	for began := time.Now(); time.Since(began) < time.Minute; time.Sleep(10 * time.Millisecond) {
		for _, m := range slices.Backward(t.telegram.Messages(who)) {
			for _, b := range slices.Concat(m.Inline...) {
				if b.Text == label {
					return alarm{who, m.ID, b.Data}
				}
			}
		}
	}
	tb.Fatalf("no button %q", label)
	return alarm{}
}

// before brings somebody to the press that sounds the alarm.
func (t *town) before(tb testing.TB, who int64, d desk.Danger) alarm {
	tb.Helper()
	if _, err := t.telegram.Say(who, who, emulator.Draft{Text: "/menu"}); err != nil {
		tb.Fatal(err)
	}
	t.press(tb, t.button(tb, who, "home.emergency"))
	t.button(tb, who, "danger.button-lift")
	if slices.Contains([]desk.Danger{desk.DangerTheft, desk.DangerPower, desk.DangerLane}, d) {
		t.press(tb, t.button(tb, who, "danger.button-more"))
	}
	return t.button(tb, who, "danger.button-"+string(d))
}

// alarms has one tenant after the other sound an alarm, every danger twice, while so many residents are being told
// something, within Telegram's documented limits.
func alarms(tb testing.TB, residents, n int) (r sounded) {
	tb.Helper()
	t := newTown("7000000001:Alarm", firstWalker, n, n, emulator.Limits{})
	for i := range residents {
		t.telegram.OpenChat(t.telegram.AddUser(emulator.User{ID: firstResident + int64(i), FirstName: "Resident " + strconv.Itoa(i)}).ID)
	}
	if err := t.gather(); err != nil {
		tb.Fatal(err)
	}
	o := options(tb, t.telegram.Token(), tb.TempDir())
	hears := &ear{town: t, heard: map[string]time.Time{}}
	o.HTTP, o.Limits, o.Seams.NoSocket = hears, outbox.Documented(), true
	d := open(tb, o)
	defer d.close()
	d.settle(t.first, n)
	d.do(func(tx *storage.Tx) error { return tx.Link(desk.Security, desk.ChatID(staffGroup)) })
	var presses []alarm
	for i := range n {
		presses = append(presses, t.before(tb, t.first+int64(i), desk.Dangers[i%len(desk.Dangers)]))
	}
	time.Sleep(time.Minute) // every bucket is full again
	t.telegram.Fail(emulator.Fault{Kind: emulator.Slow, Delay: aCall, Times: -1})

	post(tb, d, residents)
	began := time.Now()
	var spans []time.Duration
	for i, p := range presses {
		time.Sleep(between + time.Duration(i)*7*time.Millisecond) // at other moments of the limits' tick
		pressed := time.Now()
		t.press(tb, p)
		id, at := hears.newest(tb, i)
		spans = append(spans, at.Sub(pressed))
		if reached := t.reached.Load(); residents > 0 && reached == int64(residents) {
			tb.Fatalf("the broadcast was over before alarm %d", i+1)
		}
		d.callOff(desk.TicketID(id))
	}
	for t.reached.Load() < int64(residents) {
		time.Sleep(100 * time.Millisecond)
	}
	slices.Sort(spans)
	r = sounded{p50: spans[len(spans)/2], most: spans[len(spans)-1], alarms: len(spans), inLine: time.Since(began)}
	for _, refusal := range t.telegram.Refusals() {
		if refusal.Code == http.StatusTooManyRequests {
			r.tooMany++
		}
	}
	return r
}

// callOff ends an alarm, which would sound on.
func (d *opened) callOff(id desk.TicketID) {
	d.tb.Helper()
	d.do(func(tx *storage.Tx) error {
		t, _, err := tx.Ticket(id)
		if err != nil {
			return err
		}
		if err := t.CallOff(tx.Estate(), desk.Actor{As: desk.AsTenant, User: t.Reporter.User, Name: t.Reporter.Name}, tx.Now()); err != nil {
			return err
		}
		return tx.PutTicket(t)
	})
}

// do is one transaction.
func (d *opened) do(fn func(*storage.Tx) error) {
	d.tb.Helper()
	if err := d.app.Do(d.tb.Context(), fn); err != nil {
		d.tb.Fatal(err)
	}
}

func (r sounded) wanted(tb testing.TB) {
	tb.Helper()
	if r.tooMany > 0 || r.most > wantAlarm {
		tb.Errorf("%+v", r)
	}
}

// TestAnAlarmDoesNotWaitForABroadcast runs in virtual time, in which only calls and limits take any.
func TestAnAlarmDoesNotWaitForABroadcast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { alarms(t, 1500, 2).wanted(t) })
}

// BenchmarkAlarm sounds alarms beside a broadcast of 10,000 messages in virtual time, and without one.
func BenchmarkAlarm(b *testing.B) {
	const residents, n = 10_000, 20
	for range b.N {
		var alone, beside sounded
		inBubble(b, func(t *testing.T) { alone = alarms(t, 0, n) })
		inBubble(b, func(t *testing.T) { beside = alarms(t, residents, n) })
		alone.report(b, beside)
	}
}

// BenchmarkAlarmRealTime is the same with the machine's clock, and fewer residents.
func BenchmarkAlarmRealTime(b *testing.B) {
	if !*realTime {
		b.Skip("takes minutes: give -realtime")
	}
	for range b.N {
		alarms(b, 0, 4).report(b, alarms(b, 2500, 4))
	}
}

func (r sounded) report(b *testing.B, beside sounded) {
	b.Helper()
	r.wanted(b)
	beside.wanted(b)
	b.ReportMetric(milliseconds(r.p50), "alone-p50-ms")
	b.ReportMetric(milliseconds(r.most), "alone-max-ms")
	b.ReportMetric(milliseconds(beside.p50), "broadcast-p50-ms")
	b.ReportMetric(milliseconds(beside.most), "broadcast-max-ms")
	b.ReportMetric(beside.inLine.Seconds(), "in-line-s")
	b.ReportMetric(float64(beside.alarms), "alarms")
	b.ReportMetric(float64(r.tooMany+beside.tooMany), "429s")
	b.ReportMetric(0, "ns/op")
}
