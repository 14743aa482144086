package bench

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"frontdesk/bot/emulator"
)

// move is a step of the repair dialog: what a person does, and how many buttons the answer has.
type move struct {
	says    string
	presses int // the how-manieth button, where nothing is said
	buttons int // of the answer
}

// The dialog from its first message to the ticket: power and lights, a tripped breaker, critical, which asks for
// no visit.
var dialog = []move{
	{says: "/repair", buttons: 6 + 2},
	{presses: 1, buttons: 8 + 2},
	{presses: 0, buttons: 2 + 2},
	{presses: 0, buttons: 2},
	{says: "The lights went out in the kitchen, and the breaker does not stay up.", buttons: 1 + 2},
	{presses: 0, buttons: 2 + 2},
	{presses: 0, buttons: 2},
}

// aDay is how often one person walks the dialog to its end: as many matters as the desk takes from one person in a
// day before it adds further ones to those that are open. Somebody else goes on then, so that every walk ends with a
// ticket.
const aDay = 10

// town is a Telegram and the people in it.
type town struct {
	telegram *emulator.Server
	first    int64 // of the accounts; the n-th belongs to walker n modulo the number of walkers
	accounts int
	people   []*walker

	mu         sync.Mutex
	spans      []time.Duration
	unexpected []string
	steps      atomic.Int64
	reached    atomic.Int64 // messages to residents
}

// newTown has so many people walk at the same time, as one account after another.
func newTown(token string, first int64, people, accounts int, limits emulator.Limits) *town {
	t := &town{first: first, accounts: accounts, telegram: emulator.New(emulator.Config{Token: token, Limits: limits})}
	for i := range accounts {
		id := t.telegram.AddUser(emulator.User{ID: first + int64(i), FirstName: "Tenant " + strconv.Itoa(i), LanguageCode: "en"}).ID
		t.telegram.OpenChat(id)
		if i < people {
			w := &walker{sees: make(chan screen, 4)}
			w.id.Store(id)
			t.people = append(t.people, w)
		}
	}
	return t
}

// gather founds the staff's group, with the bot in it.
func (t *town) gather() error {
	group := t.telegram.AddGroup(emulator.Group{ID: staffGroup, Title: "Engineering"})
	return t.telegram.Join(group.ID, 7000000001, "administrator")
}

// walk has everybody walk for so long, from where they stand.
func (t *town) walk(d time.Duration) walked {
	t.mu.Lock()
	t.spans, t.unexpected = make([]time.Duration, 0, 1<<20), nil
	t.mu.Unlock()
	before := t.steps.Load()
	stop := make(chan struct{})
	var all sync.WaitGroup
	began, usedBefore := time.Now(), processorTime()
	for _, p := range t.people {
		all.Go(func() { p.walk(t, stop, 0) })
	}
	time.Sleep(d)
	steps, took, used := t.steps.Load()-before, time.Since(began), processorTime()-usedBefore
	close(stop)
	all.Wait()
	r := walked{Steps: int(steps), Seconds: took.Seconds(), Processor: used.Seconds(), Calls: map[string]int{}}
	r.P50, r.P99 = t.latencies()
	t.mu.Lock()
	defer t.mu.Unlock()
	r.Unexpected = t.unexpected[:min(len(t.unexpected), 3)]
	for _, refusal := range t.telegram.Refusals() {
		if !strings.Contains(refusal.Description, "message is not modified") { // which counts as done
			r.Refused = append(r.Refused, refusal.Method+": "+refusal.Description)
		}
	}
	r.Refused = r.Refused[:min(len(r.Refused), 3)]
	for _, method := range []string{"getUpdates", "sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery"} {
		r.Calls[method] = t.telegram.Calls(method)
	}
	return r
}

// latencies are from update to answer, of half and of nearly all steps.
func (t *town) latencies() (p50, p99 time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	slices.Sort(t.spans)
	if n := len(t.spans); n > 0 {
		p50, p99 = t.spans[n/2], t.spans[n*99/100]
	}
	return p50, p99
}

// walker is somebody who walks the dialog over and over, each day's worth as somebody else.
type walker struct {
	id   atomic.Int64 // the account
	at   int          // in the dialog
	ends int          // of dialogs
	last screen
	sees chan screen
}

// screen is what somebody sees: a message with buttons.
type screen struct {
	message int
	buttons []string // their data
}

// walk takes step after step, thinking for up to so long before each; it ends once the answer to the last has
// come, or does not come.
func (w *walker) walk(t *town, stop <-chan struct{}, think time.Duration) {
	for {
		var thought time.Duration
		if think > 0 {
			thought = rand.N(think)
		}
		select {
		case <-stop:
			return
		case <-time.After(thought):
		}
		began := time.Now()
		if !w.act(t) || !w.await(t) {
			return
		}
		t.answered(time.Since(began))
		if w.at = (w.at + 1) % len(dialog); w.at == 0 && !w.ended(t) {
			return
		}
	}
}

// ended counts a dialog, and has the next account go on where this one's day is full; false where there is none.
func (w *walker) ended(t *town) bool {
	if w.ends++; w.ends%aDay > 0 {
		return true
	}
	next := w.id.Load() + int64(len(t.people))
	if next >= t.first+int64(t.accounts) {
		t.surprised("everybody's day is full: there are too few accounts")
		return false
	}
	w.id.Store(next)
	return true
}

func (w *walker) act(t *town) bool {
	m, id := dialog[w.at], w.id.Load()
	var err error
	switch {
	case m.says == "":
		_, err = t.telegram.Press(id, id, w.last.message, w.last.buttons[m.presses])
	case w.at == 0:
		_, err = t.telegram.Say(id, id, emulator.Draft{Text: m.says})
	default: // said in other words each time: the same matter again would be added to the one that is open
		_, err = t.telegram.Say(id, id, emulator.Draft{Text: m.says + " It is time number " + strconv.Itoa(w.ends+1)})
	}
	return err == nil
}

// patience is how long somebody waits for an answer.
const patience = 20 * time.Second

// await waits for the next screen. A message with other buttons is not the answer, but news of a ticket.
func (w *walker) await(t *town) bool {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case w.last = <-w.sees:
			if len(w.last.buttons) == dialog[w.at].buttons {
				return true
			}
		case <-late.C:
			t.surprised(fmt.Sprintf("no answer after step %d", w.at))
			return false
		}
	}
}

func (t *town) answered(span time.Duration) {
	t.steps.Add(1)
	t.mu.Lock()
	t.spans = append(t.spans, span)
	t.mu.Unlock()
}

func (t *town) surprised(at string) {
	t.mu.Lock()
	t.unexpected = append(t.unexpected, at)
	t.mu.Unlock()
}

// ServeHTTP is the Bot API. What it shows somebody is seen by them.
func (t *town) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if !shown(r) {
		t.telegram.ServeHTTP(rw, r)
		return
	}
	t.telegram.ServeHTTP(&onlooker{ResponseWriter: rw, town: t}, r)
}

// onlooker reads what Telegram answers to a message that the bot sends.
type onlooker struct {
	http.ResponseWriter
	town *town
}

// Write implements http.ResponseWriter.
func (o *onlooker) Write(answer []byte) (int, error) {
	o.town.shows(answer)
	return o.ResponseWriter.Write(answer)
}

// shows has whoever a message is for see it.
func (t *town) shows(answer []byte) {
	id := after(answer, `"chat":{"id":`)
	if id >= firstResident && id < firstWalker {
		t.reached.Add(1)
	}
	i := id - t.first
	if i < 0 || i >= int64(t.accounts) {
		return
	}
	w := t.people[i%int64(len(t.people))]
	if w.id.Load() != id { // news for somebody whose day is full
		return
	}
	select {
	case w.sees <- screen{message: int(after(answer, `"message_id":`)), buttons: dataOf(answer)}:
	default: // nobody is looking
	}
}

// Do is the Bot API in the process.
func (t *town) Do(r *http.Request) (*http.Response, error) {
	resp, err := t.telegram.Do(r)
	if err != nil || !shown(r) {
		return resp, err
	}
	raw, err := io.ReadAll(resp.Body)
	t.shows(raw)
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	return resp, err
}

// shown tells whether somebody sees what the call does.
func shown(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/sendMessage") || strings.HasSuffix(r.URL.Path, "/editMessageText")
}

// after reads the number after the first mark; 0 where there is none.
func after(raw []byte, mark string) int64 {
	_, rest, found := bytes.Cut(raw, []byte(mark))
	if !found {
		return 0
	}
	end := bytes.IndexFunc(rest, func(r rune) bool { return r != '-' && (r < '0' || r > '9') })
	n, err := strconv.ParseInt(string(rest[:max(end, 0)]), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func dataOf(raw []byte) []string {
	var all []string
	for {
		_, rest, found := bytes.Cut(raw, []byte(`"callback_data":"`))
		if !found {
			return all
		}
		data, rest, _ := bytes.Cut(rest, []byte(`"`))
		all, raw = append(all, string(data)), rest
	}
}
