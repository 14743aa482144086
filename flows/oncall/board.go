package oncall

import (
	"errors"
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// boardSlot is the place of a group's board.
func boardSlot(c desk.ChatID) chat.Slot { return chat.Slot("staff:" + c.String()) }

// What of a board is shown at most.
const (
	shownOff  = 20 // people who are off, a line each
	shownMute = 8  // names of people who cannot be written to
	shownName = 40 // characters of a name
)

// showBoard shows the board at the end of the group, where it was asked for. There is one: the earlier is gone.
func (d *Desk) showBoard(tx *storage.Tx, u chat.Update) error {
	c := u.Chat.ID
	board, err := d.board(&tx.Reader, c)
	if err != nil {
		return err
	}
	if err := tx.Vacate(boardSlot(c), chat.Conversation); err != nil {
		return err
	}
	errs := []error{tx.Show(chat.Outgoing{Slot: boardSlot(c), Chat: c, Thread: u.Thread, Lane: chat.Conversation, Content: board})}
	for _, n := range tx.DesksIn(c) {
		errs = append(errs, d.Refresh(tx, n))
	}
	return errors.Join(errs...)
}

// somebody is one of a group's people, as the board shows them.
type somebody struct {
	user desk.UserID
	name string
	mute bool // cannot be written to in private
}

// board is what a group's board shows.
func (d *Desk) board(r *storage.Reader, c desk.ChatID) (chat.Content, error) {
	l := people.ChatLanguage(r, c)
	here, err := seen(r, c)
	if err != nil {
		return chat.Content{}, err
	}
	var rolls []roll
	var lines []string
	for _, n := range r.DesksIn(c) {
		roll, err := readRoll(r, n)
		if err != nil {
			return chat.Content{}, err
		}
		if len(rolls) > 0 {
			lines = append(lines, "")
		}
		rolls = append(rolls, roll)
		lines = append(lines, section(r, l, roll)...)
	}
	if len(rolls) > 1 { // who is off belongs to no desk in particular
		lines = append(lines, "")
	}
	lines = append(lines, offLines(r, l, rolls, here)...)
	mute := muteNames(here)
	if len(mute) > 0 {
		lines = append(lines, "", text.Say(l, "oncall.mute", "names", shortList(l, mute)))
	}
	return chat.Content{Text: strings.Join(lines, "\n"), Buttons: d.boardButtons(l, rolls, len(mute) > 0)}, nil
}

// seen are the people seen in the group who have not left, in order of name.
func seen(r *storage.Reader, c desk.ChatID) ([]somebody, error) {
	members, err := r.MembersOf(c)
	if err != nil {
		return nil, err
	}
	var here []somebody
	for _, m := range members {
		if !m.Present() {
			continue
		}
		p, _, err := r.PersonOf(m.User)
		if err != nil {
			return nil, err
		}
		here = append(here, somebody{m.User, dialog.CleanName(m.Name, shownName), p.Started.IsZero() || !p.Unreachable.IsZero()})
	}
	slices.SortStableFunc(here, func(a, b somebody) int { return strings.Compare(a.name, b.name) })
	return here, nil
}

func muteNames(here []somebody) []string {
	var names []string
	for _, s := range here {
		if s.mute {
			names = append(names, s.name)
		}
	}
	return names
}

// shortList names the first few and counts the others.
func shortList(l desk.Language, names []string) string {
	if more := len(names) - shownMute; more > 0 {
		return text.Plain(l, "oncall.and-more", "names", text.List(l, names[:shownMute]), "n", more)
	}
	return text.List(l, names)
}

// section is a desk with who is on call there.
func section(r *storage.Reader, l desk.Language, roll roll) []string {
	lines := []string{text.Say(l, "oncall.head", "desk", text.Plain(l, "desk."+string(roll.desk)))}
	for _, d := range roll.duties {
		lines = append(lines, onLine(r, l, roll, d))
	}
	if len(roll.duties) > 0 {
		return lines
	}
	if len(roll.rota) == 0 {
		return append(lines, text.Say(l, "oncall.nobody"))
	}
	lines = append(lines, text.Say(l, "oncall.nobody-warning"))
	next, ok := roll.next(func(u desk.UserID) bool { return !roll.gone(r, u) })
	if !ok {
		return append(lines, text.Say(l, "oncall.next-none"))
	}
	return append(lines, text.Say(l, "oncall.next", "name", dialog.CleanName(next.name, shownName), "time", clock(r, l, next.at)))
}

func onLine(r *storage.Reader, l desk.Language, roll roll, d desk.Duty) string {
	key, name, until := "oncall.on-until", dialog.CleanName(d.Name, shownName), clock(r, l, d.Until)
	if d.Until.IsZero() {
		key, until = "oncall.on", ""
	}
	line := text.Say(l, key, "name", name, "time", until)
	if whose := roll.coveredBy(d.User); whose != "" {
		line += text.Say(l, "oncall.for", "name", dialog.CleanName(whose, shownName))
	}
	return line
}

// offLines are those who are on call at none of the group's desks, each with the shift that comes next.
func offLines(r *storage.Reader, l desk.Language, rolls []roll, here []somebody) []string {
	var lines []string
	more := 0
	for _, s := range here {
		if slices.ContainsFunc(rolls, func(roll roll) bool { _, on := roll.duty(s.user); return on }) {
			continue
		}
		if len(lines) == shownOff {
			more++
			continue
		}
		if next, ok := nextOf(rolls, s.user); ok {
			lines = append(lines, text.Say(l, "oncall.off-next", "name", s.name, "time", clock(r, l, next.at)))
			continue
		}
		lines = append(lines, text.Say(l, "oncall.off", "name", s.name))
	}
	if more > 0 {
		lines = append(lines, text.Say(l, "oncall.off-more", "n", more))
	}
	return lines
}

// nextOf is the person's first shift to come at any of the desks.
func nextOf(rolls []roll, user desk.UserID) (first begins, ok bool) {
	for _, l := range rolls {
		b, has := l.next(func(u desk.UserID) bool { return u == user })
		if has && (!ok || b.at.Before(first.at)) {
			first, ok = b, true
		}
	}
	return first, ok
}

func (d *Desk) boardButtons(l desk.Language, rolls []roll, mute bool) [][]chat.Button {
	var rows [][]chat.Button
	for _, roll := range rolls {
		on, off := text.Plain(l, "oncall.im-on"), text.Plain(l, "oncall.im-off")
		if len(rolls) > 1 {
			name := text.Plain(l, "desk."+string(roll.desk))
			on, off = text.Plain(l, "oncall.im-on-at", "desk", name), text.Plain(l, "oncall.im-off-at", "desk", name)
		}
		rows = append(rows, []chat.Button{
			{Text: on, Data: data(verbOn, roll.desk, ""), Style: chat.Primary}, {Text: off, Data: data(verbOff, roll.desk, "")},
		})
	}
	rows = append(rows, []chat.Button{
		{Text: text.Plain(l, "oncall.rota"), Data: data(verbRota, "", "")},
		{Text: text.Plain(l, "oncall.cover"), Data: data(verbCover, "", "")},
	})
	if mute {
		rows = append(rows, []chat.Button{{Text: text.Plain(l, "oncall.start"), URL: "https://t.me/" + d.Bot + "?start=" + Payload}})
	}
	return rows
}
