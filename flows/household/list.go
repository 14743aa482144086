package household

import (
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/phone"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
)

// list is who is here, one to a line, and whom to call in an emergency.
func list(t *dialog.Talk) []any {
	l := t.Language
	var lines []string
	for i, p := range residents(t) {
		if i == maxListed {
			lines = append(lines, text.Say(l, "household.more", "n", len(residents(t))-maxListed))
			break
		}
		lines = append(lines, text.Say(l, lineKey(t, p), "name", p.Name))
	}
	return []any{"units", units(t), "people", text.HTML(strings.Join(lines, "\n")), "kin", text.HTML(kinLine(t))}
}

// maxListed is how many people a screen lists.
const maxListed = 30

func lineKey(t *dialog.Talk, p tenancy.Resident) string {
	key := "household.line"
	if p.Contact() {
		key += "-contact"
	}
	switch {
	case p.ID == t.Person.ID:
		return key + "-you"
	case p.User != 0:
		return key
	case p.Invited:
		return key + "-invited"
	}
	return key + "-expired"
}

// kinLine is whom to call in an emergency. The number is the household's own to see.
func kinLine(t *dialog.Talk) string {
	p, _, err := t.Tx.Party(chosen(t))
	if err != nil || p.Emergency.Phone == "" {
		return text.Say(t.Language, "household.no-kin")
	}
	return text.Say(t.Language, "household.kin", "name", p.Emergency.Name,
		"phone", phone.Format(p.Emergency.Phone, phone.Region(t.Tx.Estate())))
}
