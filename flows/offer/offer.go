// Package offer says what is promised for a service that somebody has not asked for yet: the span, the clock time were
// it asked for now, and the price that is posted. It must never promise anything: a ticket's promises are its own.
package offer

import (
	"strings"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// List writes the lines of services.
type List struct {
	services *catalogue.Catalogue
	estate   *desk.Estate
	language desk.Language
	now      time.Time
	// posted and missing tell whether a price stood there, and whether one was missing.
	posted, missing bool
}

// New is a list that nothing stands in yet, in l.
func New(r *storage.Reader, services *catalogue.Catalogue, l desk.Language) *List {
	return &List{services: services, estate: r.Estate(), language: l, now: r.Now()}
}

// Group are the lines of a group's services, one below the other. Whatever else can break stands in every group, and
// has a line only where it is the only one.
func (p *List) Group(g catalogue.Group) string {
	var lines []string
	for _, s := range g.Services {
		if s.Ref != catalogue.General || len(g.Services) == 1 {
			lines = append(lines, p.Line(s))
		}
	}
	return strings.Join(lines, "\n")
}

// Line is a service with what everybody can count on, its least urgent case, and its price.
func (p *List) Line(s catalogue.Service) string {
	urgency := desk.Ordinary
	if n := len(s.Urgencies); n > 0 {
		urgency = s.Urgencies[n-1]
	}
	words := p.words(s.Desk, p.services.Promises(s, urgency, nil), told(s)...)
	line := text.Say(p.language, "home.services-line", "service", s.NameIn(p.language), "promise", words)
	if price := s.PriceIn(p.language); price != "" {
		p.posted = true
		return text.Say(p.language, "home.services-priced", "line", text.HTML(line), "price", price)
	}
	p.missing = true
	return line
}

// told are the clocks of which a service's line tells. That every repair is answered is told once of all.
func told(s catalogue.Service) []desk.Clock {
	if s.Kind == desk.Repair {
		return []desk.Clock{desk.ClockArrive, desk.ClockFix, desk.ClockComplete}
	}
	return []desk.Clock{desk.ClockReply, desk.ClockArrive, desk.ClockApprove, desk.ClockFix, desk.ClockComplete}
}

// EveryRepair is what holds for each of them: when somebody answers, and how soon urgent ones are seen to.
func (p *List) EveryRepair() string {
	general, _ := p.services.Service(catalogue.General) // no catalogue loads without it
	arrival := func(u desk.Urgency) string {
		return p.words(general.Desk, p.services.Promises(general, u, nil), desk.ClockArrive)
	}
	return text.Say(p.language, "home.services-every",
		"reply", p.words(general.Desk, general.Promises, desk.ClockReply),
		"urgent", arrival(desk.Urgent), "critical", arrival(desk.Critical))
}

// Unposted says once where the prices are to be had that do not stand here.
func (p *List) Unposted() []string {
	switch {
	case p.missing && p.posted:
		return []string{"", text.Say(p.language, "home.services-other-prices")}
	case p.missing:
		return []string{"", text.Say(p.language, "home.services-prices")}
	}
	return nil
}

// words are the promises of those clocks: the span, and the clock time were it asked for now.
func (p *List) words(at desk.Name, promises []desk.Promise, clocks ...desk.Clock) string {
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

func (p *List) promise(at desk.Name, promise desk.Promise) string {
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
		"time", text.Clock(p.language, due, p.now, p.estate.Zone), "moment", text.Plain(p.language, "moment."+string(promise.From)))
	if promise.InHours {
		return text.Plain(p.language, "home.promised-in-hours", "promise", words)
	}
	return words
}

// late tells whether an ordinary matter is no longer promised for the same day.
func (p *List) late() bool {
	return !p.now.Before(p.estate.StartOfDay(p.now).Add(p.estate.OrdinaryUntil))
}
