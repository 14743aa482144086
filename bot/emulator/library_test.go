package emulator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// libraryBot is the library's own bot, polling in the bubble.
func libraryBot(t *testing.T, s *Server, handle bot.HandlerFunc) *bot.Bot {
	t.Helper()
	b, err := bot.New(s.Token(), bot.WithHTTPClient(50*time.Second, s), bot.WithDefaultHandler(handle), bot.WithNotAsyncHandlers(),
		bot.WithErrorsHandler(func(err error) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("library: %v", err)
			}
		}))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLibraryHoldsAConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := calm(t)
		b := libraryBot(t, s, func(ctx context.Context, b *bot.Bot, u *models.Update) {
			var err error
			switch {
			case u.CallbackQuery != nil:
				m := u.CallbackQuery.Message.Message
				_, err = b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "Taken"})
				if err == nil {
					_, err = b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: m.Chat.ID, MessageID: m.ID, Text: m.Text + " <b>✓</b>", ParseMode: models.ParseModeHTML})
				}
			case u.Message != nil:
				_, err = b.SendMessage(ctx, &bot.SendMessageParams{
					ChatID: u.Message.Chat.ID, Text: "You said <i>" + bot.EscapeMarkdown(u.Message.Text) + "</i>", ParseMode: models.ParseModeHTML,
					ReplyParameters: &models.ReplyParameters{MessageID: u.Message.ID},
					ReplyMarkup:     &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "OK", CallbackData: "ok"}}}},
				})
			}
			if err != nil {
				t.Error(err)
			}
		})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { b.Start(ctx); close(done) }()
		for i := range 100 {
			time.Sleep(3 * time.Minute)
			m := say(t, s, 1, 1, Draft{Text: fmt.Sprint("lift ", i)})
			synctest.Wait()
			seen := s.MessagesSince(1, m.ID)
			if len(seen) != 1 || seen[0].Text != "You said "+m.Text || seen[0].ReplyTo != m.ID {
				t.Fatalf("after %q came %+v", m.Text, seen)
			}
			if _, err := s.Press(1, 1, seen[0].ID, "ok"); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if edited, _ := s.Message(1, seen[0].ID); edited.Text != "You said "+m.Text+" ✓" || edited.Inline != nil {
				t.Fatalf("after the press it stands as %+v", edited)
			}
		}
		if n := len(s.Toasts(1)); n != 100 {
			t.Errorf("%d toasts", n)
		}
		cancel()
		<-done
		for _, r := range s.Refusals() {
			t.Errorf("refused: %+v", r)
		}
	})
}

func TestLibraryReadsEveryAnswer(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	web := httptest.NewServer(s)
	defer web.Close()
	b, err := bot.New(s.Token(), bot.WithServerURL(web.URL))
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	check := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	file := func(data []byte) *models.InputFileUpload {
		return &models.InputFileUpload{Filename: "f.bin", Data: bytes.NewReader(data)}
	}
	photo, err := b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: 1, Photo: file(picture(t)), Caption: "x"})
	check("photo", err)
	_, err = b.SendDocument(ctx, &bot.SendDocumentParams{ChatID: 1, Document: file([]byte("csv"))})
	check("document", err)
	_, err = b.SendVoice(ctx, &bot.SendVoiceParams{ChatID: 1, Voice: file([]byte("ogg")), Duration: 3})
	check("voice", err)
	_, err = b.SendSticker(ctx, &bot.SendStickerParams{ChatID: 1, Sticker: file([]byte("webp"))})
	check("sticker", err)
	_, err = b.SendLocation(ctx, &bot.SendLocationParams{ChatID: 1, Latitude: 22.3, Longitude: 114.2})
	check("location", err)
	album, err := b.SendMediaGroup(ctx, &bot.SendMediaGroupParams{ChatID: g, Media: []models.InputMedia{
		&models.InputMediaPhoto{Media: "attach://one.png", MediaAttachment: bytes.NewReader(picture(t)), Caption: "x"},
		&models.InputMediaPhoto{Media: photo.Photo[len(photo.Photo)-1].FileID},
	}})
	check("album", err)
	if len(album) != 2 || album[0].MediaGroupID == "" || album[0].MediaGroupID != album[1].MediaGroupID {
		t.Errorf("album %+v", album)
	}
	f, err := b.GetFile(ctx, &bot.GetFileParams{FileID: photo.Photo[0].FileID})
	check("file", err)
	answer, err := web.Client().Get(b.FileDownloadLink(f))
	check("download", err)
	check("end of the download", answer.Body.Close())
	_, err = b.GetChat(ctx, &bot.GetChatParams{ChatID: g})
	check("chat", err)
	for _, id := range []int64{1, 2, s.Bot().ID} {
		m, err := b.GetChatMember(ctx, &bot.GetChatMemberParams{ChatID: g, UserID: id})
		check("member", err)
		if m.Type == "" {
			t.Errorf("member %d: %+v", id, m)
		}
	}
	_, err = b.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "start", Description: "Begin"}}, LanguageCode: "en"})
	check("commands", err)
	topic, err := b.CreateForumTopic(ctx, &bot.CreateForumTopicParams{ChatID: g, Name: "R-1001"})
	check("topic", err)
	_, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: g, MessageThreadID: topic.MessageThreadID, Text: "x"})
	check("in topic", err)
	_, err = b.SetMessageReaction(ctx, &bot.SetMessageReactionParams{ChatID: 1, MessageID: photo.ID, Reaction: []models.ReactionType{{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: "emoji", Emoji: "👍"}}}})
	check("reaction", err)
	_, err = b.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: 1, Action: models.ChatActionTyping})
	check("action", err)
	_, err = b.CopyMessage(ctx, &bot.CopyMessageParams{ChatID: g, FromChatID: 1, MessageID: photo.ID})
	check("copy", err)
	_, err = b.PinChatMessage(ctx, &bot.PinChatMessageParams{ChatID: g, MessageID: album[0].ID})
	check("pin", err)
	for _, r := range s.Refusals() {
		t.Errorf("refused: %+v", r)
	}

	_, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 2, Text: "x"})
	if !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("a stranger: %v", err)
	}
	s.Fail(Fault{Kind: TooMany, RetryAfter: 9})
	_, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 1, Text: "x"})
	var many *bot.TooManyRequestsError
	if !errors.As(err, &many) || many.RetryAfter != 9 {
		t.Errorf("too many: %v", err)
	}
}
