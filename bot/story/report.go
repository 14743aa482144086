package story

import (
	"strings"

	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Report is what a tenant reports. What is left out is as simple as can be.
type Report struct {
	Service string       // its English name
	Urgency desk.Urgency // ordinary
	Words   string       // what is wrong and where
	Photos  int
}

// Reports reports something ordinary, with somebody at home.
func (t *Tenant) Reports(service string) {
	t.w.T.Helper()
	t.ReportsAll(Report{Service: service})
}

// ReportsAll reports something by the buttons and words that the desk asks for, and confirms it.
func (t *Tenant) ReportsAll(r Report) {
	t.w.T.Helper()
	t.Fills(r)
	t.Presses(t.says("dialog.confirm"))
}

// Fills fills a report in, up to the summary.
func (t *Tenant) Fills(r Report) {
	t.w.T.Helper()
	group, service := t.w.service(r.Service)
	if r.Urgency == "" {
		r.Urgency = desk.Ordinary
	}
	if r.Words == "" {
		r.Words = "It is in the living room"
	}
	t.Writes("/repair")
	t.Presses(group.ButtonIn(t.Language))
	if len(group.Services) > 1 {
		t.Presses(service.ButtonIn(t.Language))
	}
	if len(service.Urgencies) > 1 {
		t.Presses(t.says("urgency.button-" + string(r.Urgency)))
	}
	for range service.Fields {
		t.Presses(t.says("dialog.skip"))
	}
	t.Writes(r.Words)
	t.photographs(r.Photos)
	if service.Visits && r.Urgency == desk.Ordinary {
		t.Presses(t.says("repair.visit-now"))
	}
}

func (t *Tenant) photographs(n int) {
	t.w.T.Helper()
	if n == 0 {
		t.Presses(t.says("dialog.skip"))
		return
	}
	t.Sends(emulator.Draft{Media: Photos(n), Album: n > 1})
	t.Presses(t.says("dialog.next"))
}

// says is a sentence or label in the person's language.
func (p *Person) says(key string) string { return text.Plain(p.Language, key) }

// Photos are pictures that anybody can send.
func Photos(n int) []emulator.DraftMedia {
	photos := make([]emulator.DraftMedia, n)
	for i := range photos {
		photos[i] = emulator.DraftMedia{Kind: "photo", Data: []byte{0xff, 0xd8, byte(i), 0xff, 0xd9}}
	}
	return photos
}

// service finds a repair by its English name, and the group of buttons under which it stands.
func (w *World) service(name string) (catalogue.Group, catalogue.Service) {
	w.T.Helper()
	for _, g := range catalogue.Default().Groups() {
		for _, s := range g.Services {
			if strings.EqualFold(s.NameIn(desk.English), name) {
				return g, s
			}
		}
	}
	w.T.Fatalf("the catalogue has no %q", name)
	return catalogue.Group{}, catalogue.Service{}
}
