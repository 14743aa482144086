package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// request asks for something that is no repair.
func (t *tenant) request(ctx context.Context) error {
	r := t.newReport()
	s, err := t.begin(ctx, "home.requests", "/request")
	for err == nil && !r.over() {
		if err = t.think(ctx); err == nil {
			r.old = append(r.old, s)
			s, err = t.demand(ctx, r, s)
		}
	}
	if err != nil {
		return fmt.Errorf("request %s: %w", r.Marker, err)
	}
	return nil
}

// demand does something about a screen of the request.
func (t *tenant) demand(ctx context.Context, r *report, s screen) (screen, error) {
	if s.asks() == nothing {
		return t.resume(ctx, s, "/request")
	}
	if now, did, err := t.waver(ctx, r, s); did {
		return now, err
	}
	field, formed := r.field(s)
	switch {
	case r.strayed < 2 && t.one(12) && r.mayStray(s, field, formed):
		return t.stray(ctx, r, s)
	case len(r.Words) > 0 && s.asks() != remark && r.Edits < 2 && t.one(20):
		return t.rewrite(ctx, r, s)
	case formed:
		return t.fill(ctx, r, s, field)
	}
	switch s.asks() {
	case choose:
		options := slices.DeleteFunc(s.options(), forVisitors)
		b := options[t.rng.IntN(len(options))]
		r.chose(b)
		return t.through(ctx, s, b, "the next question")
	case remark:
		return t.remark(ctx, r, s)
	case photos:
		return t.photos(ctx, r, s)
	}
	return t.confirm(ctx, r, s)
}

// remark adds something in words, by which the judge knows the request again; what is kept may stay as it is.
func (t *tenant) remark(ctx context.Context, r *report, s screen) (screen, error) {
	b, kept := s.find("dialog.next")
	if !kept || t.one(2) {
		r.Words, r.messages = nil, nil
		return t.utter(ctx, r, s)
	}
	return t.through(ctx, s, b, "the question after the words")
}

// forVisitors tells the button that leads to the dialog in which visitors are registered.
func forVisitors(b emulator.Button) bool {
	s, _ := catalogue.Default().Service(catalogue.Visitors)
	return strings.HasSuffix(b.Text, s.ButtonIn(desk.English))
}

// isService tells whether a button stands for the service; its data may only carry a sum of its name.
func isService(b emulator.Button, s catalogue.Service) bool {
	p, _ := pressed(b.Data)
	return p.arg == s.Key() || strings.HasPrefix(p.arg, "#") && strings.TrimPrefix(b.Text, "✓ ") == s.ButtonIn(desk.English)
}

// chosenAs is the service that a button of a group stands for; ok is false where it stands for none.
func (r *report) chosenAs(b emulator.Button) (s catalogue.Service, ok bool) {
	for _, s := range r.group().Services {
		if isService(b, s) {
			return s, true
		}
	}
	return s, false
}

// group is the group of services that was chosen.
func (r *report) group() catalogue.Group {
	g, repairs := catalogue.Default().Group(r.Group)
	if !repairs {
		g, _ = catalogue.Default().RequestGroup(r.Group)
	}
	return g
}

// notKept is how somebody is told that what they wrote goes nowhere.
var notKept = text.Plain(desk.English, "dialog.not-kept")
