package storage

import (
	"time"

	"frontdesk/storage/desk"
)

// AlertID numbers a message that told a desk of breaches.
type AlertID uint64

// Alert is a message that told a desk of one or several breaches at once. It is kept so that it can show who
// sees to them.
type Alert struct {
	ID AlertID `json:"id"`
	// To is whom it is for, and Each whom each of the lines is for, where they are not all for the same.
	To    desk.Audience   `json:"to"`
	Each  []desk.Audience `json:"each,omitempty"`
	Chat  desk.ChatID     `json:"chat"`
	At    time.Time       `json:"at"`
	Lines []desk.Alert    `json:"lines"`
	// Silenced is set once its message is gone, because a newer one says the same.
	Silenced bool `json:"silenced,omitempty"`
}

// PutAlert stores an alert; one without an identifier is given one.
func (tx *Tx) PutAlert(a *Alert) error {
	if a.ID == 0 {
		n, err := tx.next("alert", 1)
		if err != nil {
			return err
		}
		a.ID = AlertID(n)
	}
	for _, line := range a.Lines {
		key, err := ticketKey(line.Ticket)
		if err != nil {
			return err
		}
		index := join(key, id64(a.ID))
		if a.Silenced { // an alarm may sound thousands of times: only the last is of interest
			err = tx.w.Delete(bAlertsOf, index)
		} else {
			err = tx.w.Put(bAlertsOf, index, []byte{})
		}
		if err != nil {
			return err
		}
	}
	return write(tx, bAlerts, id64(a.ID), a)
}

// AlertsOf are the alerts that told of the ticket and still stand, oldest first.
func (r *Reader) AlertsOf(t desk.TicketID) ([]*Alert, error) {
	key, err := ticketKey(t)
	if err != nil {
		return nil, err
	}
	var alerts []*Alert
	r.prefixed(bAlertsOf, key, func(k, _ []byte) bool {
		var a Alert
		a, _, err = read[Alert](r, bAlerts, k[ticketKeyLen:])
		alerts = append(alerts, &a)
		return err == nil
	})
	return alerts, err
}

// Alert finds an alert.
func (r *Reader) Alert(id AlertID) (*Alert, bool, error) {
	a, ok, err := read[Alert](r, bAlerts, id64(id))
	return &a, ok, err
}

// Notice is one alert that waits to be bundled with others for the same desk.
type Notice struct {
	To   desk.Audience
	Line desk.Alert
}

// Notify adds an alert to what the desk is told at the end of the transaction, in one message.
func (tx *Tx) Notify(to desk.Audience, line desk.Alert) {
	tx.notices = append(tx.notices, Notice{To: to, Line: line})
}

// Notices takes the alerts that wait to be bundled.
func (tx *Tx) Notices() []Notice {
	notices := tx.notices
	tx.notices = nil
	return notices
}
