package storage

import (
	"frontdesk/storage/desk"
)

// Waiting is an alert that waits for its turn to be told in a chat, with whom it is for.
type Waiting struct {
	To   desk.Audience `json:"to"`
	Line desk.Alert    `json:"line"`
}

// waitKey orders what waits for a chat by rank, the most urgent first, and then by when it was due. There is one of
// each clock: a higher level takes the place of a lower one.
func waitKey(c desk.ChatID, rank int, line desk.Alert) ([]byte, error) {
	ticket, err := ticketKey(line.Ticket)
	if err != nil {
		return nil, err
	}
	return join(id64(c), []byte{byte(rank)}, instant(line.Due), ticket, []byte(line.Clock), id64(line.Cycle)), nil
}

// AwaitAlert has an alert wait until its chat has room for it.
func (tx *Tx) AwaitAlert(c desk.ChatID, rank int, w Waiting) error {
	key, err := waitKey(c, rank, w.Line)
	if err != nil {
		return err
	}
	return write(tx, bAlertsWait, key, w)
}

// TakeAlerts takes the most urgent of what waits for a chat, at most limit.
func (tx *Tx) TakeAlerts(c desk.ChatID, limit int) ([]Waiting, error) {
	var keys [][]byte
	var taken []Waiting
	var failed error
	tx.prefixed(bAlertsWait, id64(c), func(k, v []byte) bool {
		w, err := decoded[Waiting](bAlertsWait, v)
		keys, taken, failed = append(keys, join(k)), append(taken, w), err
		return failed == nil && len(taken) < limit
	})
	for _, k := range keys {
		if err := tx.w.Delete(bAlertsWait, k); err != nil {
			return nil, err
		}
	}
	return taken, failed
}

// ChatsAwaiting are the chats for which alerts wait.
func (r *Reader) ChatsAwaiting() []desk.ChatID {
	var chats []desk.ChatID
	var from []byte
	for more := true; more; {
		more = false
		r.r.Ascend(bAlertsWait, from, func(k, _ []byte) bool {
			chats = append(chats, number[desk.ChatID](k))
			from, more = id64(number[uint64](k)+1), true
			return false
		})
		more = more && number[uint64](from) != 0 // past the last there is
	}
	return chats
}

func lastAlertKey(c desk.ChatID) []byte { return join([]byte("alert in "), id64(c)) }

// LastAlert is the alert that was last told in a chat in a message with others; ok is false where none was.
func (r *Reader) LastAlert(c desk.ChatID) (id AlertID, ok bool) {
	raw := r.r.Get(bMeta, lastAlertKey(c))
	if raw == nil {
		return 0, false
	}
	return number[AlertID](raw), true
}

// SetLastAlert remembers which alert was last told in a chat.
func (tx *Tx) SetLastAlert(c desk.ChatID, id AlertID) error {
	return tx.w.Put(bMeta, lastAlertKey(c), id64(id))
}

// rekeyAlerts takes what waits for a group to its new identity.
func (tx *Tx) rekeyAlerts(from, to desk.ChatID) error {
	for {
		var old, value []byte
		tx.prefixed(bAlertsWait, id64(from), func(k, v []byte) bool {
			old, value = join(k), join(v)
			return false
		})
		if old == nil {
			return nil
		}
		if err := tx.w.Delete(bAlertsWait, old); err != nil {
			return err
		}
		if err := tx.w.Put(bAlertsWait, join(id64(to), old[8:]), value); err != nil {
			return err
		}
	}
}
