package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"frontdesk/bot/emulator"
)

// door is a request to be let in, as the managers' group has it before it.
type door struct {
	message int    // of the card
	data    string // of the button that lets them in, as it was drawn last
	prompt  int    // the newest message that asks for a reason
	answers int    // the one that was answered last
	when    time.Time
	decided bool
}

// requested is the number of a request.
var requested = regexp.MustCompile(`\bJ-[0-9]{4,}\b`)

// atDoor reads what comes into the managers' group about requests.
func (s *staff) atDoor(c *call) {
	id := requested.FindString(c.text)
	if id == "" {
		return
	}
	d := s.doors[id]
	in := ""
	for _, data := range c.data {
		if strings.HasPrefix(data, "j|") && strings.Contains(data, "|in|") {
			in = data
		}
	}
	switch {
	case in != "" && d == nil:
		s.doors[id] = &door{message: c.message, data: in}
		s.answerDoor(id)
	case in != "":
		d.message, d.data = c.message, in
	case d == nil:
	case c.prompt:
		d.prompt = c.message
	case len(c.data) == 0 && c.message == d.message: // the card stands, with what became of it
		d.decided = true
	}
}

// answerDoor is what becomes of a request: one of the managers lets the person in, or turns them off, or two do
// one thing each at the same time.
func (s *staff) answerDoor(id string) {
	after, since := s.between(0.3, 6), time.Now()
	lets := func() { s.plan(after, id, func() error { return s.let(id, since) }) }
	declines := func() { s.plan(after, id, func() error { return s.turnOff(id, since) }) }
	switch s.rng.IntN(5) {
	case 0:
		declines()
	case 1:
		lets()
		declines()
	default:
		lets()
		if s.rng.IntN(3) == 0 {
			lets()
		}
	}
}

// let presses on the card until it is decided: who lives there may have changed since it was drawn.
func (s *staff) let(id string, since time.Time) error {
	d := s.doors[id]
	if d.decided {
		return nil
	}
	if err := s.opensDoor(s.second, d.message, d.data, id, since); err != nil {
		return err
	}
	s.plan(patientFor, id, func() error { return s.let(id, since) })
	return nil
}

func (s *staff) opensDoor(who emulator.User, message int, data, id string, since time.Time) error {
	if time.Since(since) > longest {
		return fmt.Errorf("%s decides on %s: %w", who.FirstName, id, errStuck)
	}
	_, err := s.world.Press(who.ID, s.world.managers.ID, message, data)
	return err
}

// turnOff presses on Decline and gives a reason where it is asked for, again and again until it is decided.
func (s *staff) turnOff(id string, since time.Time) error {
	d, who := s.doors[id], s.world.manager
	switch {
	case d.decided:
		return nil
	case d.prompt != d.answers:
		d.answers, d.when = d.prompt, time.Now()
		reason := emulator.Draft{Text: "nobody of that name lives there", ReplyTo: d.prompt}
		if err := s.world.says(who, s.world.managers.ID, reason); err != nil {
			return err
		}
	case time.Since(d.when) > patientFor:
		d.when = time.Now()
		if err := s.opensDoor(who, d.message, strings.Replace(d.data, "|in|", "|no|", 1), id, since); err != nil {
			return err
		}
	}
	s.plan(100*time.Millisecond, id, func() error { return s.turnOff(id, since) })
	return nil
}

// comeAndGo has somebody say that they are on call, or no longer.
func (s *staff) comeAndGo() error {
	if time.Now().Before(s.nextWord) {
		return nil
	}
	s.nextWord = time.Now().Add(s.between(0.5, 3))
	who := s.world.engineers[s.rng.IntN(len(s.world.engineers))]
	word := []string{"off", "on"}[s.rng.IntN(2)]
	s.words[who.ID] = append(s.words[who.ID], word)
	return s.world.says(who, s.world.engineering.ID, emulator.Draft{Text: "/" + word})
}
