package demo

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"regexp"

	"frontdesk/bot/emulator"
)

// action is what somebody does on the page, as JSON. Which fields count depends on what is done.
type action struct {
	User    int64  `json:"user"` // who does it
	Chat    int64  `json:"chat"` // where; a private chat has its owner's id
	Message int    `json:"message"`
	Data    string `json:"data"`
	Text    string `json:"text"`
	ReplyTo int    `json:"reply_to"`
	Thread  int    `json:"thread"`
	Code    string `json:"code"`
	Seconds int64  `json:"seconds"`
	Other   int64  `json:"other"` // somebody else whom it is about
}

// refusal is an action not taken: a status, a code that the page has a sentence for, and the words of
// Telegram where it was Telegram that refused.
type refusal struct {
	status       int
	code, detail string
}

func (r refusal) Error() string { return "refuse action: " + r.code + " " + r.detail }

var badInput = refusal{http.StatusBadRequest, "bad_input", ""}

// refusedBy is Telegram's own no.
func refusedBy(err error) error {
	if err == nil {
		return nil
	}
	return refusal{http.StatusUnprocessableEntity, "refused", err.Error()}
}

var done = map[string]bool{"ok": true}

// actions are the things a person does that need no file.
var actions = map[string]func(*Page, action) (any, error){
	"say":      (*Page).say,
	"start":    (*Page).start,
	"edit":     (*Page).edit,
	"delete":   (*Page).remove,
	"press":    (*Page).press,
	"contact":  (*Page).contact,
	"card":     (*Page).card,
	"join":     (*Page).join,
	"leave":    (*Page).leave,
	"location": (*Page).location,
	"block":    (*Page).block,
	"unblock":  (*Page).unblock,
}

// worldActions are done by nobody in particular.
var worldActions = map[string]func(*Page, action) (any, error){
	"advance":  (*Page).advance,
	"stop":     (*Page).halt,
	"newcomer": (*Page).newcomer,
}

func (p *Page) act(w http.ResponseWriter, r *http.Request) {
	answer, err := p.take(r)
	var no refusal
	var large *http.MaxBytesError
	switch {
	case err == nil:
		p.answer(w, http.StatusOK, answer)
	case errors.As(err, &no):
		p.refuse(w, no.status, no.code, no.detail)
	case errors.As(err, &large):
		p.refuse(w, http.StatusRequestEntityTooLarge, "too_large", "")
	default:
		p.opts.Log.Error("take an action of the page", slog.String("action", r.PathValue("action")), slog.Any("error", err))
		p.refuse(w, http.StatusInternalServerError, "failed", "")
	}
}

func (p *Page) take(r *http.Request) (any, error) {
	name := r.PathValue("action")
	if name == "media" {
		return p.send(r)
	}
	a, err := decode(r)
	if err != nil {
		return nil, err
	}
	if do, found := worldActions[name]; found {
		return do(p, a)
	}
	do, known := actions[name]
	if !known {
		return nil, refusal{http.StatusNotFound, "bad_input", ""}
	}
	if !p.playable(a.User) {
		return nil, refusal{http.StatusBadRequest, "nobody", ""}
	}
	return do(p, a)
}

// decode reads one JSON object and nothing after it.
func decode(r *http.Request) (action, error) {
	var a action
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return a, refusal{http.StatusUnsupportedMediaType, "bad_input", ""}
	}
	in := json.NewDecoder(r.Body)
	in.DisallowUnknownFields()
	err := in.Decode(&a)
	if err == nil {
		_, err = in.Token()
	}
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, io.EOF):
		return a, nil
	case errors.As(err, &large):
		return a, err
	default:
		return a, badInput
	}
}

// playable tells whether there is such a person; the bot is played by nobody.
func (p *Page) playable(user int64) bool {
	u := p.account(user)
	return u.ID != 0 && !u.IsBot
}

// account is somebody's account; the zero value where there is no such person.
func (p *Page) account(user int64) emulator.User {
	for _, u := range p.world.Users() {
		if u.ID == user {
			return u
		}
	}
	return emulator.User{}
}

func (p *Page) say(a action) (any, error) {
	_, err := p.world.Say(a.User, a.Chat, emulator.Draft{Text: a.Text, ReplyTo: a.ReplyTo, Thread: a.Thread})
	return done, refusedBy(err)
}

var startCode = regexp.MustCompile(`^[A-Za-z0-9_-]{0,64}$`)

// start is the START button and a link with a code: both open the private chat, and end a block as
// Telegram's own button does.
func (p *Page) start(a action) (any, error) {
	if !startCode.MatchString(a.Code) {
		return nil, badInput
	}
	text := "/start"
	if a.Code != "" {
		text += " " + a.Code
	}
	if p.world.Blocked(a.User) {
		p.world.Unblock(a.User)
	}
	p.world.OpenChat(a.User)
	_, err := p.world.Say(a.User, a.User, emulator.Draft{Text: text})
	return done, refusedBy(err)
}

func (p *Page) edit(a action) (any, error) {
	return done, refusedBy(p.world.Edit(a.User, a.Chat, a.Message, a.Text))
}

func (p *Page) remove(a action) (any, error) {
	return done, refusedBy(p.world.Delete(a.User, a.Chat, a.Message))
}

func (p *Page) press(a action) (any, error) {
	query, err := p.world.Press(a.User, a.Chat, a.Message, a.Data)
	return map[string]string{"query": query}, refusedBy(err)
}

func (p *Page) contact(a action) (any, error) {
	if p.account(a.User).Phone == "" {
		return nil, refusal{http.StatusBadRequest, "no_phone", ""}
	}
	_, err := p.world.ShareContact(a.User, a.Chat)
	return done, refusedBy(err)
}

// card passes on somebody else's contact.
func (p *Page) card(a action) (any, error) {
	of := p.account(a.Other)
	if of.Phone == "" {
		return nil, refusal{http.StatusBadRequest, "no_phone", ""}
	}
	_, err := p.world.Say(a.User, a.Chat, emulator.Draft{
		Contact: &emulator.Contact{Phone: of.Phone, FirstName: of.FirstName, LastName: of.LastName, User: of.ID},
		ReplyTo: a.ReplyTo, Thread: a.Thread,
	})
	return done, refusedBy(err)
}

// harbour is where everybody of the made-up estate is.
var harbour = emulator.Location{Latitude: 22.2930, Longitude: 114.1694}

func (p *Page) location(a action) (any, error) {
	point := harbour
	_, err := p.world.Say(a.User, a.Chat, emulator.Draft{Location: &point, ReplyTo: a.ReplyTo, Thread: a.Thread})
	return done, refusedBy(err)
}

func (p *Page) block(a action) (any, error) {
	p.world.Block(a.User)
	return done, nil
}

func (p *Page) unblock(a action) (any, error) {
	p.world.Unblock(a.User)
	return done, nil
}
