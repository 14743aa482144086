package emergency

import (
	"regexp"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// arrow stands between where somebody lives and where they say they are: many write there what has happened at home.
const arrow = " → "

// fromHome is a place seen from the person's home, whatever they said before, and further one that is added to what they
// said.
func fromHome(t *desk.Ticket, home string) string { return home }

func further(t *desk.Ticket, _ string) string { return t.Place.Label }

// move keeps where somebody says they are.
func move(t *dialog.Talk, id desk.TicketID, said string, from func(*desk.Ticket, string) string) error {
	ticket, ok, err := t.Tx.Ticket(id)
	if err != nil || !ok || said == "" {
		return err
	}
	homes, err := t.Tx.HomesOf(t.Person.ID)
	if err != nil {
		return err
	}
	home := ""
	if len(homes) > 0 {
		home = homes[0].Unit.Label()
	}
	p, err := Placed(&t.Tx.Reader, ticket.Place, from(ticket, home), said)
	if err != nil || p == ticket.Place {
		return err
	}
	ticket.Amend(desk.AmendedData{Place: &p}, actor(t.Who), t.Tx.Now())
	return t.Tx.PutTicket(ticket)
}

// Placed is where somebody is who says so in words, having said, or being known to be, somewhere before. The building is
// kept, by which reports of one event find each other, unless the words name another.
func Placed(r *storage.Reader, before desk.Place, label, said string) (desk.Place, error) {
	u, known, err := people.UnitSaid(r, said)
	if err != nil {
		return before, err
	}
	if known && label == "" {
		return u.Place(), nil
	}
	b := u.Building
	if !known {
		if b, err = building(r, said); err != nil {
			return before, err
		}
	}
	p := before
	if b != "" && b != before.Building {
		p = desk.Place{Building: b}
	}
	if known {
		p.Unit, p.Building, p.Floor = u.ID, u.Building, u.Floor
	}
	p.Label = said
	if label != "" && !strings.HasSuffix(label, said) {
		p.Label = label + arrow + said
	}
	return p, nil
}

// longName is how long a building's name is that cannot stand in a text by chance, in characters.
const longName = 3

// building is the one building of the estate that words name, "" where they name none, or several.
func building(r *storage.Reader, said string) (string, error) {
	units, err := r.Units()
	if err != nil {
		return "", err
	}
	found, last := "", ""
	folded := fold(said)
	for _, u := range units { // they are in the order of buildings
		if u.Building == last {
			continue
		}
		last = u.Building
		if !names(folded, fold(u.Building)) {
			continue
		}
		if found != "" {
			return "", nil
		}
		found = u.Building
	}
	return found, nil
}

func fold(s string) string { return cases.Fold().String(norm.NFKC.String(s)) }

// names reports whether words name a building: by a long name anywhere, by a short one beside a word for a building, or
// as the beginning of a unit.
func names(said, building string) bool {
	if len([]rune(building)) >= longName && strings.Contains(said, building) {
		return true
	}
	q := regexp.QuoteMeta(building)
	return regexp.MustCompile(wordBefore + q + alone + "|" + begins + q + wordAfter + "|" + begins + q + unitAfter).MatchString(said)
}

// What stands around the short name of a building.
const (
	wordBefore = `(?:tower|block|blk|building|bldg)\s*`
	wordAfter  = `\s*(?:tower|block|building|座|棟|幢|栋|號樓|号楼|樓座|大廈|大厦)` //nolint:gosmopolitan // read, not said
	unitAfter  = `\s*-\s*\d`
	begins     = `(?:^|[^\pL\pN]|\p{Han})`
	alone      = `(?:$|[^\pL\pN]|\p{Han})`
)
