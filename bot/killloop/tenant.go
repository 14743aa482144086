package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"frontdesk/bot/emulator"
)

// tenant is somebody who reports repairs, one after another, and remembers what they said.
type tenant struct {
	index   int
	user    emulator.User
	code    string // of the invitation
	world   *world
	rng     *rand.Rand
	seen    int // the message of the last screen
	known   map[string]bool
	reports []*report
	follows []*follow
}

func newTenant(w *world, seed uint64, index int, code string) *tenant {
	name := tenantName(index)
	return &tenant{
		index: index, code: code, world: w, rng: chance(seed, name), known: map[string]bool{},
		user: w.AddUser(emulator.User{FirstName: name, LanguageCode: "en"}),
	}
}

// errStuck is that the desk does not answer: what the person was in the middle of is forgotten.
var errStuck = errors.New("no answer")

// longest is how long somebody waits for an answer, in machine time. The desk is killed meanwhile, perhaps several
// times; it never takes so long to be back.
const longest = 90 * time.Second

// until waits for something to be seen.
func (t *tenant) until(ctx context.Context, what string, is func() bool) error {
	for began := time.Now(); time.Since(began) < longest; {
		if is() {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
	return fmt.Errorf("%s waits for %s: %w", t.user.FirstName, what, errStuck)
}

// changed waits until the person has something else before them.
func (t *tenant) changed(ctx context.Context, before screen, what string) (now screen, err error) {
	err = t.until(ctx, what, func() bool {
		s, ok := t.screen()
		now = s
		return ok && !s.same(before)
	})
	return now, err
}

func (t *tenant) press(s screen, b emulator.Button) (query string, err error) {
	return t.world.Press(t.user.ID, t.user.ID, s.message, b.Data)
}

func (t *tenant) say(text string) error {
	return t.world.says(t.user, t.user.ID, emulator.Draft{Text: text})
}

// live enrols, and then reports repairs and visitors until closing; what was begun by then is brought to its end.
// Where there are many people each does so less often, so that a longer run with more of them has each do as much.
func (t *tenant) live(ctx context.Context, closing <-chan struct{}) error {
	if err := t.enrol(ctx); err != nil {
		return err
	}
	for {
		pause := time.Duration(100+t.rng.IntN(2900)) * time.Millisecond * time.Duration(max(usualPeople, t.world.people)) / usualPeople
		select {
		case <-closing:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		if err := t.matter(ctx); err != nil {
			return err
		}
	}
}

// matter is one that somebody has, and what they do about it later.
func (t *tenant) matter(ctx context.Context) error {
	walk := t.report
	switch t.rng.IntN(5) {
	case 0:
		walk = t.visit
	case 1:
		walk = t.request
	}
	if err := walk(ctx); err != nil {
		return err
	}
	return t.afterwards(ctx, t.reports[len(t.reports)-1])
}

// enrol opens the invitation and says that it is right.
func (t *tenant) enrol(ctx context.Context) error {
	if err := t.say("/start " + t.code); err != nil {
		return err
	}
	s, err := t.changed(ctx, screen{}, "the invitation")
	if err != nil {
		return err
	}
	yes, ok := s.find("enrol.yes")
	if !ok {
		return fmt.Errorf("%s opened the invitation and sees %v", t.user.FirstName, s.buttons)
	}
	if _, err := t.press(s, yes); err != nil {
		return err
	}
	return t.until(ctx, "being enrolled", func() bool {
		s, _ := t.screen()
		_, ok := s.find("home.repair")
		return ok
	})
}

// think is how long a person takes over a screen.
func (t *tenant) think(ctx context.Context) error {
	wait := time.Duration(20+t.rng.IntN(120)) * time.Millisecond
	if t.rng.IntN(25) == 0 { // and some do nothing for a while
		wait = time.Duration(500+t.rng.IntN(2500)) * time.Millisecond
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}

// one is true once in n times.
func (t *tenant) one(n int) bool { return t.rng.IntN(n) == 0 }
