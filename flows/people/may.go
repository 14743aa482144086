package people

import (
	"fmt"
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Subject is what a deed is about. The desks are the ticket's where a ticket is given, otherwise Desk; without either,
// it is whatever desk the chat holds.
type Subject struct {
	Ticket *desk.Ticket
	Desk   desk.Name
	Party  desk.PartyID
}

// Answer is whether somebody may do something. Where neither OK nor Ask is set, Why is the key of a sentence that
// says why not.
type Answer struct {
	OK bool
	// Role is in what role, for the audit log.
	Role Role
	Why  string
	// Ask, where it is set, is what the chat service has to be asked first: see AskFirst.
	Ask *chat.MemberArgs
}

// May is whether whoever is behind the update may do the deed there, judged by what is known at this moment. An
// anonymous administrator of a group has no role.
func May(r *storage.Reader, u chat.Update, d Deed, on Subject) (Answer, error) {
	desks := on.desks()
	e := evidence{Reader: r, user: u.From.User, chat: u.Chat.ID, on: on, desks: desks, places: places(r, u.Chat, desks)}
	rule := ruleOf(d)
	roles := allowed(d, e.places)
	switch {
	case u.From.Anonymous:
		return Answer{Why: "role.anonymous"}, nil
	case slices.Contains(e.places, Public):
		return Answer{Why: "role.public"}, nil
	case len(roles) == 0:
		return Answer{Why: rule.where}, nil
	}
	answer := Answer{Why: rule.who}
	for _, role := range roles {
		standing, group, err := e.standing(role)
		if err != nil {
			return Answer{}, fmt.Errorf("judge %s as %s: %w", d, role, err)
		}
		switch {
		case standing == Inside:
			return Answer{OK: true, Role: role}, nil
		case standing == Unsure && answer.Ask == nil:
			answer = Answer{Ask: &chat.MemberArgs{Chat: group, User: u.From.User}}
		}
	}
	return answer, nil
}

// desks are those that the deed is about, none where it is whatever desk the chat holds.
func (on Subject) desks() []desk.Name {
	switch {
	case on.Ticket != nil:
		return on.Ticket.Desks()
	case on.Desk != "":
		return []desk.Name{on.Desk}
	}
	return nil
}

// places are all the sorts of place that a chat is for the desks.
func places(r *storage.Reader, c chat.Room, desks []desk.Name) []Place {
	var at []Place
	serves := slices.ContainsFunc(desks, func(n desk.Name) bool { return Serves(r, c.ID, n) })
	switch {
	case c.ID.Private() && serves:
		return []Place{InPrivate, AtDesk}
	case c.ID.Private():
		return []Place{InPrivate}
	case c.Public:
		return []Place{Public}
	}
	held := r.DesksIn(c.ID)
	for _, h := range held {
		switch h {
		case desk.Supervisors:
			at = append(at, AtSupervisors)
		case desk.Managers:
			at = append(at, AtManagers)
		}
	}
	switch {
	case len(held) == 0:
		return []Place{Unlinked}
	case len(desks) == 0 || serves:
		at = append(at, AtDesk)
	case len(at) < len(held):
		at = append(at, AtAnother)
	}
	return at
}

// evidence is what a role is judged by.
type evidence struct {
	*storage.Reader
	user   desk.UserID
	chat   desk.ChatID
	on     Subject
	desks  []desk.Name
	places []Place
}

// at reports whether the deed is done in a group of that sort, by which whoever does it is seen to belong to it.
func (e evidence) at(p Place) bool { return !e.chat.Private() && slices.Contains(e.places, p) }

// standing is whether the person has the role, with the group to ask about where that is not sure.
func (e evidence) standing(role Role) (Standing, desk.ChatID, error) {
	switch role {
	case Stranger:
		return Inside, 0, nil
	case Tenant, Contact:
		is, err := e.outside(role)
		return sure(is), 0, err
	case Administrator:
		return sure(e.Admin(e.user)), 0, nil
	case Supervisor:
		return e.belongs(desk.Supervisors, AtSupervisors)
	case Manager:
		return e.belongs(desk.Managers, AtManagers)
	case Staff:
		return e.staff()
	case Elsewhere:
		return e.elsewhere()
	}
	return Outside, 0, nil
}

func sure(is bool) Standing {
	if is {
		return Inside
	}
	return Outside
}

func (e evidence) belongs(n desk.Name, p Place) (Standing, desk.ChatID, error) {
	if e.at(p) {
		return e.here()
	}
	return At(e.Reader, e.user, n)
}

// here is whether somebody who does something in a group belongs to it: unless they are known to have left. What was
// missed of their coming back while the desk was down is asked for, once.
func (e evidence) here() (Standing, desk.ChatID, error) {
	m, _, err := e.Member(e.chat, e.user)
	switch {
	case err != nil || m.Present() || m.Left.IsZero():
		return Inside, 0, err
	case e.Now().Sub(m.Left) < fresh:
		return Outside, e.chat, nil
	}
	return Unsure, e.chat, nil
}

// staff is whether the person belongs to one of the desks, or to any where it is about none. Where that is not sure, the
// first that may know is asked.
func (e evidence) staff() (standing Standing, ask desk.ChatID, err error) {
	if e.at(AtDesk) {
		return e.here()
	}
	for _, n := range e.desks {
		at, group, err := At(e.Reader, e.user, n)
		switch {
		case err != nil || at == Inside:
			return at, group, err
		case at == Unsure && standing != Unsure:
			standing, ask = at, group
		}
	}
	if len(e.desks) > 0 {
		return standing, ask, nil
	}
	names, err := DesksOf(e.Reader, e.user)
	return sure(len(names) > 0), 0, err
}

// elsewhere is whether the person belongs to another desk. It is never asked about: there are many.
func (e evidence) elsewhere() (Standing, desk.ChatID, error) {
	if e.at(AtAnother) {
		return e.here()
	}
	names, err := DesksOf(e.Reader, e.user)
	return sure(slices.ContainsFunc(names, func(n desk.Name) bool { return !slices.Contains(e.desks, n) })), 0, err
}

// AskFirst asks the chat service whether somebody belongs to a group. Its answer is noted, and the update that
// waited for it is handled again.
func AskFirst(tx *storage.Tx, u chat.Update, about *chat.MemberArgs) error {
	return tx.QueueJob(chat.JobMember, Asked{MemberArgs: *about, Update: u})
}

// Asked is what the chat service was asked for, beside what the worker needs: the worker passes it by.
type Asked struct {
	chat.MemberArgs
	Update chat.Update `json:"update"`
}
