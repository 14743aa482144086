package preview

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// scene is where a person stands after some moves, and what they see.
type scene struct {
	// at is the question that is asked, nil where the dialog is over.
	at *dialog.Standing
	// screen is the person's live screen, and posted what came beside it.
	screen chat.Content
	posted []chat.Content
	// session is what is kept of the person's dialogs, to go on from there.
	session []byte
	// silent is a press that nobody has answered, "" where there was none.
	silent string
	// elsewhere says that the dialog is not for this person.
	elsewhere bool
}

// play begins a dialog, takes it to where it stood in from, makes one move there, and tells where that leads. Without
// from it only begins. Nothing of it stays.
func (w *world) play(f *dialog.Flow, s standpoint, l desk.Language, from *scene, m Move) (sc scene, err error) {
	err = w.try(s.now, func(tx *storage.Tx) error {
		who, err := s.who(tx, l)
		if err != nil {
			return err
		}
		t := &dialog.Talk{Who: who, Tx: tx, Answers: dialog.Answers{}}
		if sc.elsewhere = !f.Sampled(t); sc.elsewhere {
			return nil
		}
		p := &playing{world: w, tx: tx, who: t.Who, scene: &sc}
		if err := w.desk.Dialogs().Begin(tx, t.Who, f.Name(), t.Answers); err != nil {
			return err
		}
		if from != nil {
			if err := p.move(from, m); err != nil {
				return fmt.Errorf("%s: %w", m.Label, err)
			}
		}
		if err := w.desk.Conclude(tx); err != nil {
			return err
		}
		if err := p.deliver(); err != nil {
			return err
		}
		sc.session = slices.Clone(tx.Session(t.Who.SessionKey))
		sc.at, _, err = w.desk.Dialogs().Standings(tx, t.Who)
		return err
	})
	if err != nil {
		return sc, fmt.Errorf("play dialog %s as %s: %w", f.Name(), s.name, err)
	}
	return sc, nil
}

// playing is a dialog under way in a transaction.
type playing struct {
	*world
	*scene
	tx      *storage.Tx
	who     dialog.Who
	message desk.MessageID
	// standing is the message that is the person's live screen.
	standing desk.MessageID
}

func (p *playing) move(from *scene, m Move) error {
	if err := p.deliver(); err != nil {
		return err
	}
	if err := p.tx.PutSession(p.who.SessionKey, from.session); err != nil {
		return err
	}
	p.posted = nil
	p.message++
	u := m.update(p.who, int(p.message))
	if u.Kind != chat.Press {
		u.ReplyTo = p.standing // in a group nothing else is heard
		if err := p.tx.Appeared(p.who.Chat, u.Message); err != nil {
			return err
		}
		_, err := p.desk.Dialogs().Input(p.tx, p.who, u)
		return err
	}
	u.Message = p.standing
	if err := p.desk.Dialogs().Press(p.tx, p.who, u); err != nil {
		return err
	}
	for _, toast := range p.tx.Effects().Toasts {
		if toast.PressID == u.PressID {
			return nil
		}
	}
	p.silent = u.Data
	return nil
}

// deliver shows the person what is queued for their chat.
func (p *playing) deliver() error {
	var rows []chat.Outgoing
	if err := p.tx.Waiting(func(o chat.Outgoing) { rows = append(rows, o) }); err != nil {
		return err
	}
	for _, o := range rows {
		if o.Chat != p.who.Chat {
			continue
		}
		p.message++
		if o.Op == chat.Show || o.Op == chat.Post {
			p.see(o)
		}
		out := chat.Outcome{Row: o.ID, Version: o.Version, Result: chat.Sent, Message: p.message, At: p.tx.Now()}
		if _, _, err := p.tx.Settle(out); err != nil {
			return err
		}
	}
	return nil
}

func (p *playing) see(o chat.Outgoing) {
	if o.Slot == dialog.Screen(p.who.Chat) || strings.HasPrefix(string(o.Slot), "form:") {
		p.screen, p.standing = o.Content, p.message
		return
	}
	p.posted = append(p.posted, o.Content)
}

// key tells scenes apart that ask, or offer, something else: the question, what is asked and answered, and the
// labels of the buttons.
func (sc scene) key() string {
	if sc.at == nil {
		return "over " + firstLine(sc.screen.Text)
	}
	return sc.state() + sc.offer()
}

// offer is what can be pressed.
func (sc scene) offer() string {
	var b strings.Builder
	for _, row := range sc.screen.Buttons {
		for _, button := range row {
			b.WriteString("\n" + strings.TrimPrefix(button.Text, "✓ "))
		}
	}
	return b.String()
}

// state tells scenes apart that ask something else.
func (sc scene) state() string {
	if sc.at == nil {
		return "over"
	}
	return fmt.Sprint(sc.at.Step, sc.at.Asked, sc.at.Answered())
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
