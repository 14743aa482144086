package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"frontdesk/bot/emulator"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// screen is what a tenant has before them: the newest message with buttons.
type screen struct {
	message int
	text    string
	buttons []emulator.Button
}

// label is what a button says in the tenants' language.
func label(key string) string { return text.Plain(desk.English, key) }

// find is the button with this label.
func (s screen) find(key string) (emulator.Button, bool) {
	i := slices.IndexFunc(s.buttons, func(b emulator.Button) bool { return b.Text == label(key) })
	if i < 0 {
		return emulator.Button{}, false
	}
	return s.buttons[i], true
}

// same tells whether another screen says the same. Every question that is asked has a number of its own in the
// data of its buttons.
func (s screen) same(other screen) bool { return slices.Equal(s.buttons, other.buttons) }

// question is what a screen asks for, as a person sees it from the buttons.
type question int

const (
	nothing question = iota // not a dialog's screen
	choose                  // one of several
	describe
	describeAgain // it is there already: saying it anew replaces it
	remark        // anything to add, or nothing
	photos
	formed // something that the service's own form asks
	sure   // is this right?
)

// asks tells what the screen wants.
func (s screen) asks() question {
	_, dialog := s.find("dialog.back")
	_, confirm := s.find("dialog.confirm")
	_, skip := s.find("dialog.skip")
	_, next := s.find("dialog.next")
	switch {
	case !dialog:
		return nothing
	case confirm:
		return sure
	case next && s.begins(wanted):
		return describeAgain
	case s.begins(wanted):
		return describe
	case s.begins(asked("request.words")):
		return remark
	case (skip || next) && (s.begins(asked("repair.photos")) || s.begins(asked("request.photos"))):
		return photos
	case len(s.options()) > 0:
		return choose
	}
	return formed
}

// words tells whether the screen asks for what goes into the description.
func (s screen) words() bool {
	asks := s.asks()
	return asks == describe || asks == describeAgain || asks == remark
}

// wanted is how the question for a description reads.
var wanted = asked("repair.description")

var tags = regexp.MustCompile(`<[^>]*>`)

// options are the buttons that answer a choice.
func (s screen) options() []emulator.Button {
	var options []emulator.Button
	for _, b := range s.buttons {
		if p, ok := pressed(b.Data); ok && p.act == "p" && b.Text != label("dialog.confirm") {
			options = append(options, b)
		}
	}
	return options
}

// dialogPress is what the data of a dialog's button say.
type dialogPress struct {
	instance string
	revision int
	act, arg string
}

func pressed(data string) (p dialogPress, ok bool) {
	parts := strings.SplitN(data, "|", 5)
	if len(parts) != 5 || parts[0] != "d" {
		return p, false
	}
	revision, err := strconv.Atoi(parts[2])
	return dialogPress{instance: parts[1], revision: revision, act: parts[3], arg: parts[4]}, err == nil
}

// mergedInto is the matter to which what was confirmed was added, as its button says; "" where it was not.
func (s screen) mergedInto() string {
	if !strings.Contains(s.text, begins("budget.day")) && !strings.Contains(s.text, begins("budget.same")) {
		return ""
	}
	for _, b := range s.buttons {
		if n := number.FindString(b.Text); n != "" {
			return n
		}
	}
	return ""
}

// number finds a ticket's number: a repair's or a request's, and no unit's.
var number = regexp.MustCompile(`\b[RQ]-[0-9]{4,}\b`)

// screen is what the person has before them now.
func (t *tenant) screen() (screen, bool) {
	messages := t.world.MessagesSince(t.user.ID, t.seen-1)
	for _, m := range slices.Backward(messages) {
		if m.From.IsBot && len(m.Inline) > 0 {
			t.seen = m.ID
			return screen{message: m.ID, text: m.Text, buttons: slices.Concat(m.Inline...)}, true
		}
	}
	return screen{}, false
}

// fresh is a ticket's number that the person has not been told before, "" where there is none.
func (t *tenant) fresh() string {
	for _, m := range t.world.MessagesSince(t.user.ID, t.seen-1) {
		if !m.From.IsBot {
			continue
		}
		if n := number.FindString(m.Text); n != "" && !t.known[n] {
			return n
		}
	}
	return ""
}
