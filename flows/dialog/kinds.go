package dialog

import (
	"strconv"
	"time"

	"frontdesk/storage/desk"
)

// Number asks for a whole number from min to max; its answer is an int64.
func Number(name string, min, max int64) Step { return Step{name: name, kind: words} }

// Rating asks for one to five stars; its answer is an int64.
func Rating(name string) Step {
	return Choice(name, func(*Talk) []Option {
		options := make([]Option, 5)
		for i := range options {
			options[i] = Option{Value: strconv.Itoa(i + 1), Label: strconv.Itoa(i + 1)}
		}
		return options
	})
}

// Phone asks for a telephone number; its answer is in E.164, such as +85291234567.
func Phone(name string) Step { return Text(name) }

// Location asks for a place, as a point on the map or in words; its answer is text.
func Location(name string) Step { return Text(name).OrPlace() }

// Time asks for one of the free moments; its answer is an instant in UTC.
func Time(name string, free func(*Talk) []time.Time) Step {
	return Choice(name, func(t *Talk) []Option {
		var options []Option
		for _, at := range free(t) {
			options = append(options, Option{Value: at.UTC().Format(time.RFC3339), Label: at.In(t.Tx.Estate().Zone).Format("15:04")})
		}
		return options
	})
}

// Unit asks for one of the units; its answer is the unit's identifier.
func Unit(name string, units func(*Talk) []desk.Unit) Step {
	return Choice(name, func(t *Talk) []Option {
		var options []Option
		for _, u := range units(t) {
			options = append(options, Option{Value: strconv.FormatUint(uint64(u.ID), 10), Label: u.Label()})
		}
		return options
	})
}

// Number is the answer to a number or a rating; ok is false where there is none.
func (a Answers) Number(step string) (n int64, ok bool) {
	n, err := strconv.ParseInt(a.Text(step), 10, 64)
	return n, err == nil
}

// Time is the answer to a time, in UTC; ok is false where there is none.
func (a Answers) Time(step string) (at time.Time, ok bool) {
	at, err := time.Parse(time.RFC3339, a.Text(step))
	return at.UTC(), err == nil
}

// Unit is the answer to a unit, 0 where there is none.
func (a Answers) Unit(step string) desk.UnitID {
	n, err := strconv.ParseUint(a.Text(step), 10, 64)
	if err != nil { // skipped
		return 0
	}
	return desk.UnitID(n)
}

// Search lets the options of a choice be found by typing a part of their label.
func (s Step) Search() Step { return s }

// Migrate says how the answers of an older version are carried into the next: one for each version before this.
func (f *Flow) Migrate(from int, fn func(Answers) error) *Flow { return f }

// Sample gives answers with which previews show the dialog.
func (f *Flow) Sample(fn func(*Talk)) *Flow { return f }

// Sources are the messages whose words became the answer.
func (t *Talk) Sources(step string) []desk.MessageID { return nil }

// Group reports whether the dialog is one person's in a group.
func (w Who) Group() bool { return !w.Chat.Private() }

// Timer is the kind of the timers with which dialogs that were left are asked about.
const Timer desk.TimerKind = "dialog"
