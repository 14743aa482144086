package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// deed is something that happens to a ticket, after a while.
type deed struct {
	After  time.Duration
	Action Action // or one of those below
	By     Actor
}

// What happens to a ticket without a press.
const (
	nothing     Action = "nothing"
	carded      Action = "carded"
	delivered   Action = "delivered"
	undelivered Action = "undelivered"
	heard       Action = "heard"
	unknown     Action = "unknown"
	ofLater     Action = "of a later program"
)

var deeds = []Action{
	nothing, nothing, Accept, Accept, Arrive, Arrive, Finish, CantDo, AddNote, HaveCalled, ShowNumber, HaveTold, SeeTo, SeeTo, SendMessage,
	carded, delivered, undelivered, heard, unknown, ofLater,
}

func drawDeeds(t *rapid.T) []deed {
	spans := rapid.OneOf(
		rapid.Map(rapid.IntRange(0, 240), func(s int) time.Duration { return time.Duration(s) * time.Second }),
		rapid.Map(rapid.IntRange(0, 90), func(m int) time.Duration { return time.Duration(m) * time.Minute }),
		rapid.Map(rapid.IntRange(0, 40), func(h int) time.Duration { return time.Duration(h) * time.Hour }),
		rapid.Map(rapid.Int64Range(0, int64(5*time.Minute)), func(n int64) time.Duration { return time.Duration(n) }),
	)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) deed {
		return deed{spans.Draw(t, "after"), rapid.SampledFrom(deeds).Draw(t, "action"), rapid.SampledFrom([]Actor{wong, ho}).Draw(t, "by")}
	}), 0, 12).Draw(t, "deeds")
}

// drawOpening is a repair or an emergency with promises of every sort.
func drawOpening(t *rapid.T) OpenedData {
	o := OpenedData{Kind: Repair, Estate: "bay", Desk: Engineering, Reporter: Reporter{User: 11, Name: "Chan"}}
	if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
		o.Kind = Emergency
	}
	if rapid.Bool().Draw(t, "visit") {
		from := start.Add(time.Duration(rapid.IntRange(-120, 600).Draw(t, "visit in")) * time.Minute)
		o.Visit = &Window{From: from, Until: from.Add(2 * time.Hour)}
	}
	for _, choices := range [][]string{
		{"", "work_order=3m"}, {"take=0s", "take=3m", "take=3m in hours"}, {"", "reply=15m", "reply=1h in hours"},
		{"", "arrive=10m", "arrive=same day", "arrive=appointment"}, {"", "fix=90m@arrived", "fix=20m"},
		{"", "complete=1h@arrived", "complete=same day", "complete=7s", "complete=10m in hours", "complete=90m@arrived in hours"},
	} {
		text := rapid.SampledFrom(choices).Draw(t, "promise")
		if text == "" {
			continue
		}
		p, err := ParsePromise(text)
		must(t, err)
		o.Promises = append(o.Promises, p)
	}
	return o
}

// life is a ticket with everything that ever happened to it, and what its timer has raised.
type life struct {
	t      *rapid.T
	ticket *Ticket
	estate *Estate
	now    time.Time
	events []Event
	alerts []Alert
	next   time.Time

	everyMoment bool // or the timer fires only when something else happens
	restarts    bool // the ticket is read anew before each firing and each deed
	noisy       bool // the timer also fires when nothing is due, and twice
}

func (l *life) begin(o OpenedData, e *Estate) {
	l.estate, l.now = e, start
	l.ticket = Open("R-1001", o, tenant, start)
	l.settle()
}

// settle takes what was recorded as stored; a restart reads the ticket anew.
func (l *life) settle() {
	for _, e := range l.ticket.Fresh() {
		if e.Seq != len(l.events)+1 {
			l.t.Fatalf("event %d has the number %d", len(l.events)+1, e.Seq)
		}
		l.events = append(l.events, kept(l.t, e))
	}
	l.ticket.Stored()
	if l.restarts {
		l.ticket = kept(l.t, l.ticket)
	}
}

// checkTicket checks what must hold of the ticket after every change.
func (l *life) checkTicket() {
	replayed, err := Replay(l.ticket.ID, l.events)
	must(l.t, err)
	if got, want := asJSON(l.t, replayed), asJSON(l.t, l.ticket); got != want {
		l.t.Fatalf("replayed %s\n  stored %s", got, want)
	}
	if _, declared := legal[l.ticket.State]; !declared {
		l.t.Fatalf("state %q", l.ticket.State)
	}
	if k := l.ticket; k.Over() && !(k.Responded.Held() && k.Resolved.Held() && k.Answered.Held()) {
		l.t.Fatalf("closed without all three facts: %s", asJSON(l.t, k))
	}
}

// fire fires the timer, and checks each alert against what is owed.
func (l *life) fire() {
	times := 1
	if l.noisy {
		times = 2
	}
	for range times {
		before := kept(l.t, l.ticket)
		alerts, breaches, _ := fire(l.ticket, l.estate, l.now)
		for _, a := range alerts {
			l.checkAlert(before, a)
		}
		l.checkBreaches(before, breaches)
		l.alerts = append(l.alerts, alerts...)
		l.settle()
	}
	l.checkNext()
}

// moments is the policy told a second time, level by level: when the level is raised, and whether there is one.
func moments(e *Estate, k Kind, r Running, level int) (at time.Time, ok bool) {
	third := r.Due.Sub(r.Start) / 3
	switch {
	case k == Emergency && r.Promise.Clock == ClockTake:
		return r.Due.Add(time.Duration(level) * 30 * time.Second), true
	case r.Promise.Clock == ClockWorkOrder:
		level++
	}
	switch level {
	case 0:
		if r.Promise.InHours {
			return e.Office.Add(r.Start, r.Promise.Within/3*2, e.Zone), true
		}
		if third < 0 {
			return r.Due, true
		}
		return r.Start.Add(2 * third), true
	case 1:
		return r.Due, true
	case 2:
		return r.Due.Add(10 * time.Minute), true
	}
	return time.Time{}, false
}

// checkAlert: once for each clock, cycle and level, ascending, never early, never after it was met or in hand.
func (l *life) checkAlert(before *Ticket, a Alert) {
	r, ok := before.ClockOf(a.Clock, a.Cycle, l.estate)
	key := clockKey(a.Clock, a.Cycle)
	if !ok || !r.Open() || r.Acked != (Actor{}) {
		l.t.Fatalf("%+v raised for a clock that is past, met or in hand: %+v", a, r)
	}
	at, ok := moments(l.estate, before.Kind, r, a.Level)
	if slack := at.Sub(a.At).Abs(); !ok || slack > 2 || a.At.After(l.now) || a.Due != r.Due || a.Breach == a.At.Before(a.Due) {
		l.t.Fatalf("%+v raised at %s, is owed at %s", a, l.now, at)
	}
	if a.Level < before.Climbed[key] {
		l.t.Fatalf("%+v raised again", a)
	}
	for _, earlier := range l.alerts {
		if earlier.Clock == a.Clock && earlier.Cycle == a.Cycle && earlier.Level >= a.Level {
			l.t.Fatalf("%+v raised after %+v", a, earlier)
		}
	}
}

// checkBreaches: a breach happens once and stays, and none that has come about is left out.
func (l *life) checkBreaches(before *Ticket, breaches []ClockData) {
	for _, b := range breaches {
		if _, again := before.Broken[clockKey(b.Clock, b.Cycle)]; again || b.Due.After(l.now) {
			l.t.Fatalf("%+v noted at %s, broken were %v", b, l.now, before.Broken)
		}
	}
	for key, due := range before.Broken {
		if !l.ticket.Broken[key].Equal(due) {
			l.t.Fatalf("the breach of %s is gone", key)
		}
	}
	for _, r := range l.ticket.Clocks(l.estate) {
		late := !r.Start.IsZero() && (r.Open() && !l.now.Before(r.Due) || r.Met.After(r.Due))
		tie := !r.Start.IsZero() && r.Met.Equal(r.Due) // broken where the timer fired before what met it
		if r.Broken != late && !tie {
			l.t.Fatalf("broken is %t at %s: %+v", r.Broken, l.now, r)
		}
	}
}

// checkNext: the timer is set to the next moment of all clocks, and to none where there is none.
func (l *life) checkNext() {
	alerts, breaches, next := l.ticket.Climb(l.estate, l.now)
	if len(alerts)+len(breaches) != 0 {
		l.t.Fatalf("still due at %s: %v, %v", l.now, alerts, breaches)
	}
	var want time.Time
	for _, r := range l.ticket.Clocks(l.estate) {
		if !r.Open() {
			continue
		}
		if r.Due.After(l.now) {
			want = earlier(want, r.Due)
		}
		if r.Acked != (Actor{}) {
			continue
		}
		level := l.ticket.Climbed[clockKey(r.Promise.Clock, r.Cycle)]
		if at, ok := moments(l.estate, l.ticket.Kind, r, level); ok {
			want = earlier(want, at)
		}
	}
	if next.Sub(want).Abs() > 2 || next.IsZero() != want.IsZero() || !next.IsZero() && !next.After(l.now) {
		l.t.Fatalf("next at %s is %s, want %s", l.now, next, want)
	}
	l.next = next
}

// reach lets the time come, firing on the way at every moment that was asked for.
func (l *life) reach(moment time.Time) {
	for l.everyMoment && !l.next.IsZero() && !l.next.After(moment) {
		l.now = l.next
		l.fire()
	}
	if l.noisy && moment.After(l.now) {
		l.now = l.now.Add(moment.Sub(l.now) / 2)
		l.fire()
	}
	l.now = moment
	l.fire() // as the writer does: what is due comes before what comes in
}

func (l *life) do(d deed) {
	was := l.ticket.State
	k, now := l.ticket, l.now
	var refused error
	switch d.Action {
	case nothing:
	case carded:
		k.NoteCarded(now)
	case delivered:
		k.Delivered(now)
	case undelivered:
		k.NoteUndelivered(now)
	case heard:
		refused = k.Say(SaidData{Text: "<hello & bye>"}, tenant, now)
	case unknown:
		l.foreign(Event{Type: "priced", Version: 1})
	case ofLater:
		l.foreign(Event{Type: EvAnswered, Version: 2})
	case SeeTo:
		refused = k.SeeTo(l.estate, d.By, now)
	default:
		refused = l.press(d)
	}
	if refused != nil && (len(l.ticket.Fresh()) != 0 || l.ticket.State != was) {
		l.t.Fatalf("%s was refused (%v) and changed the ticket", d.Action, refused)
	}
	l.settle()
	l.fire()
	l.checkTicket()
}

func (l *life) press(d deed) error {
	k, now := l.ticket, l.now
	switch d.Action {
	case Accept:
		return k.Accept(d.By, now)
	case Arrive:
		return k.Arrive(d.By, now)
	case Finish:
		return k.Finish(d.By, now)
	case CantDo:
		return k.Cant(l.estate, "no key", d.By, now)
	case AddNote:
		return k.Note(NotedData{Text: "note"}, d.By, now)
	case HaveCalled:
		return k.Called(d.By, now)
	case ShowNumber:
		return k.NumberShown(d.By, now)
	case HaveTold:
		return k.Told(d.By, now)
	case SendMessage:
		return k.Say(SaidData{Text: "coming", ToTenant: true, Note: 1}, d.By, now)
	}
	l.t.Fatalf("no such deed: %s", d.Action)
	return nil
}

// foreign adds an event that this program does not know, as a later one would have.
func (l *life) foreign(e Event) {
	e.Seq, e.By, e.At, e.Data = l.ticket.Events+1, wong, l.now, json.RawMessage(`{"of":"a later program"}`)
	before := kept(l.t, l.ticket)
	must(l.t, l.ticket.apply(e))
	before.Events++
	if asJSON(l.t, before) != asJSON(l.t, l.ticket) {
		l.t.Fatalf("an unknown event changed %s\n to %s", asJSON(l.t, before), asJSON(l.t, l.ticket))
	}
	l.events = append(l.events, e)
}

func (l *life) live(o OpenedData, e *Estate, deeds []deed) *life {
	l.begin(o, e)
	l.fire()
	for _, d := range deeds {
		after := d.After
		if o.Kind == Emergency { // an alarm that sounds for days is slow to check, and no different
			after %= 4 * time.Minute
		}
		l.reach(l.now.Add(after))
		l.do(d)
	}
	l.reach(l.now.Add(11 * time.Minute))
	return l
}

func (l *life) raised(repeats bool) []string {
	var lines []string
	for _, a := range l.alerts {
		if repeats || l.ticket.Kind == Repair || a.Clock != ClockTake {
			lines = append(lines, fmt.Sprintf("%s#%d/%d at %s", a.Clock, a.Cycle, a.Level, a.At))
		}
	}
	return lines
}

func TestEachLevelIsRaisedOnceWhateverHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, e, happens := drawOpening(t), inZone(t, rapid.SampledFrom(zones).Draw(t, "zone")), drawDeeds(t)
		e.Office = drawHours(t)
		prompt := (&life{t: t, everyMoment: true}).live(o, e, happens)

		restarted := (&life{t: t, everyMoment: true, restarts: true}).live(o, e, happens)
		if got, want := restarted.raised(true), prompt.raised(true); !slices.Equal(got, want) {
			t.Fatalf("with restarts %q\n     without %q", got, want)
		}
		nudged := (&life{t: t, everyMoment: true, noisy: true}).live(o, e, happens)
		if got, want := nudged.raised(true), prompt.raised(true); !slices.Equal(got, want) {
			t.Fatalf("fired at random %q\n           in time %q", got, want)
		}
		down := (&life{t: t, restarts: true}).live(o, e, happens)
		if got, want := down.raised(false), prompt.raised(false); !slices.Equal(got, want) {
			t.Fatalf("with downtime %q\n      without %q", got, want)
		}
		if asJSON(t, down.ticket.Broken) != asJSON(t, prompt.ticket.Broken) {
			t.Fatalf("broken with downtime %v\n     without %v", down.ticket.Broken, prompt.ticket.Broken)
		}
	})
}
