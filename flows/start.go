package flows

import (
	"errors"
	"time"

	"frontdesk/flows/follow"
	"frontdesk/flows/gather"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// gap is how long the chat service keeps what was written while the desk was down.
const gap = 24 * time.Hour

// Start is run once when the desk begins its work: it sets the periodic timers, makes the administrator's code
// where there is no administrator yet, and tells staff of a gap in which messages may have been lost. The code
// is "" where there is an administrator. A code that was shown before and not used is replaced.
func (d *Desk) Start(tx *storage.Tx) (code string, err error) {
	if err := errors.Join(d.dialogs.Declare(tx), gather.Restarted(tx), d.follow.Resume(tx), follow.AwaitDay(tx)); err != nil {
		return "", err
	}
	for name, s := range d.options.Schedules {
		next := s.Next(tx.Now())
		if due, armed := tx.Armed(watch.Periodic, name); armed && !due.After(tx.Now()) {
			continue // it is late, and runs once
		}
		if err := tx.Arm(watch.Periodic, name, next); err != nil { // by other times than it was, or a clock that was ahead
			return "", err
		}
	}
	if err := d.tellGap(tx); err != nil {
		return "", err
	}
	if err := pulse(tx); err != nil {
		return "", err
	}
	if len(tx.Admins()) > 0 {
		return "", nil
	}
	return d.adminCode(tx)
}

func (d *Desk) adminCode(tx *storage.Tx) (string, error) {
	old, known, err := tx.AdminInvite()
	if err != nil {
		return "", err
	}
	if known {
		old.Revoked = tx.Now()
		if err := tx.PutInvite(old); err != nil {
			return "", err
		}
	}
	code := desk.NewCode()
	return code, tx.PutInvite(desk.Invite{Hash: desk.HashCode(code), Admin: true, Issued: tx.Now()})
}

func (d *Desk) tellGap(tx *storage.Tx) error {
	last := tx.LastUpdate()
	if last.IsZero() || tx.Now().Sub(last) < gap {
		return nil
	}
	c, l, ok := people.ReachIn(&tx.Reader, desk.FrontDesk)
	if !ok {
		return nil
	}
	return tx.Post(chat.Outgoing{Chat: c, Lane: chat.Notice, Content: chat.Content{
		Text: text.Say(l, "report.gap", "from", text.Clock(l, last, tx.Now(), tx.Estate().Zone),
			"until", text.Clock(l, tx.Now(), tx.Now(), tx.Estate().Zone)),
	}})
}
