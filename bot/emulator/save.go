package emulator

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// saved is the whole world as JSON. Rates, faults, refusals and counts are not part of it.
type saved struct {
	Version    int
	Bot        User
	People     []savedPerson
	Chats      []savedChat
	Groups     []int64
	Names      map[string]int64
	NextUser   int64
	NextGroup  int64
	NextID     int
	NextAlbum  int64
	NextQuery  int64
	NextFile   int64
	NextUpdate int64
	Updates    []update
	Allowed    string
	AllowedSet map[string]bool
	Queries    map[string]*query
	Webhook    webhook
	Files      []*file
	Commands   []savedCommands
	Abouts     []savedAbout
	Menus      map[int64]string
}

const savedVersion = 1

type savedPerson struct {
	User
	Opened, Blocked, Deleted bool
	Toasts                   []Toast
}

type savedChat struct {
	Group
	Members     map[int64]*Member
	MemberIDs   []int64
	Topics      map[int]*topic
	History     []*Message
	NextMessage int
	MigratedTo  int64
	Invite      string
}

type savedCommands struct {
	Scope, Language string
	Commands        []Command
}

type savedAbout struct{ What, Language, Text string }

// Save writes the world as JSON, files included.
func (s *Server) Save(w io.Writer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := saved{
		Version: savedVersion, Bot: s.bot.User, Groups: s.groupIDs, Names: s.names, NextUser: s.nextUser, NextGroup: s.nextGroup,
		NextID: s.nextID, NextAlbum: s.nextAlbum, NextQuery: s.nextQuery, NextFile: s.nextFile, NextUpdate: s.updates.next,
		Updates: s.updates.items, Allowed: s.updates.raw, AllowedSet: s.updates.allowed, Queries: s.queries, Webhook: s.webhook, Menus: s.menus,
	}
	for _, id := range s.peopleIDs {
		p := s.people[id]
		all.People = append(all.People, savedPerson{User: p.User, Opened: p.opened, Blocked: p.blocked, Deleted: p.deleted, Toasts: p.toasts})
	}
	for _, ch := range s.chats {
		all.Chats = append(all.Chats, savedChat{
			Group: ch.Group, Members: ch.members, MemberIDs: ch.memberIDs, Topics: ch.topics, History: ch.history,
			NextMessage: ch.nextMessage, MigratedTo: ch.migratedTo, Invite: ch.invite,
		})
	}
	for id, f := range s.files {
		if id == f.ID {
			all.Files = append(all.Files, f)
		}
	}
	for k, list := range s.commands {
		all.Commands = append(all.Commands, savedCommands{k.scope, k.language, list})
	}
	for k, text := range s.about {
		all.Abouts = append(all.Abouts, savedAbout{k.what, k.language, text})
	}
	if err := json.NewEncoder(w).Encode(all); err != nil {
		return fmt.Errorf("save world: %w", err)
	}
	return nil
}

// leap is how far numbers go on after a world was loaded. What happened after it was saved is not in it, but the
// bot may remember its numbers: given out once more, an update would be taken for one that came again.
const leap = 10_000

// Load puts a saved world in the place of this one. On an error nothing has changed. The bot keeps its token and
// its name as configured now.
func (s *Server) Load(r io.Reader) error {
	var all saved
	if err := json.NewDecoder(r).Decode(&all); err != nil {
		return fmt.Errorf("load world: %w", err)
	}
	if all.Version != savedVersion {
		return fmt.Errorf("load world: version %d, expected %d", all.Version, savedVersion)
	}
	if all.Bot.ID != s.bot.ID {
		return fmt.Errorf("load world: it belongs to bot %d, not %d", all.Bot.ID, s.bot.ID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextUser, s.nextGroup, s.nextID, s.nextAlbum = all.NextUser, all.NextGroup, all.NextID, all.NextAlbum
	s.nextQuery, s.nextFile, s.webhook = all.NextQuery, all.NextFile, all.Webhook
	s.groupIDs, s.names, s.queries, s.menus = all.Groups, filled(all.Names), filled(all.Queries), filled(all.Menus)
	s.updates.items, s.updates.next, s.updates.raw, s.updates.allowed = all.Updates, all.NextUpdate, all.Allowed, all.AllowedSet
	s.updates.recent = nil
	s.loadPeople(all)
	s.loadFiles(all.Files)
	clear(s.commands)
	for _, c := range all.Commands {
		s.commands[commandKey{c.Scope, c.Language}] = c.Commands
	}
	clear(s.about)
	for _, a := range all.Abouts {
		s.about[aboutKey{a.What, a.Language}] = a.Text
	}
	s.leap()
	if len(s.updates.items) > 0 {
		s.updates.wake(true)
	}
	s.changed()
	return nil
}

func (s *Server) leap() {
	s.nextID += leap
	s.nextAlbum += leap
	s.nextQuery += leap
	s.nextFile += leap
	s.updates.next += leap
	for _, ch := range s.chats {
		ch.nextMessage += leap
	}
}

func filled[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return m
}

func (s *Server) loadPeople(all saved) {
	s.people, s.peopleIDs = map[int64]*person{s.bot.ID: s.bot}, nil
	for _, p := range all.People {
		s.people[p.ID] = &person{User: p.User, opened: p.Opened, blocked: p.Blocked, deleted: p.Deleted, toasts: p.Toasts}
		s.peopleIDs = append(s.peopleIDs, p.ID)
	}
	s.chats = map[int64]*chat{}
	for _, c := range all.Chats {
		s.chats[c.ID] = &chat{
			Group: c.Group, members: filled(c.Members), memberIDs: c.MemberIDs, topics: filled(c.Topics), history: c.History,
			nextMessage: c.NextMessage, migratedTo: c.MigratedTo, invite: c.Invite,
		}
	}
	for _, c := range s.chats {
		// A group and the one it moved to share their members.
		if next := s.chats[c.migratedTo]; next != nil {
			c.members = next.members
		}
		c.history = slices.Clip(c.history)
	}
}

func (s *Server) loadFiles(files []*file) {
	s.files, s.byContent = map[string]*file{}, map[[sha256.Size]byte]*file{}
	for _, f := range files {
		s.keepFile(f)
	}
}
