package emergency

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// AskName is the name of the dialog that asks what it is: its answer sounds the alarm.
const AskName = "alarm"

// The questions, what is typed or sent in the place of their answers, and what was before the alarm was thought of.
const (
	dangerStep = "danger"
	moreStep   = "more"

	saidStep  = "said"
	filesStep = "files"
	pointStep = "point"

	withStep      = "with"
	withFilesStep = "with-files"
)

// later are the dangers of the second screen.
var later = []desk.Danger{desk.DangerTheft, desk.DangerPower, desk.DangerLane}

// Asking asks what it is. Whatever is pressed, typed or sent there sounds the alarm.
func (a Alarm) Asking() *dialog.Flow {
	return dialog.New(AskName, 1,
		dialog.Choice(dangerStep, dangers).With(whatIsIt).When(nothingSaid),
		dialog.Choice(moreStep, others).With(whatIsIt).When(func(t *dialog.Talk) bool { return nothingSaid(t) && t.Answers.Text(dangerStep) == moreStep }),
		dialog.Text(saidStep).Given(),
		dialog.Media(filesStep).Max(0).Given(),
		dialog.Location(pointStep).Given(),
		dialog.Text(withStep).Given(),
		dialog.Media(withFilesStep).Max(0).Given(),
	).Fleeting().Done(a.asked)
}

// Ask asks what it is. Words and files that were sent already go with the alarm once it is sounded.
func (a Alarm) Ask(tx *storage.Tx, who dialog.Who, said string, files []desk.Media, from ...desk.MessageID) error {
	given := dialog.Answers{}
	var err error
	switch {
	case said != "" && len(files) > 0: // a message is corrected where its words are
		err = errors.Join(given.SetFrom(withStep, said, from...), given.Set(withFilesStep, files))
	case said != "":
		err = given.SetFrom(withStep, said, from...)
	case len(files) > 0:
		err = given.SetFiles(withFilesStep, files, from...)
	}
	if err != nil {
		return err
	}
	return a.Begin(tx, who, AskName, given)
}

// nothingSaid reports whether the questions are still to be answered: words, files and a place sound the alarm, too.
func nothingSaid(t *dialog.Talk) bool {
	return t.Answers.Text(saidStep) == "" && len(t.Answers.Media(filesStep)) == 0 && t.Answers.Text(pointStep) == ""
}

func dangers(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, d := range desk.Dangers {
		if !slices.Contains(later, d) {
			options = append(options, option(t, string(d)))
		}
	}
	return append(options, option(t, moreStep))
}

func others(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, d := range later {
		options = append(options, option(t, string(d)))
	}
	return options
}

func option(t *dialog.Talk, value string) dialog.Option {
	return dialog.Option{Value: value, Label: text.Plain(t.Language, "danger.button-"+value)}
}

// shownWith is how much is shown of what goes along, in characters.
const shownWith = 200

// whatIsIt is whom to call, that an alarm is out already where one is, and what goes along.
func whatIsIt(t *dialog.Talk) []any {
	said := ""
	if out, err := Out(&t.Tx.Reader, t.Who); err == nil && out != nil { // one that cannot be read is not told of
		d := card.Drawing{Language: t.Language}
		said = text.Say(t.Language, "alarm.out", "ticket", out.ID, "danger", d.Service(out)) + "\n\n"
	}
	if with := t.Answers.Text(withStep); with != "" {
		said += text.Say(t.Language, "alarm.with", "text", card.Shorten(with, shownWith)) + "\n\n"
	}
	return []any{"numbers", text.HTML(card.Numbers(t.Tx.Estate(), t.Language)), "out", text.HTML(said)}
}

// asked sounds the alarm, with everything that was said, and asks where.
func (a Alarm) asked(t *dialog.Talk) error {
	danger := desk.Danger(cmp.Or(t.Answers.Text(moreStep), t.Answers.Text(dangerStep)))
	said := t.Answers.Text(saidStep)
	if !danger.Valid() {
		danger = a.guess(said)
	}
	words := strings.Trim(t.Answers.Text(withStep)+"\n"+said, "\n")
	files := append(t.Answers.Media(withFilesStep), t.Answers.Media(filesStep)...)
	given, err := a.Press(t.Tx, t.Who, danger, words, files, origin.Sources(t, withStep, withFilesStep, saidStep, filesStep)...)
	if err != nil {
		return err
	}
	id := desk.TicketID(given.Text(ticketStep))
	for _, step := range []string{withStep, saidStep} {
		if err := origin.Attribute(t, step); err != nil {
			return err
		}
	}
	if point := t.Answers.Text(pointStep); point != "" {
		if err := errors.Join(move(t, id, point, further), given.Set(placeStep, nil), given.Set(elsewhereStep, nil)); err != nil {
			return err
		}
	}
	return a.Begin(t.Tx, t.Who, Name, given)
}
