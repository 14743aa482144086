package flows_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/home"
	"frontdesk/flows/oncall"
	"frontdesk/flows/people"
	"frontdesk/flows/setup"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// The whole table of who may do what where, for people to review.
func TestWhoMayDoWhatWhere(t *testing.T) {
	var b strings.Builder
	for _, deed := range people.Deeds() {
		fmt.Fprintf(&b, "== %s\n%-16s", deed, "")
		for _, place := range people.Places {
			fmt.Fprintf(&b, "  %s", place)
		}
		b.WriteString("\n")
		for _, role := range people.Roles {
			fmt.Fprintf(&b, "%-16s", role)
			for _, place := range people.Places {
				mark := "·"
				if people.Allowed(deed, role, place) {
					mark = "yes"
				}
				fmt.Fprintf(&b, "  %-*s", len(place), mark)
			}
			b.WriteString("\n")
		}
		b.WriteString("\n")
	}
	const path = "testdata/roles.golden.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("the table differs from %s (go test ./flows -run Who -update writes it anew):\n%s", path, b.String())
	}
}

// stage is an estate with somebody of each role and a chat of each sort.
type stage struct {
	*flowstest.World
	rooms  map[people.Place]*flowstest.Room
	actors map[people.Role]*flowstest.Person
	base   map[people.Role][]people.Role // what each actor is wherever they are
	member map[desk.UserID]desk.ChatID   // in whose group each was before
	code   string                        // of an invitation
}

// ticket is an overdue matter of the engineering desk.
const ticket desk.TicketID = "R-1001"

// alarm is one of the engineers', on which security works, too.
const alarm desk.TicketID = "E-1001"

// newStage sets the stage in one transaction: there are very many of them.
func newStage(t *testing.T) *stage {
	t.Helper()
	w := flowstest.New(t, "14:00")
	s := &stage{
		World: w, rooms: map[people.Place]*flowstest.Room{}, actors: map[people.Role]*flowstest.Person{},
		member: map[desk.UserID]desk.ChatID{},
		base: map[people.Role][]people.Role{
			people.Contact: {people.Tenant}, people.Supervisor: {people.Elsewhere}, people.Manager: {people.Elsewhere},
		},
	}
	for _, place := range people.Places {
		if place != people.InPrivate {
			s.rooms[place] = w.Unheard(string(place))
		}
	}
	s.rooms[people.Public].Chat.Public = true
	for _, role := range people.Roles {
		s.actors[role] = w.Stranger(string(role), "en")
	}
	s.actors[people.Administrator] = w.Admin()
	s.code = w.Invite("B-0501", "Invited")
	w.Do(func(tx *storage.Tx) error {
		return errors.Join(s.linkGroups(tx), s.enrol(tx), s.fill(tx))
	})
	w.Jump(20 * time.Minute)
	return s
}

// holds are the desks of each group.
var holds = map[people.Place][]desk.Name{
	people.AtDesk: {desk.Engineering, desk.FrontDesk}, people.AtAnother: {desk.Security}, people.Public: {desk.Lobby},
	people.AtSupervisors: {desk.Supervisors}, people.AtManagers: {desk.Managers},
}

// staffed is in whose group each of the staff is.
var staffed = map[people.Role]people.Place{
	people.Staff: people.AtDesk, people.Elsewhere: people.AtAnother, people.Supervisor: people.AtSupervisors,
	people.Manager: people.AtManagers,
}

func (s *stage) linkGroups(tx *storage.Tx) error {
	var errs []error
	for place, room := range s.rooms {
		g := desk.Group{
			Chat: room.Chat.ID, Title: room.Chat.Title, Type: room.Chat.Type, Public: room.Chat.Public, Admin: true, Language: desk.English,
		}
		errs = append(errs, tx.PutGroup(g))
		for _, n := range holds[place] {
			errs = append(errs, tx.Link(n, g.Chat))
		}
	}
	for role, place := range staffed {
		p, c := s.actors[role], s.rooms[place].Chat.ID
		s.member[p.User] = c
		errs = append(errs, tx.PutMember(desk.Member{Chat: c, User: p.User, Name: p.Name, Seen: tx.Now()}))
	}
	return errors.Join(errs...)
}

// enrol has a contact and somebody who speaks only for themselves in one unit.
func (s *stage) enrol(tx *storage.Tx) error {
	unit := desk.Unit{Estate: "main", Building: "A", Floor: "12", Number: "1203"}
	party := desk.Party{Estate: "main", Name: "Chan"}
	errs := []error{tx.PutUnit(&unit), tx.PutParty(&party)}
	errs = append(errs, tx.PutOccupancy(desk.Occupancy{Party: party.ID, Unit: unit.ID, Role: desk.RoleTenant, From: tx.Now()}))
	for role, as := range map[people.Role]desk.Role{people.Tenant: desk.RoleMember, people.Contact: desk.RoleContact} {
		p := desk.Person{Name: string(role), User: s.actors[role].User, Language: desk.English, Phone: "+85291234567", Started: tx.Now()}
		errs = append(errs, tx.PutPerson(&p))
		errs = append(errs, tx.PutMembership(desk.Membership{Party: party.ID, Person: p.ID, Role: as, From: tx.Now()}))
	}
	return errors.Join(errs...)
}

// fill opens a matter of the tenant's, asks to be enrolled, and fills the desk's rota.
func (s *stage) fill(tx *storage.Tx) error {
	tenant, staff := s.actors[people.Tenant], s.actors[people.Staff]
	p, _, err := tx.PersonOf(tenant.User)
	if err != nil {
		return err
	}
	homes, err := tx.HomesOf(p.ID)
	if err != nil {
		return err
	}
	var promises []desk.Promise
	for _, notation := range []string{"work_order=3m", "take=3m", "arrive=15m"} {
		promise, err := desk.ParsePromise(notation)
		if err != nil {
			return err
		}
		promises = append(promises, promise)
	}
	opened := desk.OpenedData{
		Kind: desk.Repair, Estate: "main", Place: homes[0].Unit.Place(), Party: homes[0].Party, Desk: desk.Engineering,
		Reporter:    desk.Reporter{Person: p.ID, User: tenant.User, Name: tenant.Name, Enrolled: true, Language: desk.English},
		Description: "leak", Promises: promises,
	}
	flooded := desk.OpenedData{
		Kind: desk.Emergency, Estate: "main", Place: homes[0].Unit.Place(), Desk: desk.Engineering,
		Reporter: desk.Reporter{Name: "Passer-by", Language: desk.English},
	}
	by := desk.Actor{As: desk.AsTenant, User: tenant.User, Person: p.ID, Name: tenant.Name}
	join := desk.Join{
		User: 777, Name: "Asker", Phone: "+85291234568", Language: desk.English, Unit: homes[0].Unit.ID,
		Asked: tx.Now(), Due: tx.Now().Add(24 * time.Hour),
	}
	shift := desk.Shift{
		Desk: desk.Engineering, User: staff.User, Name: staff.Name, Weekday: time.Thursday, From: 9 * time.Hour, Until: 18 * time.Hour,
	}
	cover := desk.Cover{Desk: desk.Engineering, Day: "2026-03-05", For: staff.User, By: 9999, ByName: "Somebody"}
	return errors.Join(
		tx.PutTicket(desk.Open(ticket, opened, by, tx.Now())), tx.PutTicket(desk.Open(alarm, flooded, by, tx.Now())), tx.PutJoin(&join), tx.PutShift(&shift), tx.PutCover(cover),
	)
}

// is is every role that the actor has in the place. Whoever is in a group belongs to it.
func (s *stage) is(role people.Role, in people.Place, own, both bool) []people.Role {
	roles := append([]people.Role{people.Stranger, role}, s.base[role]...)
	if both && role == people.Elsewhere { // they are security's
		roles = []people.Role{people.Stranger, people.Staff}
	}
	switch in {
	case people.AtDesk:
		roles = append(roles, people.Staff)
	case people.AtAnother:
		roles = append(roles, people.Elsewhere)
	case people.AtSupervisors:
		roles = append(roles, people.Supervisor)
	case people.AtManagers:
		roles = append(roles, people.Manager)
	}
	_, belongs := s.member[s.actors[role].User]
	if own && (linked(in) || in == people.InPrivate && belongs) {
		roles = append(roles, people.Staff)
	}
	return roles
}

// records are what must not change where somebody may not do what they tried.
func (s *stage) records(t *testing.T) string {
	t.Helper()
	var all []any
	s.View(func(r *storage.Reader) error {
		for _, n := range desk.Names {
			c, _ := r.GroupOf(n)
			g, _, err := r.Group(c)
			if err != nil {
				return err
			}
			rota, err := r.Rota(n)
			if err != nil {
				return err
			}
			covers, err := r.Covers(n, "")
			if err != nil {
				return err
			}
			words, err := r.Words(n)
			if err != nil {
				return err
			}
			all = append(all, c, g.Language, rota, covers, words)
		}
		log, err := r.AuditLog()
		if err != nil {
			return err
		}
		joins, err := r.OpenJoins(10)
		if err != nil {
			return err
		}
		all = append(all, log, r.Admins(), joins)
		return r.EachTicket(func(t *desk.Ticket) bool { all = append(all, t); return true })
	})
	raw, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// try is how a deed is done live, and how it can be seen that it was.
type try struct {
	deed people.Deed
	name string
	// own says that it is about whatever desk the group holds, rather than about the engineers.
	own bool
	// both tells that it is about the alarm, so that security's group is its desk's, too.
	both bool
	// only is the sort of chat in which it can be tried, where it is but one.
	only people.Place
	do   func(s *stage, p *flowstest.Person)
	// did, where it is set, tells whether it was done; otherwise what does not refuse has done it.
	did func(s *stage, p *flowstest.Person) bool
}

func pressing(data string) func(*stage, *flowstest.Person) {
	return func(_ *stage, p *flowstest.Person) { p.PressesOn(0, data) }
}

func writing(words string) func(*stage, *flowstest.Person) {
	return func(_ *stage, p *flowstest.Person) { p.Writes(words) }
}

func onAlarm(a desk.Action) func(*stage, *flowstest.Person) { return pressing(card.Data(alarm, a, "")) }

func onCard(a desk.Action) func(*stage, *flowstest.Person) { return pressing(card.Data(ticket, a, "")) }

// tries is every command and card button by the deed that it does.
var tries = []try{
	{deed: people.Look, name: "/menu", do: writing("/menu")},
	{deed: people.Look, name: "/help", do: writing("/help")},
	{deed: people.Look, name: "/language", do: writing("/language")},
	{deed: people.Look, name: "/status", do: writing("/status")},
	{deed: people.Alarm, name: "the alarm", do: pressing(home.Emergency), did: func(_ *stage, p *flowstest.Person) bool {
		return p.Find("The alarm sounds with your press") != nil
	}},
	{deed: people.Join, name: "an invitation", do: func(s *stage, p *flowstest.Person) { p.Writes("/start " + s.code) }},
	{deed: people.Report, name: "/repair", do: writing("/repair")},
	{deed: people.See, name: "a matter", only: people.InPrivate, do: pressing(home.Matter + string(ticket))},
	{deed: people.Withdraw, name: "Withdraw", only: people.InPrivate, do: pressing(card.Withdraw + string(ticket)), did: func(_ *stage, p *flowstest.Person) bool {
		return p.Find("Why is it not wanted any more?") != nil
	}},
	{deed: people.DecideJoin, name: "Decline", do: pressing("j|1|no|1")},
	{deed: people.MoveOut, name: "/moveout", do: writing("/moveout A-1203")},
	{deed: people.Link, name: "/link", do: writing("/link cleaning")},
	{deed: people.Unlink, name: "/unlink", do: writing("/unlink")},
	{deed: people.Speak, name: "a group's language", do: pressing(setup.Prefix + "zh-Hans")},
	{deed: people.Import, name: "a tenants' file", did: importing, do: func(_ *stage, p *flowstest.Person) {
		p.Sends(chat.Update{Media: []desk.Media{{Kind: desk.Document, FileID: "f", Name: "units.csv", Size: 100}}})
	}},
	{deed: people.Summary, name: "/summary", do: writing("/summary")},
	{deed: people.Work, name: "Accept", do: onCard(desk.Accept)},
	{deed: people.Work, name: "Called", do: onCard(desk.HaveCalled)},
	{deed: people.Work, name: "Can't", do: onCard(desk.CantDo)},
	{deed: people.Work, name: "Note", do: onCard(desk.AddNote)},
	{deed: people.Work, name: "Called, of an alarm", both: true, do: onAlarm(desk.HaveCalled)},
	{deed: people.Going, name: "I'm going", both: true, do: onAlarm(desk.Accept)},
	{deed: people.Why, name: "/why", do: writing("/why " + string(ticket))},
	{deed: people.ShowNumber, name: "Call", do: onCard(desk.ShowNumber)},
	{deed: people.SeeTo, name: "I'll see to it", do: onCard(desk.SeeTo)},
	{deed: people.StaffList, name: "/staff", own: true, do: writing("/staff")},
	{deed: people.SeeRota, name: "/rota", own: true, do: pressing(oncall.Prefix + "rota||")},
	{deed: people.GoOn, name: "I'm on", do: pressing(oncall.Prefix + "on|engineering|")},
	{deed: people.GoOff, name: "I'm off", do: pressing(oncall.Prefix + "off|engineering|")},
	{deed: people.Rota, name: "Change", own: true, do: pressing(oncall.Prefix + "change||")},
	{deed: people.Cover, name: "Cover", own: true, do: pressing(oncall.Prefix + "cover||")},
	{deed: people.OpenFor, name: "/open", own: true, do: writing("/open")},
	{deed: people.CoverFor, name: "✕", do: func(s *stage, p *flowstest.Person) {
		p.PressesOn(0, oncall.Prefix+"uncover|engineering|2026-03-05/"+s.actors[people.Staff].User.String())
	}},
}

// elsewhere are the deeds of which another test shows that they are done according to the table.
var elsewhere = map[people.Deed]string{
	people.HoldLonger: "a hold beyond the desk's budget is a supervisor's to set",
	people.Household:  "household: who is no longer the contact changes nothing",
	people.Health:     "TestTheAdministratorSeesHowTheDeskFares",
}

func importing(s *stage, _ *flowstest.Person) bool {
	return slices.ContainsFunc(s.Jobs, func(j chat.Job) bool { return j.Kind == chat.JobRoster })
}

// refusals are all the sentences that refuse.
func refusals() []string {
	var said []string
	for name := range text.All(desk.English, "role") {
		said = append(said, text.Plain(desk.English, "role."+name))
	}
	for _, key := range []string{
		"setup.not-admin", "setup.in-group", "report.managers-only", "staff.not-here", "home.not-enrolled", "dialog.forged",
		"home.unknown-command", "oncall.no-desk", "refusal.not-found",
	} {
		said = append(said, text.Plain(desk.English, key))
	}
	return append(said, text.Plain(desk.English, "home.in-private", "bot", flowstest.Bot))
}

// Every command and every button of a card, pressed by somebody of each role in each sort of chat, does what the
// table says: whatever it refuses changes nothing in the records, and is answered.
func TestEveryCommandAndButtonAnswersAccordingToTheTable(t *testing.T) {
	said := refusals()
	for _, role := range people.Roles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			for _, in := range people.Places {
				s := newStage(t)
				for _, try := range tries {
					if try.only != "" && try.only != in {
						continue
					}
					if changed := s.tried(t, try, role, in, said); changed {
						s.Close()
						s = newStage(t)
					}
				}
				s.Close()
			}
		})
	}
}

// tried has the actor try it, and reports whether the world is another one now.
func (s *stage) tried(t *testing.T, try try, role people.Role, in people.Place, refusals []string) bool {
	t.Helper()
	p := s.actors[role]
	if in != people.InPrivate {
		p = p.In(s.rooms[in])
	}
	at := in
	if try.both && in == people.AtAnother {
		at = people.AtDesk
	}
	may := slices.ContainsFunc(s.is(role, at, try.own, try.both), func(r people.Role) bool {
		return people.Allowed(try.deed, r, at) || try.own && linked(in) && people.Allowed(try.deed, r, people.AtDesk)
	})
	before, stood := s.records(t), standing(p.Room)
	try.do(s, p)
	s.Vouch(func(a chat.MemberArgs) bool { return s.member[a.User] == a.Chat || p.Chat.ID == a.Chat })
	answer := p.Toast()
	for id, m := range standing(p.Room) {
		if stood[id] != m {
			answer += "\n" + m
		}
	}
	refused := slices.ContainsFunc(refusals, func(r string) bool { return strings.Contains(flowstest.Plain(answer), r) })
	did := !refused
	if try.did != nil {
		did = try.did(s, p)
	}
	if did != may {
		t.Errorf("%s, by the %s in %s: done %t, allowed %t; answered\n%s", try.name, role, in, did, may, answer)
	}
	changed := s.records(t) != before
	if changed && !may {
		t.Errorf("%s, by the %s in %s, changed the records", try.name, role, in)
	}
	if try.did == nil && answer == "" {
		t.Errorf("%s, by the %s in %s, is not answered", try.name, role, in)
	}
	return changed
}

// standing is what the messages of a chat say; one that has but lost its buttons says nothing new.
func standing(r *flowstest.Room) map[desk.MessageID]string {
	shown := map[desk.MessageID]string{}
	for _, m := range r.Messages {
		if !m.Removed {
			shown[m.ID] = m.Text
		}
	}
	return shown
}

func linked(in people.Place) bool {
	return slices.Contains([]people.Place{people.AtDesk, people.AtAnother, people.AtSupervisors, people.AtManagers}, in)
}

func TestEveryDeedIsTriedOrHasATestOfItsOwn(t *testing.T) {
	for _, d := range people.Deeds() {
		tried := slices.ContainsFunc(tries, func(y try) bool { return y.deed == d })
		if _, other := elsewhere[d]; tried == other {
			t.Errorf("%s: tried here %t, elsewhere %t", d, tried, other)
		}
	}
}

func TestAnAnonymousAdministratorOfAGroupHasNoRole(t *testing.T) {
	s := newStage(t)
	for _, try := range tries {
		for in, room := range s.rooms {
			p := s.Admin().In(room)
			p.Anonymous = true
			before := s.records(t)
			try.do(s, p)
			if s.records(t) != before {
				t.Errorf("%s in %s, by nobody knows whom, changed the records", try.name, in)
			}
		}
	}
}
