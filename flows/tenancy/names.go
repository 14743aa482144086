package tenancy

import (
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// maxNamed is how many people are named; of a company, the rest are counted.
const maxNamed = 10

// Names are the residents by name, with who speaks for them and who has not come in yet, as plain text.
func Names(l desk.Language, residents []Resident) string {
	names := make([]string, 0, maxNamed+1)
	for i, p := range residents {
		if i == maxNamed {
			names = append(names, text.Plain(l, "household.more", "n", len(residents)-maxNamed))
			break
		}
		names = append(names, text.Plain(l, nameKey(p), "name", p.Name))
	}
	return text.List(l, names)
}

func nameKey(p Resident) string {
	switch {
	case p.Contact() && p.User == 0:
		return "household.name-contact-invited"
	case p.Contact():
		return "household.name-contact"
	case p.User == 0:
		return "household.name-invited"
	}
	return "household.name-plain"
}
