package follow

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// waited tells the tenant, in a message of its own, that a ticket waits and until when, that it goes on, or that
// something else is promised for it, each with the times that are promised now; ok is false for any other event.
func (f Follow) waited(tx *storage.Tx, t *desk.Ticket, d card.Drawing, e desk.Event) (ok bool, err error) {
	var body string
	about := chat.About{Ticket: t.ID, What: card.Told}
	switch e.Type {
	case desk.EvHeld:
		var h desk.HeldData
		if err := json.Unmarshal(e.Data, &h); err != nil {
			return true, fmt.Errorf("read hold of %s: %w", t.ID, err)
		}
		body = f.about(d, t, "news.held", e.By.Name, h.Reason, h.Until)
		about.Event = replying(h.Reply, e)
	case desk.EvResumed:
		var r desk.ResumedData
		if err := json.Unmarshal(e.Data, &r); err != nil {
			return true, fmt.Errorf("read end of hold of %s: %w", t.ID, err)
		}
		key := "news.resumed-late"
		if r.Early {
			key = "news.resumed"
		}
		body = f.about(d, t, key, e.By.Name, "", e.At)
	case desk.EvReclassified:
		var r desk.ReclassifiedData
		if err := json.Unmarshal(e.Data, &r); err != nil {
			return true, fmt.Errorf("read finding of %s: %w", t.ID, err)
		}
		key := "news.found"
		if r.Desk != "" {
			key = "news.found-moved"
		}
		urgency := ""
		if r.Urgency != r.Was && r.Was != "" && r.Urgency != "" {
			urgency = text.Say(d.Language, "news.found-urgency", "urgency", text.Plain(d.Language, "urgency."+string(r.Urgency)))
		}
		body = f.about(d, t, key, e.By.Name, r.Reason, e.At, "urgency", text.HTML(urgency)) + dropped(d, r.Dropped)
		about.Event = replying(r.Reply, e)
	case desk.EvAgreed:
		body = f.about(d, t, "news.agreed", e.By.Name, "", e.At)
	default:
		return false, nil
	}
	return true, tx.Post(chat.Outgoing{
		Chat: t.Reporter.User.Private(), Lane: lane(t, chat.Conversation), Content: chat.Content{Text: body}, About: about,
	})
}

// replying is the event that a message carries to the tenant whom it answers, so that it is known whether it arrived;
// 0 where it is no answer.
func replying(answers bool, e desk.Event) int {
	if answers {
		return e.Seq
	}
	return 0
}

// about is a sentence about the ticket, with what is promised now below it.
func (f Follow) about(d card.Drawing, t *desk.Ticket, key, who, reason string, at time.Time, more ...any) string {
	head := strings.TrimSpace(text.Say(d.Language, key, append(more, "ticket", t.ID, "service", d.Service(t), "who", who, "reason", reason,
		"time", d.Clock(at), "desk", text.Plain(d.Language, "desk."+string(t.Desk)))...))
	lines := []string{head}
	if owed := d.Owed(t); len(owed) > 0 {
		lines = append(append(lines, text.Say(d.Language, "news.promised-now")), owed...)
	}
	return strings.Join(lines, "\n")
}

// dropped says what was promised to the tenant and is no more; "" where nothing was.
func dropped(d card.Drawing, clocks []desk.ClockData) string {
	var lines []string
	for _, c := range clocks {
		if key := "receipt." + string(c.Clock); !c.Due.IsZero() && text.Has(key) {
			lines = append(lines, text.Say(d.Language, key, "time", d.Clock(c.Due)))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return "\n" + text.Say(d.Language, "news.dropped") + "\n" + strings.Join(lines, "\n")
}

// ranOut tells the desk that the expected time of a hold has come: its clocks run again.
func (f Follow) ranOut(tx *storage.Tx, t *desk.Ticket, e desk.Event) error {
	var r desk.ResumedData
	if err := json.Unmarshal(e.Data, &r); err != nil {
		return fmt.Errorf("read end of hold of %s: %w", t.ID, err)
	}
	if r.Early || len(t.Holds) == 0 {
		return nil
	}
	h := t.Holds[len(t.Holds)-1]
	for _, at := range people.Stands(&tx.Reader, t) {
		o := f.worded(tx, t, at, "desk-news.ran-out", h.By.Name, h.Reason)
		o.ReplySlot, o.Content.Buttons = at.Card(t.ID), card.Onward(f.drawing(tx, at.Language), t)
		if err := tx.Post(o); err != nil {
			return err
		}
	}
	return nil
}

// tells tells whether an event of a change tells the tenant what is promised anew, so that no apology says it again: a
// finding, or the end of a hold whose expected time has come.
func tells(events []desk.Event) bool {
	return slices.ContainsFunc(events, func(e desk.Event) bool {
		var r desk.ResumedData
		return e.Type == desk.EvReclassified || e.Type == desk.EvResumed && json.Unmarshal(e.Data, &r) == nil && !r.Early
	})
}
