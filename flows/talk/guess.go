package talk

import (
	"slices"
	"strings"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Guess is a service that a person's words may mean. The zero value is none: the person is asked.
type Guess struct {
	Service catalogue.Service
	// Group is the group of services in which a person would look for it, "" where it stands in none.
	Group string
}

// begins is what choosing a guess begins, by the kind of its service. A kind that is not here is not offered.
var begins = map[desk.Kind]func(Talk, *dialog.Talk, Guess, Message) error{
	desk.Repair:  func(k Talk, t *dialog.Talk, g Guess, m Message) error { return k.Repair(t.Tx, t.Who, g, m) },
	desk.Request: Talk.request,
	desk.Emergency: func(k Talk, t *dialog.Talk, g Guess, m Message) error {
		return k.Emergency(t.Tx, t.Who, emergency.Of(g.Service.Ref), m)
	},
}

// request begins to ask for something. Visitors have a dialog of their own.
func (k Talk) request(t *dialog.Talk, g Guess, m Message) error {
	if g.Service.Ref == catalogue.Visitors {
		return k.Visitor(t.Tx, t.Who, m)
	}
	return k.Request(t.Tx, t.Who, g, m)
}

// maxGuesses is how many services are offered.
const maxGuesses = 3

// guesses are the services that the words may mean, the likeliest first. Whoever is asked what their words are about is
// in no danger, and is offered no alarm for them beside the one that stands on every screen.
func (k Talk) guesses(t *dialog.Talk) []Guess {
	var all []Guess
	read := k.Understands().Read(t.Answers.Text(saidStep))
	for _, m := range read.Matches {
		for _, g := range k.meant(m.Ref) {
			known := slices.ContainsFunc(all, func(other Guess) bool { return other.Service.Ref == g.Service.Ref })
			if known || begins[g.Service.Kind] == nil || read.Emergency && g.Service.Kind == desk.Emergency {
				continue
			}
			if all = append(all, g); len(all) == maxGuesses {
				return all
			}
		}
	}
	return all
}

// meant are the services by which a person can choose a row of the tables: the case that the words tell, or else all
// that are offered apart.
func (k Talk) meant(ref desk.ServiceRef) []Guess {
	var row, told []Guess
	size := map[desk.ServiceRef]int{}
	for _, group := range slices.Concat(k.Services.Groups(), k.Services.RequestGroups()) {
		for _, s := range group.Services {
			if s.Ref.Ref != ref.Ref {
				continue
			}
			if i := slices.IndexFunc(row, func(g Guess) bool { return g.Service.Ref == s.Ref }); i < 0 {
				row = append(row, Guess{s, group.ID})
			} else if len(group.Services) < size[s.Ref] { // the narrowest says most of it
				row[i].Group = group.ID
			} else {
				continue
			}
			size[s.Ref] = len(group.Services)
		}
	}
	for _, g := range row {
		if g.Service.Ref == ref {
			told = append(told, g)
		}
	}
	switch alarms := k.Services.Variants(ref.Ref); {
	case len(told) > 0:
		return told
	case len(row) == 0 && len(alarms) > 0 && alarms[0].Kind == desk.Emergency:
		return []Guess{{Service: alarms[0]}}
	}
	return row
}

// guessed begins the value of a guess among the answers.
const guessed = "="

// option is the button of the n-th guess. A name that is too long for it gives way to the short one.
func (g Guess) option(l desk.Language, n int) dialog.Option {
	key := "talk.guess"
	o := dialog.Option{Value: guessed + g.Service.Key()}
	if n == 0 {
		key, o.Style = "talk.guess-first", chat.Primary
	}
	if g.Service.Kind == desk.Emergency {
		o.Style = chat.Danger
	}
	o.Label = text.Plain(l, key, "icon", g.Service.Icon, "service", g.name(l))
	if !dialog.Fits(o.Label) {
		short := strings.TrimPrefix(g.Service.ButtonIn(l), g.Service.Icon+" ")
		o.Label = text.Plain(l, key, "icon", g.Service.Icon, "service", short)
	}
	return o
}

// sounds says what the words sound like.
func (g Guess) sounds(l desk.Language) string {
	return text.Say(l, "talk.sounds-"+string(g.Service.Kind), "service", g.name(l))
}

// name is what the service is called. Any other repair is none that somebody would know by that name.
func (g Guess) name(l desk.Language) string {
	if g.Service.Ref == catalogue.General {
		return text.Plain(l, "talk.general")
	}
	return g.Service.NameIn(l)
}
