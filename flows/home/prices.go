package home

import (
	"strings"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Prices lists the services by group: what is promised for each, with the clock time were it asked for now, and
// the price that is posted. Each group has a button that begins a report in it.
func (s *Screens) Prices(tx *storage.Tx, who dialog.Who) error {
	l := who.Language
	list := priceList{services: s.Services, estate: tx.Estate(), language: l, now: tx.Now()}
	lines := []string{text.Say(l, "home.services-title"), list.everyRepair()}
	var buttons []chat.Button
	for _, g := range s.Services.Groups() {
		lines = append(lines, "", text.Say(l, "home.services-group", "group", g.ButtonIn(l)))
		for _, member := range g.Services {
			if member.Ref != catalogue.General || len(g.Services) == 1 { // it stands in every group: told of once
				lines = append(lines, list.line(member))
			}
		}
		buttons = append(buttons, chat.Button{Text: g.ButtonIn(l), Data: Report + g.ID})
	}
	if v, ok := s.Services.Service(catalogue.Visitors); ok {
		lines = append(lines, "", text.Say(l, "home.services-group", "group", v.Icon+" "+text.Plain(l, "desk."+string(v.Desk))), list.line(v))
		buttons = append(buttons, chat.Button{Text: v.ButtonIn(l), Data: Visitor})
	}
	lines = append(lines, list.unposted()...)
	return show(tx, who, chat.Content{
		Text: strings.Join(lines, "\n"), Buttons: append(folded(buttons[:min(len(buttons), most-1)]), []chat.Button{back(l)}),
	})
}

// priceList writes the lines of services.
type priceList struct {
	services *catalogue.Catalogue
	estate   *desk.Estate
	language desk.Language
	now      time.Time
	// posted and missing tell whether a price stood there, and whether one was missing.
	posted, missing bool
}

// line is a service with what everybody can count on, its least urgent case, and its price.
func (p *priceList) line(s catalogue.Service) string {
	urgency := desk.Ordinary
	if n := len(s.Urgencies); n > 0 {
		urgency = s.Urgencies[n-1]
	}
	words := p.words(s.Desk, p.services.Promises(s, urgency, nil), desk.ClockArrive, desk.ClockFix, desk.ClockComplete)
	line := text.Say(p.language, "home.services-line", "service", s.NameIn(p.language), "promise", words)
	if price := s.PriceIn(p.language); price != "" {
		p.posted = true
		return text.Say(p.language, "home.services-priced", "line", text.HTML(line), "price", price)
	}
	p.missing = true
	return line
}

// everyRepair is what holds for each of them: when somebody answers, and how soon urgent ones are seen to.
func (p *priceList) everyRepair() string {
	general, _ := p.services.Service(catalogue.General) // no catalogue loads without it
	arrival := func(u desk.Urgency) string {
		return p.words(general.Desk, p.services.Promises(general, u, nil), desk.ClockArrive)
	}
	return text.Say(p.language, "home.services-every",
		"reply", p.words(general.Desk, general.Promises, desk.ClockReply),
		"urgent", arrival(desk.Urgent), "critical", arrival(desk.Critical))
}

// unposted says once where the prices are to be had that do not stand here.
func (p *priceList) unposted() []string {
	switch {
	case p.missing && p.posted:
		return []string{"", text.Say(p.language, "home.services-other-prices")}
	case p.missing:
		return []string{"", text.Say(p.language, "home.services-prices")}
	}
	return nil
}

// words are the promises of those clocks: the span, and the clock time were it asked for now.
func (p *priceList) words(at desk.Name, promises []desk.Promise, clocks ...desk.Clock) string {
	var said []string
	for _, clock := range clocks {
		for _, promise := range promises {
			if promise.Clock == clock {
				said = append(said, p.promise(at, promise))
			}
		}
	}
	return text.List(p.language, said)
}

func (p *priceList) promise(at desk.Name, promise desk.Promise) string {
	due, known := promise.DueAt(at, p.now, nil, p.estate)
	key := "home.promised-" + string(promise.Clock)
	switch {
	case !known && promise.From == desk.Appointment:
		key += "-agreed"
	case !known:
		key += "-later"
	case promise.SameDay && promise.Clock == desk.ClockArrive && p.late():
		key += "-agreed"
	case promise.SameDay:
		key += "-today"
	}
	words := text.Plain(p.language, key, "span", text.Allowed(p.language, promise),
		"time", text.Clock(p.language, due, p.now, p.estate.Zone))
	if promise.InHours {
		return text.Plain(p.language, "home.promised-in-hours", "promise", words)
	}
	return words
}

// late tells whether an ordinary matter is no longer promised for the same day.
func (p *priceList) late() bool {
	return !p.now.Before(p.estate.StartOfDay(p.now).Add(p.estate.OrdinaryUntil))
}
