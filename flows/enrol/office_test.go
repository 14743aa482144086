package enrol_test

import (
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/enrol"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// office is a world with a front desk in which requests to be enrolled are decided. It keeps office hours: from 9
// to 18 on working days.
type office struct {
	*flowstest.Apart
	t     *testing.T
	joins *enrol.Joins
	front *flowstest.Room
	above *flowstest.Room
}

func newOffice(t *testing.T, clock string) *office {
	t.Helper()
	w, joins := flowstest.New(t, clock), &enrol.Joins{Home: flowstest.Home}
	o := &office{Apart: w.Apart(joins.Flow()), t: t, joins: joins}
	joins.Redraw = redraw
	joins.Begin, o.Press, o.Reply = o.Begin, joins.Press, joins.Reply
	w.View(func(r *storage.Reader) error {
		day := []desk.Period{{From: 9 * time.Hour, Until: 18 * time.Hour}}
		r.Estate().Office = desk.Hours{Week: [7][]desk.Period{nil, day, day, day, day, day, nil}}
		return nil
	})
	o.front, o.above = w.Group(desk.FrontDesk), w.Group(desk.Supervisors)
	return o
}

// redraw stands for the first screen drawn anew in the message that shows it.
func redraw(tx *storage.Tx, who dialog.Who) error {
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Content: chat.Content{Text: "home"},
	})
}

func (o *office) starts(p *flowstest.Person) {
	o.t.Helper()
	o.Does(p, chat.Update{Kind: chat.Press, PressID: "p", Data: enrol.Ask}, o.joins.Press)
}

// asks has somebody go through the whole dialog.
func (o *office) asks(p *flowstest.Person, unit, name, phone string) {
	o.t.Helper()
	o.starts(p)
	o.Writes(p, unit)
	o.Writes(p, name)
	o.Writes(p, phone)
	o.Presses(p, text.Plain(p.Language(), "dialog.confirm"))
}

// passes lets time pass until the request's timer is due, and fires it.
func (o *office) passes(request string) time.Time {
	o.t.Helper()
	o.View(func(r *storage.Reader) error {
		due, ok := r.Armed(enrol.JoinTimer, request)
		if !ok {
			o.t.Fatalf("nothing will remind of %s", request)
		}
		o.Now = due
		return nil
	})
	o.Do(func(tx *storage.Tx) error {
		if err := tx.Disarm(enrol.JoinTimer, request); err != nil {
			return err
		}
		return o.joins.Fire(tx, request)
	})
	return o.Now.In(flowstest.Zone)
}
