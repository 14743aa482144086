package card

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Receipt is the screen on which the tenant follows a ticket: its number, what was promised by what time, and
// how far it is.
func Receipt(d Drawing, t *desk.Ticket) chat.Content {
	if t.Kind == desk.Emergency {
		return alarm(d, t)
	}
	key := "receipt.state-" + string(t.State)
	if t.Kind == desk.Request {
		key = "receipt.request-" + string(t.State)
	}
	lines := []string{text.Say(d.Language, "receipt.head", "ticket", t.ID, "service", d.Service(t))}
	if t.By.Name != "" {
		lines = append(lines, text.Say(d.Language, "receipt.opened-for", "who", t.By.Name, "time", d.Clock(t.Opened)))
		if t.State == desk.StateOpen && !t.Learned.IsZero() {
			key = strings.Replace(key, "receipt.state-", "receipt.called-", 1)
			key = strings.Replace(key, "receipt.request-", "receipt.called-request-", 1)
		}
	}
	if t.State == desk.StateWithdrawn {
		key = "receipt.withdrawn"
	}
	if decided := Decided(t); decided != "" {
		key = "receipt." + decided
	}
	lines = append(lines, text.Say(d.Language, key, "who", d.by(t), "time", d.at(t), "reason", t.Declined))
	if h := t.Held(d.Now); h != nil {
		lines = append(lines, d.held("receipt.held", h))
	}
	lines = append(lines, d.Owed(t)...)
	if fields := append(d.price(t), d.fields(t)...); len(fields) > 0 {
		lines = append(append(lines, ""), fields...)
	}
	rows := [][]chat.Button{{
		{Text: text.Plain(d.Language, "home.status"), Data: Matters},
		{Text: text.Plain(d.Language, "home.back"), Data: Home},
	}}
	if t.MayWithdraw() {
		rows = append([][]chat.Button{{{Text: text.Plain(d.Language, "withdraw.button"), Data: Withdraw + string(t.ID)}}}, rows...)
	}
	return chat.Content{Text: strings.Join(lines, "\n"), Buttons: rows}
}

// Kept is the receipt where it stays in the chat above the reader's screen: the buttons are the screen's.
func Kept(d Drawing, t *desk.Ticket) chat.Content {
	c := Receipt(d, t)
	c.Buttons = nil
	return c
}

// The callback data of the buttons that lead away from a ticket: to the reader's first screen, to their list of
// matters, and, with its number after it, to one of them.
const (
	Home    = "m|menu"
	Matters = "m|status"
	Matter  = "m|matter|"
	// Withdraw begins the data of the button by which a matter is withdrawn.
	Withdraw = "m|withdraw|"
)

// What a message is about, as its outcome and replies to it are understood.
const (
	ReceiptScreen chat.What = "receipt" // the tenant's screen
	StaffCard     chat.What = "card"
	Answer        chat.What = "answer" // tells the tenant that it is done
	ToTenant      chat.What = "said"   // passed on to the tenant
	ToStaff       chat.What = "heard"  // passed on to the desk
	Told          chat.What = "told"   // tells the tenant how far it is
	Attached      chat.What = "file"   // a file or the long text under the card
	AskNote       chat.What = "ask-note"
	AskReason     chat.What = "ask-cant"
	AskDecline    chat.What = "ask-decline"
	AskPhoto      chat.What = "ask-photo" // of the finished job
	KeptNote      chat.What = "note"      // the desk's answer to an internal note
	AskFigure     chat.What = "ask-step:" // and the name of the point of the checklist that it asks for
)

// owed are the clocks that a tenant is told of, and the sentence of each.
var owed = []desk.Clock{
	desk.ClockArrive, desk.ClockReply, desk.ClockApprove, desk.ClockFix, desk.ClockComplete, desk.ClockWritten,
}

// Owed says what is still promised to the tenant, each with its clock time, in the order in which it falls due. A time
// that has passed is said to have passed.
func (d Drawing) Owed(t *desk.Ticket) []string {
	var running []desk.Running
	for _, c := range owed {
		if r, ok := t.Clock(c, d.Estate); ok && r.Met.IsZero() && r.Stopped.IsZero() {
			running = append(running, r)
		}
	}
	slices.SortStableFunc(running, dueSooner)
	var lines []string
	for _, r := range running {
		if line := d.owedLine(t, r); line != "" {
			lines = append(lines, line)
		}
	}
	if closed := d.closed(t, running); closed != "" {
		lines = append(lines, closed)
	}
	return lines
}

// dueSooner orders promises by when they fall due; those whose time has not begun come last.
func dueSooner(a, b desk.Running) int {
	switch {
	case a.Start.IsZero() == b.Start.IsZero():
		return a.Due.Compare(b.Due)
	case a.Start.IsZero():
		return 1
	}
	return -1
}

// passed tells whether the promised time has passed.
func (d Drawing) passed(r desk.Running) bool {
	return r.Broken && !r.Due.After(d.Now) || d.Now.After(r.Due)
}

func (d Drawing) owedLine(t *desk.Ticket, r desk.Running) string {
	key := "receipt." + string(r.Promise.Clock)
	switch {
	case r.Start.IsZero():
		return text.Say(d.Language, key+"-later", "span", text.Allowed(d.Language, r.Promise),
			"moment", text.Plain(d.Language, "moment."+string(r.Promise.From)))
	case d.passed(r) && (!d.Draft || d.renewed(t, r)):
		return d.passedLine(t, r, key)
	case r.Promise.Agreed && t.Visit != nil:
		return d.visitLine(t, r)
	}
	if own := key + "-" + t.Service.Ref; text.Has(own) { // what completes it has a name of its own
		key = own
	}
	line := text.Say(d.Language, key, "desk", text.Plain(d.Language, "desk."+string(t.Desk)), "time", d.Clock(r.Due))
	if d.Draft && d.passed(r) {
		line = text.Say(d.Language, "receipt.draft-late", "promise", text.HTML(line), "since", d.Clock(t.Opened))
	}
	return line
}

// renewed reports whether another time is promised in the place of one that has passed. Of an alarm that nobody has taken,
// none is: it would be nobody's word.
func (d Drawing) renewed(t *desk.Ticket, r desk.Running) bool {
	return r.Renewed.After(d.Now) && !t.Unconfirmed()
}

// passedLine says of a time that has passed by when it is now, or who knows of it. What had passed when a finding set
// it was never promised.
func (d Drawing) passedLine(t *desk.Ticket, r desk.Running, key string) string {
	anew := d.renewed(t, r)
	switch {
	case r.Foregone():
		line := text.Say(d.Language, key+"-foregone", "time", d.Clock(r.Due))
		if anew {
			line = text.Say(d.Language, "receipt.foregone-renewed", "was", text.HTML(line), "next", d.Clock(r.Renewed))
		}
		return line
	case anew:
		return text.Say(d.Language, key+"-renewed", "time", d.Clock(r.Due), "next", d.Clock(r.Renewed))
	}
	knows := ""
	if t.KnownAbove(r) && !t.Unconfirmed() { // who is called is said beside it
		knows = text.Plain(d.Language, "receipt.knows")
	}
	return text.Say(d.Language, key+"-passed", "time", d.Clock(r.Due), "knows", knows)
}

// visitLine is a visit that was agreed; later than that where it had to wait.
func (d Drawing) visitLine(t *desk.Ticket, r desk.Running) string {
	key := "receipt.visit"
	if r.Due.After(t.Visit.Until) {
		key = "receipt.visit-later"
	}
	return text.Say(d.Language, key, "time", d.Clock(r.Due), "day", d.day(t.Visit.From),
		"from", d.hour(t.Visit.From), "until", d.hour(t.Visit.Until))
}

// Late reports whether a time that is promised to the tenant has passed already.
func (d Drawing) Late(t *desk.Ticket) bool {
	return slices.ContainsFunc(owed, func(c desk.Clock) bool {
		r, ok := t.Clock(c, d.Estate)
		return ok && r.Open() && d.passed(r)
	})
}

// Promised says what would be promised for a ticket of the desk opened now, for the summary before it is confirmed.
func (d Drawing) Promised(n desk.Name, promises []desk.Promise, visit *desk.Window) string {
	t := desk.Open("R-1", desk.OpenedData{Kind: desk.Repair, Desk: n, Promises: promises, Visit: visit}, desk.System, d.Now)
	return strings.Join(d.Owed(t), "\n")
}

// Numbers are the telephone numbers to call when life or property is at risk, the public ones first.
func Numbers(e *desk.Estate, l desk.Language) string { return NumbersFor(e, l, "") }

// NumbersFor are the telephone numbers to call in a danger, first the one that fits.
func NumbersFor(e *desk.Estate, l desk.Language, danger desk.Danger) string {
	lines := make([]string, 0, len(e.Numbers))
	for _, n := range e.NumbersFor(danger) {
		lines = append(lines, text.Say(l, "home.number", "label", n.LabelIn(l), "number", n.Number))
	}
	return strings.Join(lines, "\n")
}

// Line is a ticket in a list: its number, what, how far, and the next promised time.
func Line(d Drawing, t *desk.Ticket) string {
	due := ""
	if t.Over() {
		due = text.Say(d.Language, "receipt.line-over", "time", d.Clock(cmp.Or(t.Withdrawn.At, t.Resolved.At)))
	} else if next, ok := d.nextDue(t); ok {
		key := "receipt.line-due"
		if !next.After(d.Now) {
			key = "receipt.line-late"
		}
		due = text.Say(d.Language, key, "time", d.Clock(next))
	}
	return strings.TrimSpace(text.Say(d.Language, "receipt.line", "ticket", t.ID, "service", d.Service(t),
		"state", text.Plain(d.Language, "state."+cmp.Or(Decided(t), string(t.State))), "due", text.HTML(due)))
}

func (d Drawing) nextDue(t *desk.Ticket) (due time.Time, ok bool) {
	for _, c := range owed {
		r, has := t.Clock(c, d.Estate)
		if !has || !r.Open() {
			continue
		}
		next := r.Due
		if d.passed(r) && d.renewed(t, r) {
			next = r.Renewed
		}
		if !ok || next.Before(due) {
			due, ok = next, true
		}
	}
	return due, ok
}
