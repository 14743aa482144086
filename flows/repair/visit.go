package repair

import (
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// windows are the visiting times of a day, in hours.
var windows = [][2]int{{9, 11}, {11, 13}, {14, 16}, {16, 18}, {18, 20}}

// offered is how many visiting times are offered, beside "as soon as promised".
const offered = 5

// now is the answer "somebody is here now".
const now = "now"

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
	e, at := t.Tx.Estate(), t.Tx.Now()
	if !f.onlyAgreed(t) {
		options = append(options, dialog.Option{Value: now, Label: text.Plain(t.Language, "repair.visit-now")})
	}
	for _, w := range nextWindows(e, at, offered) {
		options = append(options, dialog.Option{
			Value: strconv.FormatInt(w.From.Unix(), 36),
			Label: text.Plain(t.Language, "repair.visit-window", "day", text.Day(t.Language, w.From, at, e.Zone),
				"from", w.From.In(e.Zone).Format("15:04"), "until", w.Until.In(e.Zone).Format("15:04")),
		})
	}
	return options
}

// nextWindows are the next n visiting times that begin at least half an hour from now.
func nextWindows(e *desk.Estate, at time.Time, n int) []desk.Window {
	var found []desk.Window
	local := at.In(e.Zone)
	for day := 0; len(found) < n && day < 7; day++ {
		for _, w := range windows {
			from := time.Date(local.Year(), local.Month(), local.Day()+day, w[0], 0, 0, 0, e.Zone)
			until := time.Date(local.Year(), local.Month(), local.Day()+day, w[1], 0, 0, 0, e.Zone)
			if len(found) < n && from.Sub(at) >= 30*time.Minute {
				found = append(found, desk.Window{From: from.UTC(), Until: until.UTC()})
			}
		}
	}
	return found
}

// visit is the time that was agreed, nil for as soon as promised or where that time has passed.
func (f flow) visit(t *dialog.Talk) *desk.Window {
	answer := t.Answers.Text("visit")
	if answer == "" || answer == now || !f.asksForVisit(t) {
		return nil
	}
	unix, err := strconv.ParseInt(answer, 36, 64)
	if err != nil {
		return nil
	}
	e := t.Tx.Estate()
	from := time.Unix(unix, 0).In(e.Zone)
	for _, w := range windows {
		if from.Hour() == w[0] {
			until := time.Date(from.Year(), from.Month(), from.Day(), w[1], 0, 0, 0, e.Zone)
			if !until.After(t.Tx.Now()) { // the tenant thought it over for longer than that
				return nil
			}
			return &desk.Window{From: from.UTC(), Until: until.UTC()}
		}
	}
	return nil
}

// stillPossible tells whether the time that was chosen has not passed, nor the hour for coming the same day.
func (f flow) stillPossible(t *dialog.Talk) bool {
	if t.Answers.Text("visit") == now {
		return !f.onlyAgreed(t)
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
