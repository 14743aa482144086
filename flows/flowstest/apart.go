package flowstest

import (
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Apart plays dialogs by themselves, with an engine of their own, beside those of the desk: what a person does
// through it goes to them alone.
type Apart struct {
	*World
	engine *dialog.Engine
	// Press and Reply, where they are set, take presses that are no dialog's, and replies.
	Press func(*storage.Tx, chat.Update, dialog.Who) error
	Reply func(*storage.Tx, chat.Update, dialog.Who) (bool, error)
}

// Apart makes an engine of the dialogs.
func (w *World) Apart(dialogs ...*dialog.Flow) *Apart {
	w.t.Helper()
	engine, err := dialog.NewEngine(Home, dialogs...)
	if err != nil {
		w.t.Fatal(err)
	}
	return &Apart{World: w, engine: engine}
}

// Home is a first screen that shows a note alone.
func Home(tx *storage.Tx, who dialog.Who, note string) error {
	body := "home"
	if note != "" {
		body += ": " + text.Say(who.Language, note)
	}
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Anew: true, Content: chat.Content{Text: body},
	})
}

// Begin opens a dialog.
func (a *Apart) Begin(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error {
	return a.engine.Begin(tx, who, flow, given)
}

// Opens has a person open a dialog.
func (a *Apart) Opens(p *Person, flow string) {
	a.t.Helper()
	a.Does(p, chat.Update{Kind: chat.Message}, func(tx *storage.Tx, _ chat.Update, who dialog.Who) error {
		return a.Begin(tx, who, flow, nil)
	})
}

// Does hands an update of the person's to the function, and gives the toast.
func (a *Apart) Does(p *Person, u chat.Update, fn func(*storage.Tx, chat.Update, dialog.Who) error) (toast string) {
	a.t.Helper()
	u.Chat, u.From = p.Chat, p.sender()
	if u.Kind == chat.Message && u.Message == 0 {
		a.message++
		u.Message = a.message
	}
	a.Do(func(tx *storage.Tx) error {
		who, err := people.Who(&tx.Reader, u)
		if err != nil {
			return err
		}
		err = fn(tx, u, who)
		for _, said := range tx.Effects().Toasts {
			toast = said.Text
		}
		return err
	})
	return toast
}

// Writes has a person write words, in answer to a message where one is named.
func (a *Apart) Writes(p *Person, words string, to ...*Message) {
	a.t.Helper()
	u := chat.Update{Kind: chat.Message, Text: words}
	if len(to) > 0 {
		u.ReplyTo = to[0].ID
	}
	a.Does(p, u, func(tx *storage.Tx, u chat.Update, who dialog.Who) error {
		if done, err := a.engine.Input(tx, who, u); done || err != nil || a.Reply == nil || u.ReplyTo == 0 {
			return err
		}
		_, err := a.Reply(tx, u, who)
		return err
	})
}

// Presses has a person press the newest button whose label contains the words, and gives the toast.
func (a *Apart) Presses(p *Person, label string) string {
	a.t.Helper()
	for _, m := range slices.Backward(p.Messages) {
		if b, ok := m.Button(label); ok && !m.Removed {
			return a.PressesOn(p, m, b.Data)
		}
	}
	a.t.Fatalf("no button %q; there stands:\n%s", label, p.Room)
	return ""
}

// PressesOn has a person press a button of a message by what it carries, and gives the toast.
func (a *Apart) PressesOn(p *Person, m *Message, data string) string {
	a.t.Helper()
	u := chat.Update{Kind: chat.Press, PressID: "apart", Message: m.ID, Data: data}
	return a.Does(p, u, func(tx *storage.Tx, u chat.Update, who dialog.Who) error {
		if strings.HasPrefix(data, dialog.Prefix) || a.Press == nil {
			return a.engine.Press(tx, who, u)
		}
		return a.Press(tx, u, who)
	})
}

// Homes are the units for which the person may use the desk now, by their labels.
func (a *Apart) Homes(p *Person) string {
	a.t.Helper()
	var labels []string
	a.View(func(r *storage.Reader) error {
		known, _, err := r.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := r.HomesOf(known.ID)
		for _, h := range homes {
			labels = append(labels, h.Unit.Label())
		}
		return err
	})
	return strings.Join(labels, " ")
}
