package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// kept is what the database holds at the end.
type kept struct {
	estate  *desk.Estate
	tickets []*keptTicket
	joins   []desk.Join
	homes   map[int64][]string // labels of the units of whoever asked to be let in
	audit   []storage.Entry
	dead    []storage.DeadLetter
	waiting []chat.Outgoing
	jobs    int
	unseen  []int64 // confirmed updates that were not taken in
	damage  []error // records that do not hold together
}

// keptTicket is a ticket as it is stored, with everything that belongs to it.
type keptTicket struct {
	*desk.Ticket
	events  []desk.Event
	alerts  []*storage.Alert
	history *history
}

// examine reads a copy of the database, so that the verdict changes nothing in what it judges. The file itself is
// checked first.
func examine(ctx context.Context, path, copied string, now time.Time, confirmed []int64) (*kept, error) {
	if err := bolt.CheckFile(ctx, path); err != nil {
		return nil, err
	}
	if err := copyFile(path, copied); err != nil {
		return nil, err
	}
	estate, err := ours()
	if err != nil {
		return nil, err
	}
	engine, err := bolt.Open(copied, storage.Buckets, bolt.Options{})
	if err != nil {
		return nil, err
	}
	db, err := storage.Open(engine, estate)
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	k := &kept{estate: estate, homes: map[int64][]string{}}
	err = db.View(now, func(r *storage.Reader) error { return k.read(r, confirmed) })
	return k, errors.Join(err, db.Close())
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(filepath.Clean(from))
	if err != nil {
		return fmt.Errorf("copy database: %w", err)
	}
	defer in.Close()
	out, err := os.OpenFile(filepath.Clean(to), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("copy database: %w", err)
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func (k *kept) read(r *storage.Reader, confirmed []int64) error {
	dead, err := r.DeadLetters()
	if err != nil {
		return err
	}
	k.dead, k.damage = dead, r.Check()
	if err := r.Waiting(func(o chat.Outgoing) { k.waiting = append(k.waiting, o) }); err != nil {
		return err
	}
	jobs, err := r.Jobs()
	if err != nil {
		return err
	}
	k.jobs = len(jobs)
	for _, id := range confirmed {
		if !r.Seen(id) {
			k.unseen = append(k.unseen, id)
		}
	}
	var tickets []*desk.Ticket
	err = r.EachTicket(func(t *desk.Ticket) bool {
		tickets = append(tickets, t)
		return true
	})
	for _, t := range tickets {
		err = errors.Join(err, k.readTicket(r, t))
	}
	return errors.Join(err, k.readDoor(r))
}

// readDoor reads who asked to be let in, and the audit log.
func (k *kept) readDoor(r *storage.Reader) (err error) {
	if k.audit, err = r.AuditLog(); err != nil {
		return err
	}
	for id := desk.JoinID(1); ; id++ {
		j, known, err := r.Join(id)
		if err != nil || !known {
			return err
		}
		k.joins = append(k.joins, j)
		p, _, err := r.PersonOf(j.User)
		if err != nil {
			return err
		}
		homes, err := r.HomesOf(p.ID)
		if err != nil {
			return err
		}
		for _, h := range homes {
			k.homes[int64(j.User)] = append(k.homes[int64(j.User)], h.Unit.Label())
		}
	}
}

func (k *kept) readTicket(r *storage.Reader, t *desk.Ticket) error {
	events, err := r.Events(t.ID)
	if err != nil {
		return err
	}
	alerts, err := r.AlertsOf(t.ID)
	if err != nil {
		return err
	}
	h, err := recall(events)
	if err != nil {
		return fmt.Errorf("ticket %s: %w", t.ID, err)
	}
	k.tickets = append(k.tickets, &keptTicket{Ticket: t, events: events, alerts: alerts, history: h})
	return nil
}
