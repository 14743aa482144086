package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
	"frontdesk/storage/desk"
)

// service is what was chosen, or the only one of its group; it has no form while nothing is.
func (r *report) service() catalogue.Service {
	services := catalogue.Default()
	if s, ok := services.Find(r.Service); ok {
		return s
	}
	if group := r.group(); len(group.Services) == 1 {
		return group.Services[0]
	}
	return catalogue.Service{}
}

// field is the question of the service's form that a screen asks; ok is false where it asks something else.
func (r *report) field(s screen) (f catalogue.Field, ok bool) {
	service := r.service()
	i := slices.IndexFunc(service.Fields, func(f catalogue.Field) bool { return s.begins(firstLine(f)) })
	if i < 0 {
		return f, false
	}
	return service.Fields[i], true
}

// firstLine is the first line of a field's question.
func firstLine(f catalogue.Field) string {
	key := "form." + string(f.Kind)
	if f.Past {
		key = "form.past"
	}
	return strings.NewReplacer("{label}", f.AskIn(desk.English), "{hint}", "").Replace(asked(key))
}

// begins tells whether a line of the screen is exactly this one.
func (s screen) begins(line string) bool { return slices.Contains(strings.Split(s.text, "\n"), line) }

// fill answers a field, or leaves it out where that may be.
func (t *tenant) fill(ctx context.Context, r *report, s screen, f catalogue.Field) (screen, error) {
	if f.Kind == catalogue.MediaField {
		return t.attach(ctx, r, s, f)
	}
	for _, key := range []string{"dialog.next", "dialog.skip"} {
		if b, ok := s.find(key); ok && t.one(3) {
			return t.through(ctx, s, b, "the question after "+f.Name)
		}
	}
	if options := s.options(); len(options) > 0 {
		b := options[t.rng.IntN(len(options))]
		r.picked(f, b)
		return t.through(ctx, s, b, "the question after "+f.Name)
	}
	said, kept := composed(t.rng, r, f)
	r.fills(f, kept)
	return t.tell(ctx, s, emulator.Draft{Text: said})
}

// picked remembers which button answered a field. Some turn a sheet of days, and answer nothing.
func (r *report) picked(f catalogue.Field, b emulator.Button) {
	p, _ := pressed(b.Data)
	switch f.Kind {
	case catalogue.DateField:
		if desk.Day(p.arg).Valid() {
			r.fills(f, p.arg)
		}
	case catalogue.TimeField:
		if unix, err := strconv.ParseInt(p.arg, 36, 64); err == nil {
			r.fills(f, time.Unix(unix, 0).UTC().Format(time.RFC3339))
		}
	default:
		r.fills(f, p.arg)
	}
}

// fills keeps what a field was answered, and forgets the time of another day.
func (r *report) fills(f catalogue.Field, value string) {
	if f.Kind == catalogue.DateField && r.Fields[f.Name] != value {
		service := r.service()
		for _, other := range service.Fields {
			if other.Kind == catalogue.TimeField {
				delete(r.Fields, other.Name)
			}
		}
	}
	if r.Fields == nil {
		r.Fields = map[string]string{}
	}
	r.Fields[f.Name] = value
}

// composed is what somebody writes in a field, and what a ticket keeps of it.
func composed(rng *rand.Rand, r *report, f catalogue.Field) (said, kept string) {
	switch f.Kind {
	case catalogue.NumberField:
		n := strconv.FormatInt(f.Min+rng.Int64N(min(f.Max-f.Min, 90)+1), 10)
		return n, n
	case catalogue.PhoneField:
		n := fmt.Sprintf("9%07d", 1_000_000+rng.IntN(8_000_000))
		return n[:4] + " " + n[4:], "+852" + n
	case catalogue.TimeField: // none is offered any more: the day is over, and they come back to it
		return "23:58", ""
	}
	words := fmt.Sprintf("%s %d", r.Marker, rng.IntN(1_000_000))
	return words, words
}

// attach sends some files where the form asks for them, or goes on.
func (t *tenant) attach(ctx context.Context, r *report, s screen, f catalogue.Field) (screen, error) {
	if r.Files+3 < int(f.Max) && t.one(3) {
		n := 1 + t.rng.IntN(3)
		r.Files += n
		return t.tell(ctx, s, emulator.Draft{Album: n > 1, Media: pictures(fmt.Sprint(t.index, r.Marker, "form", r.Files), n)})
	}
	b, ok := s.find("dialog.next")
	if !ok {
		b, _ = s.find("dialog.skip")
	}
	return t.through(ctx, s, b, "the question after "+f.Name)
}

// asksForFiles tells whether the service's form asks for files: those that are sent at another question go there.
func (r *report) asksForFiles() bool {
	service := r.service()
	return slices.ContainsFunc(service.Fields, func(f catalogue.Field) bool { return f.Kind == catalogue.MediaField })
}

// differsIn lists where the answers that a ticket keeps are not what was said.
func (r *report) differsIn(t *desk.Ticket) (faults []string) {
	kept := map[string]string{}
	for _, f := range t.Fields {
		if _, twice := kept[f.Key]; twice {
			faults = append(faults, fmt.Sprintf("%s: %s of %s stands twice", r.Marker, f.Key, t.ID))
		}
		kept[f.Key] = f.Value
		if f.Kind == desk.FieldMoment {
			if at, err := time.Parse(time.RFC3339, f.Value); err == nil {
				kept[f.Key] = at.UTC().Format(time.RFC3339)
			}
		}
		if want, said := r.Fields[f.Key]; !said || want != kept[f.Key] {
			faults = append(faults, fmt.Sprintf("%s: %s of %s is %q, %s said %q", r.Marker, f.Key, t.ID, kept[f.Key], r.Who, want))
		}
	}
	for key, want := range r.Fields {
		if _, is := kept[key]; !is {
			faults = append(faults, fmt.Sprintf("%s: %s of %s is lost, %s said %q", r.Marker, key, t.ID, r.Who, want))
		}
	}
	return faults
}
