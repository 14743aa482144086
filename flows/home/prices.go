package home

import (
	"strings"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/offer"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Prices offers the groups of repairs, each with a button that leads to what is promised there, and the requests.
func (s *Screens) Prices(tx *storage.Tx, who dialog.Who) error {
	l := who.Language
	list := offer.New(&tx.Reader, s.Services, l)
	buttons := groupButtons(who, s.Services.Groups())
	if len(s.Services.RequestGroups()) > 0 {
		buttons = append(buttons, chat.Button{Text: text.Plain(l, "home.requests"), Data: Listed})
	}
	return show(tx, who, chat.Content{
		Text:    text.Say(l, "home.services-title") + "\n" + list.EveryRepair() + "\n\n" + text.Say(l, "home.services-choose"),
		Buttons: append(folded(buttons[:min(len(buttons), most-1)]), []chat.Button{back(l)}),
	})
}

// RequestPrices offers the groups of requests in the same way.
func (s *Screens) RequestPrices(tx *storage.Tx, who dialog.Who) error {
	l := who.Language
	return show(tx, who, chat.Content{
		Text: text.Say(l, "home.requests-title") + "\n" + text.Say(l, "home.services-choose"),
		Buttons: append(folded(groupButtons(who, s.Services.RequestGroups())), []chat.Button{
			{Text: text.Plain(l, "home.services-back"), Data: Services}, back(l),
		}),
	})
}

func groupButtons(who dialog.Who, groups []catalogue.Group) []chat.Button {
	buttons := make([]chat.Button, 0, len(groups))
	for _, g := range groups {
		buttons = append(buttons, chat.Button{Text: g.ButtonIn(who.Language), Data: Of + g.ID})
	}
	return buttons
}

// GroupPrices lists the services of a group: what is promised for each, with the clock time were it asked for now,
// and the price that is posted. A button begins to ask for one of them.
func (s *Screens) GroupPrices(tx *storage.Tx, who dialog.Who, id string) error {
	l := who.Language
	g, repairs := s.Services.Group(id)
	begin, up := chat.Button{Text: text.Plain(l, "home.repair"), Data: Report + id, Style: chat.Primary}, Services
	if !repairs {
		var known bool
		if g, known = s.Services.RequestGroup(id); !known { // the catalogue has changed since the button was made
			return s.Prices(tx, who)
		}
		begin, up = chat.Button{Text: text.Plain(l, "home.ask-for"), Data: Ask + id, Style: chat.Primary}, Listed
	}
	list := offer.New(&tx.Reader, s.Services, l)
	lines := []string{text.Say(l, "home.services-group", "group", g.ButtonIn(l)), list.Group(g)}
	lines = append(lines, list.Unposted()...)
	return show(tx, who, chat.Content{
		Text:    strings.Join(lines, "\n"),
		Buttons: [][]chat.Button{{begin}, {{Text: text.Plain(l, "home.services-back"), Data: up}, back(l)}},
	})
}
