package staff

import (
	"slices"
	"strconv"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// came notes that something came about from which a clock starts.
func (s Desk) came(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, m desk.Moment) error {
	if err := t.Came(m, people.Actor(u), tx.Now(), tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.NoteMoment); err != nil {
		return err
	}
	if err := toast(tx, u, who, "staff.did-moment", "ticket", t.ID, "moment", text.Plain(who.Language, "moment.came-"+string(m))); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// listSlot is the place of a ticket's checklist in a group.
func listSlot(id desk.TicketID, c desk.ChatID) chat.Slot {
	return chat.Slot("steps:" + string(id) + ":" + strconv.FormatInt(int64(c), 10))
}

// showList shows the checklist under the card, where it is pressed off point by point.
func (s Desk) showList(tx *storage.Tx, c desk.ChatID, th desk.ThreadID, t *desk.Ticket, anew bool) error {
	l := people.ChatLanguage(&tx.Reader, c)
	d := card.Drawing{Estate: tx.Estate(), Services: s.Services, Language: l, Now: tx.Now()}
	steps := d.Steps(t)
	lines := []string{text.Say(l, "staff.steps", "ticket", t.ID, "service", d.Service(t), "place", d.PlaceName(t),
		"n", len(steps)-len(d.StepsLeft(t)), "of", len(steps))}
	var rows [][]chat.Button
	for _, step := range steps {
		mark, done := t.Steps[step.Name]
		lines = append(lines, stepLine(d, step, mark, done))
		key := "staff.step-open"
		if done {
			key = "staff.step-done"
		}
		if t.May(desk.TickStep) {
			rows = append(rows, []chat.Button{{
				Text: text.Plain(l, key, "step", step.LabelIn(l)), Data: card.Data(t.ID, desk.TickStep, step.Name),
			}})
		}
	}
	return tx.Show(chat.Outgoing{
		Slot: listSlot(t.ID, c), Chat: c, Thread: th, Lane: chat.Conversation, ReplySlot: people.StandAt(&tx.Reader, t, c).Card(t.ID), Anew: anew,
		Content: chat.Content{Text: strings.Join(lines, "\n"), Buttons: rows, Silent: true},
		About:   chat.About{Ticket: t.ID, What: card.Told},
	})
}

func stepLine(d card.Drawing, step catalogue.Step, mark desk.Mark, done bool) string {
	key, figure := "staff.step-line", ""
	switch {
	case !done:
		key = "staff.step-line-open"
	case mark.Figure != nil:
		key, figure = "staff.step-line-figure", strconv.FormatInt(*mark.Figure, 10)
	}
	return text.Say(d.Language, key, "step", step.LabelIn(d.Language), "who", mark.By.Name, "time", d.Clock(mark.At), "figure", figure)
}

// step is a point of the ticket's checklist by its name.
func (s Desk) step(t *desk.Ticket, name string) (catalogue.Step, bool) {
	service, _ := s.Services.Service(t.Service)
	i := slices.IndexFunc(service.Steps, func(step catalogue.Step) bool { return step.Name == name })
	if i < 0 {
		return catalogue.Step{}, false
	}
	return service.Steps[i], true
}

// tick notes a point of the checklist, or takes a tick back; a point with a figure asks for it first.
func (s Desk) tick(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, name string) error {
	step, known := s.step(t, name)
	switch _, done := t.Steps[name]; {
	case !known:
		return toast(tx, u, who, "staff.step-gone")
	case !t.May(desk.TickStep):
		return desk.Refuse(desk.NotNow, "ticket", t.ID)
	case step.Number && !done:
		return s.askFigure(tx, u, t, step)
	default:
		if err := s.ticked(tx, u, t, desk.StepData{Step: name, Undone: done}); err != nil {
			return err
		}
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return nil
}

func (s Desk) ticked(tx *storage.Tx, u chat.Update, t *desk.Ticket, d desk.StepData) error {
	if err := t.Tick(d, people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.TickStep); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	return s.showList(tx, u.Chat.ID, u.Thread, t, false)
}

// askFigure asks the presser to reply with the figure of a point.
func (s Desk) askFigure(tx *storage.Tx, u chat.Update, t *desk.Ticket, step catalogue.Step) error {
	l := people.ChatLanguage(&tx.Reader, u.Chat.ID)
	tx.Toast(chat.Toast{PressID: u.PressID})
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplySlot: people.StandAt(&tx.Reader, t, u.Chat.ID).Card(t.ID),
		Content: chat.Content{
			Text:   text.Say(l, "staff.ask-figure", "ticket", t.ID, "name", mention(u.From), "step", step.LabelIn(l)),
			Prompt: true,
		},
		About: chat.About{Ticket: t.ID, What: card.AskFigure + chat.What(step.Name), User: u.From.User},
	})
}

// maxFigure is the greatest figure that is noted.
const maxFigure = 1_000_000_000_000

// figure takes the figure of a point, as a reply to the message that asks for it.
func (s Desk) figure(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, name, said string) error {
	if _, known := s.step(t, name); !known {
		return s.say(tx, u, t, text.Say(who.Language, "staff.step-gone"))
	}
	n, ok := dialog.ReadNumber(said)
	if !ok || n < 0 || n > maxFigure {
		return s.say(tx, u, t, text.Say(who.Language, "staff.figure"))
	}
	return s.ticked(tx, u, t, desk.StepData{Step: name, Figure: &n})
}

// maxToast is the most that a line shows which floats over a chat, in characters.
const maxToast = 190
