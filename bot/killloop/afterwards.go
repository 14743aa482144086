package main

import (
	"context"
	"fmt"
	"strings"

	"frontdesk/bot/emulator"
)

// follow is an album that somebody sent about what they had reported, outside any dialog.
type follow struct {
	Who    string
	User   int64
	Marker string // its words
	Parts  int
}

// afterwards is what somebody does about a matter that they have just reported: some correct what they wrote, some
// send photos, and most do nothing.
func (t *tenant) afterwards(ctx context.Context, r *report) error {
	if r.Number == "" || r.Merged {
		return nil
	}
	switch {
	case r.Visit == nil && t.one(3):
		return t.correct(r)
	case t.one(4):
		return t.album(ctx, r)
	}
	return nil
}

// correct changes one of the messages that a description was made of, at times twice in a row.
func (t *tenant) correct(r *report) error {
	i := t.rng.IntN(len(r.Words))
	for range 1 + t.haste() {
		r.Edits++
		r.Words[i] = fmt.Sprintf("%s corrected %d", t.words(r), r.Edits)
		if err := t.world.Edit(t.user.ID, t.user.ID, r.messages[i], r.Words[i]); err != nil {
			return err
		}
	}
	return nil
}

// passed is how the desk says that what was written outside any dialog is with a matter.
var passed = begins("talk.passed")

// album sends several photos at once, and says what they are about where that is asked.
func (t *tenant) album(ctx context.Context, r *report) error {
	before, _ := t.screen()
	f := &follow{Who: r.Who, User: r.User, Marker: fmt.Sprintf("~%s~", strings.Trim(r.Marker, "#")), Parts: 2 + t.rng.IntN(3)}
	t.follows = append(t.follows, f)
	first, err := t.world.Say(t.user.ID, t.user.ID, emulator.Draft{Text: f.Marker, Album: true, Media: pictures(f.Marker, f.Parts)})
	if err != nil {
		return err
	}
	var now screen
	told := func() bool {
		for _, m := range t.world.MessagesSince(t.user.ID, first.ID) {
			if m.From.IsBot && strings.HasPrefix(m.Text, passed) {
				return true
			}
		}
		return false
	}
	err = t.until(ctx, "word of the album "+f.Marker, func() bool {
		now, _ = t.screen()
		return told() || !now.same(before) && now.asks() == choose
	})
	if err != nil || told() {
		return err
	}
	for _, b := range now.options() {
		if number.MatchString(b.Text) {
			if _, err := t.through(ctx, now, b, "the album's being passed on"); err != nil {
				return err
			}
			return t.until(ctx, "the album "+f.Marker+" to be passed on", told)
		}
	}
	return fmt.Errorf("%s is asked about an album, and can choose none of %v", t.user.FirstName, now.buttons)
}

// pictures are files that are like no others.
func pictures(of string, n int) []emulator.DraftMedia {
	all := make([]emulator.DraftMedia, 0, n)
	for i := range n {
		all = append(all, emulator.DraftMedia{Kind: "photo", Data: []byte(strings.Repeat(fmt.Sprint(of, " ", i), 50))})
	}
	return all
}
