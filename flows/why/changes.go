package why

import (
	"encoding/json"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// maxChanges is how many changes are told, the latest of them.
const maxChanges = 40

// changes are what changed the clocks, by whom, and who heard of what was not kept, a line each; "" where nothing did.
func changes(d card.Drawing, events []desk.Event) string {
	var lines []string
	for i := 0; i < len(events); i++ {
		line, more := ladder(d, events[i:])
		if line == "" {
			line = change(d, events[i])
		}
		if line != "" {
			lines = append(lines, line)
		}
		i += more
	}
	if len(lines) == 0 {
		return ""
	}
	if extra := len(lines) - maxChanges; extra > 0 {
		lines = append([]string{"…"}, lines[extra:]...)
	}
	return strings.Join(append([]string{text.Say(d.Language, "why.changes")}, lines...), "\n")
}

// change is the line of an event, "" where it changed no clock. What cannot be read is told without its details.
func change(d card.Drawing, e desk.Event) string {
	say := func(key string, args ...any) string {
		return text.Say(d.Language, "why."+key, append(args, "time", d.Clock(e.At), "who", e.By.Name)...)
	}
	switch e.Type {
	case desk.EvHeld:
		h := read[desk.HeldData](e)
		key := "held"
		if h.Late {
			key = "held-late"
		}
		return say(key, "cause", cause(d, h.Cause), "reason", reason(d, h.Reason), "until", d.Clock(h.Until))
	case desk.EvResumed:
		if read[desk.ResumedData](e).Early {
			return say("resumed")
		}
		return say("ran-out")
	case desk.EvReclassified:
		f := read[desk.ReclassifiedData](e)
		was := &desk.Ticket{OpenedData: desk.OpenedData{Service: f.Service, Names: f.Names}}
		key := "found"
		if f.Desk != "" {
			key = "moved"
		}
		return say(key, "service", d.Service(was), "urgency", urgency(d, f.Urgency), "reason", reason(d, f.Reason),
			"desk", text.Plain(d.Language, "desk."+string(f.Desk))) + dropped(d, f.Dropped)
	case desk.EvAgreed:
		v := read[desk.AgreedData](e).Visit
		from, until := between(d, v.From, v.Until)
		return say("agreed", "from", from, "until", until)
	case desk.EvMoment:
		return say("came", "moment", text.Plain(d.Language, "moment.came-"+string(read[desk.MomentData](e).Moment)))
	case desk.EvWithdrawn:
		return say("withdrawn", "reason", reason(d, d.Unwanted(read[desk.WithdrawnData](e))))
	case desk.EvDone:
		if why := read[desk.DoneData](e).Declined; why != "" {
			return say("declined", "reason", reason(d, why))
		}
	case desk.EvRefused:
		return say("freed", "reason", reason(d, read[desk.RefusedData](e).Reason))
	case desk.EvBreached:
		b := read[desk.ClockData](e)
		return say("missed", "what", name(d, b.Clock), "due", d.Clock(b.Due))
	case desk.EvFolded, desk.EvUnfolded:
		return joined(e, say)
	}
	return ""
}

// joined is the line of how a report was joined with others of its event, or parted from them.
func joined(e desk.Event, say func(key string, args ...any) string) string {
	switch {
	case e.Type == desk.EvFolded:
		return say("folded", "lead", read[desk.FoldedData](e).Into)
	case read[desk.UnfoldedData](e).Leads:
		return say("leads")
	}
	return say("unfolded")
}

// dropped says which clocks are owed no more.
func dropped(d card.Drawing, clocks []desk.ClockData) string {
	if len(clocks) == 0 {
		return ""
	}
	names := make([]string, len(clocks))
	for i, c := range clocks {
		names[i] = name(d, c.Clock)
	}
	return " " + text.Say(d.Language, "why.dropped", "what", text.List(d.Language, names))
}

func urgency(d card.Drawing, u desk.Urgency) string {
	if u == "" {
		u = desk.Ordinary
	}
	return text.Plain(d.Language, "urgency."+string(u))
}

// read is what an event holds, empty where it cannot be read.
func read[T any](e desk.Event) T {
	var d T
	if json.Unmarshal(e.Data, &d) != nil {
		var none T
		return none
	}
	return d
}
