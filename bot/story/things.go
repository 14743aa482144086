package story

import (
	"slices"
	"strings"

	"frontdesk/bot/emulator"
)

// Album sends photos together, the words as the caption of the first, and gives the first one's number.
func (p *Person) Album(photos int, caption string) int {
	p.w.T.Helper()
	return p.Sends(album(photos, caption))
}

// Album sends photos together into the group.
func (s *Staff) Album(photos int, caption string) int {
	s.w.T.Helper()
	return s.w.said(s.User, s.Group.Room, album(photos, caption))
}

func album(photos int, caption string) emulator.Draft {
	d := emulator.Draft{Text: caption, Album: true}
	for i := range photos {
		d.Media = append(d.Media, emulator.DraftMedia{Data: []byte{'p', byte(i)}})
	}
	return d
}

// Photo sends one photo.
func (p *Person) Photo(caption string) int {
	p.w.T.Helper()
	return p.Sends(emulator.Draft{Text: caption, Media: []emulator.DraftMedia{{Data: []byte("photo")}}})
}

// Voice sends a voice message of four seconds.
func (p *Person) Voice() int {
	p.w.T.Helper()
	return p.Sends(emulator.Draft{Media: []emulator.DraftMedia{{Kind: "voice", Data: []byte("voice"), MIME: "audio/ogg", Duration: 4}}})
}

// Points sends a point on the map.
func (p *Person) Points(latitude, longitude float64) int {
	p.w.T.Helper()
	return p.Sends(emulator.Draft{Location: &emulator.Location{Latitude: latitude, Longitude: longitude}})
}

// Shares shares the person's own number, as the key for it does.
func (p *Person) Shares() int {
	p.w.T.Helper()
	m, err := p.w.Telegram.ShareContact(p.User, p.ID)
	if err != nil {
		p.w.T.Fatalf("at %s: %v", p.w.Clock(), err)
	}
	p.w.Quiet()
	return m.ID
}

// SharesCardOf passes somebody else's card on.
func (p *Person) SharesCardOf(other *Person) int {
	p.w.T.Helper()
	card := &emulator.Contact{Phone: p.w.phone(other.User), FirstName: other.Name, User: other.User}
	return p.Sends(emulator.Draft{Contact: card, Forward: true})
}

// Phone is the person's number.
func (p *Person) Phone() string { return p.w.phone(p.User) }

func (w *World) phone(user int64) string {
	for _, u := range w.Telegram.Users() {
		if u.ID == user {
			return u.Phone
		}
	}
	return ""
}

// Keys are the labels of the keyboard that stands under the text box, none where there is none.
func (p *Person) Keys() []string {
	var labels []string
	if m, ok := p.w.Telegram.Keyboard(p.ID); ok {
		for _, row := range m.ReplyKeyboard {
			for _, k := range row {
				labels = append(labels, k.Text)
			}
		}
	}
	return labels
}

// Taps presses a key under the text box: it says its label, or shares the number.
func (p *Person) Taps(label string) int {
	p.w.T.Helper()
	m, _ := p.w.Telegram.Keyboard(p.ID)
	for _, row := range m.ReplyKeyboard {
		for _, k := range row {
			switch {
			case !strings.Contains(k.Text, label):
			case k.RequestContact:
				return p.Shares()
			default:
				return p.Writes(k.Text)
			}
		}
	}
	p.w.T.Fatalf("at %s %s has no key %q among %q", p.w.Clock(), p.Name, label, p.Keys())
	return 0
}

// Menu is what is offered behind the slash in private, by name.
func (p *Person) Menu() []string { return p.w.menu(p.User, p.ID) }

// Menu is what is offered behind the slash in the group, by name.
func (s *Staff) Menu() []string { return s.w.menu(s.User, s.Group.ID) }

func (w *World) menu(user, chat int64) []string {
	names := []string{}
	for _, c := range w.Telegram.CommandsFor(user, chat) {
		names = append(names, c.Command)
	}
	return names
}

// Blocks has the person block the bot, and Unblocks takes that back.
func (p *Person) Blocks() {
	p.w.T.Helper()
	p.w.Telegram.Block(p.User)
	p.w.Quiet()
}

// Unblocks lets the bot write again.
func (p *Person) Unblocks() {
	p.w.T.Helper()
	p.w.Telegram.Unblock(p.User)
	p.w.Quiet()
}

// Edits changes what was written in the group.
func (s *Staff) Edits(message int, words string) {
	s.w.T.Helper()
	if err := s.w.Telegram.Edit(s.User, s.Group.ID, message, words); err != nil {
		s.w.T.Fatal(err)
	}
	s.w.Quiet()
}

// Leaves has the person leave the group.
func (s *Staff) Leaves() {
	s.w.T.Helper()
	s.w.joins(s.Group.ID, s.User, "left")
	s.Group.staff = slices.DeleteFunc(s.Group.staff, func(other *Staff) bool { return other == s })
	s.w.Quiet()
}

// Pinned is what is pinned in the chat, oldest first.
func (r *Room) Pinned() []Message {
	var pinned []Message
	for _, m := range r.Messages() {
		if m.Pinned {
			pinned = append(pinned, m)
		}
	}
	return pinned
}
