package card

import (
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// progress are the buttons by which staff say how far the ticket is beside its states: a row for each moment from which
// a clock is to start, and one for the checklist.
func (d Drawing) progress(t *desk.Ticket) [][]chat.Button {
	var rows [][]chat.Button
	for _, m := range t.Awaits() {
		if t.May(desk.NoteMoment) {
			rows = append(rows, []chat.Button{{
				Text: text.Plain(d.Language, "moment.button-"+string(m)), Data: Data(t.ID, desk.NoteMoment, string(m)), Style: chat.Primary,
			}})
		}
	}
	steps := d.Steps(t)
	if len(steps) == 0 || t.Over() {
		return rows
	}
	return append(rows, []chat.Button{d.StepsButton(t)})
}

// StepsButton shows the ticket's checklist, and says how far it is.
func (d Drawing) StepsButton(t *desk.Ticket) chat.Button {
	n := len(d.Steps(t))
	return chat.Button{
		Text: text.Plain(d.Language, "action.steps", "n", n-len(d.StepsLeft(t)), "of", n), Data: Data(t.ID, desk.Checklist, ""),
	}
}

// WantsPhoto tells whether the ticket's service wants a photo of the finished job.
func (d Drawing) WantsPhoto(t *desk.Ticket) bool {
	s, _ := d.Services.Service(t.Service)
	return s.Proof
}

// Steps are the points of the ticket's checklist; none for a service that has no list, or is gone.
func (d Drawing) Steps(t *desk.Ticket) []catalogue.Step {
	s, _ := d.Services.Service(t.Service)
	return s.Steps
}

// StepsLeft are the points that are not done yet.
func (d Drawing) StepsLeft(t *desk.Ticket) []catalogue.Step {
	var left []catalogue.Step
	for _, s := range d.Steps(t) {
		if _, done := t.Steps[s.Name]; !done {
			left = append(left, s)
		}
	}
	return left
}
