package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

// The answers that a visitor's registration asks for, as its ticket calls them.
const (
	guest    = "visitor.who"
	guests   = "visitor.count"
	arrives  = "visitor.time"
	carPlate = "visitor.plate"
)

// asked is how a question begins, as it stands on a screen.
func asked(key string) string { return tags.ReplaceAllString(strings.Split(label(key), "\n")[0], "") }

// begins is how a sentence begins, up to what differs each time.
func begins(key string) string {
	same, _, _ := strings.Cut(asked(key), "{")
	return same
}

// visit registers one visitor.
func (t *tenant) visit(ctx context.Context) error {
	r := t.newReport()
	r.Visit = map[string]string{}
	s, err := t.begin(ctx, "home.visitor", "/visitor")
	for err == nil && !r.over() {
		if err = t.think(ctx); err == nil {
			r.old = append(r.old, s)
			s, err = t.host(ctx, r, s)
		}
	}
	if err != nil {
		return fmt.Errorf("visitor %s: %w", r.Marker, err)
	}
	return nil
}

// host does something about a screen of the registration.
func (t *tenant) host(ctx context.Context, r *report, s screen) (screen, error) {
	if s.asks() == nothing {
		return t.resume(ctx, s, "/visitor")
	}
	if now, did, err := t.waver(ctx, r, s); did {
		return now, err
	}
	if s.asks() == sure {
		return t.confirm(ctx, r, s)
	}
	return t.tellLobby(ctx, r, s)
}

// tellLobby answers what the lobby wants to know.
func (t *tenant) tellLobby(ctx context.Context, r *report, s screen) (screen, error) {
	answer := func(field, words string) (screen, error) {
		if field != "" {
			r.Visit[field] = words
		}
		return t.tell(ctx, s, emulator.Draft{Text: words})
	}
	wants := func(key string) bool { return strings.Contains(s.text, asked(key)) }
	switch {
	case wants(guest):
		r.Words = []string{t.words(r)}
		return answer(guest, r.Words[0])
	case wants(guests):
		return answer(guests, fmt.Sprint(1+t.rng.IntN(9)))
	case wants("visitor.day"):
		return answer("", "tomorrow")
	case wants(arrives):
		return answer(arrives, fmt.Sprintf("%02d:%02d", 8+t.rng.IntN(12), 10+t.rng.IntN(50)))
	case t.one(2):
		return answer(carPlate, fmt.Sprintf("AB %04d", t.rng.IntN(10_000)))
	}
	b, given := s.find("dialog.next")
	if !given {
		b, _ = s.find("dialog.skip")
	}
	return t.through(ctx, s, b, "the question after the plate")
}

// clockOf is the time of day of a moment as a ticket keeps it, in the estate; the moment itself where it is none.
func clockOf(moment string, e *desk.Estate) string {
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return moment
	}
	return at.In(e.Zone).Format("15:04")
}

// differsFrom lists where a visitor's ticket is not what was said.
func (r *report) differsFrom(t *desk.Ticket, e *desk.Estate) (faults []string) {
	for key, want := range r.Visit {
		i := slices.IndexFunc(t.Fields, func(f desk.Field) bool { return f.Key == key })
		got := ""
		if i >= 0 {
			got = t.Fields[i].Value
		}
		if key == arrives {
			got = clockOf(got, e)
		}
		if got != want {
			faults = append(faults, fmt.Sprintf("%s: %s of %s is %q, %s said %q", r.Marker, key, t.ID, got, r.Who, want))
		}
	}
	return faults
}
