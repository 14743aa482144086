package home

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// commands are what each role finds in the menu of its private chat, in the order in which it stands there.
var commands = map[people.Role][]string{
	people.Stranger:      {"menu", "emergency"},
	people.Tenant:        {"menu", "emergency", "repair", "request", "visitor", "status", "people", "services"},
	people.Contact:       {"menu", "emergency", "repair", "request", "visitor", "status", "people", "services"},
	people.Staff:         {"menu", "status", "on", "off", "staff"},
	people.Supervisor:    {"menu", "status", "on", "off", "staff"},
	people.Manager:       {"menu", "status", "summary"},
	people.Administrator: {"menu", "status", "link", "import", "summary", "health"},
}

// always end every private chat's menu.
var always = []string{"language", "help", "cancel"}

// CommandsFor is the menu of a private chat, for a role and in a language.
func CommandsFor(role people.Role, l desk.Language) []chat.MenuCommand {
	return menu(l, commands[role], always)
}

// GroupCommandsFor is the menu of a group that is linked to the desks, none for one that is not linked yet.
func GroupCommandsFor(desks []desk.Name, l desk.Language) []chat.MenuCommand {
	var names []string
	if len(desks) > 0 {
		names = append(names, "open", "staff", "on", "off", "rota", "cover", "why")
	}
	if slices.Contains(desks, desk.FrontDesk) || slices.Contains(desks, desk.Property) {
		names = append(names, "moveout")
	}
	if slices.Contains(desks, desk.Managers) {
		names = append(names, "summary")
	}
	return menu(l, names, []string{"link"})
}

func menu(l desk.Language, lists ...[]string) []chat.MenuCommand {
	var entries []chat.MenuCommand
	seen := map[string]bool{}
	for _, name := range slices.Concat(lists...) {
		if !seen[name] {
			seen[name] = true
			entries = append(entries, chat.MenuCommand{Name: name, Description: text.Plain(l, "command."+name)})
		}
	}
	return entries
}

// DefaultMenus are the menus of the chats that have none of their own yet: a stranger's, and a group's that is no
// desk's.
func DefaultMenus(estate desk.Language) []chat.CommandsArgs {
	chinese := desk.TraditionalChinese
	if estate == desk.SimplifiedChinese {
		chinese = estate
	}
	var menus []chat.CommandsArgs
	for _, spoken := range []struct { // the two letters do not tell the two Chinese apart
		code string
		l    desk.Language
	}{{"", estate}, {"en", desk.English}, {"zh", chinese}} {
		menus = append(menus,
			chat.CommandsArgs{Scope: chat.MenuPrivate, Language: spoken.code, Commands: CommandsFor(people.Stranger, spoken.l)},
			chat.CommandsArgs{Scope: chat.MenuGroups, Language: spoken.code, Commands: GroupCommandsFor(nil, spoken.l)})
	}
	return menus
}

// Menus has the person's own menu put in place, once their role or language has changed.
func Menus(tx *storage.Tx, who dialog.Who) error {
	s, err := stand(&tx.Reader, who)
	if err != nil {
		return err
	}
	lists := [][]string{commands[s.role()]}
	if len(s.homes) > 0 {
		lists = append(lists, commands[people.Tenant])
	}
	return tx.QueueJob(chat.JobCommands, chat.CommandsArgs{
		Scope: chat.MenuChat, Chat: who.User.Private(), Commands: menu(who.Language, append(lists, always)...),
	})
}

// GroupMenus has a group's own menu put in place, once its desks or its language have changed.
func GroupMenus(tx *storage.Tx, c desk.ChatID) error {
	return tx.QueueJob(chat.JobCommands, chat.CommandsArgs{
		Scope: chat.MenuChat, Chat: c, Commands: GroupCommandsFor(tx.DesksIn(c), people.ChatLanguage(&tx.Reader, c)),
	})
}
