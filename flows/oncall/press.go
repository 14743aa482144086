package oncall

import (
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// verb is what a button asks for.
type verb string

const (
	verbOn      verb = "on"
	verbOff     verb = "off"
	verbRota    verb = "rota"
	verbCover   verb = "cover"
	verbChange  verb = "change"  // the rota
	verbUncover verb = "uncover" // the argument is day/user
)

// data is what a button carries. It holds nothing private and is trusted in nothing.
func data(v verb, n desk.Name, arg string) string {
	return Prefix + strings.Join([]string{string(v), string(n), arg}, "|")
}

// Press answers a press on one of this package's buttons.
func (d *Desk) Press(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	parts := strings.SplitN(strings.TrimPrefix(u.Data, Prefix), "|", 3)
	if len(parts) != 3 {
		return forged(tx, u, who)
	}
	n, arg := desk.Name(parts[1]), parts[2]
	switch v := verb(parts[0]); {
	case v == verbRota:
		return d.Rota(tx, u, who)
	case v == verbCover:
		return d.Cover(tx, u, who)
	case v == verbChange:
		return d.change(tx, u, who)
	case !n.Valid():
		return forged(tx, u, who)
	case v == verbOn, v == verbOff:
		return d.pressed(tx, u, who, n, v == verbOn, arg)
	case v == verbUncover:
		return d.uncover(tx, u, who, n, arg)
	}
	return forged(tx, u, who)
}

// pressed takes "I'm on" and "I'm off". What was asked in a message of its own is answered there.
func (d *Desk) pressed(tx *storage.Tx, u chat.Update, who dialog.Who, n desk.Name, on bool, arg string) error {
	at, ok := parseClock(arg)
	if arg != "" && !ok {
		return forged(tx, u, who)
	}
	return d.say(tx, u, who, n, saying{on: on, given: ok, at: at})
}

func forged(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	return tell(tx, u, text.Plain(who.Language, "dialog.forged"))
}
