package main

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

// finishing is somebody who brings a ticket to its end: ticks what is on its checklist, presses Done, and sends the
// photo that is asked for, or words why there is none.
type finishing struct {
	who      emulator.User
	id       string
	since    time.Time
	pressed  bool
	answered int // the message that asks for a photo to which the last reply went
	replied  time.Time
}

// finish goes on with it until the card says that it is done.
func (s *staff) finish(f *finishing) error {
	switch {
	case f.pressed && s.over[f.id]:
		return nil
	case time.Since(f.since) > longest:
		return fmt.Errorf("%s reports %s done: %w", f.who.FirstName, f.id, errStuck)
	}
	_, chat := s.crew(f.id)
	do := s.tickAndPress
	if f.pressed {
		do = s.prove
	}
	if err := do(f, chat); err != nil {
		return err
	}
	s.plan(50*time.Millisecond, f.id, func() error { return s.finish(f) })
	return nil
}

// tickAndPress presses Done, where there is a checklist once each of its points is ticked.
func (s *staff) tickAndPress(f *finishing, chat int64) error {
	if list := s.lists[f.id]; list != nil {
		if ready, err := s.tick(f.who, chat, f.id, list); !ready || err != nil {
			return err
		}
	}
	f.pressed = true
	return s.press(f.who, chat, s.cards[f.id], f.id, desk.Finish)
}

// prove sends a photo of the finished job where one is asked for, or says why there is none.
func (s *staff) prove(f *finishing, chat int64) error {
	prompt := s.proofs[ask{f.id, f.who.ID}]
	if prompt == 0 || prompt == f.answered && time.Since(f.replied) < patientFor {
		return nil
	}
	f.answered, f.replied = prompt, time.Now()
	s.proved++
	d := emulator.Draft{Text: fmt.Sprintf("%s as it is now, no. %d", f.id, s.proved), ReplyTo: prompt}
	if s.rng.IntN(4) > 0 {
		d.Media = pictures(d.Text, 1)
		s.photos[d.Text] = f.id
	}
	return s.world.says(f.who, chat, d)
}

// wantsPhoto is how somebody is asked for a photo of the finished job.
const wantsPhoto = "reply to this message with a photo of the finished job"

// ask is who is asked about which ticket.
type ask struct {
	ticket string
	user   int64
}

// noteProof notes that somebody is asked for a photo of the finished job.
func (s *staff) noteProof(c *call) {
	id := number.FindString(c.text)
	if !c.prompt || id == "" || !strings.Contains(c.text, wantsPhoto) {
		return
	}
	for _, who := range s.world.crew() {
		if strings.Contains(c.text, fmt.Sprintf("tg://user?id=%d", who.ID)) {
			s.proofs[ask{id, who.ID}] = c.message
		}
	}
}

// noteCard notes whether a card still wants something done.
func (s *staff) noteCard(c *call) {
	id, card := s.byCard[place{c.chat, c.message}]
	if found, free := button(c, desk.Accept); free && c.sends() {
		id, card = found, true
		s.byCard[place{c.chat, c.message}] = id
		s.chats[id] = c.chat
	}
	if !card {
		return
	}
	_, free := button(c, desk.Accept)
	_, runs := button(c, desk.Finish)
	s.over[id] = !free && !runs
}

// place is a message in a chat.
type place struct {
	chat    int64
	message int
}

// judgePhotos: a photo of a finished job that somebody sent is with its ticket, and no photo twice. One may be lost that
// replied to a message whose sender died before it knew of it.
func judgePhotos(photos map[string]string, tickets []*keptTicket) (faults []string) {
	sent := map[string]int{}
	for _, id := range photos {
		sent[id]++
	}
	for _, t := range tickets {
		found := map[string]int{}
		for _, s := range t.history.shown {
			if len(s.Media) > 0 && photos[s.Text] == string(t.ID) {
				found[s.Text]++
			}
		}
		if sent[string(t.ID)] > 0 && len(found) == 0 && t.history.noPhoto == "" {
			faults = append(faults, fmt.Sprintf("%s: the photo of the finished job is lost", t.ID))
		}
		for words, n := range found {
			if n > 1 {
				faults = append(faults, fmt.Sprintf("%s: the photo %q is with it %d times", t.ID, words, n))
			}
		}
	}
	return faults
}
