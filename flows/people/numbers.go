package people

import (
	"frontdesk/flows/dialog"
	"frontdesk/flows/phone"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// shownName is how much of a name stands beside a number, in characters: an alert holds few, and a number that is cut
// short is none.
const shownName = 40

// ShownName is a name as it stands in an alert.
func ShownName(name string) string { return dialog.CleanName(name, shownName) }

// Numbers are the telephone numbers at which somebody can be had, for an alert that one presser sees: their own, and
// that of the party's emergency contact; ok is false where there is neither. They belong in no message and no log.
func Numbers(r *storage.Reader, l desk.Language, name, own string, party desk.PartyID) (said string, ok bool, err error) {
	p, _, err := r.Party(party)
	if err != nil {
		return "", false, err
	}
	kin := p.Emergency
	region := phone.Region(r.Estate())
	key := "staff.no-number"
	switch {
	case own != "" && kin.Phone != "":
		key = "staff.number-both"
	case own != "":
		key = "staff.number"
	case kin.Phone != "":
		key = "staff.number-kin"
	}
	return text.Plain(l, key, "name", dialog.CleanName(name, shownName), "phone", phone.Format(own, region),
		"kin", dialog.CleanName(kin.Name, shownName), "other", phone.Format(kin.Phone, region)), own != "" || kin.Phone != "", nil
}
