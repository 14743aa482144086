package dialog

import (
	"fmt"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Timer is the kind of the timers that look after dialogs that were left unfinished, one for each person in a chat.
const Timer desk.TimerKind = "dialog"

const (
	// idle is how long a dialog rests before its person is reminded of it.
	idle = 10 * time.Minute
	// morning is the time of day of the second reminder, and soonest how long after the first it comes.
	morning = 9 * time.Hour
	soonest = 2 * time.Hour
	// keptFor is how long a dialog is kept after that.
	keptFor = 7 * 24 * time.Hour
)

// next is when something is to be done about a dialog that was left: a reminder, or its end.
func (e *Engine) next(estate *desk.Estate, now time.Time, b *book, s *session) (at time.Time, remind bool) {
	f, known := e.flows[s.Flow]
	end := s.Touched.Add(keptFor + 24*time.Hour)
	if known && s.urges(f, b) {
		return s.nextUrge(f)
	}
	if !known || f.left != nil || f.fleeting || s.blank() || s != b.Active && !s.answered(f) {
		return end, false
	}
	switch s.Reminded {
	case 0:
		at = s.Touched.Add(idle)
	case 1:
		day := estate.DayOf(s.RemindedAt.Add(soonest))
		at = estate.At(day, morning)
		if at.Before(s.RemindedAt.Add(soonest)) {
			at = estate.At(day.Add(1), morning)
		}
		if rested := s.Touched.Add(idle); rested.After(at) {
			at = rested
		}
	default:
		return later(s.RemindedAt, s.Touched).Add(keptFor), false
	}
	if now.After(end) { // nothing ran when it would have been due
		return end, false
	}
	return later(at, b.rests(s)), true
}

// urges reports whether the question that is open is asked itself once more, in place of a reminder.
func (s *session) urges(f *Flow, b *book) bool { return f.urged > 0 && s == b.Active }

// nextUrge is when that is, or, once it was, when the dialog ends.
func (s *session) nextUrge(f *Flow) (at time.Time, urge bool) {
	if s.Reminded == 0 {
		return s.Touched.Add(f.urged), true
	}
	return later(s.RemindedAt, s.Touched).Add(keptFor), false
}

// rests is until when nobody is asked about the dialog: the person is in the midst of another, or was just asked about
// it.
func (b *book) rests(s *session) (until time.Time) {
	for _, other := range b.sessions() {
		if other == s {
			continue
		}
		if !other.RemindedAt.IsZero() {
			until = later(until, other.RemindedAt.Add(idle))
		}
		if other == b.Active {
			until = later(until, other.Touched.Add(idle))
		}
	}
	return until
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// rearm sets the person's timer to the next moment at which something is to be done. One that is set to fire
// sooner is left: it looks again when it does.
func (e *Engine) rearm(tx *storage.Tx, k storage.SessionKey, b *book) error {
	var soon time.Time
	for _, s := range b.sessions() {
		if at, _ := e.next(tx.Estate(), tx.Now(), b, s); soon.IsZero() || at.Before(soon) {
			soon = at
		}
	}
	due, armed := tx.Armed(Timer, timerID(k))
	if armed && !soon.IsZero() && !due.After(soon) {
		return nil
	}
	return tx.Arm(Timer, timerID(k), soon)
}

func timerID(k storage.SessionKey) string { return fmt.Sprintf("%d:%d:%d", k.Chat, k.Thread, k.User) }

// Fire looks after the dialogs that a person has left: it reminds them of one, once the same day and once the next
// morning, and forgets those that were left for long.
func (e *Engine) Fire(tx *storage.Tx, id string) error {
	var who Who
	if _, err := fmt.Sscanf(id, "%d:%d:%d", &who.Chat, &who.Thread, &who.User); err != nil {
		return fmt.Errorf("read whose dialogs %q are: %w", id, err)
	}
	if err := e.recognize(tx, &who); err != nil {
		return err
	}
	b, err := e.open(tx, who)
	if err != nil || b.empty() {
		return err
	}
	for _, s := range b.sessions() {
		at, remind := e.next(tx.Estate(), tx.Now(), b, s)
		switch {
		case at.After(tx.Now()):
		case !remind:
			b.drop(s.Instance)
			if err := e.talk(tx, who, s).close("dialog.cancelled"); err != nil {
				return err
			}
		case e.flows[s.Flow].goes(e.talk(tx, who, s)):
			if err := e.remind(tx, who, b, s); err != nil {
				return err
			}
		default:
			s.Reminded, s.RemindedAt = s.Reminded+1, tx.Now()
		}
	}
	return e.save(tx, who, b)
}

// recognize fills in who it is whose timer has fired.
func (e *Engine) recognize(tx *storage.Tx, who *Who) error {
	b, err := load(&tx.Reader, who.SessionKey)
	if err != nil {
		return err
	}
	who.Name, who.Language = b.Name, b.Language
	p, known, err := tx.PersonOf(who.User)
	if err != nil {
		return err
	}
	if known {
		who.Person = p
		if p.Name != "" {
			who.Name = p.Name
		}
	}
	if p.Language.Valid() && !who.Group() {
		who.Language = p.Language
	}
	if !who.Language.Valid() {
		who.Language = tx.Estate().Default
	}
	return nil
}

// remind asks whether to go on with a dialog, in a message that is sent anew, so that the phone says so. After the
// second time the dialog waits where the first screen offers it.
func (e *Engine) remind(tx *storage.Tx, who Who, b *book, s *session) error {
	s.Reminded, s.RemindedAt = s.Reminded+1, tx.Now()
	if f := e.flows[s.Flow]; s.urges(f, b) {
		if err := tx.PutAside(Screen(who.Chat)); err != nil {
			return err
		}
		return e.again(tx, who, b, f)
	}
	if s.Reminded > 1 && s == b.Active || s != b.Active && !who.Group() { // its screen asks something else now
		b.park()
	}
	a := &asked{Talk: e.talk(tx, who, s), f: e.flows[s.Flow], s: s}
	body := text.Say(who.Language, "dialog.revisit", "title", a.f.Title(who.Language))
	if who.Group() {
		body = a.addressed(body)
	}
	if err := tx.PutAside(a.Screen()); err != nil {
		return err
	}
	return tx.Show(chat.Outgoing{
		Slot: a.Screen(), Chat: who.Chat, Thread: who.Thread, Lane: chat.Conversation, Anew: true,
		Content: chat.Content{Text: body, Buttons: a.revisiting()},
	})
}

// revisiting are the buttons of a reminder.
func (a *asked) revisiting() [][]chat.Button {
	goOn := a.button(actResume, "", text.Plain(a.Language, "dialog.go-on"))
	goOn.Style = chat.Primary
	rows := [][]chat.Button{{goOn}, {a.button(actDrop, "", text.Plain(a.Language, "dialog.drop"))}}
	if !a.Group() {
		later := a.button(actLater, "", text.Plain(a.Language, "dialog.later"))
		rows[1] = append([]chat.Button{later}, rows[1]...)
	}
	return rows
}
