package oncall

import (
	"slices"
	"strconv"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// The dialogs, which are held in a desk's group.
const (
	RotaDialog  = "rota"
	CoverDialog = "cover"
)

// change opens the dialog in which the rota is changed.
func (d *Desk) change(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	if _, ok, err := may(tx, u, who, people.Rota, ""); !ok || err != nil {
		return err
	}
	return d.begin(tx, u, who, RotaDialog)
}

// Cover answers /cover in a desk's group: it opens the dialog in which somebody covers for a day.
func (d *Desk) Cover(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	if _, ok, err := may(tx, u, who, people.Cover, ""); !ok || err != nil {
		return err
	}
	// Whoever may say it of others is asked who covers: to know that, the chat service may have to be asked first.
	heads, err := people.May(&tx.Reader, u, people.CoverFor, people.Subject{})
	if err != nil {
		return err
	}
	if heads.Ask != nil {
		return people.AskFirst(tx, u, heads.Ask)
	}
	for _, n := range tx.DesksIn(u.Chat.ID) {
		rota, err := tx.Rota(n)
		if err != nil {
			return err
		}
		if len(rota) > 0 {
			return d.begin(tx, u, who, CoverDialog)
		}
	}
	return tell(tx, u, text.Plain(who.Language, "oncall.no-rota"))
}

func (d *Desk) begin(tx *storage.Tx, u chat.Update, who dialog.Who, flow string) error {
	if u.Kind == chat.Press {
		tx.Toast(chat.Toast{PressID: u.PressID})
	}
	return d.Begin(tx, who, flow, nil)
}

// several tells whether the group holds several desks, so that it has to be asked which is meant.
func several(t *dialog.Talk) bool { return len(t.Tx.DesksIn(t.Chat)) > 1 }

// deskOf is the desk that the dialog is about, "" where the group holds it no longer.
func deskOf(t *dialog.Talk) desk.Name {
	held := t.Tx.DesksIn(t.Chat)
	n := desk.Name(t.Answers.Text("desk"))
	switch {
	case slices.Contains(held, n):
		return n
	case len(held) == 1:
		return held[0]
	}
	return ""
}

func desks(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, n := range t.Tx.DesksIn(t.Chat) {
		options = append(options, dialog.Option{Value: string(n), Label: text.Plain(t.Language, "desk."+string(n))})
	}
	return options
}

// still tells whether the group holds the chosen desk.
func still(t *dialog.Talk) bool { return deskOf(t) != "" }

// rollOf is what is known of the dialog's desk; what cannot be read now is found out at the dialog's end.
func rollOf(t *dialog.Talk) roll {
	l, err := readRoll(&t.Tx.Reader, deskOf(t))
	if err != nil {
		return roll{desk: deskOf(t), estate: t.Tx.Estate(), now: t.Tx.Now()}
	}
	return l
}

// crew are the people of the group, to choose from.
func crew(t *dialog.Talk) []dialog.Option {
	here, err := seen(&t.Tx.Reader, t.Chat)
	if err != nil {
		return nil
	}
	options := make([]dialog.Option, len(here))
	for i, s := range here {
		options[i] = dialog.Option{Value: s.user.String(), Label: s.name}
	}
	return options
}

// chosen is the person whom the step's answer names, with the name that the group knows; ok is false where the person
// has left.
func chosen(t *dialog.Talk, step string) (s somebody, ok bool) {
	id, err := strconv.ParseInt(t.Answers.Text(step), 10, 64)
	if err != nil {
		return somebody{}, false
	}
	m, _, err := t.Tx.Member(t.Chat, desk.UserID(id))
	return somebody{user: m.User, name: dialog.CleanName(m.Name, shownName)}, err == nil && m.Present()
}

// here tells whether the person whom the step's answer names is still in the group.
func here(step string) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool {
		_, ok := chosen(t, step)
		return ok
	}
}

// acting is the dialog's person as somebody who does something in the group now.
func acting(t *dialog.Talk) (chat.Update, error) {
	g, _, err := t.Tx.Group(t.Chat)
	return chat.Update{
		Kind: chat.Message, Chat: chat.Room{ID: t.Chat, Type: g.Type, Title: g.Title, Public: g.Public}, Thread: t.Thread,
		From: chat.Sender{User: t.User, Name: t.Name},
	}, err
}

// mayNow is in what role the person may do it at the dialog's end. What was sure when the dialog was opened, and
// would have to be asked again, is taken to hold: in a group, one is at least of its staff.
func mayNow(t *dialog.Talk, deed people.Deed) (as people.Role, ok bool, err error) {
	u, err := acting(t)
	if err != nil {
		return "", false, err
	}
	answer, err := people.May(&t.Tx.Reader, u, deed, people.Subject{Desk: deskOf(t)})
	if answer.Ask != nil {
		return people.Staff, true, err
	}
	return answer.Role, answer.OK, err
}

// done says what the dialog has come to, brings the boards up to date, and keeps who did it.
func (d *Desk) done(t *dialog.Talk, as people.Role, action, detail, key string, args ...any) error {
	u, err := acting(t)
	if err != nil {
		return err
	}
	if err := audit(t.Tx, u, as, action, deskOf(t), detail); err != nil {
		return err
	}
	if err := d.Refresh(t.Tx, deskOf(t)); err != nil {
		return err
	}
	return told(t, key, args...)
}

// told says in the place of the questions what came of them.
func told(t *dialog.Talk, key string, args ...any) error {
	l := people.ChatLanguage(&t.Tx.Reader, t.Chat)
	return t.Tx.Show(chat.Outgoing{
		Slot: t.Screen(), Chat: t.Chat, Thread: t.Thread, Lane: chat.Conversation,
		Content: chat.Content{Text: text.Say(l, key, args...), Silent: true},
	})
}
