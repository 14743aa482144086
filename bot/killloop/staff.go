package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

// staff are the people in the groups. They take some tickets to their end, take some too late, can't do some, and
// leave the rest to break their promises.
type staff struct {
	world *world
	rng   *rand.Rand
	read  int // calls that were looked at
	acts  []act
	cards map[string]int // by ticket: its card

	// pressed are the presses, by ticket and action; those that are legal whenever they come must show.
	pressed map[string]map[desk.Action]string
	// excuses are the reasons that were given, by ticket.
	excuses map[string]string
	prompts map[string]int        // by ticket: the newest message that asks for a reason
	lists   map[string]*checklist // by ticket, of those that have one
	proofs  map[ask]int           // the newest message that asks somebody for a photo
	photos  map[string]string     // by its words: the ticket for which a photo was sent
	proved  int
	awaited map[string]bool // by the button: what a clock waits for
	byCard  map[place]string
	chats   map[string]int64 // by ticket: where its card is
	over    map[string]bool  // by ticket: nothing is left to do, as its card says
	heard   map[string]bool
	replied map[string]time.Time

	doors    map[string]*door   // requests to be let in, by number
	second   emulator.User      // who lets people in
	words    map[int64][]string // what each engineer has said of themselves, in order: on or off
	nextWord time.Time
}

// act is something that somebody is about to do.
type act struct {
	at     time.Time
	ticket string
	does   func() error
}

func newStaff(w *world, seed uint64) *staff {
	return &staff{
		world: w, rng: chance(seed, "staff"), cards: map[string]int{}, pressed: map[string]map[desk.Action]string{},
		excuses: map[string]string{}, prompts: map[string]int{}, awaited: map[string]bool{}, lists: map[string]*checklist{}, proofs: map[ask]int{}, photos: map[string]string{},
		byCard: map[place]string{}, chats: map[string]int64{}, over: map[string]bool{}, heard: map[string]bool{}, replied: map[string]time.Time{},
		doors: map[string]*door{}, second: w.second, words: map[int64][]string{},
	}
}

// live looks at the groups and acts, until nothing new is to be begun and all that was planned is done.
func (s *staff) live(ctx context.Context, closing <-chan struct{}) error {
	closed := false
	for !closed || len(s.acts) > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-closing:
			closing, closed = nil, true
		case <-time.After(look):
		}
		if !closed {
			if err := s.comeAndGo(); err != nil {
				return err
			}
		}
		s.watch()
		if err := s.due(); err != nil {
			return err
		}
	}
	return nil
}

// due does what is to be done by now, in the order in which it was to be done.
func (s *staff) due() error {
	slices.SortStableFunc(s.acts, func(a, b act) int { return a.at.Compare(b.at) })
	for len(s.acts) > 0 && !s.acts[0].at.After(time.Now()) {
		next := s.acts[0]
		s.acts = s.acts[1:]
		if err := next.does(); err != nil {
			return fmt.Errorf("staff and ticket %s: %w", next.ticket, err)
		}
	}
	return nil
}

func (s *staff) plan(after time.Duration, ticket string, does func() error) {
	s.acts = append(s.acts, act{at: time.Now().Add(after), ticket: ticket, does: does})
}

// watch looks at what has come into the groups.
func (s *staff) watch() {
	calls := s.world.record.since(s.read)
	s.read += len(calls)
	for _, c := range calls {
		if !c.shows() || c.chat > 0 {
			continue
		}
		s.noteCard(c)
		s.noteChecklist(c)
		s.noteProof(c)
		s.come(c)
		switch c.chat {
		case s.world.engineering.ID:
			s.atDesk(c)
		case s.world.managers.ID:
			s.atDoor(c)
			s.atLobby(c)
			s.above(c)
		default:
			s.above(c)
		}
	}
}

// atLobby is what the managers, who are the lobby, too, do about a visitor.
func (s *staff) atLobby(c *call) {
	id, ok := button(c, desk.Accept)
	if !ok || !c.sends() {
		return
	}
	if _, known := s.cards[id]; !known && s.rng.IntN(2) == 0 {
		after := s.between(0.05, 6)
		s.take(after, id, desk.Accept)
		s.take(after+s.between(0.2, 5), id, desk.Finish)
	}
	s.cards[id] = c.message
}

// isRepair tells repairs from requests.
func isRepair(id string) bool { return strings.HasPrefix(id, "R") }

// come notes that something has come about from which a clock starts, where the card waits for it.
func (s *staff) come(c *call) {
	for _, data := range c.data {
		parts := strings.Split(data, "|")
		if len(parts) != 4 || parts[0] != "t" || parts[2] != string(desk.NoteMoment) || s.awaited[data] {
			continue
		}
		s.awaited[data] = true
		if s.rng.IntN(3) == 0 {
			continue
		}
		crew, chat := s.crew(parts[1])
		who := crew[s.rng.IntN(len(crew))]
		s.plan(s.between(0.2, 6), parts[1], func() error {
			_, err := s.world.Press(who.ID, chat, s.cards[parts[1]], data)
			return err
		})
	}
}

// crew is who deals with a ticket, and where.
func (s *staff) crew(id string) ([]emulator.User, int64) {
	if s.chats[id] == s.world.managers.ID {
		return []emulator.User{s.world.manager, s.world.second}, s.world.managers.ID
	}
	return s.world.engineers, s.world.engineering.ID
}

func (s *staff) atDesk(c *call) {
	if id := number.FindString(c.text); c.prompt && id != "" {
		s.prompts[id] = c.message
	}
	for id, excuse := range s.excuses {
		if strings.Contains(c.text, excuse) {
			s.heard[id] = true
		}
	}
	if id, ok := button(c, desk.Accept); ok && c.sends() {
		if _, known := s.cards[id]; !known {
			s.decide(id)
		}
		s.cards[id] = c.message
	}
}

// button is the ticket for which a message has a button with this action.
func button(c *call, a desk.Action) (ticket string, ok bool) {
	for _, data := range c.data {
		parts := strings.Split(data, "|")
		if len(parts) == 4 && parts[0] == "t" && parts[2] == string(a) {
			return parts[1], true
		}
	}
	return "", false
}

// between is a time of the machine's.
func (s *staff) between(from, to float64) time.Duration {
	return time.Duration((from + s.rng.Float64()*(to-from)) * float64(time.Second))
}

// decide is what becomes of a ticket whose card has come in. A second is a minute of desk time: a card is to be
// taken within three.
func (s *staff) decide(id string) {
	after := s.between(0.05, 1.9)
	if s.rng.IntN(2) == 0 {
		after = s.between(1.9, 6)
	}
	switch kind := s.rng.IntN(10); {
	case kind < 5:
		s.work(after, id)
	case kind < 6:
		s.giveUp(after, id)
	}
}

// work takes a ticket to its end, at times with two who want it, or a press too many.
func (s *staff) work(after time.Duration, id string) {
	s.take(after, id, desk.Accept)
	after += s.between(0.2, 5)
	if s.rng.IntN(4) > 0 && isRepair(id) { // some matters are dealt with from afar
		s.take(after, id, desk.Arrive)
		after += s.between(0.2, 4)
	}
	s.take(after, id, desk.Finish)
}

func (s *staff) take(after time.Duration, id string, a desk.Action) {
	for range 1 + max(0, s.rng.IntN(6)-4) {
		crew, chat := s.crew(id)
		who := crew[s.rng.IntN(len(crew))]
		s.plan(after, id, func() error {
			if a == desk.Finish {
				return s.finish(&finishing{who: who, id: id, since: time.Now()})
			}
			return s.press(who, chat, s.cards[id], id, a)
		})
	}
}

func (s *staff) press(who emulator.User, chat int64, message int, id string, a desk.Action) error {
	query, err := s.world.Press(who.ID, chat, message, strings.Join([]string{"t", id, string(a), ""}, "|"))
	if err != nil {
		return err
	}
	if s.pressed[id] == nil {
		s.pressed[id] = map[desk.Action]string{}
	}
	s.pressed[id][a] = query
	return nil
}

// giveUp takes a ticket, can't do it, and leaves it to somebody else. Nobody but its holder may.
func (s *staff) giveUp(after time.Duration, id string) {
	who := s.world.engineers[0]
	s.plan(after, id, func() error { return s.press(who, s.world.engineering.ID, s.cards[id], id, desk.Accept) })
	after += s.between(0.2, 3)
	s.plan(after, id, func() error { return s.press(who, s.world.engineering.ID, s.cards[id], id, desk.CantDo) })
	s.plan(after+200*time.Millisecond, id, func() error { return s.excuse(who, id, 0, time.Now()) })
}

// patientFor is how long somebody waits before they give their reason again, in machine time.
const patientFor = 3 * time.Second

// excuse replies to the message that asks for a reason, and again where it is not heard: a life may have ended
// between asking and knowing that it had asked, and then the next one asks once more.
func (s *staff) excuse(who emulator.User, id string, answered int, since time.Time) error {
	switch prompt := s.prompts[id]; {
	case s.heard[id]:
		if s.rng.IntN(2) == 0 {
			s.work(s.between(0.1, 3), id)
		}
		return nil
	case time.Since(since) > longest:
		return fmt.Errorf("%s gives a reason for %s: %w", who.FirstName, id, errStuck)
	case prompt != 0 && (prompt != answered || time.Since(s.replied[id]) > patientFor):
		s.excuses[id], s.replied[id] = "no ladder for "+id+"!", time.Now()
		if err := s.world.says(who, s.world.engineering.ID, emulator.Draft{Text: s.excuses[id], ReplyTo: prompt}); err != nil {
			return err
		}
		answered = prompt
	}
	s.plan(100*time.Millisecond, id, func() error { return s.excuse(who, id, answered, since) })
	return nil
}

// above is what supervisors and managers do about an alert: at times one of them sees to it.
func (s *staff) above(c *call) {
	id, ok := button(c, desk.SeeTo)
	if !ok || !c.sends() || s.rng.IntN(5) > 0 {
		return
	}
	who := s.world.supervisor
	if c.chat == s.world.managers.ID {
		who = s.world.manager
	}
	s.plan(s.between(0.2, 8), id, func() error { return s.press(who, c.chat, c.message, id, desk.SeeTo) })
}
