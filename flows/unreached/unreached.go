// Package unreached shows the front desk whom the chat service cannot bring anything to although something is
// owed to them: a card with the person's matters, until they can be written to again or nothing is owed. It must
// never show a telephone number in a message.
package unreached

import (
	"strconv"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// slotPrefix begins the slots of these cards.
const slotPrefix = "unreached:"

// Slot is the place of the person's card.
func Slot(p desk.PersonID) chat.Slot { return chat.Slot(slotPrefix + p.String()) }

// PersonIn is whose card the slot holds; ok is false where it is for something else.
func PersonIn(s chat.Slot) (p desk.PersonID, ok bool) {
	number, is := strings.CutPrefix(string(s), slotPrefix)
	id, err := strconv.ParseUint(number, 10, 64)
	return desk.PersonID(id), is && err == nil
}

// List keeps the cards of those who cannot be written to.
type List struct{ Services *catalogue.Catalogue }

// most is how many matters are looked through, and how many a card names.
const most = 20

// Update shows or clears the person's card, as the person and what is owed to them stand now.
func (l List) Update(tx *storage.Tx, p desk.Person) error {
	if p.ID == 0 || p.User == 0 {
		return nil
	}
	place, stands, err := tx.Place(Slot(p.ID))
	if err != nil {
		return err
	}
	reached := p.Unreachable.IsZero()
	switch { // as it is for nearly everybody: what is owed to them need not be read
	case reached && !stands:
		return tx.Vacate(Slot(p.ID), chat.Notice) // what still waits to be shown has become untrue
	case reached && !place.Buttons:
		return nil
	}
	owed, err := owed(&tx.Reader, p)
	switch {
	case err != nil:
		return err
	case !reached && len(owed) > 0:
		if stands {
			return l.showAgain(tx, p, owed, place)
		}
		return l.show(tx, p, owed)
	case !stands:
		return tx.Vacate(Slot(p.ID), chat.Notice)
	case !place.Buttons:
		return nil
	}
	return l.clear(tx, p, owed, place.Chat)
}

// owed are the matters of the person that are not over.
func owed(r *storage.Reader, p desk.Person) ([]*desk.Ticket, error) {
	return r.OpenTicketsOf(p.User, most)
}

// Where is where the cards are shown, and in which language; ok is false where nobody can be reached.
func Where(r *storage.Reader) (c desk.ChatID, l desk.Language, ok bool) {
	return people.ReachIn(r, desk.FrontDesk)
}

// showAgain shows the card in its place, or anew where that is no longer where it is looked for.
func (l List) showAgain(tx *storage.Tx, p desk.Person, owed []*desk.Ticket, place storage.Place) error {
	c, _, ok := Where(&tx.Reader)
	if !place.Buttons || ok && place.Chat != c { // one that was cleared stands far above by now
		if err := tx.Vacate(Slot(p.ID), chat.Notice); err != nil {
			return err
		}
	}
	return l.show(tx, p, owed)
}

func (l List) show(tx *storage.Tx, p desk.Person, owed []*desk.Ticket) error {
	c, language, ok := Where(&tx.Reader)
	if !ok {
		return nil
	}
	d := card.Drawing{Estate: tx.Estate(), Services: l.Services, Language: language, Now: tx.Now()}
	content, err := draw(&tx.Reader, d, p, owed)
	if err != nil {
		return err
	}
	return tx.Show(chat.Outgoing{Slot: Slot(p.ID), Chat: c, Lane: chat.Notice, Content: content})
}

// clear says on the card why it is no task any more.
func (l List) clear(tx *storage.Tx, p desk.Person, owed []*desk.Ticket, c desk.ChatID) error {
	key := "unreached.settled"
	if p.Unreachable.IsZero() {
		key = "unreached.reached"
	}
	language := people.ChatLanguage(&tx.Reader, c)
	where, err := home(&tx.Reader, language, p, owed)
	if err != nil {
		return err
	}
	return tx.Show(chat.Outgoing{
		Op: chat.Refresh, Slot: Slot(p.ID), Chat: c, Lane: chat.Notice,
		Content: chat.Content{Text: text.Say(language, key, "name", p.Name, "place", where,
			"time", text.Clock(language, tx.Now(), tx.Now(), tx.Estate().Zone))},
	})
}
