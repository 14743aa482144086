package enrol

import (
	"regexp"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// maxReason is how much of a reason the asker is told, in characters.
const maxReason = 500

// askReason asks the presser to reply with a reason, which alone counts as the decision.
func askReason(tx *storage.Tx, u chat.Update, join desk.Join) error {
	unit, _, err := tx.Unit(join.Unit)
	if err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplySlot: joinSlot(join.ID),
		Content: chat.Content{
			Text: text.Say(people.ChatLanguage(&tx.Reader, u.Chat.ID), "join.ask-reason",
				"who", mention(u.From), "number", joinNumber(join.ID), "name", join.Name, "unit", unit.Label()),
			Prompt: true,
		},
		About: chat.About{Ticket: desk.TicketID(joinNumber(join.ID)), What: joinDecline, User: u.From.User},
	})
}

// mention names somebody so that the chat service knows who is asked: only their box opens for the reply.
func mention(s chat.Sender) text.HTML {
	return text.HTML(`<a href="tg://user?id=`+s.User.String()+`">`) + text.Escape(s.Name) + "</a>"
}

// numberIn finds the number of a request in a message.
var numberIn = regexp.MustCompile(`\bJ-[0-9]{4,}\b`)

// Reply takes a reply to a message about a request; ok is false where it is about none.
func (j *Joins) Reply(tx *storage.Tx, u chat.Update, who dialog.Who) (ok bool, err error) {
	ref, known, err := tx.Ref(u.Chat.ID, u.ReplyTo)
	if err != nil {
		return false, err
	}
	if !known { // sent just before the power went, and never noted: it names its request all the same
		ref = storage.Ref{Ticket: desk.TicketID(numberIn.FindString(u.Quoted))}
	}
	id, is := joinOfNumber(string(ref.Ticket))
	if !is {
		return false, nil
	}
	join, known, err := tx.Join(id)
	if err != nil || !known {
		return false, err
	}
	may, err := people.May(&tx.Reader, u, people.DecideJoin, people.Subject{Desk: desk.FrontDesk})
	switch {
	case err != nil:
		return true, err
	case may.Ask != nil:
		return true, people.AskFirst(tx, u, may.Ask)
	case !may.OK:
		return true, say(tx, u, who, may.Why)
	}
	return true, j.declined(tx, u, who, decision{join: join, role: string(may.Role)}, ref)
}

func (j *Joins) declined(tx *storage.Tx, u chat.Update, who dialog.Who, d decision, ref storage.Ref) error {
	reason := dialog.Clean(u.Text)
	switch {
	case d.join.Verdict != "":
		return say(tx, u, who, "join.was-"+string(d.join.Verdict), "who", d.join.By.Name, "name", d.join.Name)
	case chat.What(ref.What) != joinDecline:
		return say(tx, u, who, "join.reply-how")
	case ref.User != u.From.User:
		return say(tx, u, who, "join.not-asked")
	case reason == "":
		return say(tx, u, who, "join.reason-in-words")
	}
	if came, err := cameIn(tx, d.join); err != nil || came {
		return say(tx, u, who, "join.came-in", "name", d.join.Name)
	}
	if r := []rune(reason); len(r) > maxReason {
		reason = string(r[:maxReason]) + " …"
	}
	return j.conclude(tx, u, who, d, desk.Declined, reason)
}

// say answers a message where it was written.
func say(tx *storage.Tx, u chat.Update, who dialog.Who, key string, args ...any) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{Text: text.Say(who.Language, key, args...)},
	})
}
