package follow

import (
	"slices"
	"strconv"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/unreached"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Elsewhere takes what a group did not take to wherever its desk is reached now. Where that is the same chat,
// the clocks of the ticket bring it to notice.
func (f Follow) Elsewhere(tx *storage.Tx, row chat.Outgoing) error {
	if a, ok, err := alertIn(&tx.Reader, row.Slot); ok || err != nil {
		return f.alertElsewhere(tx, row, a, err)
	}
	if id, ok := unreached.PersonIn(row.Slot); ok {
		return f.unreachedElsewhere(tx, row, id)
	}
	t, ok, err := tx.Ticket(row.About.Ticket)
	if err != nil || !ok {
		return err
	}
	at, ok := people.StandFor(&tx.Reader, t, row)
	if !ok || at.Chat == row.Chat {
		return nil
	}
	row.Chat, row.Thread, row.ReplyTo = at.Chat, 0, 0
	switch row.About.What {
	case card.StaffCard:
		if row.Content, err = f.staffCard(tx, at.Language, t); err != nil {
			return err
		}
		return tx.Show(row)
	case card.ToStaff, card.Attached, card.Told:
		if row.Slot == "" {
			row.Op = chat.Post
			return tx.Post(row)
		}
		return tx.Show(row)
	}
	return nil // a prompt or an answer to somebody in the group is nothing to anybody else
}

// alertElsewhere has an alert told to whoever stands in for those who did not get it, and the level above it at once
// where nobody of its own level is left.
func (f Follow) alertElsewhere(tx *storage.Tx, row chat.Outgoing, a *storage.Alert, err error) error {
	if err != nil || a.Silenced || row.Op != chat.Show {
		return err
	}
	a.Silenced = true
	if err := tx.PutAlert(a); err != nil {
		return err
	}
	for i, line := range a.Lines {
		to := a.To
		if len(a.Each) > i {
			to = a.Each[i]
		}
		if err := f.lineElsewhere(tx, row.Chat, to, line); err != nil {
			return err
		}
	}
	return nil
}

func (f Follow) lineElsewhere(tx *storage.Tx, failed desk.ChatID, to desk.Audience, line desk.Alert) error {
	t, ok, err := tx.Ticket(line.Ticket)
	if err != nil || !ok {
		return err
	}
	chats, _, err := people.Audience(&tx.Reader, to, t)
	if err != nil {
		return err
	}
	if !slices.Contains(chats, failed) { // what the same chat did not take, it would not take again
		tx.Notify(to, line)
	}
	return watch.Unheard(tx, line)
}

// alertIn is the alert that a slot is for; ok is false where it is for something else.
func alertIn(r *storage.Reader, s chat.Slot) (a *storage.Alert, ok bool, err error) {
	number, is := strings.CutPrefix(string(s), alertPrefix)
	if !is {
		return nil, false, nil
	}
	id, err := strconv.ParseUint(number, 10, 64)
	if err != nil { // no slot of ours
		return nil, false, nil //nolint:nilerr // it is for something else
	}
	return r.Alert(storage.AlertID(id))
}

const alertPrefix = "alert:"

func alertSlot(id storage.AlertID) chat.Slot {
	return chat.Slot(alertPrefix + strconv.FormatUint(uint64(id), 10))
}
