package oncall

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// rotaSlot is the place of a group's rota.
func rotaSlot(c desk.ChatID) chat.Slot { return chat.Slot("rota:" + c.String()) }

// weekdays is the week as people here count it.
var weekdays = []time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// What of a rota is shown at most.
const (
	shownShifts = 12 // of one day
	shownCovers = 10
)

// Rota answers /rota in a desk's group: the week, day by day, and who covers for whom.
func (d *Desk) Rota(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	if _, ok, err := may(tx, u, who, people.SeeRota, ""); !ok || err != nil {
		return err
	}
	if u.Kind == chat.Press {
		tx.Toast(chat.Toast{PressID: u.PressID})
	}
	c := u.Chat.ID
	screen, err := rotaScreen(&tx.Reader, c)
	if err != nil {
		return err
	}
	if err := tx.Vacate(rotaSlot(c), chat.Conversation); err != nil {
		return err
	}
	screen.Silent = true
	return tx.Show(chat.Outgoing{Slot: rotaSlot(c), Chat: c, Thread: u.Thread, Lane: chat.Conversation, Content: screen})
}

// rotaScreen is what a group's rota shows.
func rotaScreen(r *storage.Reader, c desk.ChatID) (chat.Content, error) {
	l := people.ChatLanguage(r, c)
	var parts []string
	var rows [][]chat.Button
	for _, n := range r.DesksIn(c) {
		roll, err := readRoll(r, n)
		if err != nil {
			return chat.Content{}, err
		}
		parts = append(parts, strings.Join(rotaLines(r, l, roll), "\n"))
		rows = append(rows, uncoverButtons(r, l, roll)...)
	}
	rows = append(rows, []chat.Button{
		{Text: text.Plain(l, "oncall.change"), Data: data(verbChange, "", "")},
		{Text: text.Plain(l, "oncall.cover"), Data: data(verbCover, "", "")},
	})
	return chat.Content{Text: strings.Join(parts, "\n\n"), Buttons: rows}, nil
}

func rotaLines(r *storage.Reader, l desk.Language, roll roll) []string {
	lines := []string{text.Say(l, "oncall.rota-head", "desk", text.Plain(l, "desk."+string(roll.desk)))}
	if len(roll.rota) == 0 {
		return append(lines, text.Say(l, "oncall.rota-empty"))
	}
	for _, weekday := range weekdays {
		var shifts []string
		for _, s := range ofDay(roll.rota, weekday) {
			if len(shifts) == shownShifts {
				shifts = append(shifts, "…")
				break
			}
			key := "oncall.shift"
			if roll.gone(r, s.User) {
				key = "oncall.shift-left"
			}
			shifts = append(shifts, text.Plain(l, key, "name", dialog.CleanName(s.Name, shownName), "hours", hours(s)))
		}
		if len(shifts) == 0 {
			shifts = []string{"–"}
		}
		lines = append(lines, text.Say(l, "oncall.rota-day", "day", weekdayName(l, weekday), "shifts", strings.Join(shifts, " · ")))
	}
	for _, c := range roll.coming() {
		key := "oncall.covers"
		if roll.gone(r, c.By) {
			key = "oncall.covers-left"
		}
		lines = append(lines, text.Say(l, key, "day", dayName(r, l, c.Day), "who", dialog.CleanName(c.ByName, shownName),
			"whom", dialog.CleanName(roll.nameOf(c.For), shownName)))
	}
	return lines
}

// ofDay are the shifts that begin on the day, in order.
func ofDay(rota []desk.Shift, weekday time.Weekday) []desk.Shift {
	shifts := slices.DeleteFunc(slices.Clone(rota), func(s desk.Shift) bool { return s.Weekday != weekday })
	slices.SortStableFunc(shifts, func(a, b desk.Shift) int { return cmp.Compare(a.From, b.From) })
	return shifts
}

// hours are a shift's, as people write them.
func hours(s desk.Shift) string { return showClock(s.From) + "–" + showClock(s.Until) }

// weekdayName is the day of the week in a word.
func weekdayName(l desk.Language, d time.Weekday) string {
	return text.Plain(l, "time.weekday-"+d.String()[:3])
}

// dayName is a day as people name it: today, tomorrow, or its date.
func dayName(r *storage.Reader, l desk.Language, d desk.Day) string {
	return text.Day(l, r.Estate().Start(d), r.Now(), r.Estate().Zone)
}

// coming are the covers from today on whose day has a shift, in order.
func (l roll) coming() []desk.Cover {
	var coming []desk.Cover
	for _, c := range l.covers {
		has := slices.ContainsFunc(l.rota, func(s desk.Shift) bool { return s.User == c.For && s.Weekday == c.Day.Weekday() })
		if has && c.Day >= l.today() && len(coming) < shownCovers {
			coming = append(coming, c)
		}
	}
	return coming
}

// nameOf is what the rota calls the person.
func (l roll) nameOf(user desk.UserID) string {
	for _, s := range l.rota {
		if s.User == user {
			return s.Name
		}
	}
	return ""
}

// uncoverButtons take back who covers for whom.
func uncoverButtons(r *storage.Reader, l desk.Language, roll roll) [][]chat.Button {
	var rows [][]chat.Button
	for _, c := range roll.coming() {
		label := text.Plain(l, "oncall.uncover", "day", dayName(r, l, c.Day), "who", dialog.CleanName(c.ByName, 20),
			"whom", dialog.CleanName(roll.nameOf(c.For), 20))
		rows = append(rows, []chat.Button{{
			Text: label, Data: data(verbUncover, roll.desk, string(c.Day)+"/"+c.For.String()), Style: chat.Danger,
		}})
	}
	return rows
}

// uncover gives the shifts of a day back: whoever covers may, and whoever may say that somebody covers.
func (d *Desk) uncover(tx *storage.Tx, u chat.Update, who dialog.Who, n desk.Name, arg string) error {
	of, user, _ := strings.Cut(arg, "/")
	id, err := strconv.ParseInt(user, 10, 64)
	if err != nil || !desk.Day(of).Valid() {
		return forged(tx, u, who)
	}
	roll, err := readRoll(&tx.Reader, n)
	if err != nil {
		return err
	}
	c, covered := roll.coverOf(desk.Day(of), desk.UserID(id))
	deed := people.CoverFor
	if !covered || c.By == u.From.User {
		deed = people.Cover
	}
	as, ok, err := may(tx, u, who, deed, n)
	if !ok || err != nil {
		return err
	}
	if !covered { // taken back by somebody else, or pressed twice
		return tell(tx, u, text.Plain(who.Language, "oncall.uncovered", "whom", roll.nameOf(desk.UserID(id))))
	}
	if err := tx.DropCover(n, desk.Day(of), desk.UserID(id)); err != nil {
		return err
	}
	if err := audit(tx, u, as, "uncover", n, arg); err != nil {
		return err
	}
	if err := tell(tx, u, text.Plain(who.Language, "oncall.uncovered", "whom", roll.nameOf(desk.UserID(id)))); err != nil {
		return err
	}
	return d.Refresh(tx, n)
}
