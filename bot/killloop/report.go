package main

import (
	"context"
	"fmt"
	"slices"

	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
)

// report is one walk through the repair dialog, or through that for visitors: what was said in it, and how it ended.
type report struct {
	Who     string
	User    int64
	Marker  string   // stands in every word that was said
	Words   []string // what the description must hold, in order
	Group   string
	Service string
	Urgency string
	Photos  int
	// Fields are what the service's form was answered, by field, and Files how many files it was given.
	Fields map[string]string
	Files  int
	// Confirms are the presses on Confirm.
	Confirms []string
	// Visit is what was said of a visitor, by field; nil in a report of a repair.
	Visit map[string]string
	// Call is when it was telephoned in; nil where the tenant wrote it.
	Call *telephoned
	// Cancelled is that the person gave it up, and Number the ticket that they were shown in the end. Merged is that
	// it was theirs before, and what they said was added to it.
	Cancelled, Merged bool
	Number            string
	// Edits is how often what was written was corrected.
	Edits int

	messages               []int    // of Words
	strayed, parked, backs int      // clumsiness is bounded, so that each walk ends
	old                    []screen // screens of this dialog that are past
}

func (t *tenant) newReport() *report {
	r := &report{Who: t.user.FirstName, User: t.user.ID, Marker: fmt.Sprintf("#%02d-%03d#", t.index+1, len(t.reports)+1)}
	t.reports = append(t.reports, r)
	return r
}

// over tells that the walk has come to its end.
func (r *report) over() bool { return r.Cancelled || r.Number != "" }

// report reports one repair.
func (t *tenant) report(ctx context.Context) error {
	r := t.newReport()
	s, err := t.begin(ctx, "home.repair", "/repair")
	for err == nil && !r.over() {
		if err = t.think(ctx); err == nil {
			r.old = append(r.old, s)
			s, err = t.act(ctx, r, s)
		}
	}
	if err != nil {
		return fmt.Errorf("report %s: %w", r.Marker, err)
	}
	return nil
}

// begin opens a dialog, by its button where there is one or by its command.
func (t *tenant) begin(ctx context.Context, button, command string) (screen, error) {
	s, _ := t.screen()
	if b, ok := s.find(button); ok && t.one(2) {
		if _, err := t.press(s, b); err != nil {
			return s, err
		}
	} else if err := t.say(command); err != nil {
		return s, err
	}
	err := t.until(ctx, "the first question", func() bool {
		s, _ = t.screen()
		return s.asks() != nothing
	})
	return s, err
}

// act does something about the screen: as a rule what it asks for.
func (t *tenant) act(ctx context.Context, r *report, s screen) (screen, error) {
	if s.asks() == nothing {
		return t.resume(ctx, s, "/repair")
	}
	if now, did, err := t.waver(ctx, r, s); did {
		return now, err
	}
	field, formed := r.field(s)
	switch {
	case r.strayed < 2 && t.one(12) && r.mayStray(s, field, formed):
		return t.stray(ctx, r, s)
	case len(r.Words) > 0 && s.asks() != describeAgain && r.Edits < 2 && t.one(20):
		return t.rewrite(ctx, r, s)
	case len(r.old) > 4 && t.one(30):
		return t.outdated(ctx, r, s)
	case formed:
		return t.fill(ctx, r, s, field)
	}
	return t.reply(ctx, r, s)
}

// waver puts the dialog aside for the menu, goes back, or gives it up, now and then.
func (t *tenant) waver(ctx context.Context, r *report, s screen) (now screen, did bool, err error) {
	switch {
	case r.parked < 1 && t.one(25):
		r.parked++
		if err := t.say("/menu"); err != nil {
			return s, true, err
		}
		now, err = t.changed(ctx, s, "the menu")
	case r.backs < 2 && t.one(14):
		r.backs++
		b, _ := s.find("dialog.back")
		now, err = t.through(ctx, s, b, "the question before")
	case t.one(60):
		r.Cancelled = true
		b, _ := s.find("dialog.cancel")
		now, err = t.through(ctx, s, b, "its being cancelled")
	default:
		return s, false, nil
	}
	return now, true, err
}

// reply does what the screen asks for.
func (t *tenant) reply(ctx context.Context, r *report, s screen) (screen, error) {
	switch s.asks() {
	case choose:
		options := s.options()
		b := options[t.rng.IntN(len(options))]
		r.chose(b)
		return t.through(ctx, s, b, "the next question")
	case describeAgain:
		if b, _ := s.find("dialog.next"); t.one(2) {
			return t.through(ctx, s, b, "the question after the description")
		}
		fallthrough
	case describe:
		r.Words, r.messages = nil, nil
		return t.utter(ctx, r, s)
	case photos:
		return t.photos(ctx, r, s)
	}
	return t.confirm(ctx, r, s)
}

// chose remembers a choice, and forgets those that depended on it.
func (r *report) chose(b emulator.Button) {
	p, _ := pressed(b.Data)
	services := catalogue.Default()
	_, repairs := services.Group(p.arg)
	if _, requests := services.RequestGroup(p.arg); repairs || requests {
		if r.Group != p.arg {
			r.Group, r.Service, r.Urgency, r.Fields, r.Files = p.arg, "", "", nil, 0
		}
		return
	}
	if service, is := r.chosenAs(b); is {
		if r.Service != service.Key() {
			r.Service, r.Urgency, r.Fields, r.Files = service.Key(), "", nil, 0
		}
		return
	}
	if slices.Contains([]string{"critical", "urgent", "ordinary"}, p.arg) {
		r.Urgency = p.arg
	}
}

// words are a sentence that is said nowhere else.
func (t *tenant) words(r *report) string {
	return fmt.Sprintf("%s the paint comes off, panel %d <b>&</b>", r.Marker, t.rng.IntN(1_000_000))
}

// photos adds some, or goes on without.
func (t *tenant) photos(ctx context.Context, r *report, s screen) (screen, error) {
	if r.Photos < 3 && t.one(3) {
		return t.picture(ctx, r, s)
	}
	b, ok := s.find("dialog.next")
	if !ok {
		b, _ = s.find("dialog.skip")
	}
	return t.through(ctx, s, b, "the question after the photos")
}

// picture sends a photo, or some at once.
func (t *tenant) picture(ctx context.Context, r *report, s screen) (screen, error) {
	n := 1
	if t.one(3) {
		n += 1 + t.rng.IntN(3)
	}
	r.Photos += n
	return t.tell(ctx, s, emulator.Draft{Album: n > 1, Media: pictures(fmt.Sprint(t.index, r.Marker, r.Photos), n)})
}

// confirm says that all is right, some in a hurry twice, and waits for the ticket. Where an answer no longer holds
// the desk asks again.
func (t *tenant) confirm(ctx context.Context, r *report, s screen) (screen, error) {
	b, _ := s.find("dialog.confirm")
	for range 1 + t.haste() {
		query, err := t.press(s, b)
		if err != nil {
			return s, err
		}
		r.Confirms = append(r.Confirms, query)
	}
	var now screen
	err := t.until(ctx, "the receipt", func() bool {
		now, _ = t.screen()
		if r.Number = t.fresh(); r.Number == "" {
			r.Number = now.mergedInto()
			r.Merged = r.Number != ""
		}
		return r.Number != "" || now.asks() != nothing && !now.same(s)
	})
	switch {
	case r.Number != "":
		t.known[r.Number] = true
	case err == nil:
		r.Confirms = nil // it asks again: nothing was confirmed
	}
	return now, err
}
