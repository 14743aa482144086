package card

import (
	"strings"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// What begins the data of the buttons under an alarm, with its number after it.
const (
	AlarmPrefix = "a|"
	CallOff     = AlarmPrefix + "off|"   // it was pressed by mistake
	SoundAgain  = AlarmPrefix + "again|" // it was none, after all
)

// Alarm is how an alarm stands for whoever sounded it: whom to call, who is coming and by when, and what to do meanwhile.
func Alarm(d Drawing, t *desk.Ticket) string {
	var lines []string
	numbers := NumbersFor(d.Estate, d.Language, t.Danger)
	if t.Out() && numbers != "" {
		lines = append(lines, numbers, "")
	}
	lines = append(lines, text.Say(d.Language, "receipt.head", "ticket", t.ID, "service", d.Service(t)))
	if t.By.Name != "" {
		lines = append(lines, text.Say(d.Language, "receipt.opened-for", "who", t.By.Name, "time", d.Clock(t.Opened)))
	}
	lines = append(lines, d.alarmState(t))
	if t.Unconfirmed() && d.Late(t) {
		lines = append(lines, d.Unconfirmed("receipt.alarm-unconfirmed", t))
	}
	if t.Place.Label != "" && t.Out() {
		lines = append(lines, text.Say(d.Language, "receipt.alarm-place", "place", d.PlaceName(t)))
	}
	if t.Out() {
		lines = append(lines, d.Owed(t)...)
	}
	lines = append(lines, d.fields(t)...)
	if advice := d.advice(t); advice != "" {
		lines = append(lines, "", advice)
	}
	if t.Resolved.Held() && numbers != "" { // it may not be so for whoever reads it
		lines = append(lines, "", text.Say(d.Language, "receipt.alarm-unsafe"), numbers)
	}
	return strings.Join(lines, "\n")
}

// alarm is the screen on which whoever sounded an alarm follows it.
func alarm(d Drawing, t *desk.Ticket) chat.Content {
	leads := []chat.Button{{Text: text.Plain(d.Language, "home.status"), Data: Matters}, {Text: text.Plain(d.Language, "home.back"), Data: Home}}
	c := chat.Content{Text: Alarm(d, t), Buttons: [][]chat.Button{leads}}
	switch {
	case t.Out():
		c.Text += "\n\n" + text.Say(d.Language, "receipt.alarm-more")
		c.Buttons = [][]chat.Button{{d.CallOffButton(t)}, leads}
	case t.CalledOff():
		again := chat.Button{Text: text.Plain(d.Language, "receipt.alarm-again"), Data: SoundAgain + string(t.ID), Style: chat.Danger}
		c.Buttons = [][]chat.Button{{again}, leads}
	}
	return c
}

// CallOffButton calls an alarm off that was pressed by mistake, with one press.
func (d Drawing) CallOffButton(t *desk.Ticket) chat.Button {
	return chat.Button{Text: text.Plain(d.Language, "receipt.alarm-mistake"), Data: CallOff + string(t.ID)}
}

// alarmState says who is coming, or who was told.
func (d Drawing) alarmState(t *desk.Ticket) string {
	key, who, at := "receipt.alarm-"+string(t.State), d.Known(t.Holder), d.at(t)
	switch {
	case t.CalledOff():
		who = t.Withdrawn.By.Name
	case t.Resolved.Held():
		key, who, at = "receipt.alarm-done", d.Known(t.Resolved.By), d.Clock(t.Resolved.At)
	case t.Unconfirmed() && d.seenTo(t) == "" && d.Late(t):
		key += "-late"
	case t.State == desk.StateOpen && d.seenTo(t) != "":
		key, who = "receipt.alarm-seen", d.seenTo(t)
	}
	return text.Say(d.Language, key, "who", who, "time", at, "desks", d.DesksOf(t), "since", d.Since(t))
}

// Known is somebody on the staff by name and, where it is known for which desk they act, by that.
func (d Drawing) Known(by desk.Actor) string {
	if by.Desk == "" {
		return by.Name
	}
	return text.Plain(d.Language, "receipt.known", "who", by.Name, "desk", text.Plain(d.Language, "desk."+string(by.Desk)))
}

// DesksOf are the desks that were told of the ticket: its own, and those that its alarm has risen to.
func (d Drawing) DesksOf(t *desk.Ticket) string {
	var names []string
	for _, n := range t.Desks() {
		names = append(names, d.deskName(n))
	}
	for _, s := range t.Alarmed() {
		names = append(names, d.deskName(desk.Name(s.To)))
	}
	return text.List(d.Language, names)
}

// Since are the desks that an alarm is out at, each with the moment since when, to the second: whoever waits counts them.
func (d Drawing) Since(t *desk.Ticket) string {
	var names []string
	add := func(n desk.Name, at time.Time) {
		names = append(names, text.Plain(d.Language, "receipt.since", "desk", d.deskName(n), "time", d.second(at)))
	}
	for _, n := range t.Desks() {
		add(n, later(t.ToldAt(), t.Free))
	}
	for _, s := range t.Alarmed() {
		add(desk.Name(s.To), s.Since)
	}
	return text.List(d.Language, names)
}

func (d Drawing) deskName(n desk.Name) string { return text.Plain(d.Language, "desk."+string(n)) }

// second is a moment as the estate's clock shows it, to the second.
func (d Drawing) second(t time.Time) string {
	return text.ClockTo(d.Language, t, d.Now, d.Estate.Zone, text.Precisions[1])
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Unconfirmed is the sentence for whoever waits for somebody to take their alarm: whom to call instead, where there is a
// number.
func (d Drawing) Unconfirmed(key string, t *desk.Ticket) string {
	numbers := d.Estate.NumbersFor(t.Danger)
	if len(numbers) == 0 {
		return text.Say(d.Language, key+"-alone", "ticket", t.ID, "service", d.Service(t))
	}
	return text.Say(d.Language, key, "ticket", t.ID, "service", d.Service(t), "number", numbers[0].Number)
}

// advice is what to do until somebody is there.
func (d Drawing) advice(t *desk.Ticket) string {
	if !t.Out() || t.State == desk.StateOnSite || t.Danger == "" {
		return ""
	}
	key := "receipt.do-" + string(t.Danger)
	if coming := key + "-coming"; t.State == desk.StateAccepted && text.Has(coming) {
		key = coming
	}
	return text.Say(d.Language, key)
}
