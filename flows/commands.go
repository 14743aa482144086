package flows

import (
	"frontdesk/flows/enrol"
	"frontdesk/flows/home"
	"frontdesk/flows/setup"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// command does what a command in a private chat says; ok is false where the text is none.
func (d *Desk) command(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	name, rest := chat.Command(u.Text, d.options.Bot)
	if name == "" {
		return false, nil
	}
	switch name {
	case "start":
		return true, d.start(tx, u, who, rest)
	case "menu":
		return true, d.menu(tx, home.Menu, who)
	case "repair":
		return true, d.menu(tx, home.Repair, who)
	case "status":
		return true, d.menu(tx, home.Status, who)
	case "language":
		return true, d.menu(tx, home.Language, who)
	case "help":
		if err := d.dialogs.Park(tx, who); err != nil {
			return true, err
		}
		return true, d.home.Help(tx, who)
	case "cancel":
		return true, d.cancel(tx, who)
	case "link":
		return true, setup.Link(tx, u, who, rest)
	case "summary":
		return true, d.summary(tx, u, who)
	}
	return true, d.first(tx, who, "home.unknown-command")
}

// first shows the first screen with a note. A dialog that was being asked can be gone on with from there.
func (d *Desk) first(tx *storage.Tx, who whoIs, note string) error {
	if err := d.dialogs.Park(tx, who); err != nil {
		return err
	}
	return d.home.Show(tx, who, note)
}

func (d *Desk) cancel(tx *storage.Tx, who whoIs) error {
	cancelled, err := d.dialogs.Cancel(tx, who)
	if err != nil || cancelled {
		return err
	}
	return d.home.Show(tx, who, "home.nothing-to-cancel")
}

// start opens the desk, with an invitation's code where there is one.
func (d *Desk) start(tx *storage.Tx, u chat.Update, who whoIs, code string) error {
	if code == "" {
		return d.menu(tx, home.Menu, who)
	}
	if enrol.Throttled(&tx.Reader, who.User) {
		return d.first(tx, who, "enrol.too-often")
	}
	if admin, err := enrol.OpenAdmin(tx, code, u.From.User); err != nil || admin {
		if err != nil {
			return err
		}
		return d.administrator(tx, who)
	}
	given, found, err := enrol.Open(tx, code, who)
	if err != nil {
		return err
	}
	switch found {
	case enrol.Valid:
		return d.dialogs.Begin(tx, who, enrol.Name, given)
	case enrol.Own:
		return d.first(tx, who, "")
	case enrol.Unknown:
		if err := enrol.Guessed(tx, who.User); err != nil {
			return err
		}
	}
	return d.first(tx, who, "enrol.bad-code")
}

// administrator welcomes a new administrator, and keeps the language to speak in: whatever has no desk yet comes
// to them.
func (d *Desk) administrator(tx *storage.Tx, who whoIs) error {
	if who.Person.ID == 0 {
		who.Person = desk.Person{Name: who.Name, User: who.User, Language: who.Language}
		if err := tx.PutPerson(&who.Person); err != nil {
			return err
		}
	}
	return d.first(tx, who, "enrol.administrator")
}

// groupCommand does what a command in a group says; ok is false where the text is none that works there.
func (d *Desk) groupCommand(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	name, rest := chat.Command(u.Text, d.options.Bot)
	switch name {
	case "link":
		return true, setup.Link(tx, u, who, rest)
	case "summary":
		return true, d.summary(tx, u, who)
	case "start", "menu", "repair", "status", "language", "help", "cancel":
		return true, tx.Post(chat.Outgoing{
			Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
			Content: chat.Content{Text: text.Say(who.Language, "home.in-private", "bot", d.options.Bot)},
		})
	}
	return false, nil
}

// Command is an entry of the list that the chat service offers when somebody types a slash.
type Command struct{ Name, Description string }

// Commands are the commands of private chats, in a language.
func Commands(l desk.Language) []Command {
	var commands []Command
	for _, name := range []string{"menu", "repair", "status", "language", "help", "cancel"} {
		commands = append(commands, Command{Name: name, Description: text.Plain(l, "command."+name)})
	}
	return commands
}

// GroupCommands are the commands of groups, in a language.
func GroupCommands(l desk.Language) []Command {
	return []Command{
		{Name: "summary", Description: text.Plain(l, "command.summary")},
		{Name: "link", Description: text.Plain(l, "command.link")},
	}
}
