package talk

import (
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
)

// outsiderStep marks somebody with whom the desk has nothing to do yet; no question has its name.
const outsiderStep = "is-outsider"

// stranger tells whether the desk has nothing to do with the person: no unit, and no matter.
func stranger(tx *storage.Tx, who dialog.Who) (bool, error) {
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil || len(homes) > 0 {
		return false, err
	}
	open, err := tx.OpenTicketsOf(who.User, 1)
	if err != nil || len(open) > 0 {
		return false, err
	}
	_, had, err := tx.LastAnswered(who.User)
	return !had, err
}

// outside is all that somebody can do with whom the desk has nothing to do yet: nothing can be passed on, but what was
// written goes with the alarm where they sound it.
func (k Talk) outside(t *dialog.Talk) []dialog.Option {
	options := []dialog.Option{alarm(t)}
	if k.Join != nil {
		options = append(options, dialog.Option{Value: join, Label: k.joinLabel(t)})
	}
	return options
}

// joinLabel leads to the request that waits, or to a new one.
func (k Talk) joinLabel(t *dialog.Talk) string {
	if k.waits(t) != "" {
		return text.Plain(t.Language, "talk.applied")
	}
	return text.Plain(t.Language, "talk.join")
}

// waits says that the person's request to be enrolled waits, "" where none does, or it cannot be read.
func (k Talk) waits(t *dialog.Talk) string {
	if k.Applied == nil {
		return ""
	}
	said, _, err := k.Applied(&t.Tx.Reader, t.Who)
	if err != nil {
		return ""
	}
	return said
}

// whyNot is quoted with why the words cannot be passed on yet.
func (k Talk) whyNot(t *dialog.Talk) []any {
	why := k.waits(t)
	if why == "" {
		why = text.Say(t.Language, "talk.unknown")
	}
	return append(quoted(t), "why", text.HTML(why))
}
