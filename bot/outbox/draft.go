package outbox

import (
	"frontdesk/bot/telegram"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// draft is a row as it stands in the database at the moment of its sending, and how it is to be sent.
type draft struct {
	row   chat.Outgoing
	place storage.Place // of the row's slot
	reply desk.MessageID
	tried tried

	edit  bool           // changes a message rather than sending one
	part  chat.Content   // what the message at place is changed into
	kept  bool           // the files stand at place already
	parts []chat.Content // of what is sent anew
	cut   bool           // the text was too long and has lost its end
	moot  bool           // there is nothing to change
}

// read reads a row and what it refers to; nil where it has left the database.
func (s *Sender) read(it *item) (*draft, error) {
	d := &draft{}
	var found bool
	err := s.db.View(s.clock(), func(r *storage.Reader) (err error) {
		if d.row, found, err = r.Row(it.row); err != nil || !found {
			return err
		}
		if d.row.Slot != "" {
			if d.place, _, err = r.Place(d.row.Slot); err != nil {
				return err
			}
		}
		d.reply = d.row.ReplyTo
		if d.row.ReplySlot == "" {
			return nil
		}
		answers, _, err := r.Place(d.row.ReplySlot)
		if answers.Chat == d.row.Chat && answers.Message != 0 {
			d.reply = answers.Message
		}
		return err
	})
	if err != nil || !found {
		return nil, err
	}
	if it.tried.version != d.row.Version {
		it.tried = tried{version: d.row.Version}
	}
	d.tried = it.tried
	d.decide()
	return d, nil
}

// decide chooses between changing the slot's message and sending a new one.
func (d *draft) decide() {
	switch d.row.Op {
	case chat.Strip, chat.Remove, chat.Pin, chat.Unpin:
		d.edit, d.moot = true, d.row.Message == 0
		return
	}
	d.parts, d.cut = telegram.Split(d.row.Content)
	if d.row.Op == chat.Post {
		return
	}
	standing := d.place.Message != 0 && d.place.Chat == d.row.Chat && !d.tried.anew
	d.kept = storage.FilesPrint(d.row.Content) == d.place.Files
	d.part, d.edit = telegram.Change(d.parts, d.kept, len(d.place.More) == 0)
	d.edit = d.edit && standing
	if d.row.Op == chat.Refresh {
		d.moot = !d.edit
	} else if d.row.Anew && d.place.Below() {
		d.edit = false
	}
}

// cost is how many messages the next call counts as.
func (d *draft) cost() int {
	if d.edit {
		return 1
	}
	return telegram.Cost(d.parts[min(d.tried.part, len(d.parts)-1)])
}

// letter is the next call's.
func (d *draft) letter() telegram.Letter {
	if d.edit {
		return telegram.Letter{Chat: d.row.Chat, Content: d.part, Plain: d.tried.plain, Kept: d.kept}
	}
	part := min(d.tried.part, len(d.parts)-1)
	l := telegram.Letter{Chat: d.row.Chat, Thread: d.row.Thread, Content: d.parts[part], Plain: d.tried.plain}
	if part == 0 {
		l.ReplyTo = d.reply
	}
	if d.tried.main {
		l.Thread = 0
	}
	return l
}

// replaced is the message that a new one takes the place of.
func (d *draft) replaced() desk.MessageID {
	if d.row.Op == chat.Post || d.place.Chat != d.row.Chat {
		return 0
	}
	return d.place.Message
}
