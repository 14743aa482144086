package dialog_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// world is one engine over real records, with a chat service that delivers at once and a clock that the test moves.
type world struct {
	t       testing.TB
	now     time.Time
	db      *storage.DB
	path    string
	engine  *dialog.Engine
	rooms   map[desk.ChatID][]*message
	message desk.MessageID
	presses int
	toasts  map[string]string
}

type message struct {
	id desk.MessageID
	chat.Content
	gone bool
}

func estate() *desk.Estate {
	e := &desk.Estate{
		ID: "main", Zone: time.FixedZone("HKT", 8*3600), Calendar: "hong-kong", Default: desk.TraditionalChinese,
		Name: map[desk.Language]string{desk.English: "Harbour Court"},
	}
	return e
}

// newWorld is a world at the given time of day of Wednesday, 4 March 2026.
func newWorld(t testing.TB, clock string, flows ...*dialog.Flow) *world {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", "2026-03-04 "+clock, estate().Zone)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, now: at.UTC(), path: filepath.Join(t.TempDir(), "d.db"), rooms: map[desk.ChatID][]*message{}, toasts: map[string]string{},
	}
	w.open()
	t.Cleanup(w.close)
	w.serve(flows...)
	return w
}

func (w *world) open() {
	w.t.Helper()
	engine, err := bolt.Open(w.path, storage.Buckets, bolt.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	if w.db, err = storage.Open(engine, estate()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) close() {
	if w.db == nil {
		return
	}
	if err := w.db.Close(); err != nil {
		w.t.Error(err)
	}
	w.db = nil
}

// reopen is a restart.
func (w *world) reopen() {
	w.close()
	w.open()
}

// serve has other declarations run the dialogs from now on.
func (w *world) serve(flows ...*dialog.Flow) {
	w.t.Helper()
	home := func(tx *storage.Tx, who dialog.Who, note string) error {
		body := "home"
		if note != "" {
			body = text.Say(who.Language, note) + "\n" + body
		}
		resume, err := w.engine.Resume(&tx.Reader, who)
		if err != nil {
			return err
		}
		rows := [][]chat.Button{{{Text: "◀ home", Data: "home"}}}
		for _, b := range resume {
			rows = append(rows, []chat.Button{b})
		}
		return tx.Show(chat.Outgoing{Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Anew: true, Content: chat.Content{Text: body, Buttons: rows}})
	}
	engine, err := dialog.NewEngine(home, flows...)
	if err != nil {
		w.t.Fatal(err)
	}
	w.engine = engine
}

func (w *world) do(fn func(tx *storage.Tx) error) {
	w.t.Helper()
	var effects *storage.Effects
	if err := w.db.Update(w.now, func(tx *storage.Tx) error { effects = tx.Effects(); return fn(tx) }); err != nil {
		w.t.Fatalf("a handler failed: %v", err)
	}
	for _, toast := range effects.Toasts {
		w.toasts[toast.PressID] = toast.Text
	}
	w.deliver()
}

func (w *world) view(fn func(r *storage.Reader) error) {
	w.t.Helper()
	if err := w.db.View(w.now, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) deliver() {
	w.t.Helper()
	for {
		var rows []chat.Outgoing
		w.view(func(r *storage.Reader) error { return r.Waiting(func(o chat.Outgoing) { rows = append(rows, o) }) })
		if len(rows) == 0 {
			return
		}
		out := w.send(rows[0])
		if err := w.db.Update(w.now, func(tx *storage.Tx) error { _, _, err := tx.Settle(out); return err }); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) send(o chat.Outgoing) chat.Outcome {
	w.t.Helper()
	w.check(o)
	out := chat.Outcome{Row: o.ID, Version: o.Version, Result: chat.Sent, At: w.now}
	var place storage.Place
	w.view(func(r *storage.Reader) (err error) {
		place, _, err = r.Place(o.Slot)
		return err
	})
	standing := w.find(o.Chat, place.Message)
	switch {
	case o.Op == chat.Strip || o.Op == chat.Remove:
		m := w.find(o.Chat, o.Message)
		if m == nil {
			out.Result = chat.Superseded
			return out
		}
		m.Buttons, m.gone, out.Message = nil, o.Op == chat.Remove, m.id
	case o.Op == chat.Show && standing != nil && !place.Below():
		standing.Content, out.Message = o.Content, standing.id
	default:
		w.message++
		w.rooms[o.Chat] = append(w.rooms[o.Chat], &message{id: w.message, Content: o.Content})
		out.Message = w.message
		if o.Op == chat.Show && standing != nil {
			out.Replaced = standing.id
		}
	}
	return out
}

// check finds what the chat service would refuse, and what nobody should see.
func (w *world) check(o chat.Outgoing) {
	w.t.Helper()
	if strings.Contains(o.Content.Text, "[dialog.") || o.Content.Text == "" && o.Op != chat.Strip && o.Op != chat.Remove {
		w.t.Errorf("a message shows %q", o.Content.Text)
	}
	for _, row := range o.Content.Buttons {
		for _, b := range row {
			if len(b.Data) > 64 || b.Text == "" || strings.Contains(b.Text, "[dialog.") || len([]rune(b.Text)) > 60 {
				w.t.Errorf("an impossible button %+v", b)
			}
		}
	}
}

func (w *world) find(c desk.ChatID, id desk.MessageID) *message {
	for _, m := range w.rooms[c] {
		if m.id == id && !m.gone {
			return m
		}
	}
	return nil
}

// wait lets time pass, firing each timer when it is due.
func (w *world) wait(d time.Duration) {
	w.t.Helper()
	target := w.now.Add(d)
	for {
		next, ok := time.Time{}, false
		w.view(func(r *storage.Reader) error { next, ok = r.NextTimer(); return nil })
		if !ok || next.After(target) {
			w.now = target
			return
		}
		if next.After(w.now) {
			w.now = next
		}
		w.do(func(tx *storage.Tx) error {
			for _, timer := range tx.DueTimers(100) {
				if err := tx.Disarm(timer.Kind, timer.ID); err != nil {
					return err
				}
				if err := w.engine.Fire(tx, timer.ID); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func (w *world) until(clock string) {
	w.t.Helper()
	local := w.now.In(estate().Zone)
	at, err := time.Parse("15:04", clock)
	if err != nil {
		w.t.Fatal(err)
	}
	target := time.Date(local.Year(), local.Month(), local.Day(), at.Hour(), at.Minute(), 0, 0, local.Location())
	if !target.After(local) {
		target = target.AddDate(0, 0, 1)
	}
	w.wait(target.Sub(local))
}

// person is somebody in a chat.
type person struct {
	*world
	dialog.Who
}

func (w *world) person(user desk.UserID, l desk.Language) *person {
	return w.member(user.Private(), user, l)
}

func (w *world) member(c desk.ChatID, user desk.UserID, l desk.Language) *person {
	who := dialog.Who{Name: fmt.Sprint("P", user), Language: l}
	who.Chat, who.User = c, user
	return &person{w, who}
}

func (p *person) begins(flow string) {
	p.t.Helper()
	p.do(func(tx *storage.Tx) error { return p.engine.Begin(tx, p.Who, flow, nil) })
}

// sends sends a message, and reports whether a dialog took it.
func (p *person) sends(u chat.Update) (m desk.MessageID, taken bool) {
	p.t.Helper()
	p.message++
	u.Kind, u.Chat.ID, u.From.User, u.Message = chat.Message, p.Chat, p.User, p.message
	p.do(func(tx *storage.Tx) (err error) {
		if err := tx.Appeared(p.Chat, u.Message); err != nil {
			return err
		}
		taken, err = p.engine.Input(tx, p.Who, u)
		return err
	})
	return u.Message, taken
}

func (p *person) writes(words string) desk.MessageID {
	p.t.Helper()
	m, taken := p.sends(chat.Update{Text: words})
	if !taken {
		p.t.Fatalf("no dialog takes %q", words)
	}
	return m
}

func (p *person) edits(m desk.MessageID, u chat.Update) (taken bool) {
	p.t.Helper()
	u.Kind, u.Chat.ID, u.From.User, u.Message = chat.Edited, p.Chat, p.User, m
	p.do(func(tx *storage.Tx) (err error) {
		taken, err = p.engine.Edited(tx, p.Who, u)
		return err
	})
	return taken
}

// screen is the newest message with buttons.
func (p *person) screen() *message {
	p.t.Helper()
	for _, m := range slices.Backward(p.rooms[p.Chat]) {
		if !m.gone && len(m.Buttons) > 0 {
			return m
		}
	}
	p.t.Fatal("there is no screen")
	return nil
}

func (p *person) shows(parts ...string) *message {
	p.t.Helper()
	m := p.screen()
	for _, part := range parts {
		if !strings.Contains(m.String(), part) {
			p.t.Fatalf("the screen does not show %q but:\n%s", part, m)
		}
	}
	return m
}

func (m *message) String() string {
	lines := []string{m.Text}
	for _, row := range m.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Text+"]")
		}
		lines = append(lines, strings.Join(labels, " "))
	}
	return strings.Join(lines, "\n")
}

func (m *message) button(label string) (chat.Button, bool) {
	for _, exact := range []bool{true, false} {
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Text == label || !exact && strings.Contains(b.Text, label) {
					return b, true
				}
			}
		}
	}
	return chat.Button{}, false
}

// presses presses a button of the screen and gives the toast.
func (p *person) presses(label string) string {
	p.t.Helper()
	m := p.screen()
	b, ok := m.button(label)
	if !ok {
		p.t.Fatalf("no button %q on:\n%s", label, m)
	}
	return p.pressesOn(m.id, b.Data)
}

// pressesOn presses what a button carries, whether or not it still stands, and gives the toast.
func (p *person) pressesOn(m desk.MessageID, data string) string {
	p.t.Helper()
	p.world.presses++
	id := fmt.Sprint(p.world.presses)
	if data == "home" {
		return ""
	}
	p.do(func(tx *storage.Tx) error {
		return p.engine.Press(tx, p.Who, chat.Update{
			Kind: chat.Press, Chat: chat.Room{ID: p.Chat}, Message: m, PressID: id, Data: data, From: chat.Sender{User: p.User},
		})
	})
	toast, answered := p.toasts[id]
	if !answered {
		p.t.Errorf("nobody answers the press on %q", data)
	}
	return toast
}

func (p *person) active() string {
	p.t.Helper()
	var name string
	p.view(func(r *storage.Reader) (err error) {
		name, err = p.engine.Active(r, p.SessionKey)
		return err
	})
	return name
}
