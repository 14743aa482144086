package staff

import (
	"slices"
	"strconv"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// anyway is what a press on Done carries that leaves points of the checklist undone.
const anyway = "anyway"

// finish has the ticket done. Where points of its checklist are left it is asked once whether it is done all the same,
// and where the service wants a photo of the finished job, for that. The end of an alarm waits for no photo.
func (s Desk) finish(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, arg string) error {
	left := s.left(t)
	switch {
	case !t.May(desk.Finish): // refused below
	case len(left) > 0 && arg != anyway:
		return s.askAnyway(tx, u, who, t, left)
	case s.wantsPhoto(t) && t.Kind != desk.Emergency:
		return s.prompt(tx, u, t, card.AskPhoto, "staff.ask-photo")
	}
	if err := s.finished(tx, u, t, ""); err != nil {
		return err
	}
	if err := s.confirm(tx, u, who, t, desk.Finish); err != nil || !s.wantsPhoto(t) {
		return err
	}
	return s.prompt(tx, u, t, card.AskNote, "staff.ask-photo-after")
}

// finished notes that the ticket is done, with what was done without.
func (s Desk) finished(tx *storage.Tx, u chat.Update, t *desk.Ticket, noPhoto string) error {
	without, detail := desk.DoneData{NoPhoto: noPhoto}, []string{}
	for _, step := range s.left(t) {
		without.Left = append(without.Left, step.Name)
	}
	if len(without.Left) > 0 {
		detail = append(detail, "without "+strings.Join(without.Left, ", "))
	}
	if noPhoto != "" {
		detail = append(detail, "no photo")
	}
	by, err := people.Acting(&tx.Reader, u, t)
	if err != nil {
		return err
	}
	if err := t.FinishWithout(without, by, tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.Finish, detail...); err != nil {
		return err
	}
	if asked := anywaySlot(t.ID, u.Chat.ID); tx.Showing(asked) == t.ID {
		if err := tx.Vacate(asked, chat.Conversation); err != nil {
			return err
		}
	}
	return tx.PutTicket(t)
}

// left are the points of the ticket's checklist that are not done.
func (s Desk) left(t *desk.Ticket) []catalogue.Step {
	return card.Drawing{Services: s.Services}.StepsLeft(t)
}

// wantsPhoto tells whether the ticket's service wants a photo of the finished job.
func (s Desk) wantsPhoto(t *desk.Ticket) bool {
	return card.Drawing{Services: s.Services}.WantsPhoto(t)
}

// anywaySlot is the place of the question whether a ticket is done although points of its checklist are not.
func anywaySlot(id desk.TicketID, c desk.ChatID) chat.Slot {
	return chat.Slot("anyway:" + string(id) + ":" + strconv.FormatInt(int64(c), 10))
}

// askAnyway asks whether the ticket is done although points of its checklist are not.
func (s Desk) askAnyway(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, left []catalogue.Step) error {
	d := card.Drawing{Estate: tx.Estate(), Services: s.Services, Language: people.ChatLanguage(&tx.Reader, u.Chat.ID), Now: tx.Now()}
	said := func(l desk.Language) []any {
		names := make([]string, len(left))
		for i, step := range left {
			names[i] = step.LabelIn(l)
		}
		return []any{"ticket", t.ID, "n", len(left), "of", len(d.Steps(t)), "steps", text.List(l, names)}
	}
	short := card.Shorten(text.Plain(who.Language, "staff.steps-left", said(who.Language)...), maxToast)
	tx.Toast(chat.Toast{PressID: u.PressID, Text: short})
	return tx.Show(chat.Outgoing{
		Slot: anywaySlot(t.ID, u.Chat.ID), Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplySlot: people.StandAt(&tx.Reader, t, u.Chat.ID).Card(t.ID), Anew: true,
		Content: chat.Content{
			Silent: true, Text: text.Say(d.Language, "staff.done-anyway", said(d.Language)...),
			Buttons: [][]chat.Button{{
				{Text: text.Plain(d.Language, "staff.anyway"), Data: card.Data(t.ID, desk.Finish, anyway), Style: chat.Success},
				d.StepsButton(t),
			}},
		},
		About: chat.About{Ticket: t.ID, What: card.Told},
	})
}

// shown are the kinds of file in which the finished job can be seen.
var shown = []desk.MediaKind{desk.Photo, desk.Video, desk.Document, desk.Animation, desk.VideoNote}

// prove takes the photo of the finished job, which goes to the tenant with the news that it is done, or in words why
// there is none, which stay inside.
func (s Desk) prove(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, said string) error {
	seen := slices.ContainsFunc(u.Media, func(m desk.Media) bool { return slices.Contains(shown, m.Kind) })
	if !seen && said == "" {
		return s.say(tx, u, t, text.Say(who.Language, "staff.photo-or-words"))
	}
	if !seen {
		if err := s.finished(tx, u, t, card.Shorten(said, maxReason)); err != nil {
			return err
		}
		return s.say(tx, u, t, text.Say(people.ChatLanguage(&tx.Reader, u.Chat.ID), "staff.done-no-photo", "ticket", t.ID))
	}
	if err := s.finished(tx, u, t, ""); err != nil {
		return err
	}
	if t.Reporter.User == 0 { // nobody here to send it to
		return s.keep(tx, u, t, said, 0)
	}
	if origin.IsAtOnce(said) {
		said = origin.AtOnce(said)
	}
	return s.send(tx, u, t, said, 0)
}

// maxReason is how much is kept of why something was not done, in characters.
const maxReason = 500
