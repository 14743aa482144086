package desk

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// watched is an estate of which somebody has written down each minute of some months: whether the desk is open, and
// what day it is.
type watched struct {
	*Estate
	open  []bool
	day   []int
	shown string
}

// watchedFrom and watchedFor are the months: clocks are put forward and back in them.
var watchedFrom = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

const watchedFor = 130 * 24 * 60

func at(minute int) time.Time { return watchedFrom.Add(time.Duration(minute) * time.Minute) }

// watch looks at the clock on the wall each minute.
func watch(t testing.TB, zone string, h Hours) *watched {
	w := &watched{Estate: inZone(t, zone), shown: zone, open: make([]bool, watchedFor), day: make([]int, watchedFor)}
	w.Desks = map[Name]Hours{Engineering: h}
	for m := range watchedFor {
		wall := at(m).In(w.Zone)
		clock := time.Duration(wall.Hour())*time.Hour + time.Duration(wall.Minute())*time.Minute
		w.day[m] = wall.YearDay()
		w.open[m] = h.Always
		for _, p := range h.Week[wall.Weekday()] {
			if clock >= p.From && clock < p.Until && !h.Closed[Day(wall.Format(time.DateOnly))] {
				w.open[m] = true
			}
		}
	}
	return w
}

// watcher follows one ticket, minute by minute and without any sums.
type watcher struct {
	*watched
	promises                      []Promise
	opened, free                  int
	carded, taken, replied, there int // -1 while not
	done                          int
	held                          []bool // by minute since the opening, as far as is known
	visit                         [2]int
	broken                        map[Clock]int
}

func (w *watcher) start(p Promise) int {
	switch {
	case p.Clock == ClockTake:
		return w.free
	case p.From == Arrived:
		return w.there
	}
	return w.opened
}

func (w *watcher) met(c Clock) int {
	first := func(a, b int) int {
		if a < 0 || b >= 0 && b < a {
			return b
		}
		return a
	}
	switch c {
	case ClockTake:
		return w.taken
	case ClockReply:
		return first(first(w.replied, w.there), w.done)
	case ClockArrive:
		return first(w.there, w.done)
	}
	return w.done
}

func (w *watcher) paused(p Promise, m int) bool {
	return p.Clock != ClockTake && p.Clock != ClockReply && m-w.opened < len(w.held) && w.held[m-w.opened]
}

func (w *watcher) runs(p Promise, m int) bool {
	return !w.paused(p, m) && (!p.InHours || w.open[m])
}

// due waits until the time is up.
func (w *watcher) due(p Promise) int {
	m, left := w.start(p), int(p.Within/time.Minute)
	switch {
	case p.Agreed && w.visit[1] > 0:
		m, left = w.visit[0], w.visit[1]-w.visit[0]
	case p.SameDay, p.Agreed:
		today := m
		if w.day[m+1] != w.day[m] {
			today++
		}
		left = 0
		for w.day[m+left+1] == w.day[today] || m+left < today {
			left++
		}
	}
	atOnce := left == 0
	for ; ; m++ {
		if left == 0 && (!atOnce || w.runs(p, m)) {
			return m
		}
		if w.runs(p, m) {
			left--
		}
	}
}

func (w *watcher) elapsed(p Promise, now int) (elapsed, gross int) {
	until := now
	if met := w.met(p.Clock); met >= 0 {
		until = met
	}
	for m := w.start(p); m < until; m++ {
		gross++
		if w.runs(p, m) {
			elapsed++
		}
	}
	return elapsed, gross
}

func (w *watcher) late(p Promise, now int) bool {
	if w.start(p) < 0 {
		return false
	}
	if met := w.met(p.Clock); met >= 0 {
		return met > w.due(p)
	}
	return now >= w.due(p)
}

// changed writes down what is broken before what was promised is changed.
func (w *watcher) changed(now int) {
	for _, p := range w.promises {
		if _, known := w.broken[p.Clock]; !known && w.late(p, now) {
			w.broken[p.Clock] = w.due(p)
		}
	}
}

func (w *watcher) hold(from, until int) {
	w.goOn(from)
	for len(w.held) < until-w.opened {
		w.held = append(w.held, len(w.held) >= from-w.opened)
	}
}

func (w *watcher) goOn(from int) {
	if from-w.opened < len(w.held) {
		w.held = w.held[:from-w.opened]
	}
}

// compare holds the ticket's clocks against what the watcher has written down.
func (w *watcher) compare(k *Ticket, now int) error {
	clocks := k.Measured(w.Estate, at(now))
	if len(clocks) != len(w.promises) {
		return fmt.Errorf("%d clocks, want %d", len(clocks), len(w.promises))
	}
	for i, r := range clocks {
		p := w.promises[i]
		if r.Promise != p || r.Start.IsZero() != (w.start(p) < 0) {
			return fmt.Errorf("%s starts %s, want %s at %d", r.Promise, r.Start, p, w.start(p))
		}
		if r.Start.IsZero() {
			continue
		}
		elapsed, gross := w.elapsed(p, now)
		missed, broken := w.broken[p.Clock]
		broken = broken || w.late(p, now)
		held := r.Open() && w.paused(p, now)
		if !r.Due.Equal(at(w.due(p))) || r.Elapsed != time.Duration(elapsed)*time.Minute || r.Gross != time.Duration(gross)*time.Minute ||
			(r.Broken || r.Open() && !at(now).Before(r.Due)) != broken || (r.Held != nil) != held || missed > 0 && !r.Missed.Equal(at(missed)) {
			return fmt.Errorf("%+v\nwant due %s, elapsed %d of %d minutes, broken %t, missed %s, held %t",
				r, at(w.due(p)), elapsed, gross, broken, at(missed), held)
		}
		var ran time.Duration
		last := r.Start
		for _, s := range k.Spans(p, w.Estate, at(now)) {
			if !s.From.Equal(last) || !s.Until.After(s.From) {
				return fmt.Errorf("%s: a gap before %+v", p, s)
			}
			if s.Kind == SpanRunning {
				ran += s.Until.Sub(s.From)
			}
			last = s.Until
		}
		if ran != r.Elapsed || last.Sub(r.Start) != r.Gross {
			return fmt.Errorf("%s: the spans make %s of %s, want %s of %s", p, ran, last.Sub(r.Start), r.Elapsed, r.Gross)
		}
	}
	return nil
}

var (
	menu = map[Clock][]string{
		ClockTake: {"take=3m", "take=3m in hours"}, ClockReply: {"", "reply=15m", "reply=1h in hours"},
		ClockArrive:   {"", "arrive=10m", "arrive=15m in hours", "arrive=same day", "arrive=appointment"},
		ClockFix:      {"", "fix=90m@arrived", "fix=20m", "fix=3h in hours", "fix=0s@arrived"},
		ClockComplete: {"", "complete=same day", "complete=48h", "complete=20h in hours", "complete=2h@arrived in hours", "complete=same day@arrived"},
	}
	menuOrder = []Clock{ClockTake, ClockReply, ClockArrive, ClockFix, ClockComplete}
	parsed    = map[string]Promise{}
)

func pick(rng *rand.Rand) []Promise {
	var promises []Promise
	for _, c := range menuOrder {
		if text := menu[c][rng.IntN(len(menu[c]))]; text != "" {
			promises = append(promises, parsed[text])
		}
	}
	return promises
}

// wait is how long until something else happens, in minutes.
func wait(rng *rand.Rand) int {
	switch rng.IntN(6) {
	case 0:
		return 0
	case 1, 2:
		return rng.IntN(30)
	case 3, 4:
		return rng.IntN(400)
	}
	return rng.IntN(3000)
}

// happen has one history happen to a ticket while the watcher looks on.
func happen(seed uint64, estates []*watched) error {
	rng := rand.New(rand.NewPCG(seed, 1))
	now := rng.IntN(40 * 24 * 60)
	w := &watcher{
		watched: estates[rng.IntN(len(estates))], promises: pick(rng), opened: now, free: now,
		carded: -1, taken: -1, replied: -1, there: -1, done: -1, broken: map[Clock]int{},
	}
	o := OpenedData{Kind: Repair, Desk: Engineering, Promises: w.promises, Urgency: Ordinary}
	if rng.IntN(3) == 0 {
		w.visit = [2]int{now + rng.IntN(2000), 0}
		w.visit[1] = w.visit[0] + 1 + rng.IntN(240)
		o.Visit = &Window{From: at(w.visit[0]), Until: at(w.visit[1])}
	}
	k := Open("R-1001", o, tenant, at(now))
	log := []string{fmt.Sprintf("%s: opened %s with %v, visit %v", w.shown, at(now), w.promises, o.Visit)}
	fault := func(err error) error {
		return fmt.Errorf("history %d: %w\n%s", seed, err, strings.Join(log, "\n"))
	}
	for range rng.IntN(12) {
		now += wait(rng)
		what := w.next(rng, k, now)
		log = append(log, fmt.Sprintf("%s: %s", at(now), what))
		if rng.IntN(6) == 0 {
			if err := w.compare(k, now); err != nil {
				return fault(err)
			}
		}
	}
	now += wait(rng)
	log = append(log, "looked at "+at(now).String())
	if err := w.compare(k, now); err != nil {
		return fault(err)
	}
	return nil
}

// next does something to the ticket, and tells the watcher where that was possible.
func (w *watcher) next(rng *rand.Rand, k *Ticket, now int) string {
	switch rng.IntN(11) {
	case 0, 1:
		if k.Accept(wong, at(now)) == nil {
			w.taken = now
			return "accepted"
		}
	case 2:
		if k.Arrive(wong, at(now)) == nil {
			if w.there < 0 {
				w.there = now
			}
			return "arrived"
		}
	case 3, 4, 5:
		until := now + 1 + wait(rng)
		d := HeldData{Cause: Causes[rng.IntN(len(Causes))], Reason: "waits", Until: at(until)}
		if k.Hold(w.Estate, d, true, wong, at(now)) == nil {
			w.hold(now, until)
			return fmt.Sprintf("held until %s", at(until))
		}
	case 6:
		if k.GoOn(wong, at(now)) == nil {
			w.goOn(now)
			return "went on"
		}
	case 7:
		d := ReclassifiedData{Urgency: Urgent, Promises: pick(rng)}
		if k.Reclassify(w.Estate, d, wong, at(now)) == nil {
			w.changed(now)
			w.promises = slices.DeleteFunc(slices.Clone(w.promises), func(p Promise) bool { return w.met(p.Clock) < 0 })
			for _, p := range d.Promises {
				if w.met(p.Clock) < 0 {
					w.promises = append(w.promises, p)
				}
			}
			return fmt.Sprintf("found to be %v", d.Promises)
		}
	case 8:
		from := now + rng.IntN(2000)
		visit := [2]int{from, from + 1 + rng.IntN(240)}
		if k.Agree(w.Estate, Window{From: at(visit[0]), Until: at(visit[1])}, wong, at(now)) == nil {
			w.changed(now)
			w.visit, w.promises = visit, slices.Clone(w.promises)
			for i, p := range w.promises {
				if p.Clock == ClockArrive {
					w.promises[i] = parsed["arrive=appointment"]
				}
			}
			return fmt.Sprintf("agreed on %s to %s", at(visit[0]), at(visit[1]))
		}
	case 9:
		if rng.IntN(3) == 0 && k.Finish(wong, at(now)) == nil {
			w.goOn(now)
			w.done = now
			return "done"
		}
		if k.Called(wong, at(now)) == nil && w.replied < 0 {
			w.replied = now
			return "called"
		}
	case 10:
		if rng.IntN(2) == 0 && k.Cant(w.Estate, "no key", wong, at(now)) == nil {
			return w.setFree(now)
		}
		if k.Say(SaidData{Text: "thanks"}, tenant, at(now)) == nil {
			return "thanked"
		}
	}
	k.RunOut(at(now))
	return "nothing"
}

// setFree notes that the card is free again, with a round of its own; one that nobody had taken is no freer than
// before.
func (w *watcher) setFree(now int) string {
	if w.taken >= 0 {
		w.taken, w.free = -1, now
		delete(w.broken, ClockTake)
		return "set free"
	}
	for _, p := range w.promises {
		if _, known := w.broken[p.Clock]; p.Clock == ClockTake && !known && w.late(p, now) {
			w.broken[p.Clock] = w.due(p)
		}
	}
	return "nobody can"
}

func TestPauseNeverShortensElapsedTime(t *testing.T) {
	for _, texts := range menu {
		for _, text := range texts {
			if text == "" {
				continue
			}
			p, err := ParsePromise(text)
			must(t, err)
			parsed[text] = p
		}
	}
	night := Hours{}
	for d := range night.Week {
		night.Week[d] = []Period{{0, 6 * time.Hour}, {22 * time.Hour, 24 * time.Hour}}
	}
	weekdays := Hours{Closed: map[Day]bool{"2026-03-17": true, "2026-04-06": true}}
	for d := 1; d <= 6; d++ {
		weekdays.Week[d] = []Period{{9 * time.Hour, 13 * time.Hour}, {14 * time.Hour, 18 * time.Hour}}
	}
	var estates []*watched
	for _, zone := range []string{"Asia/Hong_Kong", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago"} {
		for _, h := range []Hours{{Always: true}, weekdays, night} {
			estates = append(estates, watch(t, zone, h))
		}
	}
	n := *histories
	if testing.Short() {
		n /= 20
	}
	var next atomic.Int64
	var faults sync.Map
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				if err := happen(uint64(i), estates); err != nil {
					faults.Store(i, err)
					next.Store(int64(n))
				}
			}
		})
	}
	all.Wait()
	faults.Range(func(_, err any) bool { t.Error(err); return true })
}
