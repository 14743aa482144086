package flows_test

import (
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestWhoeverHasAskedToComeInHearsOfTheirRequestWhateverTheyWrite(t *testing.T) {
	w := flowstest.New(t, "09:00")
	front := w.Group(desk.FrontDesk)
	security := w.Group(desk.Security)
	w.Tenant("A-1203")
	p := w.Stranger("Ho", "en")
	p.Writes("/menu")
	p.Presses("I live or work here")
	p.Writes("A-1203")
	p.Writes("Ho Siu Ming")
	p.Writes("98765432")
	p.Presses("Confirm")
	p.Writes("is anybody there?")
	p.Shows("is anybody there?", "Your request J-1001 for A-1203 is with the management office", "by 10:00", "My request")
	p.SeesNot("I don't know your unit")
	p.Presses("My request")
	p.Shows("You need do nothing until then", "Withdraw")
	p.Writes("/menu")
	if m := p.Shows("Your request J-1001 for A-1203", "Withdraw"); m != nil {
		if _, offered := m.Button("I live or work here"); offered {
			t.Error("a second request is offered")
		}
	}
	p.Writes("smoke in the corridor")
	p.Presses("Yes, alarm")
	security.Sees("smoke in the corridor")
	w.Wait(70 * time.Minute)
	p.Writes("/menu")
	p.Shows("J-1001", "is late", "by")
	p.Presses("Withdraw")
	p.Shows("withdrawn", "I live or work here")
	front.Sees("J-1001", "Withdrawn by the person")
}

func TestAnOpenFirstScreenShowsThatARequestIsGranted(t *testing.T) {
	w := flowstest.New(t, "09:00")
	front := w.Group(desk.FrontDesk)
	w.Tenant("A-1203")
	p, wong := w.Stranger("Ho", "en"), front.Member("Wong")
	for _, said := range []string{"/menu", "🏠", "A-1203", "Ho Siu Ming", "98765432"} {
		if said == "🏠" {
			p.Presses("I live or work here")
			continue
		}
		p.Writes(said)
	}
	p.Presses("Confirm")
	p.Writes("/menu")
	p.Shows("Your request J-1001", "Withdraw")
	wong.Presses("Joins them")
	p.Sees("You are registered for A-1203", "[▶ Home")
	m := p.Shows("A-1203", "[🔧")
	if _, stands := m.Button("Withdraw"); stands {
		t.Errorf("what was granted can be withdrawn:\n%s", m)
	}
}

func TestStaffWithoutAUnitAreToldWhatFitsThem(t *testing.T) {
	w := flowstest.New(t, "09:00")
	w.Group(desk.FrontDesk)
	w.Tenant("A-1203")
	wong := w.Group(desk.Engineering).Member("Wong")
	wong.Joins()
	wong = wong.Alone()
	for _, p := range []*flowstest.Person{wong, w.Admin()} {
		for _, command := range []string{"/repair", "/visitor", "/people"} {
			p.Writes(command)
			p.Shows("I don't know your unit yet. Do you live here, too? Press 🏠 below", "[🏠 I live or work here]")
		}
		p.Writes("/services")
		p.Presses("Water")
		p.Presses("Report a repair")
		p.Shows("Do you live here, too?")
		p.Presses("I live or work here")
		p.Shows("Where do you live or work?")
		p.Writes("/menu")
		if m := p.Screen(); m != nil {
			if _, offered := m.Button("I live or work here"); offered {
				t.Error("the first screen of staff offers it")
			}
		}
	}
	tenant := w.Tenant("A-1204")
	tenant.Writes("/start " + desk.NewCode())
	tenant.Shows("not valid")
	tenant.SeesNot("press 🏠 below")
}
