package flowstest

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Person is somebody in one chat: a tenant in private, or one of a group.
type Person struct {
	*Room
	User desk.UserID
	Name string
	// App is the language that the person's app reports.
	App string
	// Anonymous makes the person speak in the group's name.
	Anonymous bool

	lastPress string
}

// Stranger is somebody whom the desk does not know.
func (w *World) Stranger(name, app string) *Person {
	w.user++
	return &Person{Room: w.room(w.user.Private()), User: w.user, Name: name, App: app}
}

// Tenant is an enrolled tenant of a unit such as A-1203, who speaks English.
func (w *World) Tenant(unit string) *Person {
	w.t.Helper()
	return w.TenantNamed(unit, "Chan Tai Man", "en")
}

// TenantNamed is an enrolled tenant with a name and the language of their app.
func (w *World) TenantNamed(unit, name, app string) *Person {
	w.t.Helper()
	p := w.Stranger(name, app)
	p.Writes("/start " + w.Invite(unit, name))
	p.Presses(text.Plain(p.Language(), "enrol.yes"))
	return p
}

// Invite makes an invitation for a person of a unit, and the unit and the party where they are not there yet.
func (w *World) Invite(unit, name string) string {
	w.t.Helper()
	code := desk.NewCode()
	w.Do(func(tx *storage.Tx) error {
		u, err := unitOf(tx, unit)
		if err != nil {
			return err
		}
		party, ok, err := tx.OccupantOf(u.ID)
		if err != nil {
			return err
		}
		if !ok {
			p := desk.Party{Estate: u.Estate, Name: name}
			if err := tx.PutParty(&p); err != nil {
				return err
			}
			party = p.ID
			occupancy := desk.Occupancy{Party: party, Unit: u.ID, Role: desk.RoleTenant, From: tx.Now()}
			if err := tx.PutOccupancy(occupancy); err != nil {
				return err
			}
		}
		person := desk.Person{Name: name, Phone: "+85291234567"}
		if err := tx.PutPerson(&person); err != nil {
			return err
		}
		member := desk.Membership{Party: party, Person: person.ID, Role: desk.RoleContact, From: tx.Now()}
		if err := tx.PutMembership(member); err != nil {
			return err
		}
		return tx.PutInvite(desk.Invite{
			Hash: desk.HashCode(code), Person: person.ID, Unit: u.ID, Issued: tx.Now(), Expires: tx.Now().Add(desk.InviteLife),
		})
	})
	return code
}

func unitOf(tx *storage.Tx, label string) (desk.Unit, error) {
	building, number, _ := strings.Cut(label, "-")
	if len(number) < 3 {
		return desk.Unit{}, fmt.Errorf("unit %q: want one such as A-1203", label)
	}
	floor := number[:len(number)-2]
	u, ok, err := tx.UnitNamed("main", building, floor, number)
	if err != nil || ok {
		return u, err
	}
	u = desk.Unit{Estate: "main", Building: building, Floor: floor, Number: number}
	return u, tx.PutUnit(&u)
}

// Language is what the person is spoken to in.
func (p *Person) Language() desk.Language {
	p.w.t.Helper()
	l := text.Match(p.App, Estate().Default)
	p.w.View(func(r *storage.Reader) error {
		known, ok, err := r.PersonOf(p.User)
		if ok && known.Language.Valid() {
			l = known.Language
		}
		return err
	})
	return l
}

// Group is a group that the administrator has linked to desks.
func (w *World) Group(desks ...desk.Name) *Room {
	w.t.Helper()
	room := w.NewGroup(string(desks[0]))
	names := make([]string, len(desks))
	for i, n := range desks {
		names[i] = string(n)
	}
	w.admin.In(room).Writes("/link " + strings.Join(names, " "))
	room.Sees("✅")
	return room
}

// NewGroup is a private group in which the bot is an administrator.
func (w *World) NewGroup(title string) *Room {
	w.t.Helper()
	room := w.room(desk.ChatID(-1000 - len(w.rooms)))
	room.Chat.Type, room.Chat.Title = "supergroup", title
	room.BotBecomes(w.admin, true, true)
	return room
}

// BotBecomes tells the flows of the bot's standing in the group.
func (r *Room) BotBecomes(by *Person, present, admin bool) {
	r.w.t.Helper()
	r.Shut = !present
	r.w.Take(chat.Update{
		Kind: chat.Membership, Chat: r.Chat, From: by.sender(),
		Member: &chat.Change{Self: true, Present: present, Admin: admin},
	})
}

// Moves gives the group a new identity, of which the flows hear at the next attempt to write there.
func (r *Room) Moves() *Room {
	moved := r.w.room(r.Chat.ID - 1_000_000)
	moved.Chat = r.Chat
	moved.Chat.ID -= 1_000_000
	r.movedTo = moved.Chat.ID
	return moved
}

// Member is somebody on the staff, in this group.
func (r *Room) Member(name string) *Person {
	r.w.user++
	return &Person{Room: r, User: r.w.user, Name: name, App: "en"}
}

// In is the same person in another chat.
func (p *Person) In(r *Room) *Person {
	q := *p
	q.Room = r
	return &q
}

func (p *Person) sender() chat.Sender {
	return chat.Sender{User: p.User, Name: p.Name, Language: p.App, Anonymous: p.Anonymous}
}

// Take hands an update to the flows as the writer does: each once.
func (w *World) Take(u chat.Update) {
	w.t.Helper()
	if u.ID == 0 {
		w.update++
		u.ID = w.update
	}
	u.At = w.Now
	w.Do(func(tx *storage.Tx) error {
		if tx.Seen(u.ID) {
			return nil
		}
		if err := w.desk.Handle(tx, u); err != nil {
			return err
		}
		return tx.SetSeen(u.ID)
	})
}

// Sends sends a message that the test has made, and gives its number.
func (p *Person) Sends(u chat.Update) desk.MessageID {
	p.w.t.Helper()
	p.w.message++
	u.Kind, u.Chat, u.From, u.Message = chat.Message, p.Chat, p.sender(), p.w.message
	p.w.said[u.Message], p.lastPress = u, ""
	p.w.Take(u)
	return u.Message
}

// Writes sends words.
func (p *Person) Writes(words string) desk.MessageID {
	p.w.t.Helper()
	return p.Sends(chat.Update{Text: words})
}

// Replies answers a message with words.
func (p *Person) Replies(to *Message, words string) desk.MessageID {
	p.w.t.Helper()
	return p.Sends(chat.Update{Text: words, ReplyTo: to.ID})
}

// Photo is a picture that anybody can send.
func Photo(name string) desk.Media { return desk.Media{Kind: desk.Photo, FileID: name, Size: 1 << 16} }

// SendsPhoto sends a photo with a caption.
func (p *Person) SendsPhoto(caption string) desk.MessageID {
	p.w.t.Helper()
	return p.Sends(chat.Update{Text: caption, Media: []desk.Media{Photo(fmt.Sprint("photo ", p.w.message))}})
}

// Presses presses the newest button in the chat whose label contains the words, and gives the toast.
func (p *Person) Presses(label string) string {
	p.w.t.Helper()
	for _, m := range slices.Backward(p.Messages) {
		if b, ok := m.Button(label); ok && !m.Removed {
			return p.PressesOn(m.ID, b.Data)
		}
	}
	p.w.t.Fatalf("no button %q in chat %d; there stands:\n%s", label, p.Chat.ID, p.Room)
	return ""
}

// Button is the message's button whose label contains the words.
func (m *Message) Button(label string) (chat.Button, bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return b, true
			}
		}
	}
	return chat.Button{}, false
}

// PressesOn presses a button by what it carries, whether or not it still stands there, and gives the toast.
// Every press is answered.
func (p *Person) PressesOn(m desk.MessageID, data string) string {
	p.w.t.Helper()
	p.w.press++
	p.lastPress = fmt.Sprint("press ", p.w.press)
	p.w.Take(chat.Update{
		Kind: chat.Press, Chat: p.Chat, From: p.sender(), Message: m, PressID: p.lastPress, Data: data,
	})
	toast, answered := p.w.toasts[p.lastPress]
	if !answered && !p.w.asking(p.lastPress) {
		p.w.t.Errorf("nobody answers the press on %q", data)
	}
	return toast.Text
}

// Screen is the person's live screen.
func (p *Person) Screen() *Message {
	p.w.t.Helper()
	var place storage.Place
	p.w.View(func(r *storage.Reader) (err error) {
		place, _, err = r.Place(storage.ScreenSlot(p.User.Private()))
		return err
	})
	m := p.w.room(p.User.Private()).find(place.Message)
	if m == nil {
		p.w.t.Fatalf("%s has no screen", p.Name)
	}
	return m
}

// Shows fails unless the live screen shows all the parts, and gives it.
func (p *Person) Shows(parts ...string) *Message {
	p.w.t.Helper()
	m := p.Screen()
	if !m.shows(parts) {
		p.w.t.Fatalf("%s's screen does not show %q but:\n%s", p.Name, parts, m)
	}
	return m
}

// Blocks stops the bot from writing to the person, or lets it again.
func (p *Person) Blocks(blocked bool) {
	p.w.t.Helper()
	p.Shut = blocked
	p.w.Take(chat.Update{
		Kind: chat.Membership, Chat: p.Chat, From: p.sender(), Member: &chat.Change{Self: true, Present: !blocked},
	})
}

// Joins and Leaves tell the flows who is in the group.
func (p *Person) Joins() { p.moves(true) }

// Leaves tells the flows that the person has gone.
func (p *Person) Leaves() { p.moves(false) }

func (p *Person) moves(present bool) {
	p.w.t.Helper()
	p.w.Take(chat.Update{
		Kind: chat.Membership, Chat: p.Chat, From: p.sender(),
		Member: &chat.Change{User: p.User, Name: p.Name, Present: present},
	})
}

// SendsReply answers a message with a photo and a caption.
func (p *Person) SendsReply(to *Message, caption string) desk.MessageID {
	p.w.t.Helper()
	return p.Sends(chat.Update{Text: caption, Media: []desk.Media{Photo(fmt.Sprint("photo ", p.w.message))}, ReplyTo: to.ID})
}
