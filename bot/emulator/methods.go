package emulator

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// methodsJSON holds the parameters of each emulated method as name:kind, with ! for the required ones, and
// the names of Telegram's other methods, from the Bot API's own description (10.1).
//
//go:embed methods.json
var methodsJSON []byte

// method is one method of the Bot API.
type method struct {
	name     string
	kinds    map[string]string // by parameter: chat, int, float, bool, text, json, file
	required []string
	run      func(*call) error // called under the server's lock; nil: not emulated
}

// methods are all methods by their names in lower case: Telegram does not mind the case.
var methods = loadMethods()

func loadMethods() map[string]*method {
	var table struct {
		Emulated map[string]string
		Others   string
	}
	if err := json.Unmarshal(methodsJSON, &table); err != nil {
		panic("read embedded method table: " + err.Error()) // damaged at build time; no process gets past its start
	}
	all := map[string]*method{}
	for name := range strings.FieldsSeq(table.Others) {
		all[strings.ToLower(name)] = &method{name: name}
	}
	for name, list := range table.Emulated {
		m := &method{name: name, kinds: map[string]string{}, run: handlers[name]}
		for p := range strings.FieldsSeq(list) {
			field, kind, _ := strings.Cut(p, ":")
			if bare, required := strings.CutSuffix(kind, "!"); required {
				kind = bare
				m.required = append(m.required, field)
			}
			m.kinds[field] = kind
		}
		all[strings.ToLower(name)] = m
	}
	return all
}

// handlers carry the methods out. getUpdates is not among them: it waits, and so cannot hold the lock.
var handlers = map[string]func(*call) error{
	"getMe": (*call).getMe,

	"sendMessage":    (*call).sendMessage,
	"sendPhoto":      (*call).sendFile,
	"sendAudio":      (*call).sendFile,
	"sendDocument":   (*call).sendFile,
	"sendVideo":      (*call).sendFile,
	"sendAnimation":  (*call).sendFile,
	"sendVoice":      (*call).sendFile,
	"sendVideoNote":  (*call).sendFile,
	"sendSticker":    (*call).sendFile,
	"sendMediaGroup": (*call).sendMediaGroup,
	"sendLocation":   (*call).sendLocation,
	"sendVenue":      (*call).sendLocation,
	"sendContact":    (*call).sendContact,
	"sendChatAction": (*call).sendChatAction,

	"forwardMessage":  (*call).forwardMessage,
	"forwardMessages": (*call).forwardMessages,
	"copyMessage":     (*call).copyMessage,
	"copyMessages":    (*call).copyMessages,

	"editMessageText":        (*call).editMessageText,
	"editMessageCaption":     (*call).editMessageCaption,
	"editMessageMedia":       (*call).editMessageMedia,
	"editMessageReplyMarkup": (*call).editMessageReplyMarkup,
	"deleteMessage":          (*call).deleteMessage,
	"deleteMessages":         (*call).deleteMessages,
	"setMessageReaction":     (*call).setMessageReaction,

	"pinChatMessage":             (*call).pinChatMessage,
	"unpinChatMessage":           (*call).unpinChatMessage,
	"unpinAllChatMessages":       (*call).unpinAllChatMessages,
	"unpinAllForumTopicMessages": (*call).unpinAllForumTopicMessages,
	"answerCallbackQuery":        (*call).answerCallbackQuery,
	"getFile":                    (*call).getFile,
	"getUserProfilePhotos":       (*call).getUserProfilePhotos,
	"setMyCommands":              (*call).setMyCommands,
	"deleteMyCommands":           (*call).deleteMyCommands,
	"getMyCommands":              (*call).getMyCommands,
	"setMyName":                  (*call).setMyAbout,
	"setMyDescription":           (*call).setMyAbout,
	"setMyShortDescription":      (*call).setMyAbout,
	"getMyName":                  (*call).getMyAbout,
	"getMyDescription":           (*call).getMyAbout,
	"getMyShortDescription":      (*call).getMyAbout,
	"setChatMenuButton":          (*call).setChatMenuButton,
	"getChatMenuButton":          (*call).getChatMenuButton,
	"setWebhook":                 (*call).setWebhook,
	"deleteWebhook":              (*call).deleteWebhook,
	"getWebhookInfo":             (*call).getWebhookInfo,
	"getChat":                    (*call).getChat,
	"getChatMember":              (*call).getChatMember,
	"getChatMemberCount":         (*call).getChatMemberCount,
	"getChatAdministrators":      (*call).getChatAdministrators,
	"setChatTitle":               (*call).setChatTitle,
	"setChatDescription":         (*call).setChatDescription,
	"exportChatInviteLink":       (*call).exportChatInviteLink,
	"createChatInviteLink":       (*call).createChatInviteLink,
	"revokeChatInviteLink":       (*call).revokeChatInviteLink,
	"leaveChat":                  (*call).leaveChat,
	"banChatMember":              (*call).banChatMember,
	"unbanChatMember":            (*call).unbanChatMember,
	"restrictChatMember":         (*call).restrictChatMember,
	"promoteChatMember":          (*call).promoteChatMember,
	"createForumTopic":           (*call).createForumTopic,
	"editForumTopic":             (*call).editForumTopic,
	"closeForumTopic":            (*call).closeForumTopic,
	"reopenForumTopic":           (*call).reopenForumTopic,
	"deleteForumTopic":           (*call).deleteForumTopic,
}

// call is one call being carried out.
type call struct {
	s *Server
	params
	method  string
	now     time.Time
	unknown []string
	out     []byte // the whole answer, from its first brace
}

const answerHead = `{"ok":true,"result":`

// result begins the answer.
func (c *call) result(size int) []byte {
	return append(make([]byte, 0, size+len(answerHead)+8), answerHead...)
}

// ok answers true.
func (c *call) ok() error {
	c.out = append(c.result(4), "true"...)
	return nil
}

func (c *call) answer() []byte { return append(c.out, '}') }

// run carries the call out.
func (c *call) run(ctx context.Context, m *method) error {
	if m.name == "getUpdates" {
		return c.getUpdates(ctx)
	}
	if m.run == nil {
		return &refused{Code: 501, Description: "Not Implemented: the emulator does not know " + m.name}
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return m.run(c)
}

// absent says in Telegram's words that a parameter is missing; other parameters get a sentence of their own.
var absent = map[string]string{
	"chat_id":           "chat_id is empty",
	"from_chat_id":      "chat_id is empty",
	"text":              "message text is empty",
	"photo":             "there is no photo in the request",
	"document":          "there is no document in the request",
	"video":             "there is no video in the request",
	"audio":             "there is no audio in the request",
	"voice":             "there is no voice in the request",
	"animation":         "there is no animation in the request",
	"sticker":           "there is no sticker in the request",
	"message_id":        "message identifier is not specified",
	"message_ids":       "message identifiers are not specified",
	"user_id":           "invalid user_id specified",
	"callback_query_id": "query is too old and response timeout expired or query ID is invalid",
	"file_id":           "file_id not specified",
	"name":              "topic name is empty",
	"url":               "",
}

// check holds the parameters to the method's description.
func (c *call) check(m *method) error {
	if m.run == nil && m.name != "getUpdates" {
		return nil
	}
	if err := c.checkKinds(m); err != nil {
		return err
	}
	for _, name := range m.required {
		if c.values[name] != "" || c.has(name) && c.uploads[name].data != nil {
			continue
		}
		sentence, usual := absent[name]
		if !usual {
			sentence = fmt.Sprintf("parameter %q is required", name)
		}
		if sentence != "" {
			return bad("%s", sentence)
		}
	}
	return nil
}

// checkKinds notes parameters that the method does not know, and refuses what is of another kind.
func (c *call) checkKinds(m *method) error {
	for name, value := range c.values {
		kind, known := m.kinds[name]
		switch {
		case !known:
			c.unknown = append(c.unknown, name)
		case kind == "int" && value != "":
			if _, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64); err != nil {
				return bad("parameter %q must be an Integer", name)
			}
		}
	}
	for name := range c.uploads {
		if kind, known := m.kinds[name]; known && kind != "file" {
			return bad("parameter %q can't be a file", name)
		} else if !known && !c.attached(name) {
			c.unknown = append(c.unknown, name)
		}
	}
	return nil
}

// attached tells whether another parameter names the upload as attach://name.
func (c *call) attached(name string) bool {
	for _, v := range c.values {
		if strings.Contains(v, "attach://"+name) {
			return true
		}
	}
	return false
}
