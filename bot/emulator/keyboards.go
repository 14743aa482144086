package emulator

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

const (
	maxCallbackData = 64 // bytes
	maxButtons      = 100
	maxPlaceholder  = 64
)

// markup is a reply_markup of any kind.
type markup struct {
	Inline         *[][]wireButton    `json:"inline_keyboard"`
	Keyboard       *[][]wireKeyButton `json:"keyboard"`
	OneTime        bool               `json:"one_time_keyboard"`
	Placeholder    string             `json:"input_field_placeholder"`
	RemoveKeyboard bool               `json:"remove_keyboard"`
	ForceReply     bool               `json:"force_reply"`
}

type wireButton struct {
	Text         *string         `json:"text"`
	Style        string          `json:"style"`
	Data         *string         `json:"callback_data"`
	URL          *string         `json:"url"`
	WebApp       json.RawMessage `json:"web_app"`
	LoginURL     json.RawMessage `json:"login_url"`
	CopyText     json.RawMessage `json:"copy_text"`
	Switch       json.RawMessage `json:"switch_inline_query"`
	SwitchHere   json.RawMessage `json:"switch_inline_query_current_chat"`
	SwitchChosen json.RawMessage `json:"switch_inline_query_chosen_chat"`
	Game         json.RawMessage `json:"callback_game"`
	Pay          json.RawMessage `json:"pay"`
}

type wireKeyButton struct {
	Text            string          `json:"text"`
	Style           string          `json:"style"`
	RequestContact  bool            `json:"request_contact"`
	RequestLocation bool            `json:"request_location"`
	RequestUsers    json.RawMessage `json:"request_users"`
	RequestChat     json.RawMessage `json:"request_chat"`
	RequestPoll     json.RawMessage `json:"request_poll"`
	WebApp          json.RawMessage `json:"web_app"`
}

// UnmarshalJSON takes a button, or its text alone.
func (k *wireKeyButton) UnmarshalJSON(raw []byte) error {
	if raw[0] == '"' {
		return json.Unmarshal(raw, &k.Text)
	}
	type plain wireKeyButton
	return json.Unmarshal(raw, (*plain)(k))
}

// setMarkup reads reply_markup onto a message.
func (c *call) setMarkup(ch *chat, m *Message) error {
	raw := c.text("reply_markup")
	if raw == "" || raw == "null" {
		return nil
	}
	if raw[0] != '{' {
		return bad("object expected as reply markup")
	}
	var k markup
	if err := json.Unmarshal([]byte(raw), &k); err != nil {
		return bad("can't parse reply keyboard markup JSON object")
	}
	var err error
	switch {
	case k.Inline != nil:
		m.Inline, err = inlineKeyboard(*k.Inline)
	case k.Keyboard != nil:
		m.ReplyKeyboard, err = replyKeyboard(*k.Keyboard, ch)
		m.OneTime, m.Placeholder = k.OneTime, k.Placeholder
	case k.RemoveKeyboard:
		m.RemoveKeyboard = true
	case k.ForceReply:
		m.ForceReply, m.Placeholder = true, k.Placeholder
	}
	if err == nil && utf16Length(k.Placeholder) > maxPlaceholder {
		err = bad("input field placeholder is too long")
	}
	return err
}

// setInline reads the reply_markup of an edit, which knows inline keyboards only.
func (c *call) setInline(ch *chat, m *Message) error {
	if err := c.setMarkup(ch, m); err != nil {
		return err
	}
	if m.ReplyKeyboard != nil || m.RemoveKeyboard || m.ForceReply {
		return bad("inline keyboard expected")
	}
	return nil
}

func inlineKeyboard(wire [][]wireButton) ([][]Button, error) {
	rows := make([][]Button, 0, len(wire))
	count := 0
	for _, w := range wire {
		row := make([]Button, 0, len(w))
		for i := range w {
			b, err := w[i].button()
			if err != nil {
				return nil, err
			}
			row = append(row, b)
		}
		if count += len(row); count > maxButtons {
			return nil, bad("reply markup is too long")
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return rows, nil
}

func style(s string) error {
	switch s {
	case "", "primary", "danger", "success":
		return nil
	}
	return bad("can't parse button: invalid button style specified")
}

// button checks that a button has a text and is of exactly one kind.
func (w *wireButton) button() (Button, error) {
	if w.Text == nil {
		return Button{}, bad(`can't parse inline keyboard button: Can't find field "text"`)
	}
	b := Button{Text: strings.TrimSpace(cleaned(*w.Text)), Style: w.Style}
	if b.Text == "" {
		return b, bad("can't parse inline keyboard button: button text is empty")
	}
	if err := style(w.Style); err != nil {
		return b, err
	}
	kinds := 0
	if w.Data != nil {
		kinds++
		if b.Data = *w.Data; b.Data == "" || len(b.Data) > maxCallbackData {
			return b, bad("BUTTON_DATA_INVALID")
		}
	}
	if w.URL != nil {
		kinds++
		if b.URL = checkedLink(*w.URL); b.URL == "" {
			return b, bad("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", *w.URL)
		}
	}
	others := []struct {
		name string
		raw  json.RawMessage
	}{
		{"web_app", w.WebApp},
		{"login_url", w.LoginURL},
		{"copy_text", w.CopyText},
		{"switch_inline_query", w.Switch},
		{"switch_inline_query_current_chat", w.SwitchHere},
		{"switch_inline_query_chosen_chat", w.SwitchChosen},
		{"callback_game", w.Game},
		{"pay", w.Pay},
	}
	for _, other := range others {
		if other.raw != nil {
			kinds++
			b.Other = `"` + other.name + `":` + string(other.raw)
		}
	}
	switch {
	case kinds == 0:
		return b, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case kinds > 1:
		// Telegram takes the first kind that it knows and forgets the others; nobody means that.
		return b, bad("can't parse inline keyboard button: exactly one kind of button expected")
	}
	return b, nil
}

func replyKeyboard(wire [][]wireKeyButton, ch *chat) ([][]KeyButton, error) {
	if ch.Type == "channel" {
		return nil, bad("reply keyboard is not allowed in channels")
	}
	rows := make([][]KeyButton, 0, len(wire))
	for _, w := range wire {
		row := make([]KeyButton, 0, len(w))
		for _, k := range w {
			if err := k.check(ch); err != nil {
				return nil, err
			}
			row = append(row, KeyButton{Text: k.Text, RequestContact: k.RequestContact, RequestLocation: k.RequestLocation, Style: k.Style})
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, bad("keyboard can't be empty")
	}
	return rows, nil
}

// check refuses a button without a label, or of a kind that only private chats have.
func (k wireKeyButton) check(ch *chat) error {
	private := k.WebApp != nil || k.RequestPoll != nil || k.RequestUsers != nil || k.RequestChat != nil
	switch {
	case strings.TrimSpace(k.Text) == "":
		return bad("can't parse keyboard button: button text is empty")
	case k.RequestContact && !ch.private():
		return bad("phone number can be requested in private chats only")
	case k.RequestLocation && !ch.private():
		return bad("location can be requested in private chats only")
	case private && !ch.private():
		return bad("BUTTON_TYPE_INVALID")
	}
	return style(k.Style)
}

func sameInline(a, b [][]Button) bool { return slices.EqualFunc(a, b, slices.Equal) }

// startLink tells whether a link may be opened by an answered press: only a t.me link to the bot may.
func (s *Server) startLink(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	return u.Scheme == "tg" || u.Host == "t.me" && strings.EqualFold(strings.Trim(u.Path, "/"), s.bot.Username)
}
