package repair

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/flows/when"
	"frontdesk/storage/desk"
)

// windows are when visits begin where the desk has no hours of its own, since the day's start.
var windows = []time.Duration{9 * time.Hour, 11 * time.Hour, 14 * time.Hour, 16 * time.Hour, 18 * time.Hour}

// notice is how long before a visit it must be agreed at the latest.
const notice = 30 * time.Minute

// offered is how many visiting times are offered, beside "as soon as promised".
const offered = 5

// The answers beside a visiting time: somebody is here now, and the day is yet to be chosen.
const (
	now   = "now"
	later = "later"
)

// The steps in which another day, and a time on it, are chosen.
const (
	dayStep  = "day"
	timeStep = "time"
)

// visitLasts is how long a visiting time lasts.
const visitLasts = 2 * time.Hour

// daysAhead is how far ahead a visit can be agreed.
const daysAhead = 60

// asksForVisit: ordinary matters ask when somebody is at home; critical and urgent ones come at once.
func (f flow) asksForVisit(t *dialog.Talk) bool {
	s, ok := f.service(t)
	return ok && s.Visits && f.urgency(t) == desk.Ordinary
}

// late tells whether an ordinary matter is no longer promised for the same day.
func late(e *desk.Estate, at time.Time) bool {
	return !at.Before(e.StartOfDay(at).Add(e.OrdinaryUntil))
}

// onlyAgreed tells whether a visit must be agreed: the promise is for the same day, and the day is too far gone.
func (f flow) onlyAgreed(t *dialog.Talk) bool {
	s, _ := f.service(t)
	for _, p := range f.services.Promises(s, desk.Ordinary, nil) {
		if p.Clock == desk.ClockArrive && p.SameDay {
			return late(t.Tx.Estate(), t.Tx.Now())
		}
	}
	return false
}

func (f flow) visits(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	wished, wishes := f.wished(t)
	if wishes {
		o := visitOption(t, wished)
		o.Lead = o.Label
		options = append(options, o)
	}
	if !f.onlyAgreed(t) {
		options = append(options, dialog.Option{Value: now, Label: text.Plain(t.Language, "repair.visit-now")})
	}
	for _, w := range f.nextWindows(t, offered) {
		if !wishes || w != wished {
			options = append(options, visitOption(t, w))
		}
	}
	return append(options, dialog.Option{Value: later, Label: text.Plain(t.Language, "repair.visit-later")})
}

func visitOption(t *dialog.Talk, w desk.Window) dialog.Option {
	e := t.Tx.Estate()
	return dialog.Option{
		Value: strconv.FormatInt(w.From.Unix(), 36),
		Label: text.Plain(t.Language, "repair.visit-window", "day", text.Day(t.Language, w.From, t.Tx.Now(), e.Zone),
			"from", w.From.In(e.Zone).Format("15:04"), "until", w.Until.In(e.Zone).Format("15:04")),
	}
}

// wished is the first visiting time within the day and time of which the description speaks; ok is false where it speaks
// of none that can be had.
func (f flow) wished(t *dialog.Talk) (wished desk.Window, ok bool) {
	e := t.Tx.Estate()
	r := when.Read(t.Answers.Text(Description), t.Tx.Now().In(e.Zone), t.Language)
	day := e.DayOf(r.Start)
	if r.Start.IsZero() || !f.dayFree(t, day) {
		return desk.Window{}, false
	}
	for _, w := range f.windowsOn(t, day) {
		within := !w.From.Before(r.Start) && w.From.Before(r.End)
		if r.Moment() {
			within = !w.From.After(r.Start) && w.Until.After(r.Start)
		}
		if within {
			return w, true
		}
	}
	return desk.Window{}, false
}

// anotherDay tells whether a day and a time are still to be chosen.
func (f flow) anotherDay(t *dialog.Talk) bool {
	return f.asksForVisit(t) && t.Answers.Text("visit") == later
}

// dayFree tells whether anybody could come on the day.
func (f flow) dayFree(t *dialog.Talk, d desk.Day) bool {
	e := t.Tx.Estate()
	return d <= e.DayOf(t.Tx.Now()).Add(daysAhead) && len(f.windowsOn(t, d)) > 0
}

// timesFree are when a visit can begin on the day that was chosen.
func (f flow) timesFree(t *dialog.Talk) []time.Time {
	var times []time.Time
	for _, w := range f.windowsOn(t, t.Answers.Day(dayStep)) {
		times = append(times, w.From)
	}
	return times
}

// dayOf names the day on which a time is chosen.
func dayOf(t *dialog.Talk) []any { return []any{"day", t.Shown(dayStep)} }

// windowsOn are the visiting times of a day that begin at least half an hour from now.
func (f flow) windowsOn(t *dialog.Talk, d desk.Day) []desk.Window {
	return slices.DeleteFunc(f.windowsOf(t, d), func(w desk.Window) bool { return w.From.Sub(t.Tx.Now()) < notice })
}

// windowsOf are all visiting times of a day, within the hours of the service's desk. A desk that never closes visits by
// day all the same.
func (f flow) windowsOf(t *dialog.Talk, d desk.Day) []desk.Window {
	e := t.Tx.Estate()
	s, _ := f.service(t)
	var all []desk.Window
	if h := e.HoursOf(s.Desk); opens(h) && !h.Always {
		for _, open := range h.On(d, e.Zone) {
			for from := open.From; !from.Add(visitLasts).After(open.Until); from = from.Add(visitLasts) {
				all = append(all, desk.Window{From: from, Until: from.Add(visitLasts)})
			}
		}
		return all
	}
	for _, begins := range windows {
		from := e.At(d, begins)
		all = append(all, desk.Window{From: from, Until: from.Add(visitLasts)})
	}
	return all
}

// opens tells whether the operator said when the desk is open.
func opens(h desk.Hours) bool {
	return slices.ContainsFunc(h.Week[:], func(day []desk.Period) bool { return len(day) > 0 })
}

// nextWindows are the next n visiting times.
func (f flow) nextWindows(t *dialog.Talk, n int) []desk.Window {
	var found []desk.Window
	today := t.Tx.Estate().DayOf(t.Tx.Now())
	for ahead := 0; len(found) < n && ahead <= daysAhead; ahead++ {
		found = append(found, f.windowsOn(t, today.Add(ahead))...)
	}
	return found[:min(len(found), n)]
}

// visit is the time that was agreed, nil for as soon as promised or where that time has passed.
func (f flow) visit(t *dialog.Talk) *desk.Window {
	answer := t.Answers.Text("visit")
	if answer == "" || answer == now || !f.asksForVisit(t) {
		return nil
	}
	if answer == later {
		return f.laterVisit(t)
	}
	unix, err := strconv.ParseInt(answer, 36, 64)
	if err != nil {
		return nil
	}
	return f.beginning(t, time.Unix(unix, 0))
}

// laterVisit is the time that was agreed on another day, nil where that has passed.
func (f flow) laterVisit(t *dialog.Talk) *desk.Window {
	from, ok := t.Answers.Time(timeStep)
	if !ok {
		return nil
	}
	return f.beginning(t, from)
}

// beginning is the visiting time that begins then, nil where there is none or it is over: the tenant may have thought
// it over for longer than that.
func (f flow) beginning(t *dialog.Talk, from time.Time) *desk.Window {
	for _, w := range f.windowsOf(t, t.Tx.Estate().DayOf(from)) {
		if w.From.Equal(from) && w.Until.After(t.Tx.Now()) {
			return &w
		}
	}
	return nil
}

// dayPossible and timePossible tell whether the day and the time that were chosen have not passed.
func (f flow) dayPossible(t *dialog.Talk) bool {
	return !t.Answers.Has(timeStep) && f.dayFree(t, t.Answers.Day(dayStep)) || f.laterVisit(t) != nil
}

func (f flow) timePossible(t *dialog.Talk) bool { return f.laterVisit(t) != nil }

// stillPossible tells whether the time that was chosen has not passed, nor the hour for coming the same day.
func (f flow) stillPossible(t *dialog.Talk) bool {
	switch t.Answers.Text("visit") {
	case now:
		return !f.onlyAgreed(t)
	case later: // the day and the time are looked after on their own
		return true
	}
	return f.visit(t) != nil
}

// visitArgs says what is promised where nothing is agreed.
func (f flow) visitArgs(t *dialog.Talk) []any {
	s, _ := f.service(t)
	var hints []string
	if f.onlyAgreed(t) {
		hints = append(hints, text.Say(t.Language, "repair.visit-late"))
	} else {
		hints = append(hints, text.Say(t.Language, "repair.visit-soon", "time", f.arrival(t, s, desk.Ordinary)))
	}
	return []any{"hint", text.HTML(strings.Join(hints, "\n"))}
}
