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
	m := presses(w, screens(catalogue.Default()), p, home.Services)
	sees(t, m, "we answer within 15 min (by 14:15)", "If urgent, on site within 15 min (by 14:15); if critical, on site within 10 min (by 14:10)",
		"• Air-conditioner leaking: on site within 15 min (by 14:15), fixed within 1 h 30 min of arriving",
		"• Any other repair: on site the same day (by 23:59)",
		"• Visitor registration: in opening hours, done within 10 min (by 14:10)",
		"Prices: please ask the office.", "[💧 Water & air-con]")
	if n := strings.Count(m.Text, "ask the office"); n != 1 {
		t.Errorf("the office is named %d times for prices, want once", n)
	}
	if n := strings.Count(m.Text, "Any other repair"); n != 1 {
		t.Errorf("the repair for whatever is not listed is told of %d times", n)
	}
	buttons := 0
	for _, row := range m.Buttons {
		buttons += len(row)
	}
	if buttons > 8 {
		t.Errorf("%d buttons", buttons)
	}
	w.Until("19:00")
	sees(t, presses(w, screens(catalogue.Default()), p, home.Services),
		"• Any other repair: on site at a time you choose", "in opening hours, done within 10 min (by tomorrow 09:10)")
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
		m := presses(w, screens(c), p, home.Services)
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
