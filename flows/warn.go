package flows

import (
	"frontdesk/flows/emergency"
	"frontdesk/flows/talk"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// warn offers the alarm to somebody whose words sound like danger, whatever they were asked; ok is false where they do
// not. Words of somebody whose alarm is out are added to it.
func (d *Desk) warn(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	now, _, err := d.dialogs.Standings(tx, who)
	if err != nil {
		return false, err
	}
	aside := ""
	if now != nil {
		aside = now.Instance
		switch now.Flow {
		case emergency.Name, emergency.AskName:
			return false, nil
		case talk.WarningName:
			return false, d.talk.PassOn(tx, who, u, now.Answers)
		}
	}
	if !d.talk.Dangerous(u.Text) {
		return false, nil
	}
	out, err := emergency.Out(&tx.Reader, who)
	if err != nil {
		return false, err
	}
	if out != nil {
		return true, d.emergency(tx, who, "", talk.Read(u))
	}
	return true, d.talk.Warn(tx, who, u, aside)
}
