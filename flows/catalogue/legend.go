package catalogue

import (
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// legend explains the notation of the printed catalogue, in l: a term and what it means, a line each.
func legend(l desk.Language) string {
	lines := [][2]string{}
	say := func(term, key string) { lines = append(lines, [2]string{term, text.Plain(l, "catalogue."+key)}) }
	say("arrive=15m", "span")
	say("approve=2wd", "days")
	say("arrive=same day", "same-day")
	say("fix=1h@arrived", "start")
	say("arrive=appointment", "agreed")
	say("count, by, always", "rounds")
	say("before, within", "cut")
	say("hours: always, desk", "hours")
	say("opens: tenant", "opens")
	say("(sagging)", "case")
	for _, c := range order {
		lines = append(lines, [2]string{string(c), text.Plain(l, "clock."+string(c))})
	}
	for _, m := range desk.Moments[1:] {
		lines = append(lines, [2]string{"@" + string(m), text.Plain(l, "moment."+string(m))})
	}
	for _, k := range []desk.Kind{
		desk.Repair, desk.Request, desk.Booking, desk.Complaint, desk.Emergency, desk.Standard, desk.Routine, desk.Announcement,
	} {
		say(string(k), "kind-"+string(k))
	}
	widest := 0
	for _, line := range lines {
		widest = max(widest, width(line[0]))
	}
	var out strings.Builder
	out.WriteString(text.Plain(l, "catalogue.legend") + "\n")
	for _, line := range lines {
		out.WriteString("  " + line[0] + strings.Repeat(" ", widest-width(line[0])+2) + line[1] + "\n")
	}
	return out.String()
}
