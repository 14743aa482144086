package story

import (
	"strings"

	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

// Group is a group of staff.
type Group struct {
	*Room
	language desk.Language
	staff    []*Staff
}

// Staff are those who have joined, in the order of their coming.
func (g *Group) Staff() []*Staff { return g.staff }

// Staff is somebody in a group of staff.
type Staff struct {
	*Person // in private
	Group   *Group
}

// Group founds a group that speaks English and gives it these desks, as the administrator does.
func (w *World) Group(desks ...string) *Group {
	w.T.Helper()
	return w.GroupIn(desk.English, desks...)
}

// GroupIn founds a group that speaks a language.
func (w *World) GroupIn(l desk.Language, desks ...string) *Group {
	w.T.Helper()
	g := w.Found(emulator.Group{Title: desks[0]})
	g.Link(desks...)
	if l != desk.English {
		m := g.Sees("✅")
		w.Admin.PressesOn(m, "g|"+string(l))
		g.language = l
	}
	g.LooksAway()
	return g
}

// Found founds a group with the administrator, those who are there before the bot, and the bot, who is made an
// administrator too.
func (w *World) Found(g emulator.Group, earlier ...*Person) *Group {
	w.T.Helper()
	return w.FoundWith("administrator", g, earlier...)
}

// FoundWith founds a group in which the bot has another status.
func (w *World) FoundWith(status string, g emulator.Group, earlier ...*Person) *Group {
	w.T.Helper()
	made := w.Telegram.AddGroup(g)
	w.joins(made.ID, w.Admin.User, "creator")
	for _, p := range earlier {
		w.joins(made.ID, p.User, "member")
	}
	w.joins(made.ID, w.Telegram.Bot().ID, status)
	w.Quiet()
	return &Group{Room: w.room(made.ID, g.Title), language: desk.English}
}

// Link has the administrator make the group these desks.
func (g *Group) Link(desks ...string) {
	g.w.T.Helper()
	g.w.said(g.w.Admin.User, g.Room, emulator.Draft{Text: "/link " + strings.Join(desks, " ")})
	g.Sees("✅")
}

func (w *World) joins(chat, user int64, status string) {
	w.T.Helper()
	if err := w.Telegram.Join(chat, user, status); err != nil {
		w.T.Fatal(err)
	}
}

// Member is somebody who joins the group.
func (g *Group) Member(name string) *Staff {
	g.w.T.Helper()
	s := &Staff{Person: g.w.Stranger(name, g.language), Group: g}
	g.w.joins(g.ID, s.User, "member")
	g.w.Quiet()
	g.staff = append(g.staff, s)
	return s
}

// Presses presses a button of a card as it stands now, and gives what floats over the chat.
func (s *Staff) Presses(card Message, label string) string {
	s.w.T.Helper()
	b, ok := card.Now().Button(label)
	if !ok {
		s.w.T.Fatalf("at %s the card has no button %q:\n%s", s.w.Clock(), label, card.Now())
	}
	return s.w.pressed(s.User, card, b.Data)
}

// Says writes into the group.
func (s *Staff) Says(words string) int {
	s.w.T.Helper()
	return s.w.said(s.User, s.Group.Room, emulator.Draft{Text: words})
}

// Replies answers a message in the group.
func (s *Staff) Replies(to Message, words string) int {
	s.w.T.Helper()
	return s.w.said(s.User, s.Group.Room, emulator.Draft{Text: words, ReplyTo: to.ID})
}

// SendsBack answers a message in the group with anything.
func (s *Staff) SendsBack(to Message, d emulator.Draft) int {
	s.w.T.Helper()
	d.ReplyTo = to.ID
	return s.w.said(s.User, s.Group.Room, d)
}

// Moves makes a basic group a supergroup with another number. Its people go along, and what stood there is left
// behind.
func (g *Group) Moves() {
	g.w.T.Helper()
	id, err := g.w.Telegram.Migrate(g.ID)
	if err != nil {
		g.w.T.Fatal(err)
	}
	g.ID, g.mark = id, 0
}

// PutsOut has the administrator remove somebody, or the bot.
func (g *Group) PutsOut(user int64) {
	g.w.T.Helper()
	g.w.joins(g.ID, user, "kicked")
	g.w.Quiet()
}

// In is the same person in a group.
func (p *Person) In(g *Group) *Staff { return &Staff{Person: p, Group: g} }

// Joined has somebody of another group join this one, too.
func (g *Group) Joined(s *Staff) {
	g.w.T.Helper()
	g.w.joins(g.ID, s.User, "member")
	g.w.Quiet()
}
