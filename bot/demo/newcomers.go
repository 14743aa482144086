package demo

import (
	"net/http"
	"strings"

	"frontdesk/bot/emulator"
)

// newcomer gives an account to somebody whom nobody knows: the first of those at hand who has none yet, rather
// one whose app speaks the language asked for. Their private chat with the bot has not begun.
func (p *Page) newcomer(a action) (any, error) {
	known := map[string]bool{}
	for _, u := range p.world.Users() {
		known[u.Phone] = true
	}
	var next *emulator.User
	for i, u := range p.opts.Newcomers {
		if known[u.Phone] {
			continue
		}
		if next == nil || strings.EqualFold(u.LanguageCode, a.Text) && !strings.EqualFold(next.LanguageCode, a.Text) {
			next = &p.opts.Newcomers[i]
		}
	}
	if next == nil {
		return nil, refusal{http.StatusConflict, "nobody_new", ""}
	}
	return map[string]int64{"user": p.world.AddUser(*next).ID}, nil
}

// join has somebody come into a group, and leave has them go.
func (p *Page) join(a action) (any, error) {
	return done, refusedBy(p.world.Join(a.Chat, a.User, "member"))
}

func (p *Page) leave(a action) (any, error) {
	return done, refusedBy(p.world.Join(a.Chat, a.User, "left"))
}
