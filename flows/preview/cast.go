package preview

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// The accounts of the people.
const (
	mary    desk.UserID = 101 // lives in one flat, with somebody else
	company desk.UserID = 102 // speaks for a company with many units
	nobody  desk.UserID = 103 // is not known
	wong    desk.UserID = 104 // works at one desk
	lam     desk.UserID = 105 // works at every desk, and is the administrator
	john    desk.UserID = 106 // lives with Mary
)

// The groups of one desk, of two, and of all the others.
const (
	ofOne desk.ChatID = -1001 - iota
	ofTwo
	ofOthers
)

// standpoint is somebody at some moment: what a dialog asks depends on both.
type standpoint struct {
	name string
	user desk.UserID
	now  time.Time
	// chat is the group in which they are asked, 0 for their private chat.
	chat desk.ChatID
}

// standpoints are from where each dialog is tried; where a question is asked from several, the first is drawn.
// Dialogs are tried in a group where nobody comes to their end in private.
var standpoints = []standpoint{
	{"a tenant of one flat", mary, wednesday(14, 0), 0},
	{"somebody who speaks for a company", company, wednesday(14, 0), 0},
	{"somebody of a household", john, wednesday(14, 0), 0},
	{"somebody whom the office does not know", nobody, wednesday(14, 0), 0},
	{"somebody on the staff", wong, wednesday(14, 0), 0},
	{"a tenant late in the day", mary, wednesday(21, 50), 0},
	{"the administrator, in the group of two desks", lam, wednesday(14, 0), ofTwo},
	{"somebody on the staff, in the group of one desk", wong, wednesday(14, 0), ofOne},
	{"the administrator, in the group of the other desks", lam, wednesday(14, 0), ofOthers},
}

// who is the person as the desk sees them, spoken to in a language.
func (s standpoint) who(tx *storage.Tx, l desk.Language) (dialog.Who, error) {
	who := dialog.Who{
		SessionKey: storage.SessionKey{Chat: cmp.Or(s.chat, s.user.Private()), User: s.user}, Name: "Bob", Language: l,
	}
	if who.Group() {
		g, _, err := tx.Group(s.chat)
		g.Language = l
		if err := errors.Join(err, tx.PutGroup(g)); err != nil {
			return who, err
		}
	}
	p, known, err := tx.PersonOf(s.user)
	if err != nil || !known {
		return who, err
	}
	p.Language = l
	who.Person, who.Name = p, p.Name
	return who, tx.PutPerson(&p)
}

// settle writes the estate's people, units, groups and one open matter.
func settle(tx *storage.Tx) error {
	for _, write := range []func(*storage.Tx) error{tenants, staff, matter} {
		if err := write(tx); err != nil {
			return err
		}
	}
	return nil
}

func tenants(tx *storage.Tx) error {
	for _, floor := range []int{3, 12} {
		for number := 1; number <= 4; number++ {
			if _, err := unit(tx, "A", floor, number); err != nil {
				return err
			}
		}
	}
	flat, err := unit(tx, "A", 12, 3)
	if err != nil {
		return err
	}
	household, err := party(tx, "Wong", flat)
	if err != nil {
		return err
	}
	offices := make([]desk.Unit, 0, 10)
	for i := range 10 {
		office, err := unit(tx, "B", 20+i/4, 1+i%4)
		if err != nil {
			return err
		}
		offices = append(offices, office)
	}
	trading, err := party(tx, "Bright Trading", offices...)
	if err != nil {
		return err
	}
	flat, err = unit(tx, "A", 3, 1)
	if err != nil {
		return err
	}
	home, err := party(tx, "Chan", flat)
	if err != nil {
		return err
	}
	for _, p := range []struct {
		desk.Person
		party desk.PartyID
		role  desk.Role
	}{
		{desk.Person{Name: "Mary Wong 黃美儀", User: mary, Phone: "+85291234567"}, household, desk.RoleContact}, //nolint:gosmopolitan // a made-up name
		{desk.Person{Name: "John Wong", User: john, Phone: "+85291234568"}, household, desk.RoleMember},
		{desk.Person{Name: "Chan Tai Man", User: company, Phone: "+85261234567"}, trading, desk.RoleContact},
		{desk.Person{Name: "Ada Ho", Phone: "+85261234568"}, trading, desk.RoleMember},
	} {
		p.Started = tx.Now()
		if err := tx.PutPerson(&p.Person); err != nil {
			return err
		}
		m := desk.Membership{Party: p.party, Person: p.ID, Role: p.role, From: tx.Now()}
		if err := tx.PutMembership(m); err != nil {
			return err
		}
	}
	speaker, _, err := tx.PersonOf(company)
	if err != nil {
		return err
	}
	return tx.PutMembership(desk.Membership{Party: home, Person: speaker.ID, Role: desk.RoleMember, From: tx.Now()})
}

func unit(tx *storage.Tx, building string, floor, number int) (desk.Unit, error) {
	u := desk.Unit{
		Estate: tx.Estate().ID, Building: building, Floor: fmt.Sprint(floor), Number: fmt.Sprintf("%d%02d", floor, number),
	}
	known, ok, err := tx.UnitNamed(u.Estate, u.Building, u.Floor, u.Number)
	if err != nil || ok {
		return known, err
	}
	return u, tx.PutUnit(&u)
}

// party is a household or company that has the units since today.
func party(tx *storage.Tx, name string, units ...desk.Unit) (desk.PartyID, error) {
	p := desk.Party{Estate: tx.Estate().ID, Name: name}
	if err := tx.PutParty(&p); err != nil {
		return 0, err
	}
	for _, u := range units {
		o := desk.Occupancy{Party: p.ID, Unit: u.ID, Role: desk.RoleTenant, From: tx.Now()}
		if err := tx.PutOccupancy(o); err != nil {
			return 0, err
		}
	}
	return p.ID, nil
}

// staff links the desks to their groups, and puts people and their shifts there.
func staff(tx *storage.Tx) error {
	titles := map[desk.ChatID]string{ofOne: "Engineering", ofTwo: "Security and lobby", ofOthers: "Everybody else"}
	for chat, title := range titles {
		g := desk.Group{Chat: chat, Title: title, Type: "supergroup", Language: desk.English, Admin: true}
		if err := tx.PutGroup(g); err != nil {
			return err
		}
	}
	for _, name := range desk.Names {
		if err := tx.Link(name, groupOf(name)); err != nil {
			return err
		}
	}
	for _, m := range []desk.Member{
		{Chat: ofOne, User: wong, Name: "Wong Siu Ming"}, {Chat: ofOne, User: lam, Name: "Lam Ka Yan"},
		{Chat: ofTwo, User: lam, Name: "Lam Ka Yan"}, {Chat: ofTwo, User: wong, Name: "Wong Siu Ming"},
		{Chat: ofOthers, User: lam, Name: "Lam Ka Yan"},
	} {
		m.Seen = tx.Now()
		if err := tx.PutMember(m); err != nil {
			return err
		}
	}
	for _, p := range []desk.Person{
		{Name: "Wong Siu Ming", User: wong, Started: tx.Now()}, {Name: "Lam Ka Yan", User: lam, Started: tx.Now()},
	} {
		if err := tx.PutPerson(&p); err != nil {
			return err
		}
	}
	if err := shifts(tx); err != nil {
		return err
	}
	return tx.PutAdmin(lam)
}

func groupOf(n desk.Name) desk.ChatID {
	switch n {
	case desk.Engineering:
		return ofOne
	case desk.Security, desk.Lobby:
		return ofTwo
	}
	return ofOthers
}

// shifts are the weekly rota of the desks that have one.
func shifts(tx *storage.Tx) error {
	for _, s := range []desk.Shift{
		{Desk: desk.Engineering, User: wong, Name: "Wong Siu Ming", Weekday: time.Thursday, From: 8 * time.Hour, Until: 16 * time.Hour},
		{Desk: desk.Engineering, User: lam, Name: "Lam Ka Yan", Weekday: time.Thursday, From: 16 * time.Hour, Until: 23 * time.Hour},
		{Desk: desk.Security, User: wong, Name: "Wong Siu Ming", Weekday: time.Friday, From: 20 * time.Hour, Until: 8 * time.Hour},
	} {
		if err := tx.PutShift(&s); err != nil {
			return err
		}
	}
	return nil
}

// matter is a repair that Mary has reported.
func matter(tx *storage.Tx) error {
	p, _, err := tx.PersonOf(mary)
	if err != nil {
		return err
	}
	homes, err := tx.HomesOf(p.ID)
	if err != nil || len(homes) == 0 {
		return errorf(err, "the tenant has no home")
	}
	id, err := tx.NextNumber(desk.Repair)
	if err != nil {
		return err
	}
	return tx.PutTicket(desk.Open(id, desk.OpenedData{
		Kind: desk.Repair, Estate: tx.Estate().ID, Place: homes[0].Unit.Place(), Party: homes[0].Party,
		Reporter: desk.Reporter{Person: p.ID, User: p.User, Name: p.Name, Enrolled: true},
		Desk:     desk.Engineering, Service: desk.ServiceRef{Ref: "4.9", Variant: "estate's line or equipment"}, Urgency: desk.Ordinary, Description: "dripping 漏水", //nolint:gosmopolitan // made-up words of a tenant
		Promises: []desk.Promise{{Clock: desk.ClockArrive, Within: 8 * time.Hour, From: desk.Opened}},
	}, desk.Actor{As: desk.AsTenant, User: p.User, Person: p.ID, Name: p.Name}, tx.Now()))
}

func errorf(err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	return fmt.Errorf(format, args...)
}
