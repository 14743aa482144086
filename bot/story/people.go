package story

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Person is somebody with a Telegram account, in their private chat with the desk.
type Person struct {
	*Room
	User int64
	Name string
	// Language is what their app speaks.
	Language desk.Language
}

// Stranger is somebody whom the desk does not know.
func (w *World) Stranger(name string, l desk.Language) *Person {
	w.users++
	u := w.Telegram.AddUser(emulator.User{
		ID: int64(5_000_000_000 + w.users), FirstName: name, LanguageCode: strings.ToLower(string(l)),
		Phone: fmt.Sprintf("+85261%06d", w.users),
	})
	return &Person{Room: w.room(u.ID, name), User: u.ID, Name: name, Language: l}
}

// Writes sends words to the desk.
func (p *Person) Writes(words string) int {
	p.w.T.Helper()
	return p.Sends(emulator.Draft{Text: words})
}

// Sends sends anything, and gives the message's number.
func (p *Person) Sends(d emulator.Draft) int {
	p.w.T.Helper()
	return p.w.said(p.User, p.Room, d)
}

// Replies answers one of the desk's messages.
func (p *Person) Replies(to Message, words string) int {
	p.w.T.Helper()
	return p.Sends(emulator.Draft{Text: words, ReplyTo: to.ID})
}

// Presses presses the newest button that stands in the private chat and whose label holds the words, and gives
// what floats over the chat.
func (p *Person) Presses(label string) string {
	p.w.T.Helper()
	for _, m := range slices.Backward(p.Messages()) {
		if b, ok := m.Button(label); ok {
			return p.w.pressed(p.User, m, b.Data)
		}
	}
	p.w.T.Fatalf("at %s %s has no button %q; there stands:\n%s", p.w.Clock(), p.Name, label, p.Room)
	return ""
}

// PressesOn presses anything on a message, whether or not it stands there.
func (p *Person) PressesOn(m Message, data string) string {
	p.w.T.Helper()
	return p.w.pressed(p.User, m, data)
}

// Button is the message's button whose label holds the words.
func (m Message) Button(label string) (emulator.Button, bool) {
	for _, row := range m.Inline {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return b, true
			}
		}
	}
	return emulator.Button{}, false
}

func (w *World) said(user int64, r *Room, d emulator.Draft) int {
	w.T.Helper()
	before := w.App
	m, err := w.Telegram.Say(user, r.ID, d)
	if err != nil {
		w.T.Fatalf("at %s in %s: %v", w.Clock(), r.Title, err)
	}
	w.Quiet()
	if d.Album {
		w.Wait(albumLull)
	}
	if d.Album && w.App != before {
		w.Wait(settling)
	}
	return m.ID
}

// albumLull is how long an album takes to count as whole: its parts have no end mark.
const albumLull = 1100 * time.Millisecond

// settling is how long it waits for the rest where the desk was down meanwhile.
const settling = 5 * time.Second

// pressed presses and gives what floats over the chat. Every press is answered, unless the power was cut.
func (w *World) pressed(user int64, m Message, data string) string {
	w.T.Helper()
	before := w.App
	query, err := w.Telegram.Press(user, m.Chat, m.ID, data)
	if err != nil {
		w.T.Fatalf("at %s: %v", w.Clock(), err)
	}
	if w.Quiet(); w.App != before {
		return ""
	}
	return w.toast(user, query)
}

// Tenant is somebody who was enrolled in a unit.
type Tenant struct {
	*Person
	Unit string
}

// Tenant enrols Chan Tai Man, who speaks English, in a unit such as A-1203.
func (w *World) Tenant(unit string) *Tenant {
	w.T.Helper()
	return w.TenantNamed(unit, "Chan Tai Man", desk.English)
}

// TenantNamed imports somebody as a tenants' file has them, and has them open their invitation.
func (w *World) TenantNamed(unit, name string, l desk.Language) *Tenant {
	w.T.Helper()
	p := w.Stranger(name, l)
	p.Writes("/start " + w.Invite(unit, name, l))
	p.Sees(name, unit)
	p.Presses(text.Plain(l, "enrol.yes"))
	p.Sees(text.Plain(l, "enrol.welcome"))
	p.LooksAway()
	return &Tenant{Person: p, Unit: unit}
}

// Invite imports somebody, and gives the code of their invitation.
func (w *World) Invite(unit, name string, l desk.Language) string {
	w.T.Helper()
	building, number, _ := strings.Cut(unit, "-")
	if len(number) < 3 {
		w.T.Fatalf("unit %q: want one such as A-1203", unit)
	}
	file := fmt.Sprintf("building,floor,unit,name,phone,language\n%s,%s,%s,%s,+85291234567,%s\n", building, number[:len(number)-2], number, name, l)
	imported, err := w.App.Import(context.Background(), []byte(file), false)
	if err != nil || len(imported.Faults) > 0 || len(imported.Links) != 1 {
		w.T.Fatalf("import %s of %s: %+v, %v", name, unit, imported, err)
	}
	return codeIn(imported.Links[0].URL)
}

// codeIn is the code in an invitation's link.
func codeIn(link string) string {
	_, code, _ := strings.Cut(link, "?start=")
	return code
}

// Edits changes what was written in private.
func (p *Person) Edits(message int, words string) {
	p.w.T.Helper()
	if err := p.w.Telegram.Edit(p.User, p.ID, message, words); err != nil {
		p.w.T.Fatal(err)
	}
	p.w.Quiet()
}
