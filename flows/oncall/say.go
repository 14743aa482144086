package oncall

import (
	"strings"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// usualSpell is how long somebody is on call who says so outside any shift and does not say until when.
const usualSpell = 12 * time.Hour

// saying is what somebody says of themselves: on or off, and until what time of day where one is given.
type saying struct {
	on    bool
	given bool
	at    time.Duration // since midnight
}

// On answers /on, in a desk's group or in private: "/on", "/on 18:00", "/on security 18:00".
func (d *Desk) On(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	return d.said(tx, u, who, rest, true)
}

// Off answers /off, in a desk's group or in private.
func (d *Desk) Off(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	return d.said(tx, u, who, rest, false)
}

func (d *Desk) said(tx *storage.Tx, u chat.Update, who dialog.Who, rest string, on bool) error {
	s := saying{on: on}
	var names []desk.Name
	for word := range strings.FieldsSeq(rest) {
		if n := desk.Name(strings.ReplaceAll(strings.ToLower(word), "_", "-")); n.Valid() {
			names = append(names, n)
			continue
		}
		at, ok := parseClock(word)
		if !ok || s.given || !on {
			return tell(tx, u, text.Plain(who.Language, "oncall.not-understood", "wrong", word))
		}
		s.given, s.at = true, at
	}
	if len(names) == 0 {
		var err error
		if names, err = candidates(&tx.Reader, u); err != nil {
			return err
		}
	}
	switch {
	case len(names) == 0 && u.Chat.ID.Private():
		return tell(tx, u, text.Plain(who.Language, "oncall.no-desk"))
	case len(names) == 0:
		return d.say(tx, u, who, "", s) // which is refused, with the reason
	case len(names) > 1:
		return which(tx, u, who, names, s)
	}
	return d.say(tx, u, who, names[0], s)
}

// candidates are the desks that somebody may mean: the group's, or those in whose groups they were seen.
func candidates(r *storage.Reader, u chat.Update) ([]desk.Name, error) {
	if !u.Chat.ID.Private() {
		return r.DesksIn(u.Chat.ID), nil
	}
	var names []desk.Name
	for _, n := range desk.Names {
		c, ok := r.GroupOf(n)
		if !ok {
			continue
		}
		m, _, err := r.Member(c, u.From.User)
		if err != nil {
			return nil, err
		}
		if m.Present() {
			names = append(names, n)
		}
	}
	return names, nil
}

// which asks at which desk.
func which(tx *storage.Tx, u chat.Update, who dialog.Who, names []desk.Name, s saying) error {
	v, key, arg := verbOff, "oncall.which-off", ""
	if s.on {
		v, key = verbOn, "oncall.which-on"
	}
	if s.given {
		arg = showClock(s.at)
	}
	var rows [][]chat.Button
	for i, n := range names {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		b := chat.Button{Text: text.Plain(who.Language, "desk."+string(n)), Data: data(v, n, arg)}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	return post(tx, u, chat.Content{Text: text.Say(who.Language, key), Buttons: rows})
}

// say keeps what somebody says of themselves at a desk, and tells them what holds now.
func (d *Desk) say(tx *storage.Tx, u chat.Update, who dialog.Who, n desk.Name, s saying) error {
	deed := people.GoOff
	if s.on {
		deed = people.GoOn
	}
	as, ok, err := may(tx, u, who, deed, n)
	if !ok || err != nil {
		return err
	}
	roll, err := readRoll(&tx.Reader, n)
	if err != nil {
		return err
	}
	until := s.until(roll, u.From.User)
	word := desk.Word{Desk: n, User: u.From.User, Name: u.From.Name, On: s.on, At: tx.Now(), Until: until}
	if err := tx.PutWord(word); err != nil {
		return err
	}
	if err := audit(tx, u, as, string(deed), n, until.Format(time.RFC3339)); err != nil {
		return err
	}
	if err := d.Refresh(tx, n); err != nil {
		return err
	}
	if err := d.settle(tx, u, who); err != nil {
		return err
	}
	said, err := standing(&tx.Reader, who.Language, n, u.From.User)
	if err != nil {
		return err
	}
	return tell(tx, u, said)
}

// settle brings what was pressed on in private up to date: the person's screen, or the message that asked, whose
// work is done.
func (d *Desk) settle(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	if u.Kind != chat.Press || !u.Chat.ID.Private() {
		return nil
	}
	place, _, err := tx.Place(dialog.Screen(u.Chat.ID))
	if err != nil {
		return err
	}
	if place.Message == u.Message {
		return d.self(tx, u, who)
	}
	return tx.Post(chat.Outgoing{Op: chat.Strip, Lane: chat.Conversation, Chat: u.Chat.ID, Message: u.Message})
}

// until is when what is said ends: at the time that was given, else with the shift that the rota gives the person
// now, else after the usual spell. Who is off outside any shift simply is: the next shift counts.
func (s saying) until(l roll, user desk.UserID) time.Time {
	if s.given {
		at := l.estate.At(l.today(), s.at)
		if !at.After(l.now) {
			at = l.estate.At(l.today().Add(1), s.at)
		}
		return at
	}
	if end, ok := l.shiftEnd(user); ok && !end.IsZero() {
		return end
	}
	if s.on {
		return l.now.Add(usualSpell)
	}
	return l.now
}

// standing says whether somebody is on call at a desk, and what comes next.
func standing(r *storage.Reader, l desk.Language, n desk.Name, user desk.UserID) (string, error) {
	roll, err := readRoll(r, n)
	if err != nil {
		return "", err
	}
	name := text.Plain(l, "desk."+string(n))
	d, on := roll.duty(user)
	next, has := roll.next(func(u desk.UserID) bool { return u == user })
	switch {
	case on && d.Until.IsZero():
		return text.Plain(l, "oncall.you-on", "desk", name), nil
	case on:
		return text.Plain(l, "oncall.you-on-until", "desk", name, "time", clock(r, l, d.Until)), nil
	}
	lines := []string{text.Plain(l, "oncall.you-off", "desk", name)}
	if has {
		lines = append(lines, text.Plain(l, "oncall.you-next", "time", clock(r, l, next.at)))
	}
	if len(roll.duties) == 0 {
		lines = append(lines, text.Plain(l, "oncall.you-nobody"))
	}
	return strings.Join(lines, "\n"), nil
}
