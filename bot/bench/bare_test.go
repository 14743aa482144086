package bench

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// bare is the same dialog as most would write it: on the library alone, with its own polling and sends, and
// everything in memory. It shows the same screens by the same calls, and answers a press while it changes the
// screen. It sends no card to the staff, keeps no promise and forgets everything when it ends.
type bare struct {
	services *catalogue.Catalogue

	mu      sync.Mutex
	people  map[int64]*visitor
	tickets []matter
}

// visitor is how far somebody is.
type visitor struct {
	screen   int // the message that shows it
	at, rev  int
	answers  map[string]string
	instance int
}

// matter is a ticket as it is kept in memory.
type matter struct {
	by      int64
	answers map[string]string
}

func startBare(tb testing.TB, w *world) (stop func()) {
	tb.Helper()
	// With room for many idle connections, which makes it a third faster.
	pooled := &http.Client{Transport: &http.Transport{MaxIdleConns: 256, MaxIdleConnsPerHost: 256}}
	d := &bare{services: catalogue.Default(), people: map[int64]*visitor{}}
	b, err := bot.New(w.Token,
		bot.WithServerURL(w.address), bot.WithSkipGetMe(), bot.WithDefaultHandler(d.handle),
		bot.WithHTTPClient(50*time.Second, pooled),
		bot.WithAllowedUpdates(bot.AllowedUpdates{"message", "callback_query"}),
		bot.WithErrorsHandler(func(err error) {
			if tb.Context().Err() == nil && !strings.Contains(err.Error(), "context canceled") {
				tb.Errorf("bare bot: %v", err)
			}
		}),
	)
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { b.Start(ctx) })
	return func() {
		cancel()
		running.Wait()
	}
}

func (d *bare) handle(ctx context.Context, b *bot.Bot, u *models.Update) {
	switch {
	case u.Message != nil && u.Message.Chat.Type == models.ChatTypePrivate:
		d.said(ctx, b, u.Message)
	case u.CallbackQuery != nil && u.CallbackQuery.Message.Message != nil:
		go b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID}) //nolint:errcheck // as most would
		d.pressed(ctx, b, u.CallbackQuery)
	}
}

func (d *bare) said(ctx context.Context, b *bot.Bot, m *models.Message) {
	d.mu.Lock()
	v := d.people[m.Chat.ID]
	old := 0
	switch {
	case m.Text == "/repair":
		if v != nil {
			old = v.screen
		}
		v = &visitor{answers: map[string]string{}, instance: len(d.tickets)}
		d.people[m.Chat.ID] = v
	case v != nil && v.at == 3:
		v.answers["description"], v.at, old = m.Text, 4, v.screen
	default:
		d.mu.Unlock()
		return
	}
	v.rev++
	body, buttons := d.screen(v)
	d.mu.Unlock()
	if old != 0 {
		go b.EditMessageReplyMarkup(ctx, &bot.EditMessageReplyMarkupParams{ChatID: m.Chat.ID, MessageID: old}) //nolint:errcheck // as most would
	}
	b.SendMessage(ctx, &bot.SendMessageParams{ //nolint:errcheck // as most would
		ChatID: m.Chat.ID, Text: body, ParseMode: models.ParseModeHTML, ReplyMarkup: buttons, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
	})
}

func (d *bare) pressed(ctx context.Context, b *bot.Bot, q *models.CallbackQuery) {
	parts := strings.Split(q.Data, "|")
	d.mu.Lock()
	v := d.people[q.From.ID]
	if v == nil || len(parts) != 5 || parts[2] != strconv.Itoa(v.rev) || parts[3] != "p" {
		d.mu.Unlock()
		return
	}
	v.answers[stepNames[v.at]] = parts[4]
	v.screen = q.Message.Message.ID
	if v.at++; v.at == len(stepNames) {
		d.tickets = append(d.tickets, matter{by: q.From.ID, answers: v.answers})
	}
	v.rev++
	body, buttons := d.screen(v)
	d.mu.Unlock()
	b.EditMessageText(ctx, &bot.EditMessageTextParams{ //nolint:errcheck // as most would
		ChatID: q.From.ID, MessageID: q.Message.Message.ID, Text: body, ParseMode: models.ParseModeHTML, ReplyMarkup: buttons,
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
	})
}

var stepNames = []string{"group", "service", "urgency", "description", "photos", "confirm"}

// screen draws the step that is open.
func (d *bare) screen(v *visitor) (string, *models.InlineKeyboardMarkup) {
	const l = desk.English
	g, _ := d.services.Group(v.answers["group"])
	s, _ := d.services.Find(v.answers["service"])
	switch v.at {
	case 0:
		var options []choice
		for _, g := range d.services.Groups() {
			options = append(options, choice{g.ID, g.ButtonIn(l)})
		}
		return text.Say(l, "repair.group"), v.buttons(options)
	case 1:
		var options []choice
		var lines []string
		for _, s := range g.Services {
			options = append(options, choice{s.Key(), s.ButtonIn(l)})
			lines = append(lines, s.Icon+" "+s.NameIn(l)+": on site within 30 min")
		}
		return text.Say(l, "repair.service", "services", text.HTML(strings.Join(lines, "\n"))), v.buttons(options)
	case 2:
		var options []choice
		for _, u := range s.Urgencies {
			options = append(options, choice{string(u), text.Plain(l, "urgency.button-"+string(u))})
		}
		return text.Say(l, "repair.urgency", "urgencies", "on site by 15:04\non site by 18:00"), v.buttons(options)
	case 3:
		return text.Say(l, "repair.description"), v.buttons(nil)
	case 4:
		return text.Say(l, "repair.photos"), v.buttons([]choice{{"skip", "Skip"}})
	case 5:
		return text.Say(l, "repair.confirm", "unit", "A-1203", "service", s.NameIn(l), "urgency", v.answers["urgency"],
			"description", v.answers["description"], "photos", "no photos", "promises", "on site by 15:04"), v.buttons([]choice{{"yes", "Confirm"}, {"change", "Change"}})
	}
	return fmt.Sprintf("<b>R-%d</b> · %s\nReceived.\nOn site by 15:04.", 1000+len(d.tickets), s.NameIn(l)), &models.InlineKeyboardMarkup{
		InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "My matters", CallbackData: "m|matters"}, {Text: "Menu", CallbackData: "m|menu"}}},
	}
}

type choice struct{ value, label string }

// buttons are the options in rows of two, and the way back and out.
func (v *visitor) buttons(options []choice) *models.InlineKeyboardMarkup {
	button := func(act, value, label string) models.InlineKeyboardButton {
		return models.InlineKeyboardButton{Text: label, CallbackData: fmt.Sprintf("d|%d|%d|%s|%s", v.instance, v.rev, act, value)}
	}
	var rows [][]models.InlineKeyboardButton
	for i, o := range options {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button("p", o.value, o.label))
	}
	rows = append(rows, []models.InlineKeyboardButton{button("b", "", "Back"), button("c", "", "Cancel")})
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}
}
