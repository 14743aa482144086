package telegram

import (
	"cmp"
	"context"
	"fmt"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Letter is what goes into one call: one part of Split, and where it goes.
type Letter struct {
	Chat    desk.ChatID
	Thread  desk.ThreadID
	ReplyTo desk.MessageID // done without where it is gone
	Content chat.Content
	Plain   bool // the text could not be read as HTML: its tags are taken off
	// Kept tells Edit that the message holds the file already: its caption and buttons alone change.
	Kept bool
}

// params are the parameters of every hot method, under Telegram's names.
type params struct {
	Chat    desk.ChatID    `json:"chat_id"`
	Thread  desk.ThreadID  `json:"message_thread_id,omitempty"`
	Message desk.MessageID `json:"message_id,omitempty"`

	Text      string           `json:"text,omitempty"`
	Caption   string           `json:"caption,omitempty"`
	ParseMode models.ParseMode `json:"parse_mode,omitempty"`

	Photo     string `json:"photo,omitempty"`
	Video     string `json:"video,omitempty"`
	Voice     string `json:"voice,omitempty"`
	Audio     string `json:"audio,omitempty"`
	Document  string `json:"document,omitempty"`
	Animation string `json:"animation,omitempty"`
	Sticker   string `json:"sticker,omitempty"`
	VideoNote string `json:"video_note,omitempty"`
	Media     any    `json:"media,omitempty"` // one inputMedia or several

	point
	Phone string `json:"phone_number,omitempty"`
	First string `json:"first_name,omitempty"`

	Preview *models.LinkPreviewOptions `json:"link_preview_options,omitempty"`
	Silent  bool                       `json:"disable_notification,omitempty"`
	Reply   *models.ReplyParameters    `json:"reply_parameters,omitempty"`
	Markup  models.ReplyMarkup         `json:"reply_markup,omitempty"`
	Action  models.ChatAction          `json:"action,omitempty"`
}

type inputMedia struct {
	Type      desk.MediaKind   `json:"type"`
	Media     string           `json:"media"`
	Caption   string           `json:"caption,omitempty"`
	ParseMode models.ParseMode `json:"parse_mode,omitempty"`
}

// sent is a message that Telegram took.
type sent struct {
	ID desk.MessageID `json:"message_id"`
}

// ignored is a result that tells nothing.
type ignored = present

var noPreview = &models.LinkPreviewOptions{IsDisabled: bot.True()}

// Send sends a new message and returns its number, for an album the numbers of all in order.
func (c *Client) Send(ctx context.Context, l Letter) ([]desk.MessageID, error) {
	switch {
	case l.Content.File != nil:
		return c.upload(ctx, l)
	case len(l.Content.Media) > 1:
		return c.sendAlbum(ctx, l)
	}
	p := l.params()
	m, err := call[sent](ctx, c, p.fill(l), p, callTimeout)
	if err != nil {
		return nil, err
	}
	return []desk.MessageID{m.ID}, nil
}

// fill puts the content into the parameters and returns the method that sends it.
func (p *params) fill(l Letter) (method string) {
	switch c := l.Content; {
	case len(c.Media) == 1:
		return p.attach(l)
	case c.Location != nil:
		return p.place(*c.Location)
	case c.Card != nil:
		p.Phone, p.First = c.Card.Phone, cmp.Or(c.Card.Name, c.Card.Phone)
		return "sendContact"
	}
	p.Text, p.ParseMode = l.text()
	p.Preview = noPreview
	return "sendMessage"
}

// point is where something is. Nought is a place like any other, and so the numbers are pointers.
type point struct {
	Latitude  *float64 `json:"latitude,omitempty"`
	Longitude *float64 `json:"longitude,omitempty"`
	Title     string   `json:"title,omitempty"`
	Address   string   `json:"address,omitempty"`
}

// place sends a point with its name, where it has one.
func (p *params) place(l chat.Location) (method string) {
	p.Latitude, p.Longitude = &l.Latitude, &l.Longitude
	if l.Title == "" || l.Address == "" {
		return "sendLocation"
	}
	p.Title, p.Address = l.Title, l.Address
	return "sendVenue"
}

func (c *Client) sendAlbum(ctx context.Context, l Letter) ([]desk.MessageID, error) {
	items := make([]inputMedia, 0, len(l.Content.Media))
	for _, m := range l.Content.Media {
		items = append(items, inputMedia{Type: m.Kind, Media: m.FileID})
	}
	items[0].Caption, items[0].ParseMode = l.text()
	p := l.params()
	p.Media, p.Markup = items, nil
	messages, err := call[[]sent](ctx, c, "sendMediaGroup", p, callTimeout)
	if err != nil {
		return nil, err
	}
	ids := make([]desk.MessageID, len(messages))
	for i, m := range messages {
		ids[i] = m.ID
	}
	return ids, nil
}

// upload sends a document made here.
func (c *Client) upload(ctx context.Context, l Letter) ([]desk.MessageID, error) {
	p := l.params()
	p.Caption, p.ParseMode = l.text()
	body, err := form(p, "document", l.Content.File)
	if err != nil {
		return nil, fmt.Errorf("sendDocument: encode parameters: %w", err)
	}
	m, err := post[sent](ctx, c, "sendDocument", body, uploadTimeout)
	if err != nil {
		return nil, err
	}
	return []desk.MessageID{m.ID}, nil
}

// Answer answers a press.
func (c *Client) Answer(ctx context.Context, t chat.Toast) error {
	p := bot.AnswerCallbackQueryParams{CallbackQueryID: t.PressID, Text: fitPlain(t.Text, maxToast), ShowAlert: t.Alert, URL: t.URL}
	_, err := call[ignored](ctx, c, "answerCallbackQuery", p, callTimeout)
	return err
}

// Typing shows in the chat that an answer is being worked on.
func (c *Client) Typing(ctx context.Context, to desk.ChatID) error {
	_, err := call[ignored](ctx, c, "sendChatAction", params{Chat: to, Action: models.ChatActionTyping}, callTimeout)
	return err
}

func (l Letter) params() params {
	return params{Chat: l.Chat, Thread: l.Thread, Silent: l.Content.Silent, Reply: l.reply(), Markup: markup(l.Content)}
}

// text is the text and how it is to be read.
func (l Letter) text() (string, models.ParseMode) {
	switch {
	case l.Content.Text == "":
		return "", ""
	case l.Plain:
		return plain(l.Content.Text), ""
	}
	return l.Content.Text, models.ParseModeHTML
}

func (l Letter) reply() *models.ReplyParameters {
	if l.ReplyTo == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: int(l.ReplyTo), AllowSendingWithoutReply: true}
}

// attach puts the one file into the parameters and returns the method that sends it.
func (p *params) attach(l Letter) (method string) {
	m := l.Content.Media[0]
	p.Caption, p.ParseMode = l.text()
	switch m.Kind {
	case desk.Video:
		p.Video, method = m.FileID, "sendVideo"
	case desk.Voice:
		p.Voice, method = m.FileID, "sendVoice"
	case desk.Audio:
		p.Audio, method = m.FileID, "sendAudio"
	case desk.Animation:
		p.Animation, method = m.FileID, "sendAnimation"
	case desk.Sticker:
		p.Sticker, method = m.FileID, "sendSticker"
	case desk.VideoNote:
		p.VideoNote, method = m.FileID, "sendVideoNote"
	case desk.Photo:
		p.Photo, method = m.FileID, "sendPhoto"
	default:
		p.Document, method = m.FileID, "sendDocument"
	}
	return method
}

// markup is the keyboard of a new message. Telegram takes one of the four, the most telling first.
func markup(c chat.Content) models.ReplyMarkup {
	switch {
	case len(c.Buttons) > 0:
		return inline(c)
	case len(c.Keys) > 0:
		return keyboard(c.Keys)
	case c.Prompt:
		return models.ForceReply{ForceReply: true, Selective: true}
	case c.RemoveKeys:
		return models.ReplyKeyboardRemove{RemoveKeyboard: true}
	}
	return nil
}

func inline(c chat.Content) models.ReplyMarkup {
	if len(c.Buttons) == 0 {
		return nil
	}
	rows := make([][]models.InlineKeyboardButton, 0, len(c.Buttons))
	for _, row := range c.Buttons {
		buttons := make([]models.InlineKeyboardButton, 0, len(row))
		for _, b := range row {
			buttons = append(buttons, models.InlineKeyboardButton{Text: b.Text, CallbackData: b.Data, URL: b.URL, Style: string(b.Style)})
		}
		rows = append(rows, buttons)
	}
	return models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

func keyboard(keys [][]chat.Key) models.ReplyMarkup {
	rows := make([][]models.KeyboardButton, 0, len(keys))
	for _, row := range keys {
		buttons := make([]models.KeyboardButton, 0, len(row))
		for _, k := range row {
			buttons = append(buttons, models.KeyboardButton{Text: k.Text, RequestContact: k.Contact})
		}
		rows = append(rows, buttons)
	}
	return models.ReplyKeyboardMarkup{Keyboard: rows, ResizeKeyboard: true, OneTimeKeyboard: true}
}
