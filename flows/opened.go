package flows

import (
	"regexp"
	"strings"

	"frontdesk/flows/enrol"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// linkPattern is an invitation's link as people copy it, and codePattern the code alone: a name of that length may
// look like one.
var (
	linkPattern = regexp.MustCompile(`^(?:https?://)?(?:t|telegram)\.me/([A-Za-z0-9_]+)/?\?start=([A-Za-z0-9_-]{1,64})$`)
	codePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{22}$`)
)

// pasted takes an invitation that was sent as words for one that was opened; ok is false where the words are none. A
// bare code is looked up no more than opening it would be.
func (d *Desk) pasted(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	words := strings.TrimSpace(u.Text)
	if len(u.Media) > 0 {
		return false, nil
	}
	if m := linkPattern.FindStringSubmatch(words); m != nil && strings.EqualFold(m[1], d.options.Bot) {
		return true, d.start(tx, u, who, m[2])
	}
	if !codePattern.MatchString(words) || enrol.Throttled(&tx.Reader, who.User) {
		return false, nil
	}
	if _, known, err := tx.Invite(words); err != nil || !known {
		return false, err
	}
	return true, d.start(tx, u, who, words)
}

// forAnother tells whoever opened an invitation for somebody else whose it is.
func (d *Desk) forAnother(tx *storage.Tx, who whoIs, code string) error {
	name, _, err := enrol.For(tx, code, who)
	if err != nil {
		return err
	}
	if err := d.dialogs.Park(tx, who); err != nil {
		return err
	}
	return d.home.Under(tx, who, text.Say(who.Language, "enrol.for-another", "name", name))
}
