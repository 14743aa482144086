package bench

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"frontdesk/bot"
	"frontdesk/bot/config"
	"frontdesk/bot/outbox"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// opened is a front desk at work.
type opened struct {
	tb    testing.TB
	app   *bot.App
	end   context.CancelFunc
	ended chan error
	// took is how long it took from nothing until it was ready.
	took time.Duration
}

// options are a desk's without limits.
func options(tb testing.TB, token, data string) bot.Options {
	tb.Helper()
	c, err := config.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return bot.Options{
		Data: data, Estate: c.Estate, Token: token, Limits: outbox.NoLimits(),
		Log: slog.New(slog.DiscardHandler),
	}
}

// open starts the desk and returns once it is ready.
func open(tb testing.TB, o bot.Options) *opened {
	tb.Helper()
	began := time.Now()
	app, err := bot.New(o)
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d := &opened{tb: tb, app: app, end: cancel, ended: make(chan error, 1)}
	go func() { d.ended <- app.Run(ctx) }()
	select {
	case <-app.Ready():
	case err := <-d.ended:
		tb.Fatalf("the desk did not open: %v", err)
	}
	d.took = time.Since(began)
	return d
}

func (d *opened) close() {
	d.end()
	if err := errors.Join(<-d.ended, d.app.Close()); err != nil {
		d.tb.Error(err)
	}
}

// forget drops what the people left behind, messages on their way and timers, before another world comes that does
// not know them.
func (d *opened) forget(first int64, people int) {
	d.tb.Helper()
	err := d.app.Do(d.tb.Context(), func(tx *storage.Tx) error { return errors.Join(silence(tx), disarm(tx, first, people)) })
	if err != nil {
		d.tb.Fatal(err)
	}
}

func silence(tx *storage.Tx) error {
	var rows []chat.Outgoing
	if err := tx.Waiting(func(o chat.Outgoing) { rows = append(rows, o) }); err != nil {
		return err
	}
	for _, row := range rows {
		if _, _, err := tx.Settle(chat.Outcome{Row: row.ID, Version: row.Version, Result: chat.Superseded}); err != nil {
			return err
		}
	}
	return nil
}

func disarm(tx *storage.Tx, first int64, people int) error {
	for i := range people {
		tickets, err := tx.OpenTicketsOf(desk.UserID(first+int64(i)), 1<<20)
		if err != nil {
			return err
		}
		for _, t := range tickets {
			if err := tx.Disarm(watch.Ticket, string(t.ID)); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle makes so many people tenants, each with a unit, and gives engineering its group.
func (d *opened) settle(first int64, people int) {
	d.tb.Helper()
	err := d.app.Do(d.tb.Context(), func(tx *storage.Tx) error { return settle(tx, first, people) })
	if err != nil {
		d.tb.Fatal(err)
	}
}

func settle(tx *storage.Tx, first int64, people int) error {
	group := desk.Group{Chat: desk.ChatID(staffGroup), Title: "Engineering", Type: "supergroup", Language: desk.English, Admin: true}
	if err := errors.Join(tx.PutGroup(group), tx.Link(desk.Engineering, group.Chat)); err != nil {
		return err
	}
	for i := range people {
		if err := moveIn(tx, first, i); err != nil {
			return err
		}
	}
	return nil
}

func moveIn(tx *storage.Tx, first int64, i int) error {
	u := desk.Unit{Estate: tx.Estate().ID, Building: "A", Floor: fmt.Sprint(i/8 + 1), Number: fmt.Sprintf("%02d%02d", i/8+1, i%8+1)}
	party := desk.Party{Estate: u.Estate, Name: fmt.Sprintf("Household %d", i)}
	p := desk.Person{Name: fmt.Sprintf("Tenant %d", i), User: desk.UserID(first + int64(i)), Language: desk.English}
	if err := errors.Join(tx.PutUnit(&u), tx.PutParty(&party), tx.PutPerson(&p)); err != nil {
		return err
	}
	return errors.Join(
		tx.PutMembership(desk.Membership{Party: party.ID, Person: p.ID, Role: desk.RoleContact, From: tx.Now()}),
		tx.PutOccupancy(desk.Occupancy{Party: party.ID, Unit: u.ID, Role: desk.RoleTenant, From: tx.Now()}),
	)
}
