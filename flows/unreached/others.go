package unreached

import (
	"strings"
	"unicode/utf16"

	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// maxAlert is how much an alert holds, in UTF-16 units.
const maxAlert = 200

// withOthers adds to an alert the others of the person's units who have a number or can be written to, as many as
// it holds; ok is false where there is none.
func withOthers(r *storage.Reader, l desk.Language, said string, p desk.Person) (all string, ok bool, err error) {
	others, err := othersOf(r, p)
	if err != nil {
		return said, false, err
	}
	all = said + "\n" + text.Plain(l, "unreached.others")
	for _, o := range others {
		key := "unreached.other-number"
		if o.Phone == "" {
			key = "unreached.other-here"
		}
		line := "\n" + text.Plain(l, key, "name", people.ShownName(o.Name), "phone", o.Phone)
		if len(utf16.Encode([]rune(all+line))) > maxAlert {
			break
		}
		all, ok = all+line, true
	}
	if !ok {
		return said, false, nil
	}
	return strings.TrimSpace(all), true, nil
}

// othersOf are the others of the person's units who have a number or can be written to, each once.
func othersOf(r *storage.Reader, p desk.Person) ([]desk.Person, error) {
	homes, err := r.HomesOf(p.ID)
	if err != nil {
		return nil, err
	}
	var found []desk.Person
	seen := map[desk.PersonID]bool{p.ID: true}
	for _, h := range homes {
		kin, err := r.PeopleOf(h.Party)
		if err != nil {
			return nil, err
		}
		for _, o := range kin {
			here := o.User != 0 && !o.Started.IsZero() && o.Unreachable.IsZero()
			if !seen[o.ID] && (o.Phone != "" || here) {
				found = append(found, o)
			}
			seen[o.ID] = true
		}
	}
	return found, nil
}
