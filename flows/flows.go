// Package flows is the register of what the desk does: it takes what came in — an update, a timer, an outcome —
// to the flow whose business it is. It must never send, sleep or log in to anything; all it touches is the
// transaction that it is given.
package flows

import (
	"fmt"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/flows/enrol"
	"frontdesk/flows/follow"
	"frontdesk/flows/home"
	"frontdesk/flows/repair"
	"frontdesk/flows/staff"
	"frontdesk/flows/talk"
	"frontdesk/storage"
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
	// Bot is the bot's name in the chat service, as in links to it.
	Bot string
	// Schedules are when the periodic jobs run, by name: see Jobs.
	Schedules map[string]Schedule
}

// Desk takes what came in to the flow whose business it is.
type Desk struct {
	options Options
	dialogs *dialog.Engine
	home    *home.Screens
	follow  follow.Follow
	staff   staff.Desk
	talk    talk.Talk
	alarm   emergency.Alarm
}

// New makes a desk; it fails where a dialog's declaration does not hold together.
func New(o Options) (*Desk, error) {
	d := &Desk{
		options: o, follow: follow.Follow{Services: o.Services}, staff: staff.Desk{Services: o.Services},
		alarm: emergency.Alarm{Services: o.Services}, home: &home.Screens{Services: o.Services},
	}
	d.talk = talk.Talk{Services: o.Services, Repair: d.report, Emergency: d.emergency}
	engine, err := dialog.NewEngine(d.home.Show,
		repair.Flow(o.Services), d.alarm.Flow(), enrol.Flow(d.home.Show), d.talk.Flow())
	if err != nil {
		return nil, fmt.Errorf("declare dialogs: %w", err)
	}
	d.dialogs, d.home.Resume = engine, engine.Resume
	return d, nil
}

// Conclude does everything that follows from what a transaction did. It is called once, at its end.
func (d *Desk) Conclude(tx *storage.Tx) error { return d.follow.Conclude(tx) }

// report begins a repair with what the person wrote already.
func (d *Desk) report(tx *storage.Tx, who dialog.Who, said string, files []desk.Media) error {
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return err
	}
	if len(homes) == 0 {
		return d.first(tx, who, "home.not-enrolled")
	}
	given := dialog.Answers{}
	if said != "" {
		if err := given.Set(repair.Description, said); err != nil {
			return err
		}
	}
	if len(files) > 0 {
		if err := given.Set(repair.Photos, files); err != nil {
			return err
		}
	}
	return d.dialogs.Begin(tx, who, repair.Name, given)
}

// emergency sounds the alarm with what the person wrote already, and then asks where and what.
func (d *Desk) emergency(tx *storage.Tx, who dialog.Who, said string, files []desk.Media) error {
	given, err := d.alarm.Press(tx, who, said, files)
	if err != nil {
		return err
	}
	return d.dialogs.Begin(tx, who, emergency.Name, given)
}
