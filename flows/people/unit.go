package people

import (
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// UnitSaid is the unit that somebody typed, as it is spelt or without its dashes and spaces.
func UnitSaid(r *storage.Reader, said string) (desk.Unit, bool, error) {
	units, err := r.Units()
	for _, u := range units {
		if spelt(u.Label()) == spelt(said) || spelt(u.Building+u.Floor+u.Number) == spelt(said) {
			return u, true, err
		}
	}
	return desk.Unit{}, false, err
}

// maxUnit is how much of what was typed is looked at, in characters.
const maxUnit = 64

func spelt(s string) string {
	return strings.NewReplacer("-", "", " ", "", "/", "").Replace(strings.ToUpper(dialog.CleanName(s, maxUnit)))
}
