package emulator

import (
	"fmt"
	"strconv"
	"strings"
)

// commandKey names one list of commands.
type commandKey struct{ scope, language string }

type aboutKey struct{ what, language string }

// scope reads a command scope as Commands names it: "default", "all_private_chats", "chat:<id>",
// "chat_member:<chat>:<user>"…
func (c *call) scope() (string, error) {
	if c.text("scope") == "" {
		return "default", nil
	}
	var scope struct {
		Type   string
		ChatID any   `json:"chat_id"`
		UserID int64 `json:"user_id"`
	}
	if err := c.object("scope", "BotCommandScope JSON object", &scope); err != nil {
		return "", err
	}
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return scope.Type, nil
	case "chat", "chat_administrators", "chat_member":
	default:
		return "", bad("can't parse BotCommandScope: unsupported type specified")
	}
	id := fmt.Sprint(scope.ChatID)
	if n, ok := scope.ChatID.(float64); ok {
		id = strconv.FormatInt(int64(n), 10)
	}
	inner := &call{s: c.s, method: c.method, params: params{values: map[string]string{"chat_id": id}}}
	ch, err := inner.chatFor("chat_id")
	switch {
	case err != nil:
		return "", err
	case scope.Type != "chat" && ch.private():
		return "", bad("can't change commands in private chats for administrators")
	case scope.Type == "chat_member":
		if ch.members[scope.UserID] == nil {
			return "", bad("user not found")
		}
		return fmt.Sprintf("chat_member:%d:%d", ch.ID, scope.UserID), nil
	}
	return fmt.Sprintf("%s:%d", scope.Type, ch.ID), nil
}

func (c *call) language() (string, error) {
	l := c.text("language_code")
	if l != "" && (len(l) != 2 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz") != "") {
		return "", bad("invalid language code specified")
	}
	return l, nil
}

func (c *call) commandKey() (k commandKey, err error) {
	if k.scope, err = c.scope(); err != nil {
		return k, err
	}
	k.language, err = c.language()
	return k, err
}

func (c *call) setMyCommands() error {
	k, err := c.commandKey()
	if err != nil {
		return err
	}
	var list []Command
	if err := c.object("commands", "commands JSON array", &list); err != nil {
		return err
	}
	if len(list) > 100 {
		return bad("BOT_COMMANDS_TOO_MUCH")
	}
	for i, command := range list {
		name := strings.TrimPrefix(command.Command, "/")
		if n := len(name); n == 0 || n > 32 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return bad("BOT_COMMAND_INVALID")
		}
		if n := utf16Length(command.Description); n == 0 || n > 256 {
			return bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		list[i].Command = name
	}
	c.s.commands[k] = list
	c.s.changed()
	return c.ok()
}

func (c *call) deleteMyCommands() error {
	k, err := c.commandKey()
	if err != nil {
		return err
	}
	delete(c.s.commands, k)
	c.s.changed()
	return c.ok()
}

func (c *call) getMyCommands() error {
	k, err := c.commandKey()
	if err != nil {
		return err
	}
	b := append(c.result(256), '[')
	for i, command := range c.s.commands[k] {
		b = fieldString(append(comma(b, i), '{'), "command", command.Command)
		b = append(fieldString(b, "description", command.Description), '}')
	}
	b = append(b, ']')
	c.out = b
	return nil
}

// Commands is the list set for exactly this scope and language. Scopes are named "default" (or ""),
// "all_private_chats", "all_group_chats", "all_chat_administrators", "chat:<id>", "chat_administrators:<id>" and
// "chat_member:<chat>:<user>"; the language is two letters or "".
func (s *Server) Commands(scope, language string) []Command {
	if scope == "" {
		scope = "default"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Command(nil), s.commands[commandKey{scope, language}]...)
}

// CommandsFor is the list that a person's app shows in a chat: the narrowest scope that has one, in their
// language before any.
func (s *Server) CommandsFor(user, chat int64) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	scopes := []string{fmt.Sprintf("chat_member:%d:%d", chat, user)}
	if ch := s.chats[chat]; ch != nil && !ch.private() {
		if ch.members[user].admin() {
			scopes = append(scopes, fmt.Sprintf("chat_administrators:%d", chat), fmt.Sprintf("chat:%d", chat), "all_chat_administrators")
		}
		scopes = append(scopes, fmt.Sprintf("chat:%d", chat), "all_group_chats")
	} else {
		scopes = append(scopes, fmt.Sprintf("chat:%d", chat), "all_private_chats")
	}
	language, _, _ := strings.Cut(s.user(user).LanguageCode, "-")
	for _, scope := range append(scopes, "default") {
		for _, l := range []string{language, ""} {
			if list := s.commands[commandKey{scope, l}]; len(list) > 0 {
				return append([]Command(nil), list...)
			}
		}
	}
	return nil
}

// aboutFields name what setMyName, setMyDescription and setMyShortDescription set, and how long it may be.
var aboutFields = map[string]struct {
	field string
	limit int
}{
	"Name":             {"name", 64},
	"Description":      {"description", 512},
	"ShortDescription": {"short_description", 120},
}

func (c *call) setMyAbout() error {
	what := aboutFields[strings.TrimPrefix(c.method, "setMy")]
	language, err := c.language()
	if err != nil {
		return err
	}
	if utf16Length(c.text(what.field)) > what.limit {
		return bad("%s is too long", strings.ReplaceAll(what.field, "_", " "))
	}
	c.s.about[aboutKey{what.field, language}] = c.text(what.field)
	return c.ok()
}

func (c *call) getMyAbout() error {
	what := aboutFields[strings.TrimPrefix(c.method, "getMy")].field
	language, err := c.language()
	if err != nil {
		return err
	}
	value, set := c.s.about[aboutKey{what, language}]
	if !set {
		value = c.s.about[aboutKey{what, ""}]
	}
	if value == "" && what == "name" {
		value = c.s.bot.FirstName
	}
	c.out = append(appendString(key(append(c.result(64), '{'), what), value), '}')
	return nil
}

func (c *call) setChatMenuButton() error {
	var button struct{ Type string }
	if err := c.object("menu_button", "menu button JSON object", &button); err != nil {
		return err
	}
	switch button.Type {
	case "", "default", "commands", "web_app":
	default:
		return bad("can't parse menu button: unsupported type specified")
	}
	c.s.menus[c.number("chat_id")] = c.text("menu_button")
	return c.ok()
}

func (c *call) getChatMenuButton() error {
	button := c.s.menus[c.number("chat_id")]
	if button == "" {
		button = `{"type":"commands"}`
	}
	c.out = append(c.result(len(button)), button...)
	return nil
}
