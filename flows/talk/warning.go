package talk

import (
	"slices"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// WarningName is the name of the dialog that offers the alarm to somebody whose words sound like danger.
const WarningName = "warning"

// The steps that hold in which dialog the words were written, and to which matter they were passed on already. A line
// each, where words were written in several.
const (
	asideStep  = "aside"
	passedStep = "passed"
)

// dangerStep is the question, and these are the answers beside a danger and a ticket's number.
const (
	dangerStep = "danger"
	another    = "another"
	none       = "none"
)

// addable is how many matters the words can be added to from there.
const addable = 4

// urgeAfter is how long the offer of an alarm stands before it is made once more. Nobody else is told of it: who has
// pressed nothing may have meant nothing.
const urgeAfter = 2 * time.Minute

// Warning offers the alarm. Whoever is in no danger goes on with what they were asked, or is asked what the words are
// about.
func (k Talk) Warning() *dialog.Flow {
	return dialog.New(WarningName, 1,
		dialog.Text(saidStep).Given(),
		dialog.Media(filesStep).Max(0).Given(),
		dialog.Text(asideStep).Given(),
		dialog.Text(passedStep).Given(),
		dialog.Choice(dangerStep, k.dangers).Wide().With(k.warned),
	).Done(k.answered).Instead(k.calm).Urge(urgeAfter).Sample(sampleWarning)
}

// Dangerous tells whether words sound like danger.
func (k Talk) Dangerous(words string) bool {
	return words != "" && k.Understands().Read(words).Emergency
}

// Warn offers the alarm for a message. What answers staff is passed on at once all the same; what was written in a
// dialog, whose instance aside is, goes back there where nobody is in danger.
func (k Talk) Warn(tx *storage.Tx, who dialog.Who, u chat.Update, aside string) error {
	begin, err := given(u)
	if err != nil {
		return err
	}
	if aside != "" {
		if err := begin.Set(asideStep, aside); err != nil {
			return err
		}
		return k.Begin(tx, who, WarningName, begin)
	}
	t, answers, err := k.addressee(tx, who, u)
	if err != nil {
		return err
	}
	if t != nil {
		m := Read(u)
		m.answers = answers
		if err := k.pass(tx, who, t, m); err != nil {
			return err
		}
		if err := begin.Set(passedStep, string(t.ID)); err != nil {
			return err
		}
	}
	return k.Begin(tx, who, WarningName, begin)
}

// turned offers the alarm to somebody whose words in a matter have become those of danger.
func (k Talk) turned(tx *storage.Tx, who dialog.Who, u chat.Update, t *desk.Ticket, before string) error {
	if t.Kind == desk.Emergency || k.Dangerous(before) || !k.Dangerous(u.Text) {
		return nil
	}
	if out, err := emergency.Out(&tx.Reader, who); err != nil || out != nil {
		return err
	}
	begin, err := given(u)
	if err != nil {
		return err
	}
	if err := begin.Set(passedStep, string(t.ID)); err != nil {
		return err
	}
	return k.Begin(tx, who, WarningName, begin)
}

// PassOn passes on what is written while the alarm is offered to somebody whose words before it were passed on.
func (k Talk) PassOn(tx *storage.Tx, who dialog.Who, u chat.Update, offer dialog.Answers) error {
	if offer.Text(passedStep) == "" {
		return nil
	}
	_, err := k.Answer(tx, who, u)
	return err
}

// danger is what the words sound like: together, or one of them alone.
func (k Talk) danger(t *dialog.Talk) desk.Danger {
	said := t.Answers.Text(saidStep)
	for _, words := range append([]string{said}, strings.Split(said, "\n")...) {
		if r := k.Understands().Read(words); r.Emergency && r.Danger.Valid() {
			return r.Danger
		}
	}
	return desk.DangerHelp
}

func (k Talk) dangers(t *dialog.Talk) []dialog.Option {
	danger := k.danger(t)
	say := func(key string, args ...any) string { return text.Plain(t.Language, "warning."+key, args...) }
	options := []dialog.Option{
		{Value: string(danger), Label: say("sound", "danger", emergency.NameIn(t.Language, danger)), Style: chat.Danger},
		{Value: another, Label: say("another")},
		{Value: none, Label: say("none")},
	}
	if t.Answers.Text(asideStep)+t.Answers.Text(passedStep) != "" {
		return options
	}
	added := k.toAdd(t)
	return append(options, added[:min(len(added), addable)]...)
}

func (k Talk) warned(t *dialog.Talk) []any {
	danger := k.danger(t)
	numbers := card.NumbersFor(t.Tx.Estate(), t.Language, danger)
	return []any{"wrote", text.HTML(wrote(t)), "numbers", text.HTML(numbers), "danger", emergency.NameIn(t.Language, danger)}
}

func (k Talk) answered(t *dialog.Talk) error {
	switch answer := t.Answers.Text(dangerStep); {
	case answer == another:
		return k.Emergency(t.Tx, t.Who, "", heard(t))
	case answer == none:
		return k.calm(t)
	case desk.Danger(answer).Valid():
		return k.Emergency(t.Tx, t.Who, desk.Danger(answer), heard(t))
	default:
		return k.add(t, desk.TicketID(answer), heard(t))
	}
}

// calm takes the words to where they would have gone at once.
func (k Talk) calm(t *dialog.Talk) error {
	for _, instance := range slices.Backward(strings.Split(t.Answers.Text(asideStep), "\n")) {
		if ok, err := k.Resume(t.Tx, t.Who, instance, t.Again(saidStep, filesStep)); ok || err != nil {
			return err
		}
	}
	for _, id := range slices.Backward(strings.Split(t.Answers.Text(passedStep), "\n")) {
		ticket, err := k.own(t.Tx, t.Who, desk.TicketID(id))
		if err != nil {
			return err
		}
		if ticket != nil {
			return k.show(t, ticket)
		}
	}
	begin := dialog.Answers{}
	heard(t).Give(begin, saidStep, filesStep)
	return k.ask(t.Tx, t.Who, begin)
}
