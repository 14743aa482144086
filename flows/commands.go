package flows

import (
	"strings"

	"frontdesk/flows/enrol"
	"frontdesk/flows/home"
	"frontdesk/flows/household"
	"frontdesk/flows/oncall"
	"frontdesk/flows/open"
	"frontdesk/flows/people"
	"frontdesk/flows/setup"
	"frontdesk/flows/text"
	"frontdesk/flows/why"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// command does what a command in a private chat says; ok is false where the text is none. What stands below a file
// is none: the file would be lost.
func (d *Desk) command(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	name, rest := chat.Command(u.Text, d.options.Bot)
	if name == "" || len(u.Media) > 0 {
		return false, nil
	}
	if name == "start" {
		return true, d.start(tx, u, who, rest)
	}
	if name == "cancel" {
		return true, d.cancel(tx, who)
	}
	if button, leads := leadsTo[name]; leads {
		return true, d.menu(tx, button, who)
	}
	if done, err := d.deskCommand(tx, u, who, name, rest); done || err != nil {
		return true, err
	}
	if err := d.dialogs.Park(tx, who); err != nil {
		return true, err
	}
	switch name {
	case "help":
		return true, d.home.Help(tx, who)
	case "import":
		return true, d.answer(tx, u, text.Say(who.Language, "roster.how"))
	}
	return true, d.home.Show(tx, who, "home.unknown-command")
}

// leadsTo are the commands that do what a button of the first screen does.
var leadsTo = map[string]string{
	"menu": home.Menu, "repair": home.Repair, "request": home.Requests, "visitor": home.Visitor, "status": home.Status, "people": home.Household,
	"services": home.Services, "language": home.Language, "emergency": home.Emergency,
}

// deskCommand does what staff, managers and administrators say, in a group or in private; ok is false where the
// command is none of theirs. Who may say it where is looked up by whoever does it.
func (d *Desk) deskCommand(tx *storage.Tx, u chat.Update, who whoIs, name, rest string) (ok bool, err error) {
	switch name {
	case "link":
		err = setup.Link(tx, u, who, rest)
	case "unlink":
		err = setup.Unlink(tx, u, who, rest)
	case "summary":
		err = d.summary(tx, u, who)
	case "health":
		err = d.health(tx, u, who)
	case "staff":
		err = d.oncall.Staff(tx, u, who)
	case "on":
		err = d.oncall.On(tx, u, who, rest)
	case "off":
		err = d.oncall.Off(tx, u, who, rest)
	case "rota":
		err = d.oncall.Rota(tx, u, who)
	case "cover":
		err = d.oncall.Cover(tx, u, who)
	case open.Name:
		err = d.open.Command(tx, u, who, rest)
	case "why":
		err = why.Desk{Services: d.options.Services}.Command(tx, u, who, rest)
	case household.MoveOutName:
		err = d.moveOut.Command(tx, u, who, rest)
	default:
		return false, nil
	}
	return true, err
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
	switch code {
	case "":
		return d.menu(tx, home.Menu, who)
	case oncall.Payload:
		if err := d.dialogs.Park(tx, who); err != nil {
			return err
		}
		return d.oncall.Started(tx, u, who)
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
	case enrol.Anothers:
		return d.forAnother(tx, who, code)
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
		who.Person = desk.Person{Name: who.Name, User: who.User, Language: who.Language, Started: tx.Now()}
		if err := tx.PutPerson(&who.Person); err != nil {
			return err
		}
	}
	return d.first(tx, who, "enrol.administrator")
}

// groupCommand does what a command in a group says; ok is false where the text is none that works there.
func (d *Desk) groupCommand(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	name, rest := chat.Command(u.Text, d.options.Bot)
	if done, err := d.deskCommand(tx, u, who, name, rest); done || err != nil {
		return true, err
	}
	if name == "cancel" {
		if cancelled, err := d.dialogs.Cancel(tx, who); cancelled || err != nil {
			return true, err
		}
	}
	if d.asksForHelp(tx, u, name) {
		return true, d.groupHelp(tx, u)
	}
	if _, private := leadsTo[name]; private || name == "start" || name == "help" || name == "cancel" {
		return true, tx.Post(chat.Outgoing{
			Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
			Content: chat.Content{Text: text.Say(who.Language, "home.in-private", "bot", d.options.Bot)},
		})
	}
	return false, nil
}

// asksForHelp is whether a command in a desk's group asks what can be done there: by its name, or because it is meant
// for this bot and is none of its own.
func (d *Desk) asksForHelp(tx *storage.Tx, u chat.Update, name string) bool {
	if name == "" || u.Chat.Public || len(tx.DesksIn(u.Chat.ID)) == 0 {
		return false
	}
	command, _, _ := strings.Cut(u.Text, " ")
	_, private := leadsTo[name]
	return name == "help" || name == "menu" || !private && name != "start" && name != "cancel" && strings.Contains(command, "@")
}

// groupHelp says in five lines what can be done in the group.
func (d *Desk) groupHelp(tx *storage.Tx, u chat.Update) error {
	l := people.ChatLanguage(&tx.Reader, u.Chat.ID)
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{Text: home.GroupHelp(l, tx.DesksIn(u.Chat.ID), d.options.Bot)},
	})
}

// DefaultMenus are the menus of commands of the chats that have none of their own.
func DefaultMenus(estate desk.Language) []chat.CommandsArgs { return home.DefaultMenus(estate) }
