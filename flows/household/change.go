package household

import (
	"fmt"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// done does what was chosen, once more judged by what holds now.
func (h *Household) done(t *dialog.Talk) error {
	what := t.Answers.Text("what")
	switch {
	case chosen(t) == 0:
		return h.Home(t.Tx, t.Who, "home.not-enrolled")
	case what == leave:
		return h.left(t)
	case !mayChange(t):
		return h.Home(t.Tx, t.Who, "role.contacts")
	}
	switch what {
	case invite:
		return h.invited(t)
	case remove:
		return h.removed(t)
	case handOver:
		return h.handed(t)
	}
	return h.noted(t)
}

// maxPeople bounds a party, so that no single account fills the records.
const maxPeople = 100

// invited makes an invitation for somebody, and gives it to the contact as a message that can be forwarded.
func (h *Household) invited(t *dialog.Talk) error {
	party, name := chosen(t), dialog.CleanName(t.Answers.Text("name"), maxName)
	all, err := tenancy.Residents(&t.Tx.Reader, party)
	if err != nil {
		return err
	}
	var person desk.Person
	for _, p := range all {
		if !strings.EqualFold(p.Name, name) {
			continue
		}
		if p.User != 0 {
			return h.Home(t.Tx, t.Who, "household.there-already")
		}
		person = p.Person
	}
	switch {
	case name == "":
		return h.Home(t.Tx, t.Who, "household.no-name")
	case person.ID == 0 && len(all) >= maxPeople:
		return h.Home(t.Tx, t.Who, "household.full")
	case person.ID == 0:
		if person, err = tenancy.List(t.Tx, party, name); err != nil {
			return err
		}
	}
	if err := h.giveLink(t, party, person); err != nil {
		return err
	}
	if err := audit(t, "invite", party, person.Name); err != nil {
		return err
	}
	return h.Home(t.Tx, t.Who, "household.invited")
}

// giveLink posts the invitation alone, in words that whoever gets it forwarded understands.
func (h *Household) giveLink(t *dialog.Talk, party desk.PartyID, person desk.Person) error {
	homes, err := t.Tx.UnitsOf(party)
	if err != nil {
		return err
	}
	if len(homes) == 0 {
		return desk.Refuse(desk.NotFound)
	}
	code, i, err := tenancy.Invite(t.Tx, person.ID, homes[0].ID, t.Person.ID)
	if err != nil {
		return err
	}
	e := t.Tx.Estate()
	body := text.Say(t.Language, "household.invitation", "name", person.Name, "by", t.Name, "estate", e.NameIn(t.Language),
		"unit", units(t), "until", text.Day(t.Language, i.Expires, t.Tx.Now(), e.Zone), "link", h.Link(code))
	return t.Tx.Post(chat.Outgoing{Chat: t.Chat, Lane: chat.Conversation, Content: chat.Content{Text: body}})
}

func (h *Household) removed(t *dialog.Talk) error {
	p, ok := picked(t, "removed")
	if !ok || p.Contact() {
		return desk.Refuse(desk.NotFound)
	}
	where, party := units(t), chosen(t)
	if err := tenancy.Remove(t.Tx, party, p.ID); err != nil {
		return err
	}
	if err := audit(t, "remove", party, p.Name); err != nil {
		return err
	}
	if err := tenancy.Tell(t.Tx, p.Person, "household.told-removed", "by", t.Name, "units", where); err != nil {
		return err
	}
	return h.Home(t.Tx, t.Who, "household.removed-note")
}

func (h *Household) handed(t *dialog.Talk) error {
	p, ok := picked(t, "successor")
	if !ok || p.User == 0 {
		return desk.Refuse(desk.NotFound)
	}
	party := chosen(t)
	if err := tenancy.HandOver(t.Tx, party, t.Person.ID, p.ID); err != nil {
		return err
	}
	if err := audit(t, "hand over", party, p.Name); err != nil {
		return err
	}
	if err := tenancy.Tell(t.Tx, p.Person, "household.told-contact", "by", t.Name, "units", units(t)); err != nil {
		return err
	}
	return h.Home(t.Tx, t.Who, "household.handed-note")
}

// noted keeps whom to call in an emergency.
func (h *Household) noted(t *dialog.Talk) error {
	p, ok, err := t.Tx.Party(chosen(t))
	if err != nil || !ok {
		return err
	}
	p.Emergency = desk.Contact{Name: dialog.CleanName(t.Answers.Text("kin-name"), maxName), Phone: t.Answers.Text("kin-phone")}
	if err := t.Tx.PutParty(&p); err != nil {
		return err
	}
	return h.Home(t.Tx, t.Who, "household.kin-note")
}

// left ends what the person themself may do for the party, and tells whoever speaks for it. A contact hands over
// first: nobody else could let anybody in or out.
func (h *Household) left(t *dialog.Talk) error {
	party := chosen(t)
	if mayChange(t) {
		return h.Home(t.Tx, t.Who, "household.hand-over-first")
	}
	where, all := units(t), residents(t)
	if err := tenancy.Remove(t.Tx, party, t.Person.ID); err != nil {
		return err
	}
	if err := audit(t, "leave", party, t.Name); err != nil {
		return err
	}
	for _, p := range all {
		if !p.Contact() {
			continue
		}
		if err := tenancy.Tell(t.Tx, p.Person, "household.told-left", "name", t.Name, "units", where); err != nil {
			return err
		}
	}
	return h.Home(t.Tx, t.Who, "household.left-note")
}

func audit(t *dialog.Talk, action string, party desk.PartyID, name string) error {
	return t.Tx.Audit(storage.Entry{
		By:   desk.Actor{As: desk.AsTenant, User: t.User, Person: t.Person.ID, Name: t.Name},
		Role: "tenant", Action: action, Chat: t.Chat, Detail: fmt.Sprintf("party %d: %s", party, name),
	})
}
