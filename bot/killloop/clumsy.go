package main

import (
	"context"
	"strings"

	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
)

// through presses a button, some impatiently more than once, and waits for what comes.
func (t *tenant) through(ctx context.Context, s screen, b emulator.Button, what string) (screen, error) {
	for range 1 + t.haste() {
		if _, err := t.press(s, b); err != nil {
			return s, err
		}
	}
	return t.changed(ctx, s, what)
}

// haste is how often a button is pressed once too many.
func (t *tenant) haste() int {
	if t.one(6) {
		return 1 + t.rng.IntN(2)
	}
	return 0
}

// tell says or sends something and waits for what comes.
func (t *tenant) tell(ctx context.Context, s screen, d emulator.Draft) (screen, error) {
	if err := t.world.says(t.user, t.user.ID, d); err != nil {
		return s, err
	}
	return t.changed(ctx, s, "an answer to what was said")
}

// stray says something where something else was asked: the desk keeps it with the report.
func (t *tenant) stray(ctx context.Context, r *report, s screen) (screen, error) {
	r.strayed++
	if f, formed := r.field(s); s.words() || formed && f.Kind == catalogue.TextField {
		return t.picture(ctx, r, s)
	}
	now, err := t.utter(ctx, r, s)
	for _, no := range refusals {
		if strings.Contains(now.text, no) { // the person is told that it was taken for an answer, and is none
			r.Words, r.messages = r.Words[:len(r.Words)-1], r.messages[:len(r.messages)-1]
			break
		}
	}
	return now, err
}

// mayStray tells whether what is said or sent at this question is kept as part of the report: a form that asks for
// files has those that come before it does, and loses them with another service.
func (r *report) mayStray(s screen, f catalogue.Field, formed bool) bool {
	words := s.words() || formed && f.Kind == catalogue.TextField
	return !words || !r.asksForFiles()
}

// refusals are how somebody is told that what they wrote is no answer to what was asked.
var refusals = []string{
	begins("dialog.no-day"), begins("dialog.no-day-past"), begins("dialog.no-time"), begins("dialog.no-time-past"), begins("dialog.number"),
	begins("dialog.no-phone"), notKept,
}

// utter writes what the description is to hold, after what it holds already.
func (t *tenant) utter(ctx context.Context, r *report, s screen) (screen, error) {
	words := t.words(r)
	m, err := t.world.Say(t.user.ID, t.user.ID, emulator.Draft{Text: words})
	if err != nil {
		return s, err
	}
	r.Words, r.messages = append(r.Words, words), append(r.messages, m.ID)
	return t.changed(ctx, s, "an answer to what was said")
}

// rewrite corrects what was written while the dialog still goes on, which then shows where it stands.
func (t *tenant) rewrite(ctx context.Context, r *report, s screen) (screen, error) {
	if err := t.correct(r); err != nil {
		return s, err
	}
	return t.changed(ctx, s, "the correction's being taken in")
}

// resume goes on with what was put aside.
func (t *tenant) resume(ctx context.Context, s screen, command string) (screen, error) {
	for _, b := range s.buttons {
		if p, ok := pressed(b.Data); ok && p.act == "r" {
			return t.through(ctx, s, b, "going on")
		}
	}
	if err := t.say(command); err != nil {
		return s, err
	}
	return t.changed(ctx, s, "going on")
}

// outdated presses a button of a screen that is past. The desk says so and asks again.
func (t *tenant) outdated(ctx context.Context, r *report, s screen) (screen, error) {
	now, _ := pressed(s.buttons[0].Data)
	old := r.old[t.rng.IntN(len(r.old)-3)]
	for _, b := range old.buttons {
		p, ok := pressed(b.Data)
		if ok && p.act == "p" && p.instance == now.instance && p.revision < now.revision-1 {
			if _, err := t.press(old, b); err != nil {
				return s, err
			}
			return t.changed(ctx, s, "being told that a screen is past")
		}
	}
	return s, nil
}
