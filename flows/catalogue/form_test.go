package catalogue_test

import (
	"strings"
	"testing"

	"frontdesk/flows/catalogue"
	"frontdesk/storage/desk"
)

func TestOnlyADateHasDaysThatHavePassed(t *testing.T) {
	const small = `urgencies: {critical: arrive=10m, urgent: arrive=15m, ordinary: arrive=same day}
fields:
  lost: {kind: KIND, past: true, label: {en: Lost, zh-Hant: 遺失, zh-Hans: 丢失}}
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
    fields: [lost]
`
	c, err := catalogue.Load(strings.NewReader(strings.Replace(small, "KIND", "date", 1)), "small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := c.Find("4.4"); !s.Fields[0].Past {
		t.Error("the field does not ask for a day that has passed")
	}
	_, err = catalogue.Load(strings.NewReader(strings.Replace(small, "KIND", "time", 1)), "small.yaml")
	if err == nil || !strings.Contains(err.Error(), "small.yaml:3") || !strings.Contains(err.Error(), "no days that have passed") {
		t.Errorf("a time that has passed: %v", err)
	}
}

func TestEveryFieldAsksAQuestion(t *testing.T) {
	ends := map[desk.Language]string{desk.English: "?", desk.TraditionalChinese: "？）", desk.SimplifiedChinese: "？）"}
	for _, s := range catalogue.Default().Services() {
		for _, f := range s.Fields {
			for l, end := range ends {
				if ask := []rune(f.AskIn(l)); !strings.ContainsRune(end, ask[len(ask)-1]) {
					t.Errorf("field %s asks %q", f.Name, f.AskIn(l))
				}
				if strings.ContainsAny(f.LabelIn(l), "?？:：") { // an answer stands behind it and a colon
					t.Errorf("field %s is labelled %q", f.Name, f.LabelIn(l))
				}
			}
		}
	}
}
