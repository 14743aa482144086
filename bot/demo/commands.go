package demo

import (
	"net/http"
	"strconv"

	"frontdesk/bot/emulator"
)

// commands answers with the bot's menu for a person in a chat, as Telegram chooses it: the narrowest
// scope that has any, in the person's language before no language.
func (p *Page) commands(w http.ResponseWriter, r *http.Request) {
	chat, err := strconv.ParseInt(r.FormValue("chat"), 10, 64)
	as, err2 := strconv.ParseInt(r.FormValue("as"), 10, 64)
	if err != nil || err2 != nil {
		p.refuse(w, http.StatusBadRequest, "bad_input", "")
		return
	}
	p.answer(w, http.StatusOK, p.menu(chat, as))
}

func (p *Page) menu(chat, as int64) []emulator.Command {
	language := ""
	for _, u := range p.world.Users() {
		if u.ID == as && len(u.LanguageCode) >= 2 {
			language = u.LanguageCode[:2]
		}
	}
	for _, scope := range p.scopes(chat, as) {
		for _, tongue := range []string{language, ""} {
			if found := p.world.Commands(scope, tongue); len(found) > 0 {
				return found
			}
		}
	}
	return []emulator.Command{}
}

// scopes are the command scopes that apply, the narrowest first.
func (p *Page) scopes(chat, as int64) []string {
	here := strconv.FormatInt(chat, 10)
	if chat == as {
		return []string{"chat:" + here, "all_private_chats", "default"}
	}
	scopes := []string{"chat_member:" + here + ":" + strconv.FormatInt(as, 10)}
	if p.administers(chat, as) {
		return append(scopes, "chat_administrators:"+here, "chat:"+here, "all_chat_administrators", "all_group_chats", "default")
	}
	return append(scopes, "chat:"+here, "all_group_chats", "default")
}

func (p *Page) administers(chat, as int64) bool {
	for _, m := range p.world.Members(chat) {
		if m.User.ID == as {
			return m.Status == "creator" || m.Status == "administrator"
		}
	}
	return false
}
