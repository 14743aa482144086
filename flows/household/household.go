// Package household is how the people of a party look after themselves, and how the office notes that they have
// left: who is here, who may come in, who speaks for all, whom to call. It must never show anybody a party that
// they do not belong to.
package household

import (
	"strconv"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Name is the name of the dialog in which a tenant sees and changes who is here.
const Name = "household"

// The things that can be done there.
const (
	invite   = "invite"
	remove   = "remove"
	handOver = "hand"
	kin      = "kin"
	leave    = "leave"
)

// Household is the people of a party.
type Household struct {
	// Link is the link that opens the desk with an invitation's code.
	Link func(code string) string
	// Home shows the person's first screen, with a note above it: the key of a sentence, or "".
	Home func(tx *storage.Tx, who dialog.Who, note string) error
	// Begin opens a dialog.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
}

// Start shows who is here, or why there is nobody to see.
func (h *Household) Start(tx *storage.Tx, who dialog.Who) error {
	ids, err := of(&tx.Reader, who.Person.ID)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return h.Home(tx, who, "home.not-enrolled")
	}
	return h.Begin(tx, who, Name, nil)
}

// maxName is the longest name in characters.
const maxName = 200

// Flow shows who is here, and asks what is to change.
func (h *Household) Flow() *dialog.Flow {
	return dialog.New(Name, 1,
		dialog.Choice("party", parties).When(asksParty).While(belongs).Wide().Search(),
		dialog.Choice("what", actions).With(list).Wide().When(somewhere).After("party").While(offered),
		dialog.Text("name").Max(maxName).When(wants(invite)).After("what", "party"),
		dialog.Choice("removed", removable).Wide().Search().When(wants(remove)).After("what", "party").While(still("removed", removable)),
		dialog.Confirm("removing", names("removed")).When(wants(remove)),
		dialog.Choice("successor", successors).Wide().Search().When(wants(handOver)).After("what", "party").While(still("successor", successors)),
		dialog.Confirm("handing", names("successor")).When(wants(handOver)),
		dialog.Text("kin-name").Max(maxName).When(wants(kin)).After("what", "party"),
		dialog.Phone("kin-phone").Anothers().When(wants(kin)).After("what", "party", "kin-name"),
		dialog.Confirm("leaving", leaving).When(wants(leave)),
	).Done(h.done).Sample(sample)
}

func wants(what string) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return t.Answers.Text("what") == what }
}

// of are the parties for which the person acts now and that have a unit, each once.
func of(r *storage.Reader, p desk.PersonID) ([]desk.PartyID, error) {
	homes, err := r.HomesOf(p)
	var ids []desk.PartyID
	for _, h := range homes {
		if len(ids) == 0 || ids[len(ids)-1] != h.Party {
			ids = append(ids, h.Party)
		}
	}
	return ids, err
}

func mine(t *dialog.Talk) []desk.PartyID {
	ids, err := of(&t.Tx.Reader, t.Person.ID)
	if err != nil { // records that cannot be read show nothing; doing something then says so
		return nil
	}
	return ids
}

// asksParty is whether it is not clear whose people it is about: what was said of one party is never done to another
// that is the only one left.
func asksParty(t *dialog.Talk) bool {
	return len(mine(t)) > 1 || t.Answers.Given("party") && chosen(t) == 0
}

// somewhere is false for whoever has left since it was begun.
func somewhere(t *dialog.Talk) bool { return len(mine(t)) > 0 }

func parties(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, id := range mine(t) {
		options = append(options, dialog.Option{Value: strconv.FormatUint(uint64(id), 10), Label: label(t, id)})
	}
	return options
}

// label is a party by its units, and where they are many by its name.
func label(t *dialog.Talk, id desk.PartyID) string {
	units, err := unitLabels(t, id)
	if err != nil {
		return ""
	}
	const few = 3
	if len(units) <= few {
		return text.List(t.Language, units)
	}
	p, _, err := t.Tx.Party(id)
	if err != nil {
		return ""
	}
	return text.Plain(t.Language, "household.units", "name", p.Name, "n", len(units))
}

func unitLabels(t *dialog.Talk, id desk.PartyID) ([]string, error) {
	units, err := t.Tx.UnitsOf(id)
	labels := make([]string, len(units))
	for i, u := range units {
		labels[i] = u.Label()
	}
	return labels, err
}

func belongs(t *dialog.Talk) bool { return chosen(t) != 0 }

// chosen is the party that it is about: the one that was chosen or the person's only one, 0 where they belong to
// it no longer.
func chosen(t *dialog.Talk) desk.PartyID {
	ids := mine(t)
	for _, id := range ids {
		if strconv.FormatUint(uint64(id), 10) == t.Answers.Text("party") {
			return id
		}
	}
	if len(ids) == 1 && !t.Answers.Given("party") {
		return ids[0]
	}
	return 0
}

func residents(t *dialog.Talk) []tenancy.Resident {
	id := chosen(t)
	if id == 0 {
		return nil
	}
	all, err := tenancy.Residents(&t.Tx.Reader, id)
	if err != nil {
		return nil
	}
	return all
}

// mayChange is whether the person speaks for the party at this moment.
func mayChange(t *dialog.Talk) bool {
	may, err := people.May(&t.Tx.Reader, asUpdate(t), people.Household, people.Subject{Party: chosen(t)})
	return err == nil && may.OK && chosen(t) != 0
}

// asUpdate is who does it and where, as a press or a message would tell.
func asUpdate(t *dialog.Talk) chat.Update {
	room := chat.Room{ID: t.Chat}
	if g, known, err := t.Tx.Group(t.Chat); err != nil || known {
		room.Public = g.Public || err != nil // a group of which nothing is known for certain is nobody's desk
	}
	return chat.Update{Chat: room, From: chat.Sender{User: t.User, Name: t.Name}}
}

func actions(t *dialog.Talk) []dialog.Option {
	var values []string
	switch {
	case mayChange(t):
		values = []string{invite}
		if len(removable(t)) > 0 {
			values = append(values, remove)
		}
		if len(successors(t)) > 0 {
			values = append(values, handOver)
		}
		values = append(values, kin)
	case chosen(t) != 0:
		values = []string{leave}
	}
	options := make([]dialog.Option, len(values))
	for i, v := range values {
		options[i] = dialog.Option{Value: v, Label: text.Plain(t.Language, "household.do-"+v)}
	}
	return options
}

// offered is whether what was chosen can still be done: the person may have become the contact, or have ceased to.
func offered(t *dialog.Talk) bool { return has(actions(t), t.Answers.Text("what")) }

func has(options []dialog.Option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func still(step string, options func(*dialog.Talk) []dialog.Option) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return has(options(t), t.Answers.Text(step)) }
}

// removable are the people whose access the contact can end: everybody else who does not speak for the party.
func removable(t *dialog.Talk) []dialog.Option {
	return others(t, func(p tenancy.Resident) bool { return !p.Contact() })
}

// successors are the people who can speak for the party instead: they have come in.
func successors(t *dialog.Talk) []dialog.Option {
	return others(t, func(p tenancy.Resident) bool { return !p.Contact() && p.User != 0 })
}

func others(t *dialog.Talk, fit func(tenancy.Resident) bool) []dialog.Option {
	var options []dialog.Option
	for _, p := range residents(t) {
		if p.ID != t.Person.ID && fit(p) {
			options = append(options, dialog.Option{Value: p.ID.String(), Label: p.Name})
		}
	}
	return options
}

// picked is the resident that was chosen in a step; ok is false where they are here no longer.
func picked(t *dialog.Talk, step string) (tenancy.Resident, bool) {
	for _, p := range residents(t) {
		if p.ID.String() == t.Answers.Text(step) {
			return p, true
		}
	}
	return tenancy.Resident{}, false
}

func names(step string) func(*dialog.Talk) []any {
	return func(t *dialog.Talk) []any {
		p, _ := picked(t, step)
		return []any{"name", p.Name, "units", units(t)}
	}
}

func leaving(t *dialog.Talk) []any { return []any{"units", units(t)} }

func units(t *dialog.Talk) string {
	id := chosen(t)
	if id == 0 {
		return ""
	}
	return label(t, id)
}
