package home_test

import (
	"strings"
	"testing"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/home"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

func TestServicesSayWhatIsPromisedByWhenAndForHowMuch(t *testing.T) {
	w := flowstest.New(t, "14:00")
	opensAt(w)
	p := w.Tenant("A-1203")
	of := func(group string) *flowstest.Message {
		return presses(w, screens(catalogue.Default()), p, home.Of+group)
	}
	first := presses(w, screens(catalogue.Default()), p, home.Services)
	sees(t, first, "we answer within 15 min (by 14:15)", "If urgent, on site within 15 min (by 14:15); if critical, on site within 10 min (by 14:10)",
		"[💧 Water & air-con]", "[📝 Other requests]")
	requests := presses(w, screens(catalogue.Default()), p, home.Listed)
	sees(t, requests, "[🪪 Passes & signs]", "[🧹 Rain & wet floors]", "[◀ Services]")
	for _, m := range []*flowstest.Message{first, requests} {
		buttons := 0
		for _, row := range m.Buttons[:len(m.Buttons)-1] {
			buttons += len(row)
		}
		if buttons > catalogue.Screenful {
			t.Errorf("%d buttons on\n%s", buttons, m)
		}
	}
	sees(t, of("water"), "• Air-conditioner leaking: on site within 15 min (by 14:15), fixed within 1 h 30 min of arriving",
		"Prices: please ask the office.", "[🔧 Report a repair]")
	if n := strings.Count(of("water").Text, "ask the office"); n != 1 {
		t.Errorf("the office is named %d times for prices, want once", n)
	}
	seesNot(t, of("water"), "Any other repair") // it stands in every group
	sees(t, of("other"), "• Any other repair: on site the same day (by 23:59)")
	sees(t, of("goods"), "• Visitor registration: in opening hours, done within 10 min (by 14:10)", "[📝 Ask for one of these]")
	sees(t, of("fit-out"), "decided within 2 working days of complete documents")
	sees(t, of("nothing"), "Services and prices")
	w.Until("19:00")
	sees(t, of("other"), "• Any other repair: on site at a time you choose")
	sees(t, of("goods"), "in opening hours, done within 10 min (by tomorrow 09:10)")
}

func TestEveryServiceHasItsLineInEveryLanguage(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	c := catalogue.Default()
	for _, g := range append(c.Groups(), c.RequestGroups()...) {
		m := presses(w, screens(c), p, home.Of+g.ID)
		for _, s := range g.Services {
			if s.Ref != catalogue.General && !strings.Contains(flowstest.Plain(m.Text), s.NameIn(desk.English)+": ") {
				t.Errorf("%s is promised nothing in\n%s", s.Key(), m)
			}
		}
		seesNot(t, m, "[home.")
	}
}

func TestEveryPromiseThatACatalogueCanMakeHasItsWords(t *testing.T) {
	for _, clock := range []desk.Clock{desk.ClockReply, desk.ClockArrive, desk.ClockFix, desk.ClockComplete} {
		for _, how := range []string{"", "-today"} {
			if key := "home.promised-" + string(clock) + how; !text.Has(key) {
				t.Errorf("no text %s", key)
			}
		}
	}
	for _, key := range []string{"home.promised-fix-later", "home.promised-complete-later", "home.promised-arrive-agreed"} {
		if !text.Has(key) {
			t.Errorf("no text %s", key)
		}
	}
}

func TestAPostedPriceStandsBesideItsService(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	for _, priced := range []string{`price: {en: "$80 a tube & parts", zh-Hant: 每支八十元, zh-Hans: 每支八十元}`, ""} {
		c, err := catalogue.Load(strings.NewReader(strings.Replace(small, "PRICE", priced, 1)), "small.yaml")
		if err != nil {
			t.Fatal(err)
		}
		m := presses(w, screens(c), p, home.Of+"other")
		if priced == "" {
			sees(t, m, "Prices: please ask the office.")
			continue
		}
		sees(t, m, "• Other: on site the same day (by 23:59) · $80 a tube & parts")
		seesNot(t, m, "ask the office")
	}
}

const small = `urgencies: {critical: arrive=10m, urgent: arrive=15m, ordinary: arrive=same day}
groups:
  - {id: other, icon: 🔧, button: {en: Other, zh-Hant: 其他, zh-Hans: 其他}, services: ["4.4"]}
services:
  - ref: "4.4"
    kind: repair
    desk: engineering
    icon: 🔧
    name: {en: Other, zh-Hant: 其他, zh-Hans: 其他}
    button: {en: Other, zh-Hant: 其他, zh-Hans: 其他}
    targets: work_order=3m;reply=15m
    urgencies: [ordinary]
    PRICE
`
