// Package emulator is a stateful, strict Bot API in the process: one bot's Telegram, with its chats,
// members, files, limits and faults, and Telegram's own sentences when it refuses a call. The demo page
// serves it over HTTP; tests call it as an HTTP client, where it works under testing/synctest.
//
// What it does not emulate (payments, inline mode, stories, Markdown, replies across chats) it refuses with 501.
// A webhook is remembered, so that getUpdates conflicts with it, but nothing is delivered to it.
//
// It must never know what the bot is for, open a socket or start a goroutine of its own, and nothing that
// serves real users may import it but the demo.
package emulator

import (
	"crypto/sha256"
	"math/rand/v2"
	"sync"
	"time"
)

// Config says what the emulated bot is.
type Config struct {
	Token        string        // "" makes a fixed made-up one
	Bot          User          // default: id 7000000001, username frontdesk_bot
	Limits       Limits        // zero value: Telegram's documented rates
	Sentinel     func(Refusal) // told of every call that Telegram would refuse; may be nil
	KeepMessages int           // messages kept in each chat; 0 keeps all
	// Ahead is how far the clock by which messages are dated is ahead of the machine's, as in a demo whose
	// time is moved on; nil is not at all. Limits and queues go by the machine's clock.
	Ahead func() time.Duration
}

// Server is one bot's Telegram. Its methods may be called from any goroutine.
type Server struct {
	token    string
	limits   Limits
	keep     int
	sentinel func(Refusal)
	ahead    func() time.Duration

	mu        sync.Mutex
	bot       *person
	people    map[int64]*person
	peopleIDs []int64 // in the order of their coming
	chats     map[int64]*chat
	groupIDs  []int64 // in the order of their founding
	names     map[string]int64
	nextUser  int64
	nextGroup int64
	nextID    int // message ids of private chats and basic groups come from one row, as at Telegram
	nextAlbum int64

	updates   queue
	queries   map[string]*query
	nextQuery int64
	webhook   webhook
	files     map[string]*file
	byContent map[[sha256.Size]byte]*file // keeps one copy of equal uploads
	nextFile  int64
	commands  map[commandKey][]Command
	about     map[aboutKey]string
	menus     map[int64]string

	overall  bucket
	faults   []*Fault
	refusals []Refusal
	calls    map[string]int
	watchers map[chan struct{}]struct{}
}

// New makes a Telegram with one bot and nobody else.
func New(c Config) *Server {
	if c.Token == "" {
		c.Token = "7000000001:AAFrontdeskEmulatorTokenNotARealOne"
	}
	if c.Bot.ID == 0 {
		c.Bot.ID = 7000000001
	}
	if c.Bot.Username == "" {
		c.Bot.Username = "frontdesk_bot"
	}
	if c.Bot.FirstName == "" {
		c.Bot.FirstName = "Frontdesk"
	}
	c.Bot.IsBot = true
	s := &Server{
		token: c.Token, limits: c.Limits.filled(), keep: c.KeepMessages, sentinel: c.Sentinel, ahead: c.Ahead,
		bot:       &person{User: c.Bot},
		people:    map[int64]*person{},
		chats:     map[int64]*chat{},
		names:     map[string]int64{},
		nextUser:  5000000001,
		nextGroup: 1000000001,
		queries:   map[string]*query{},
		nextQuery: 4300000000000000001,
		files:     map[string]*file{},
		byContent: map[[sha256.Size]byte]*file{},
		commands:  map[commandKey][]Command{},
		about:     map[aboutKey]string{},
		menus:     map[int64]string{},
		calls:     map[string]int{},
		watchers:  map[chan struct{}]struct{}{},
	}
	s.updates.next = 100000000 + rand.Int64N(800000000)
	s.people[c.Bot.ID] = s.bot
	return s
}

// dated is the date that a message gets now, to the second, as Telegram keeps it.
func (s *Server) dated(now time.Time) time.Time {
	if s.ahead != nil {
		now = now.Add(s.ahead())
	}
	return second(now)
}

// Token is the bot's token.
func (s *Server) Token() string { return s.token }

// Watch gives a channel that receives a nudge, at most one waiting, whenever anything visible has changed.
// It ends with stop.
func (s *Server) Watch() (changes <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	s.mu.Lock()
	s.watchers[c] = struct{}{}
	s.mu.Unlock()
	return c, func() {
		s.mu.Lock()
		delete(s.watchers, c)
		s.mu.Unlock()
	}
}

func (s *Server) changed() {
	for c := range s.watchers {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// Refusals are all calls refused so far, apart from those that Fail asked for.
func (s *Server) Refusals() []Refusal {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Refusal(nil), s.refusals...)
}

// Calls counts the calls of one method so far, whatever their outcome; "" counts all.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if method != "" {
		return s.calls[method]
	}
	n := 0
	for _, k := range s.calls {
		n += k
	}
	return n
}

// maxRefusals bounds what is remembered of a bot gone wild.
const maxRefusals = 10000

// refuse notes a refusal, and tells the sentinel outside the lock, so that it may look around.
func (s *Server) refuse(r Refusal) {
	s.mu.Lock()
	if len(s.refusals) < maxRefusals {
		s.refusals = append(s.refusals, r)
	}
	s.mu.Unlock()
	if s.sentinel != nil {
		s.sentinel(r)
	}
}

// second is an instant as Telegram keeps it.
func second(t time.Time) time.Time { return t.Truncate(time.Second).UTC() }
