package people

import (
	"slices"

	"frontdesk/storage/desk"
)

// Role is what somebody is to the desk where they do something. One person may have several.
type Role string

// The roles. Staff and Elsewhere depend on which desk the deed is about, Tenant and Contact on whose matter or
// household it is.
const (
	Stranger      Role = "stranger" // anybody at all
	Tenant        Role = "tenant"   // has a unit; of a matter, its author; of a party, one of its people
	Contact       Role = "contact"  // speaks for the party; of a matter, sees what its unit shares
	Staff         Role = "staff"    // of the desk that it is about
	Elsewhere     Role = "staff elsewhere"
	Supervisor    Role = "supervisor"
	Manager       Role = "manager"
	Administrator Role = "administrator"
)

// Roles lists the roles, the least first.
var Roles = []Role{Stranger, Tenant, Contact, Staff, Elsewhere, Supervisor, Manager, Administrator}

// Place is what sort of chat something is done in.
type Place string

// The places. A group that is several of them at once allows what any of them allows; one that is public is
// nothing else.
const (
	InPrivate     Place = "private"
	AtDesk        Place = "the desk's group" // or of whoever stands in for it
	AtAnother     Place = "another desk's group"
	AtSupervisors Place = "supervisors' group"
	AtManagers    Place = "managers' group"
	Unlinked      Place = "unlinked group"
	Public        Place = "public group"
)

// Places lists the places.
var Places = []Place{InPrivate, AtDesk, AtAnother, AtSupervisors, AtManagers, Unlinked, Public}

// Deed is something that a command or a button does.
type Deed string

// The deeds.
const (
	Look       Deed = "look"      // first screen, help, own language
	Alarm      Deed = "alarm"     // sound the alarm, write a message
	Join       Deed = "join"      // open an invitation, ask to be enrolled
	Report     Deed = "report"    // open a repair or another matter of a unit
	See        Deed = "see"       // look at one matter
	Withdraw   Deed = "withdraw"  // say that a matter is not wanted any more
	Household  Deed = "household" // invite and remove people of a party, name its emergency contact
	Link       Deed = "link"      // make a group a desk
	Unlink     Deed = "unlink"    // make it none
	Speak      Deed = "speak"     // choose a group's language
	Import     Deed = "import"    // take a tenants' file in
	DecideJoin Deed = "decide"    // let somebody in who asked, or not
	MoveOut    Deed = "move-out"  // end a party's stay
	Summary    Deed = "summary"   // the day's figures
	Health     Deed = "health"    // how the desk itself fares
	Work       Deed = "work"      // everything on a ticket's card but what has a deed of its own
	HoldLonger Deed = "hold"      // have a ticket wait for longer than the desk itself may
	Why        Deed = "why"       // see how a ticket's clocks ran
	ShowNumber Deed = "number"    // look at a tenant's telephone number
	Going      Deed = "going"     // take an alarm
	SeeTo      Deed = "see-to"    // take charge of a breach
	StaffList  Deed = "staff"     // who is at the desk, and on call
	GoOn       Deed = "on"        // say that one is on call
	GoOff      Deed = "off"       // say that one is off
	SeeRota    Deed = "see-rota"  // look at the weekly rota
	Rota       Deed = "rota"      // change it
	Cover      Deed = "cover"     // cover for somebody oneself
	CoverFor   Deed = "cover-for" // say that somebody covers for somebody else
	OpenFor    Deed = "open-for"  // open a matter for somebody who telephoned
)

// grant lets the roles do something in the places.
type grant struct {
	to []Role
	in []Place
}

// rule is who may do a deed where, and what others are told.
type rule struct {
	deed   Deed
	grants []grant
	who    string // said to whoever may not, where others may
	where  string // said where nobody may
}

var (
	groups = []Place{AtDesk, AtAnother, AtSupervisors, AtManagers}
	heads  = []Role{Supervisor, Manager, Administrator}
	hands  = []Role{Staff, Supervisor, Manager, Administrator}
)

// rules is the one table of what who may do where.
var rules = []rule{
	{Look, []grant{{[]Role{Stranger}, []Place{InPrivate}}}, "role.in-private", "role.in-private"},
	{Alarm, []grant{{[]Role{Stranger}, []Place{InPrivate}}}, "role.in-private", "role.in-private"},
	{Join, []grant{{[]Role{Stranger}, []Place{InPrivate}}}, "role.in-private", "role.in-private"},
	{Report, []grant{{[]Role{Tenant, Contact}, []Place{InPrivate}}}, "home.not-enrolled", "role.in-private"},
	{See, []grant{
		{[]Role{Tenant, Contact}, []Place{InPrivate}},
		{hands, []Place{AtDesk, AtSupervisors, AtManagers}},
	}, "role.not-yours", "role.not-here"},
	{Withdraw, []grant{{[]Role{Tenant, Contact}, []Place{InPrivate}}}, "role.not-yours", "role.in-private"},
	{Household, []grant{{[]Role{Contact}, []Place{InPrivate}}}, "role.contacts", "role.in-private"},
	{Link, []grant{{[]Role{Administrator}, append([]Place{Unlinked}, groups...)}}, "setup.not-admin", "setup.in-group"},
	{Unlink, []grant{{[]Role{Administrator}, append([]Place{Unlinked}, groups...)}}, "setup.not-admin", "role.in-group"},
	{Speak, []grant{{heads, groups}}, "role.heads", "role.in-group"},
	{Import, []grant{{[]Role{Administrator}, []Place{InPrivate}}}, "setup.not-admin", "role.in-private"},
	{DecideJoin, []grant{{hands, []Place{AtDesk}}}, "role.hands", "role.not-here"},
	{MoveOut, []grant{
		{hands, []Place{AtDesk}},
		{heads, []Place{InPrivate, AtSupervisors, AtManagers}},
	}, "role.hands", "role.not-here"},
	{Summary, []grant{{[]Role{Manager, Administrator}, []Place{InPrivate, AtManagers}}}, "report.managers-only", "report.managers-only"},
	{Health, []grant{{[]Role{Administrator}, []Place{InPrivate, AtManagers}}}, "setup.not-admin", "role.in-private"},
	{Work, []grant{{hands, []Place{AtDesk}}}, "role.hands", "staff.not-here"},
	{HoldLonger, []grant{{heads, []Place{AtDesk}}}, "role.heads", "staff.not-here"},
	{Why, []grant{{hands, []Place{AtDesk, AtSupervisors, AtManagers}}}, "role.hands", "role.not-here"},
	{ShowNumber, []grant{{hands, []Place{AtDesk}}}, "role.hands", "staff.not-here"},
	{Going, []grant{
		{hands, []Place{AtDesk}},
		{[]Role{Staff}, []Place{InPrivate}}, // whoever is on call hears it there
	}, "role.hands", "staff.not-here"},
	{SeeTo, []grant{
		{append([]Role{Elsewhere}, hands...), groups},
		{hands, []Place{InPrivate}}, // whoever is on call is told there
	}, "role.hands", "staff.not-here"},
	{StaffList, []grant{{hands, []Place{AtDesk}}, {[]Role{Staff}, []Place{InPrivate}}}, "role.hands", "role.not-here"},
	{GoOn, []grant{{[]Role{Staff}, []Place{AtDesk, InPrivate}}}, "role.hands", "role.not-here"},
	{GoOff, []grant{{[]Role{Staff}, []Place{AtDesk, InPrivate}}}, "role.hands", "role.not-here"},
	{SeeRota, []grant{{hands, []Place{AtDesk}}}, "role.hands", "role.not-here"},
	{Rota, []grant{{heads, []Place{AtDesk}}}, "role.heads", "role.not-here"},
	{Cover, []grant{{hands, []Place{AtDesk}}}, "role.hands", "role.not-here"},
	{CoverFor, []grant{{heads, []Place{AtDesk}}}, "role.heads", "role.not-here"},
	{OpenFor, []grant{{append([]Role{Elsewhere}, hands...), groups}}, "role.hands", "role.in-group"},
}

// Deeds lists the deeds in the order of the table.
func Deeds() []Deed {
	deeds := make([]Deed, len(rules))
	for i, r := range rules {
		deeds[i] = r.deed
	}
	return deeds
}

// Allowed reports what the table says of one role in one place.
func Allowed(d Deed, role Role, in Place) bool {
	return slices.Contains(allowed(d, []Place{in}), role) || slices.Contains(allowed(d, []Place{in}), Stranger)
}

// allowed are the roles that may do the deed in a chat that is all these places.
func allowed(d Deed, in []Place) []Role {
	var roles []Role
	for _, g := range ruleOf(d).grants {
		if slices.ContainsFunc(g.in, func(p Place) bool { return slices.Contains(in, p) }) {
			roles = append(roles, g.to...)
		}
	}
	return roles
}

// ruleOf is the deed's rule; what is not in the table is nobody's to do.
func ruleOf(d Deed) rule {
	for _, r := range rules {
		if r.deed == d {
			return r
		}
	}
	return rule{deed: d, where: "role.not-here"}
}

// DeedOf is the deed of one of the ticket's buttons.
func DeedOf(t *desk.Ticket, a desk.Action) Deed {
	switch {
	case a == desk.Accept && t.Kind == desk.Emergency:
		return Going
	case a == desk.SeeTo:
		return SeeTo
	case a == desk.ShowNumber:
		return ShowNumber
	}
	return Work
}
