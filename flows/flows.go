// Package flows is the register of what the desk does: it takes what came in — an update, a timer, an outcome —
// to the flow whose business it is. It must never send, sleep or log in to anything; all it touches is the
// transaction that it is given.
package flows

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"frontdesk/flows/budget"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/flows/enrol"
	"frontdesk/flows/follow"
	"frontdesk/flows/gather"
	"frontdesk/flows/hold"
	"frontdesk/flows/home"
	"frontdesk/flows/household"
	"frontdesk/flows/incident"
	"frontdesk/flows/oncall"
	"frontdesk/flows/open"
	"frontdesk/flows/repair"
	"frontdesk/flows/report"
	"frontdesk/flows/request"
	"frontdesk/flows/staff"
	"frontdesk/flows/talk"
	"frontdesk/flows/understand"
	"frontdesk/flows/unreached"
	"frontdesk/flows/visitor"
	"frontdesk/flows/withdraw"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Schedule tells when a periodic job is next due.
type Schedule interface {
	// Next is the first moment after the given one.
	Next(after time.Time) time.Time
}

// Options are what the desk is made from.
type Options struct {
	Services *catalogue.Catalogue
	// Understanding is that of Services; nil: it is made when it is first needed.
	Understanding *understand.Understanding
	// Bot is the bot's name in the chat service, as in links to it.
	Bot string
	// Schedules are when the periodic jobs run, by name: see Jobs.
	Schedules map[string]Schedule
	// Vitals are what the records do not know of how the desk fares; nil is nothing.
	Vitals func() report.Vitals
}

// Desk takes what came in to the flow whose business it is.
type Desk struct {
	options Options
	// understands makes the understanding of the services, once.
	understands func() *understand.Understanding

	dialogs *dialog.Engine
	gather  gather.Gatherer
	follow  follow.Follow

	home      *home.Screens
	joins     *enrol.Joins
	household *household.Household
	moveOut   *household.MoveOut
	oncall    *oncall.Desk
	open      *open.Desk
	staff     staff.Desk
	hold      *hold.Desk
	withdraw  *withdraw.Desk
	unreached unreached.List
	incident  incident.Desk
	talk      talk.Talk
	alarm     emergency.Alarm
}

// New makes a desk; it fails where a dialog's declaration does not hold together.
func New(o Options) (*Desk, error) {
	d := &Desk{
		options: o, gather: gather.Gatherer{Over: budget.Message}, follow: follow.Follow{Services: o.Services},
		home: &home.Screens{Services: o.Services}, staff: staff.Desk{Services: o.Services},
		unreached: unreached.List{Services: o.Services}, incident: incident.Desk{Services: o.Services},
	}
	d.understands = sync.OnceValue(func() *understand.Understanding {
		if o.Understanding != nil {
			return o.Understanding
		}
		return understand.Of(o.Services)
	})
	d.alarm = emergency.Alarm{
		Services: o.Services, Begin: d.begin,
		Guess:  func(words string) desk.Danger { return d.understands().Read(words).Danger },
		Settle: func(tx *storage.Tx, u desk.UserID, flow string) error { return d.dialogs.Settle(tx, u, flow) },
	}
	d.follow.Over = func(tx *storage.Tx, t *desk.Ticket) error {
		return d.dialogs.Settle(tx, t.Reporter.User, emergency.Name)
	}
	d.follow.Asked = func(tx *storage.Tx, t *desk.Ticket) error {
		return d.dialogs.Redraw(tx, t.Reporter.User, emergency.Name, chat.Alarm)
	}
	link := func(code string) string { return Deep(o.Bot, code) }
	d.joins = &enrol.Joins{Home: d.first, Begin: d.begin}
	d.household = &household.Household{Link: link, Home: d.home.Show, Begin: d.begin}
	d.moveOut = &household.MoveOut{Begin: d.begin}
	d.oncall = &oncall.Desk{Bot: o.Bot, Begin: d.begin}
	d.open = &open.Desk{
		Services: o.Services, Begin: d.begin,
		Read: func(said string) understand.Reading { return d.understands().Read(said) },
	}
	d.hold = &hold.Desk{Services: o.Services, Begin: d.begin}
	d.staff.Dialog = d.hold.Press
	d.withdraw = &withdraw.Desk{Services: o.Services, Begin: d.begin, Matter: d.home.Matter}
	d.talk = talk.Talk{
		Services: o.Services, Understands: d.understands, Repair: d.report, Request: d.request, Visitor: d.visit,
		Emergency: d.emergency, Join: d.join, Applied: d.joins.Applied, Begin: d.begin, Resume: d.resume,
	}
	d.gather.Urgent = d.talk.Dangerous
	d.home.Applied, d.home.Request, d.joins.Redraw = d.joins.Applied, d.joins.Request, d.home.Redraw

	engine, err := dialog.NewEngine(d.home.Show, slices.Concat([]*dialog.Flow{
		repair.Flow(o.Services), request.Flow(o.Services, d.visitorsOf), visitor.Flow(o.Services), d.alarm.Flow(), d.alarm.Asking(), d.talk.Flow(), d.talk.Warning(),
		enrol.Flow(d.home.Show), d.joins.Flow(), d.household.Flow(), d.moveOut.Flow(), d.open.Flow(), d.withdraw.Flow(),
	}, d.oncall.Flows(), d.hold.Flows())...)
	if err != nil {
		return nil, fmt.Errorf("declare dialogs: %w", err)
	}
	d.dialogs, d.home.Resume = engine, engine.Resume
	return d, nil
}

// Dialogs runs the declared dialogs.
func (d *Desk) Dialogs() *dialog.Engine { return d.dialogs }

func (d *Desk) begin(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error {
	return d.dialogs.Begin(tx, who, flow, given)
}

// Conclude does everything that follows from what a transaction did. It is called once, at its end.
func (d *Desk) Conclude(tx *storage.Tx) error {
	if err := d.follow.Conclude(tx); err != nil {
		return err
	}
	return d.restood(tx)
}

// report begins a repair, of what was guessed, with what the person said already.
func (d *Desk) report(tx *storage.Tx, who dialog.Who, g talk.Guess, m talk.Message) error {
	given := dialog.Answers{}
	if err := chosen(given, g, repair.Group, repair.Service); err != nil {
		return err
	}
	m.Give(given, repair.Description, repair.Photos)
	return d.forUnit(tx, who, repair.Name, given)
}

// request begins to ask for something, of what was guessed, with what the person said already.
func (d *Desk) request(tx *storage.Tx, who dialog.Who, g talk.Guess, m talk.Message) error {
	given := dialog.Answers{}
	if err := chosen(given, g, request.Group, request.Service); err != nil {
		return err
	}
	m.Give(given, request.Words, request.Photos)
	return d.forUnit(tx, who, request.Name, given)
}

// visit begins to register visitors, with what the person said already.
func (d *Desk) visit(tx *storage.Tx, who dialog.Who, m talk.Message) error {
	given := dialog.Answers{}
	m.Give(given, visitor.Words, visitor.Files)
	return d.forUnit(tx, who, visitor.Name, given)
}

// chosen answers the steps in which a group and a service of it are chosen with what was guessed.
func chosen(given dialog.Answers, g talk.Guess, group, service string) error {
	if g.Group == "" {
		return nil
	}
	return errors.Join(given.Set(group, g.Group), given.Set(service, g.Service.Key()))
}

// forUnit begins a dialog about the person's unit; somebody without one is asked to say where they live first.
func (d *Desk) forUnit(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error {
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return err
	}
	if len(homes) == 0 {
		return d.first(tx, who, "home.not-enrolled")
	}
	return d.dialogs.Begin(tx, who, flow, given)
}

// visitorsOf begins to register visitors of a unit, 0 for the only one.
func (d *Desk) visitorsOf(tx *storage.Tx, who dialog.Who, unit desk.UnitID, said dialog.Answers) error {
	given := dialog.Answers{}
	if unit != 0 {
		if err := given.Set(visitor.Home, unit); err != nil {
			return err
		}
	}
	given.Take(visitor.Words, said, request.Words)
	given.Take(visitor.Files, said, request.Photos)
	return d.forUnit(tx, who, visitor.Name, given)
}

// resume goes on with a dialog that waits, and hands it what was said; ok is false where it is gone.
func (d *Desk) resume(tx *storage.Tx, who dialog.Who, instance string, said []chat.Update) (ok bool, err error) {
	if ok, err = d.dialogs.GoOn(tx, who, instance); !ok || err != nil {
		return false, err
	}
	for _, u := range said {
		if _, err := d.dialogs.Input(tx, who, u); err != nil {
			return true, err
		}
	}
	return true, nil
}

// emergency sounds the alarm with what the person said already, and then asks where. Without a danger it asks first what
// it is, unless an alarm is out, to which the words are added.
func (d *Desk) emergency(tx *storage.Tx, who dialog.Who, danger desk.Danger, m talk.Message) error {
	out, err := emergency.Out(&tx.Reader, who)
	if err != nil {
		return err
	}
	if danger == "" && out == nil {
		return d.alarm.Ask(tx, who, m.Words, m.Files, m.From...)
	}
	given, err := d.alarm.Press(tx, who, danger, m.Words, m.Files, m.From...)
	if err != nil {
		return err
	}
	return d.dialogs.Begin(tx, who, emergency.Name, given)
}
