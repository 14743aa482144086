package enrol

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"frontdesk/flows/people"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Prefix begins the callback data of the buttons about requests to be enrolled.
const Prefix = "j|"

// What a message about a request is, as its outcome and replies to it are understood.
const (
	joinCard    chat.What = "join"
	joinDecline chat.What = "ask-decline"
)

// joinAct is what a button asks for.
type joinAct string

const (
	admit    joinAct = "in"   // into the party that is there, or into the empty unit
	replace  joinAct = "new"  // as a new tenant: asks whether that is sure
	sure     joinAct = "sure" // it is
	keep     joinAct = "keep" // it is not
	number   joinAct = "tel"
	decline  joinAct = "no"
	withdraw joinAct = "wd" // the asker's
	again    joinAct = "ask"
)

// Ask is the callback data of a button with which anybody begins to ask.
const Ask = Prefix + string(again)

// joinData is the callback data of a button. The party is whoever had the unit when the button was drawn: a
// decision holds for them alone.
func joinData(id desk.JoinID, a joinAct, party desk.PartyID) string {
	return fmt.Sprintf("%s%d|%s|%d", Prefix, id, a, party)
}

func parseJoinData(data string) (id desk.JoinID, a joinAct, party desk.PartyID, ok bool) {
	parts := strings.Split(strings.TrimPrefix(data, Prefix), "|")
	if len(parts) != 3 {
		return 0, "", 0, false
	}
	n, err := strconv.ParseUint(parts[0], 10, 64)
	p, wrong := strconv.ParseUint(parts[2], 10, 64)
	return desk.JoinID(n), joinAct(parts[1]), desk.PartyID(p), err == nil && wrong == nil
}

// firstJoin is what is added to a request's number, so that none looks like a test.
const firstJoin = 1000

// joinNumber is the request's number as people say it. It is no ticket's: no ticket has that letter.
func joinNumber(id desk.JoinID) string { return fmt.Sprintf("J-%d", id+firstJoin) }

func joinOfNumber(s string) (desk.JoinID, bool) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "J-"), 10, 64)
	return desk.JoinID(n - firstJoin), err == nil && n > firstJoin && strings.HasPrefix(s, "J-")
}

func joinSlot(id desk.JoinID) chat.Slot {
	return chat.Slot("join:" + strconv.FormatUint(uint64(id), 10))
}

// unsure is the state of a card on which somebody pressed that the earlier tenants have left.
const unsure = true

// draw puts the request's card before the front desk, as it stands now.
func draw(tx *storage.Tx, join desk.Join, asking bool) error {
	c, l, ok := people.ReachIn(&tx.Reader, desk.FrontDesk)
	if !ok {
		return nil // the timer comes back to it
	}
	content, err := joinContent(&tx.Reader, l, join, asking)
	if err != nil {
		return err
	}
	op := chat.Show
	if join.Verdict != "" { // whoever decided elsewhere needs no new message here
		op = chat.Refresh
	}
	return tx.Show(chat.Outgoing{
		Op: op, Slot: joinSlot(join.ID), Chat: c, Lane: chat.Notice, Content: content,
		About: chat.About{Ticket: desk.TicketID(joinNumber(join.ID)), What: joinCard},
	})
}

func joinContent(r *storage.Reader, l desk.Language, join desk.Join, asking bool) (chat.Content, error) {
	u, _, err := r.Unit(join.Unit)
	if err != nil {
		return chat.Content{}, err
	}
	party, residents, err := tenancy.Living(r, join.Unit)
	if err != nil {
		return chat.Content{}, err
	}
	e, now := r.Estate(), r.Now()
	lines := []string{
		text.Say(l, "join.card-head", "number", joinNumber(join.ID), "unit", u.Label()),
		text.Say(l, "join.card-who", "name", join.Name, "language", text.Plain(join.Language, "language.name")),
	}
	if join.Verdict != "" {
		return chat.Content{Text: strings.Join(append(lines, "", verdictLine(r, l, join)), "\n")}, nil
	}
	lines = append(lines,
		text.Say(l, "join.card-due", "asked", text.Clock(l, join.Asked, now, e.Zone), "due", text.Clock(l, join.Due, now, e.Zone)), "",
		livingLine(l, residents))
	if listed, ok := listedAs(residents, join); ok {
		lines = append(lines, text.Say(l, "join.card-listed", "name", listed.Name))
	}
	rivals, err := rivalsLine(r, l, join)
	if err != nil {
		return chat.Content{}, err
	}
	if rivals != "" {
		lines = append(lines, rivals)
	}
	if asking {
		question, err := sureLine(r, l, u, residents)
		return chat.Content{Text: strings.Join(append(lines, "", question), "\n"), Buttons: sureButtons(l, join, party)}, err
	}
	return chat.Content{Text: strings.Join(lines, "\n"), Buttons: joinButtons(l, join, party)}, nil
}

// livingLine is who lives or works in the unit.
func livingLine(l desk.Language, residents []tenancy.Resident) string {
	if len(residents) == 0 {
		return text.Say(l, "join.card-vacant")
	}
	return text.Say(l, "join.card-living", "people", text.HTML(text.Escaped(tenancy.Names(l, residents))))
}

// listedAs is whoever of the party was listed and has no account yet, with the asker's number or name.
func listedAs(residents []tenancy.Resident, join desk.Join) (tenancy.Resident, bool) {
	for _, same := range []func(tenancy.Resident) bool{
		func(p tenancy.Resident) bool { return join.Phone != "" && p.Phone == join.Phone && p.Name == join.Name },
		func(p tenancy.Resident) bool { return join.Phone != "" && p.Phone == join.Phone },
		func(p tenancy.Resident) bool { return strings.EqualFold(p.Name, join.Name) },
	} {
		at := slices.IndexFunc(residents, func(p tenancy.Resident) bool { return p.User == 0 && same(p) })
		if at >= 0 {
			return residents[at], true
		}
	}
	return tenancy.Resident{}, false
}

// rivalsLine is who else waits for the same unit, "" where nobody does.
func rivalsLine(r *storage.Reader, l desk.Language, join desk.Join) (string, error) {
	open, err := openFor(r, join.Unit)
	if err != nil {
		return "", err
	}
	var names []string
	for _, other := range open {
		if other.ID != join.ID {
			names = append(names, text.Plain(l, "join.card-rival", "number", joinNumber(other.ID), "name", other.Name))
		}
	}
	if len(names) == 0 {
		return "", nil
	}
	return text.Say(l, "join.card-rivals", "people", text.List(l, names)), nil
}

func sureLine(r *storage.Reader, l desk.Language, u desk.Unit, residents []tenancy.Resident) (string, error) {
	open, err := tenancy.Open(r, residents, u.ID)
	return text.Say(l, "join.card-sure", "unit", u.Label(), "people", tenancy.Names(l, residents), "n", len(open)), err
}

func joinButtons(l desk.Language, join desk.Join, party desk.PartyID) [][]chat.Button {
	button := func(a joinAct, key string, style chat.Style) chat.Button {
		return chat.Button{Text: text.Plain(l, key), Data: joinData(join.ID, a, party), Style: style}
	}
	others := []chat.Button{button(number, "join.button-number", chat.Plain), button(decline, "join.button-decline", chat.Plain)}
	if party == 0 {
		return [][]chat.Button{{button(admit, "join.button-approve", chat.Success)}, others}
	}
	return [][]chat.Button{{
		button(admit, "join.button-join", chat.Success), button(replace, "join.button-new", chat.Plain),
	}, others}
}

func sureButtons(l desk.Language, join desk.Join, party desk.PartyID) [][]chat.Button {
	return [][]chat.Button{
		{{Text: text.Plain(l, "join.button-sure"), Data: joinData(join.ID, sure, party), Style: chat.Danger}},
		{{Text: text.Plain(l, "dialog.back"), Data: joinData(join.ID, keep, party)}},
	}
}

// verdictLine is what became of the request.
func verdictLine(r *storage.Reader, l desk.Language, join desk.Join) string {
	key := "join.state-" + string(join.Verdict)
	if join.Verdict == desk.Withdrawn && join.By.As == desk.AsSystem {
		key = "join.state-invited"
	}
	return text.Say(l, key, "who", join.By.Name, "reason", join.Reason,
		"time", text.Clock(l, join.Decided, r.Now(), r.Estate().Zone))
}

// maxJoins is how many open requests are looked through.
const maxJoins = 500

// openFor are the open requests for a unit, oldest first.
func openFor(r *storage.Reader, u desk.UnitID) ([]desk.Join, error) {
	open, err := r.OpenJoins(maxJoins)
	return slices.DeleteFunc(open, func(j desk.Join) bool { return j.Unit != u }), err
}

// redrawUnit draws the cards of all open requests for a unit: who lives there, or who else asks, has changed.
func redrawUnit(tx *storage.Tx, u desk.UnitID) error {
	open, err := openFor(&tx.Reader, u)
	if err != nil {
		return err
	}
	for _, join := range open {
		if err := draw(tx, join, false); err != nil {
			return err
		}
	}
	return nil
}

// Redeal draws every open request where the front desk is reached now: its group, or its language, has changed.
func Redeal(tx *storage.Tx) error {
	open, err := tx.OpenJoins(maxJoins)
	if err != nil {
		return err
	}
	for _, join := range open {
		if err := draw(tx, join, false); err != nil {
			return err
		}
	}
	return nil
}
