package flows_test

import (
	"bytes"
	"encoding/csv"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/emergency"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// promisedInTheTables are the promises of each line of the procedures' service tables, by the key of its service, in
// the notation in which a ticket keeps them.
func promisedInTheTables(t *testing.T) map[string][]string {
	t.Helper()
	raw, err := os.ReadFile("catalogue/testdata/services.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, line := range lines[1:] {
		ref, hours, variant, targets := line[0], line[4], line[5], line[7]
		var all []string
		for target := range strings.SplitSeq(targets, ";") {
			if hours == "desk" && !strings.Contains(target, "wd") {
				target += " in hours"
			}
			all = append(all, target)
		}
		rows[strings.TrimSpace(ref+" "+variant)] = all
	}
	return rows
}

// floor is an estate in which every desk that works has its group, and a tenant.
type floor struct {
	*flowstest.World
	t      *testing.T
	desks  map[desk.Name]*flowstest.Room
	tenant *flowstest.Person
	clerk  *flowstest.Person // of the front desk
}

func newFloor(t *testing.T) *floor {
	t.Helper()
	f := &floor{World: flowstest.New(t, "14:00"), t: t, desks: map[desk.Name]*flowstest.Room{}}
	for _, n := range []desk.Name{desk.FrontDesk, desk.Accounts, desk.Lobby, desk.Security, desk.Engineering, desk.Cleaning, desk.Property} {
		f.desks[n] = f.Group(n)
	}
	f.tenant, f.clerk = f.Tenant("A-1203"), f.desks[desk.FrontDesk].Member("Ho")
	return f
}

// answers fills a form in as a person who writes, or presses, in its chat.
func (f *floor) answers(s catalogue.Service, p *flowstest.Person, writes func(string)) {
	f.t.Helper()
	for _, one := range s.Fields {
		p.Sees(one.AskIn(desk.English))
		switch {
		case one.Kind == catalogue.MediaField:
			p.Presses("Skip")
		case one.Kind == catalogue.ChoiceField:
			o, ok := one.Option(s.Ref.Variant)
			if !ok {
				o = one.Options[0]
			}
			p.Presses(o.LabelIn(desk.English))
		case one.Past:
			p.Presses("yesterday")
		default:
			writes(map[catalogue.FieldKind]string{
				catalogue.TextField: "by the window", catalogue.NumberField: strconv.FormatInt(max(one.Min, 1), 10),
				catalogue.DateField: "20 Mar", catalogue.TimeField: "10:00", catalogue.PhoneField: "9123 4567",
			}[one.Kind])
		}
	}
}

// holds checks that the ticket is at its desk with the promises of its row, and no others.
func (f *floor) holds(s catalogue.Service, id desk.TicketID, u desk.Urgency, visit *desk.Window) {
	f.t.Helper()
	got := f.Ticket(id)
	var promised []string
	for _, p := range got.Promises {
		promised = append(promised, p.String())
	}
	want := map[string]string{}
	if s.Kind == desk.Repair { // table 4, row 4, and section 2.5
		want["work_order"], want["reply"] = "work_order=3m", "reply=15m"
		want["arrive"] = map[desk.Urgency]string{desk.Critical: "arrive=10m", desk.Urgent: "arrive=15m", desk.Ordinary: "arrive=same day"}[u]
	}
	for _, target := range promisedInTheTables(f.t)[s.Key()] {
		clock, _, _ := strings.Cut(target, "=")
		if u == "" || u == desk.Ordinary || want[clock] == "" || sooner(f.t, target, want[clock]) {
			want[clock] = target
		}
	}
	if visit != nil {
		want["arrive"] = "arrive=appointment"
	}
	switch {
	case s.Kind == desk.Emergency:
		want["take"] = "take=0s"
	case s.InHours:
		want["take"] = "take=3m in hours"
	default:
		want["take"] = "take=3m"
	}
	if asked := slices.Sorted(maps.Values(want)); !slices.Equal(asked, slices.Sorted(slices.Values(promised))) {
		f.t.Errorf("%s promises %v, want %v", s.Key(), promised, asked)
	}
	if got.Desk != s.Desk || got.Kind != s.Kind || got.Service != s.Ref {
		f.t.Errorf("%s is a %s for %v at %s", s.Key(), got.Kind, got.Service, got.Desk)
	}
	parts := []string{string(id), s.NameIn(desk.English)}
	for _, field := range s.Fields {
		if field.Kind != catalogue.MediaField && field.Kind != catalogue.PhoneField {
			parts = append(parts, field.LabelIn(desk.English)+": ")
		}
	}
	f.desks[s.Desk].Sees(parts...)
}

func sooner(t *testing.T, a, b string) bool {
	t.Helper()
	first, err := desk.ParsePromise(a)
	second, err2 := desk.ParsePromise(b)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	return second.SameDay || first.Within < second.Within
}

// ways are how somebody finds what they want on a screen.
var ways = map[string]func(p *flowstest.Person, label string){
	"pressed": func(p *flowstest.Person, label string) { p.Presses(label) },
	"written": func(p *flowstest.Person, label string) {
		_, words, _ := strings.Cut(label, " ") // without the sign before it
		p.Writes(words)
	},
}

func TestEveryRepairIsReportedFromTheFirstScreen(t *testing.T) {
	for way, chooses := range ways {
		for _, s := range catalogue.Default().Repairs() {
			t.Run(way+" "+s.Key(), func(t *testing.T) {
				f := newFloor(t)
				f.tenant.Writes("/menu")
				f.tenant.Presses(text.Plain(desk.English, "home.repair"))
				g := groupOf(t, catalogue.Default().Groups(), s)
				chooses(f.tenant, g.ButtonIn(desk.English))
				if len(g.Services) > 1 {
					chooses(f.tenant, s.ButtonIn(desk.English))
				}
				u := f.urgency(s, f.tenant, s.Urgencies[0])
				f.answers(s, f.tenant, func(words string) { f.tenant.Writes(words) })
				f.tenant.Writes("it is broken")
				f.tenant.Presses("Skip")
				var visit *desk.Window
				if s.Visits && u == desk.Ordinary {
					if _, ok := f.tenant.Screen().Button(text.Plain(desk.English, "repair.visit-now")); ok {
						f.tenant.Presses(text.Plain(desk.English, "repair.visit-now"))
					} else {
						f.tenant.Presses("tomorrow")
						visit = &desk.Window{}
					}
				}
				f.tenant.Shows("Please check, then confirm", s.NameIn(desk.English))
				f.tenant.Presses("Confirm")
				f.tenant.Shows("R-1001", s.NameIn(desk.English))
				f.holds(s, "R-1001", u, visit)
			})
		}
	}
}

// urgency chooses among those that are permitted, which alone are offered.
func (f *floor) urgency(s catalogue.Service, p *flowstest.Person, u desk.Urgency) desk.Urgency {
	f.t.Helper()
	if len(s.Urgencies) == 1 {
		return s.Urgencies[0]
	}
	m := p.Last()
	for _, one := range []desk.Urgency{desk.Critical, desk.Urgent, desk.Ordinary} {
		if _, offered := m.Button(text.Plain(desk.English, "urgency.button-"+string(one))); offered != s.Permits(one) {
			f.t.Errorf("%s, which permits %v, offers %s: %t", s.Key(), s.Urgencies, one, offered)
		}
	}
	p.Presses(text.Plain(desk.English, "urgency.button-"+string(u)))
	return u
}

func groupOf(t *testing.T, groups []catalogue.Group, s catalogue.Service) catalogue.Group {
	t.Helper()
	for _, g := range groups {
		for _, other := range g.Services {
			if other.Ref == s.Ref {
				return g
			}
		}
	}
	t.Fatalf("%s stands in no group", s.Key())
	return catalogue.Group{}
}

func TestEveryRequestIsAskedForFromTheFirstScreen(t *testing.T) {
	for way, chooses := range ways {
		for _, s := range catalogue.Default().Requests() {
			if s.Ref == catalogue.Visitors { // registered in a dialog of its own
				continue
			}
			t.Run(way+" "+s.Key(), func(t *testing.T) {
				f := newFloor(t)
				f.tenant.Writes("/menu")
				f.tenant.Presses(text.Plain(desk.English, "home.requests"))
				g := groupOf(t, catalogue.Default().RequestGroups(), s)
				chooses(f.tenant, g.ButtonIn(desk.English))
				if len(g.Services) > 1 {
					chooses(f.tenant, s.ButtonIn(desk.English))
				}
				f.answers(s, f.tenant, func(words string) { f.tenant.Writes(words) })
				for _, ok := f.tenant.Screen().Button("Skip"); ok; _, ok = f.tenant.Screen().Button("Skip") {
					f.tenant.Presses("Skip")
				}
				f.tenant.Shows("Please check, then confirm", s.NameIn(desk.English))
				f.tenant.Presses("Confirm")
				f.tenant.Shows("Q-1001", s.NameIn(desk.English))
				f.holds(s, "Q-1001", "", nil)
			})
		}
	}
}

// What a tenant asks for of a row whose cases staff tell apart is one of them, which its card can change.
func TestEveryCaseThatStaffTellApartIsAFinding(t *testing.T) {
	rows := promisedInTheTables(t)
	for _, s := range append(catalogue.Default().Repairs(), catalogue.Default().Requests()...) {
		for _, other := range catalogue.Default().Cases(s.Ref) {
			if other.Ref == s.Ref {
				continue
			}
			t.Run(s.Key()+" "+other.Ref.Variant, func(t *testing.T) {
				f := newFloor(t)
				id := f.opensFor(s)
				wong := f.desks[s.Desk].Member("Wong")
				wong.PressesOn(0, card.Data(id, desk.Change, ""))
				wong.Presses(text.Plain(desk.English, "change.what-found"))
				f.desks[s.Desk].Sees("What has it turned out to be?", "["+other.LabelIn(desk.English)+"]")
				wong.Presses(other.LabelIn(desk.English))
				wong.Replies(f.desks[s.Desk].Last(), "looked into it")
				full := other.CaseNames()[desk.English]
				f.desks[s.Desk].Sees(string(id), full)
				f.tenant.Sees(string(id), "Wong has looked into it: "+full, "looked into it")
				got := f.Ticket(id)
				for _, want := range rows[other.Key()] {
					clock, _, _ := strings.Cut(want, "=")
					p, _ := got.Clock(desk.Clock(clock), flowstest.Estate())
					if first, err := desk.ParsePromise(want); err != nil || p.Promise != first && !(clock == "reply" && p.Promise.Within > 0) {
						t.Errorf("%s promises %s, want %s", other.Key(), p.Promise, want)
					}
				}
				if got.Service != other.Ref {
					t.Errorf("it is %v", got.Service)
				}
			})
		}
	}
}

// opensFor has the clerk open the service for the tenant, who telephoned, and gives the ticket's number.
func (f *floor) opensFor(s catalogue.Service) desk.TicketID {
	f.t.Helper()
	room := f.desks[desk.FrontDesk]
	writes := func(words string) { f.clerk.Replies(room.Sees("👤 Ho", "[✕ Cancel]"), words) }
	f.clerk.Writes("/open A-1203")
	f.clerk.Presses("Chan Tai Man")
	_, words, _ := strings.Cut(s.ButtonIn(desk.English), " ")
	writes(words)
	if cases := catalogue.Default().Cases(s.Ref); len(cases) > 1 && s.VariantBy == catalogue.StaffTell {
		f.clerk.Presses(s.LabelIn(desk.English))
	}
	if s.Kind == desk.Repair {
		f.urgency(s, f.clerk, desk.Ordinary)
	}
	f.answers(s, f.clerk, writes)
	f.clerk.Presses("Skip") // what they said
	f.clerk.Presses("Just now")
	room.Sees("Please check, then confirm", "[✅ Confirm]")
	f.clerk.Presses("Confirm")
	return desk.TicketID(s.Kind.Letter() + "-1001")
}

// byHand are the kinds of matter that nobody opens yet: a time, a room or a thing is booked, and a complaint made,
// in dialogs of their own.
var byHand = []desk.Kind{desk.Booking, desk.Complaint}

func TestEveryServiceIsOpenedForWhoeverTelephones(t *testing.T) {
	for _, s := range catalogue.Default().Services() {
		if !s.Kind.Ticketed() || s.Kind == desk.Emergency || slices.Contains(byHand, s.Kind) {
			continue
		}
		if cases := catalogue.Default().Cases(s.Ref); s.VariantBy == catalogue.StaffFind && cases[0].Ref != s.Ref {
			continue // a finding
		}
		t.Run(s.Key(), func(t *testing.T) {
			f := newFloor(t)
			id := f.opensFor(s)
			u := desk.Urgency("")
			if s.Kind == desk.Repair {
				u = desk.Ordinary
			}
			f.holds(s, id, u, nil)
			f.tenant.Sees(string(id), s.NameIn(desk.English), "Opened for you by Ho")
		})
	}
}

func TestEveryDangerIsOpenedForWhoeverTelephones(t *testing.T) {
	for _, danger := range desk.Dangers {
		t.Run(string(danger), func(t *testing.T) {
			f := newFloor(t)
			room := f.desks[desk.FrontDesk]
			f.clerk.Writes("/open A-1203")
			f.clerk.Presses("Chan Tai Man")
			f.clerk.Replies(room.Sees("👤 Ho", "[✕ Cancel]"), emergency.NameIn(desk.English, danger))
			room.Sees("Please check, then confirm", "Confirm, and the alarm sounds", emergency.NameIn(desk.English, danger))
			f.clerk.Presses("Confirm")
			s, _ := catalogue.Default().Service(emergency.ServiceOf(danger))
			s.Desk, s.Names, s.Fields = emergency.DeskOf(danger), emergency.Names(danger), nil
			f.holds(s, "E-1001", "", nil)
			if got := f.Ticket("E-1001"); got.Danger != danger {
				t.Errorf("it is about %q", got.Danger)
			}
			f.tenant.Sees("E-1001", emergency.NameIn(desk.English, danger))
		})
	}
}

func TestWhatHasNoDialogYetIsOfferedNowhere(t *testing.T) {
	f := newFloor(t)
	f.clerk.Writes("/open A-1203")
	f.clerk.Presses("Chan Tai Man")
	for _, s := range catalogue.Default().Services() {
		if s.Kind.Ticketed() && !slices.Contains(byHand, s.Kind) {
			continue
		}
		_, words, _ := strings.Cut(s.ButtonIn(desk.English), " ")
		f.clerk.Replies(f.desks[desk.FrontDesk].Sees("👤 Ho", "[✕ Cancel]"), words)
		if m := f.desks[desk.FrontDesk].Find("[" + s.ButtonIn(desk.English) + "]"); m != nil {
			t.Errorf("%s is offered:\n%s", s.Key(), m)
		}
		if f.desks[desk.FrontDesk].Find("Which service?") == nil { // taken for the likeliest of those that are offered
			f.desks[desk.FrontDesk].Sees("taken as", "press Back")
			f.clerk.Presses("Back")
		}
		f.desks[desk.FrontDesk].Sees("Which service?")
	}
}

func TestATenantOpensForNobody(t *testing.T) {
	f := newFloor(t)
	f.tenant.Writes("/open A-1203")
	f.tenant.SeesNot("Who called?")
	stranger := f.tenant.In(f.desks[desk.FrontDesk])
	stranger.Leaves()
	stranger.Writes("/open A-1203")
	f.desks[desk.FrontDesk].SeesNot("Who called?")
	if n := f.Tickets(); n != 0 {
		t.Errorf("%d tickets", n)
	}
}
