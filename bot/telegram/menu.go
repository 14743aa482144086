package telegram

import (
	"context"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

type commandsParams struct {
	Commands []wireCommand `json:"commands,omitempty"`
	Scope    wireScope     `json:"scope"`
	Language string        `json:"language_code,omitempty"`
}

type wireCommand struct {
	Name        string `json:"command"`
	Description string `json:"description"`
}

type wireScope struct {
	Type string      `json:"type"`
	Chat desk.ChatID `json:"chat_id,omitempty"`
}

// scopes are Telegram's names of where a menu is offered.
var scopes = map[chat.MenuScope]string{
	chat.MenuPrivate: "all_private_chats", chat.MenuGroups: "all_group_chats", chat.MenuChat: "chat",
}

// SetCommands puts a menu in place, or takes it away where it has no commands.
func (c *Client) SetCommands(ctx context.Context, menu chat.CommandsArgs) error {
	p := commandsParams{Scope: wireScope{Type: scopes[menu.Scope]}, Language: menu.Language}
	if menu.Scope == chat.MenuChat {
		p.Scope.Chat = menu.Chat
	}
	for _, entry := range menu.Commands {
		p.Commands = append(p.Commands, wireCommand(entry))
	}
	method := "setMyCommands"
	if len(p.Commands) == 0 {
		method = "deleteMyCommands"
	}
	_, err := call[ignored](ctx, c, method, p, callTimeout)
	return err
}
