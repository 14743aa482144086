package preview

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Move is one thing that a person can do at a question: a press, or something that is sent.
type Move struct {
	// Press is what the button carries; "" where Sent is sent.
	Press string
	Sent  chat.Update
	// Label is the button's label, or what is sent in a word.
	Label string
}

// samples are what is sent to each kind of question that is not answered by buttons alone.
func samples(kind string, user desk.UserID) []Move {
	words := func(s string) Move { return Move{Sent: chat.Update{Text: s}, Label: "“" + s + "”"} }
	switch kind {
	case "text":
		return []Move{words("Lorem ipsum")}
	case "number":
		return []Move{words("2")}
	case "phone":
		return []Move{words("+852 9123 4567"), {
			Sent:  chat.Update{Contact: &chat.Contact{Phone: "+85291234567", Name: "Mary Wong", User: user}},
			Label: "(contact)",
		}}
	case "location":
		return []Move{words("Lift lobby, 3/F"), {
			Sent: chat.Update{Location: &chat.Location{Latitude: 22.28, Longitude: 114.15}}, Label: "(location)",
		}}
	case "media":
		return []Move{{
			Sent:  chat.Update{Media: []desk.Media{{Kind: desk.Photo, FileID: "photo", Size: 1 << 16}}},
			Label: "(photo)",
		}}
	}
	return nil
}

// few is how many answers of a calendar, a clock or a list of units are tried: one is like another.
const few = 2

// Moves are what a person can do at a question that leads on, in the order in which most would: the buttons that
// answer, what can be sent, and at last the way to the next page.
func Moves(at dialog.Standing, screen chat.Content, user desk.UserID) []Move {
	var pressed, turns []Move
	for _, row := range screen.Buttons {
		for _, b := range row {
			m := Move{Press: b.Data, Label: "[" + strings.TrimPrefix(b.Text, "✓ ") + "]"}
			switch {
			case dialog.WayOf(b.Data) != dialog.Onward || b.Text == "◀": // back to a page that was there before
			case b.Text == "▶":
				turns = append(turns, m)
			default:
				pressed = append(pressed, m)
			}
		}
	}
	if alike(at.Kind) && len(pressed) > few {
		pressed = append(pressed[:few:few], kept(pressed[few:])...)
	}
	return slices.Concat(pressed, samples(at.Kind, user), turns)
}

// alike reports whether the answers to a kind of question differ in nothing that matters for what is asked next.
func alike(kind string) bool {
	return slices.Contains([]string{"date", "time", "unit", "number", "rating"}, kind)
}

// kept are those that go on with what was answered before, or skip.
func kept(pressed []Move) []Move {
	return slices.DeleteFunc(slices.Clone(pressed), func(m Move) bool { return !dialog.Keeps(m.Press) })
}

// update is the move as the chat service would report it.
func (m Move) update(who dialog.Who, n int) chat.Update {
	u := m.Sent
	u.ID, u.Chat = int64(n), chat.Room{ID: who.Chat, Type: roomType(who)}
	u.From = chat.Sender{User: who.User, Name: who.Name, Language: string(who.Language)}
	if m.Press != "" {
		u.Kind, u.Data, u.PressID = chat.Press, m.Press, fmt.Sprint(n)
		return u
	}
	u.Kind, u.Message = chat.Message, desk.MessageID(n)
	return u
}

func roomType(who dialog.Who) string {
	if who.Group() {
		return "supergroup"
	}
	return "private"
}
