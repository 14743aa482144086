package demo

import (
	"net/http"
	"strconv"

	"frontdesk/bot/emulator"
)

// commands answers with the bot's menu for a person in a chat.
func (p *Page) commands(w http.ResponseWriter, r *http.Request) {
	chat, err := strconv.ParseInt(r.FormValue("chat"), 10, 64)
	as, err2 := strconv.ParseInt(r.FormValue("as"), 10, 64)
	if err != nil || err2 != nil {
		p.refuse(w, http.StatusBadRequest, "bad_input", "")
		return
	}
	p.answer(w, http.StatusOK, append([]emulator.Command{}, p.world.CommandsFor(as, chat)...)) // an empty list, never null
}
