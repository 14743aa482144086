package demo

import "sync"

// away remembers who has blocked the bot on this page, which the emulator keeps to itself.
type away struct {
	mu     sync.Mutex
	people map[int64]bool
}

func (p *Page) blocked(user int64) bool {
	p.away.mu.Lock()
	defer p.away.mu.Unlock()
	return p.away.people[user]
}

func (p *Page) setBlocked(user int64, blocked bool) {
	p.away.mu.Lock()
	if p.away.people == nil {
		p.away.people = map[int64]bool{}
	}
	p.away.people[user] = blocked
	p.away.mu.Unlock()
	if blocked {
		p.world.Block(user)
	} else {
		p.world.Unblock(user)
	}
}
