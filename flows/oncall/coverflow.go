package oncall

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/storage/desk"
)

// coverAhead is how far ahead somebody can say that they cover.
const coverAhead = 60 // days

// coverFlow has somebody do another's shifts of one day: oneself, or for those who may say so, anybody of the group.
func (d *Desk) coverFlow() *dialog.Flow {
	return dialog.New(CoverDialog, 1,
		dialog.Choice("desk", desks).When(several).While(still),
		dialog.Date("day", coverable).After("desk").While(notPast),
		dialog.Choice("whom", rostered).With(forWhom).Search().After("desk", "day").While(worksThen),
		dialog.Choice("by", others).With(forWhom).When(head).Search().After("whom").While(here("by")),
		dialog.Confirm("confirm", coverSummary),
	).Done(d.putCover).Sample(inGroup)
}

// forWhom says in a question what the earlier answers are.
func forWhom(t *dialog.Talk) []any {
	return []any{"whom", t.Shown("whom"), "day", t.Shown("day")}
}

// coverable tells whether somebody works on the day whose shifts another could do.
func coverable(t *dialog.Talk, day desk.Day) bool {
	today := t.Tx.Estate().DayOf(t.Now())
	return day >= today && day <= today.Add(coverAhead) && len(working(t, rollOf(t), day)) > 0
}

// working are those who work on the day, each once, but for somebody who may say only of themselves that they
// cover.
func working(t *dialog.Talk, l roll, day desk.Day) []desk.Shift {
	var found []desk.Shift
	for _, s := range ofDay(l.rota, day.Weekday()) {
		twice := slices.ContainsFunc(found, func(f desk.Shift) bool { return f.User == s.User })
		if !twice && (s.User != t.User || head(t)) {
			found = append(found, s)
		}
	}
	return found
}

func notPast(t *dialog.Talk) bool {
	day := t.Answers.Day("day")
	return day.Valid() && day >= t.Tx.Estate().DayOf(t.Tx.Now())
}

func rostered(t *dialog.Talk) []dialog.Option {
	day := t.Answers.Day("day")
	var options []dialog.Option
	for _, s := range working(t, rollOf(t), day) {
		options = append(options, dialog.Option{Value: s.User.String(), Label: dialog.CleanName(s.Name, shownName)})
	}
	return options
}

// worksThen tells whether the one to be covered for still has a shift on the day.
func worksThen(t *dialog.Talk) bool {
	return slices.ContainsFunc(rostered(t), func(o dialog.Option) bool { return o.Value == t.Answers.Text("whom") })
}

// head tells whether the person may say of others that they cover.
func head(t *dialog.Talk) bool {
	u, err := acting(t)
	if err != nil {
		return false
	}
	answer, err := people.May(&t.Tx.Reader, u, people.CoverFor, people.Subject{Desk: deskOf(t)})
	return err == nil && answer.OK
}

// others are the people of the group but the one who is covered for.
func others(t *dialog.Talk) []dialog.Option {
	return slices.DeleteFunc(crew(t), func(o dialog.Option) bool { return o.Value == t.Answers.Text("whom") })
}

// coverOfTalk is what the answers say; ok is false where somebody has left, or nobody works then any more.
func coverOfTalk(t *dialog.Talk) (c desk.Cover, whom string, ok bool) {
	l := rollOf(t)
	day := t.Answers.Day("day")
	c = desk.Cover{Desk: l.desk, Day: day, By: t.User, ByName: dialog.CleanName(t.Name, shownName)}
	if t.Answers.Has("by") {
		by, present := chosen(t, "by")
		if !present {
			return c, "", false
		}
		c.By, c.ByName = by.user, by.name
	}
	for _, s := range working(t, l, day) {
		if s.User.String() == t.Answers.Text("whom") {
			c.For, whom, ok = s.User, s.Name, true
		}
	}
	return c, whom, ok && c.By != c.For
}

func coverSummary(t *dialog.Talk) []any {
	c, whom, _ := coverOfTalk(t)
	return []any{"who", c.ByName, "whom", whom, "day", dayName(&t.Tx.Reader, t.Language, c.Day)}
}

// putCover does what was confirmed, where it is still possible.
func (d *Desk) putCover(t *dialog.Talk) error {
	c, whom, ok := coverOfTalk(t)
	deed := people.CoverFor
	if c.By == t.User {
		deed = people.Cover
	}
	as, allowed, err := mayNow(t, deed)
	switch {
	case err != nil:
		return err
	case !allowed:
		return told(t, "role.hands")
	case !notPast(t):
		return told(t, "oncall.past")
	case !ok:
		return told(t, "oncall.gone")
	}
	if err := t.Tx.PutCover(c); err != nil {
		return err
	}
	l := people.ChatLanguage(&t.Tx.Reader, t.Chat)
	return d.done(t, as, "cover", string(c.Day)+" "+c.By.String()+" for "+c.For.String(), "oncall.covered",
		"who", c.ByName, "whom", whom, "day", dayName(&t.Tx.Reader, l, c.Day))
}
