package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/form"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// marker is what stands in the words of one report.
var marker = regexp.MustCompile(`#[0-9]{2,}-[0-9]{3,}#`)

// judgeReports holds what tenants confirmed against the tickets: one for each, with all that was said, and its
// number on the tenant's screen; or where that was beyond the day's budget, one message in a ticket that they had. Taken
// are the presses that the desk confirmed.
func judgeReports(reports []*report, tickets []*keptTicket, e *desk.Estate, taken map[string]bool, receipts map[told]bool) (faults []string) {
	found, merged := sorted(tickets)
	for _, r := range reports {
		mine, added := found[r.Marker], merged[r.Marker]
		delete(found, r.Marker)
		delete(merged, r.Marker)
		confirmed := slices.ContainsFunc(r.Confirms, func(press string) bool { return taken[press] })
		switch {
		case len(added) > 0:
			faults = append(faults, r.judgeMerged(mine, added, confirmed, receipts)...)
		case confirmed && len(mine) == 0:
			faults = append(faults, fmt.Sprintf("%s was confirmed and has no ticket", r.Marker))
		case !confirmed && len(mine) > 0:
			faults = append(faults, fmt.Sprintf("%s was never confirmed and has ticket %s", r.Marker, mine[0].ID))
		case len(mine) > 1:
			faults = append(faults, fmt.Sprintf("%s has %d tickets: %s and %s", r.Marker, len(mine), mine[0].ID, mine[1].ID))
		case len(mine) == 1:
			faults = append(faults, r.differs(mine[0], e)...)
			if r.Call != nil {
				faults = append(faults, r.judgeCall(mine[0])...)
			}
			if !receipts[told{r.User, string(mine[0].ID), "receipt"}] {
				faults = append(faults, fmt.Sprintf("%s: %s was never shown the receipt of %s", r.Marker, r.Who, mine[0].ID))
			}
		}
	}
	for _, all := range []map[string][]*keptTicket{found, merged} {
		for m, tickets := range all {
			faults = append(faults, fmt.Sprintf("ticket %s is nobody's report: its marker is %q", tickets[0].ID, m))
		}
	}
	return faults
}

// sorted are the tickets by the marker of what they were opened with, and by those of what was added to them: as often
// as it was.
func sorted(tickets []*keptTicket) (found, merged map[string][]*keptTicket) {
	found, merged = map[string][]*keptTicket{}, map[string][]*keptTicket{}
	for _, t := range tickets {
		var words strings.Builder
		words.WriteString(t.Description)
		for _, f := range t.Fields {
			words.WriteString(f.Value)
		}
		opened := marker.FindString(words.String())
		found[opened] = append(found[opened], t)
		for _, s := range t.history.said {
			if m := marker.FindString(s.Text); m != "" {
				merged[m] = append(merged[m], t)
			}
		}
	}
	return found, merged
}

// differs lists where a ticket is not what was said.
func (r *report) differs(k *keptTicket, e *desk.Estate) (faults []string) {
	t := k.Ticket
	differ := func(what string, got, want any) {
		faults = append(faults, fmt.Sprintf("%s: %s of %s is %v, %s said %v", r.Marker, what, t.ID, got, r.Who, want))
	}
	if r.Number != "" && r.Number != string(t.ID) {
		differ("number", t.ID, r.Number)
	}
	if int64(t.Reporter.User) != r.User {
		differ("tenant", t.Reporter.User, r.User)
	}
	if r.Visit != nil {
		return append(faults, r.differsFrom(t, e)...)
	}
	if want := strings.Join(r.Words, "\n"); k.history.words != want {
		differ("description", fmt.Sprintf("%q", k.history.words), fmt.Sprintf("%q", want))
	}
	if want := r.Photos + r.Files; len(t.Media) != want {
		differ("number of photos", len(t.Media), want)
	}
	if service := form.Case(catalogue.Default(), r.service(), t.Fields); t.Service != service.Ref {
		differ("service", t.Service, service.Ref)
	}
	if r.Urgency != "" && string(t.Urgency) != r.Urgency {
		differ("urgency", t.Urgency, r.Urgency)
	}
	return append(faults, r.differsIn(t)...)
}

// receiptHead is how a receipt begins.
var receiptHead = pattern(text.Say(desk.English, "receipt.head"))

// receiptsIn are the tickets whose receipt a chat was shown, and those to which it was told that something was added.
func receiptsIn(calls []*call) map[told]bool {
	receipts := map[told]bool{}
	for _, c := range calls {
		if !c.shows() {
			continue
		}
		if found := receiptHead.FindStringSubmatch(c.text); found != nil {
			receipts[told{c.chat, found[1], "receipt"}] = true
		}
		for _, merger := range mergers {
			if found := merger.FindStringSubmatch(c.text); found != nil {
				receipts[told{c.chat, found[1], theMerger}] = true
			}
		}
	}
	return receipts
}

// judgeReplay holds a stored ticket against its events: the one follows from the others.
func (t *keptTicket) judgeReplay() []string {
	again, err := desk.Replay(t.ID, t.events)
	if err != nil {
		return []string{fmt.Sprintf("%s cannot be replayed: %v", t.ID, err)}
	}
	stored, err1 := json.Marshal(t.Ticket)
	replayed, err2 := json.Marshal(again)
	if err1 != nil || err2 != nil || string(stored) != string(replayed) {
		return []string{fmt.Sprintf("%s is not what its events make: %s, not %s", t.ID, stored, replayed)}
	}
	return nil
}

// judgeAlerts holds the kept alerts of a ticket against its events: each rung that was raised is in one alert in each
// chat that its policy names, or one above it is, and none is that was not raised.
func (t *keptTicket) judgeAlerts(e *desk.Estate, where func(desk.Name) int64) (faults []string) {
	type seen struct {
		rung
		chat int64
	}
	lines := map[seen]int{}
	highest := map[seen]int{} // by clock and round
	for _, a := range t.alerts {
		for _, l := range a.Lines {
			if l.Ticket != t.ID {
				continue
			}
			at := rung{l.Clock, l.Cycle, l.Level}
			lines[seen{at, int64(a.Chat)}]++
			clock := seen{rung{Clock: l.Clock, Cycle: l.Cycle}, int64(a.Chat)}
			highest[clock] = max(highest[clock], l.Level+1)
			if len(t.history.raised[at]) == 0 {
				faults = append(faults, fmt.Sprintf("%s: %s is in an alert and was never raised", t.ID, at))
			}
		}
	}
	for at, n := range lines {
		if n > 1 {
			faults = append(faults, fmt.Sprintf("%s: %s is in %d alerts in chat %d", t.ID, at.rung, n, at.chat))
		}
	}
	for _, r := range t.history.runs(e) {
		l := t.history.ladder(e, r)
		for at := range t.history.raised {
			if at.Clock != r.Clock || at.Cycle != r.Cycle {
				continue
			}
			for _, to := range l.to(at.Level) {
				chat := t.chatOf(to, where)
				if chat != 0 && highest[seen{rung{Clock: at.Clock, Cycle: at.Cycle}, chat}] <= at.Level {
					faults = append(faults, fmt.Sprintf("%s: %s was raised, and is in no alert to %s", t.ID, at, to))
				}
			}
		}
	}
	return faults
}

// chatOf is where an audience is told; 0 for whoever is on call, which differs by the moment.
func (t *keptTicket) chatOf(to desk.Audience, where func(desk.Name) int64) int64 {
	switch to {
	case desk.OnDuty:
		return 0
	case desk.OwnDesk:
		return where(t.Desk)
	}
	return where(desk.Name(to))
}

// listed is how many lines an alert shows one by one; the rest it counts.
const listed = 25

// due are the things that a ticket's messages have to tell, and how often.
func (t *keptTicket) due(e *desk.Estate, where func(desk.Name) int64) map[told]int {
	due := map[told]int{{where(t.Desk), string(t.ID), theCard}: 1}
	if user := int64(t.Reporter.User); user != 0 {
		for what, n := range t.news(e) {
			if n > 0 {
				due[told{user, string(t.ID), what}] = n
			}
		}
	}
	for _, a := range t.alerts {
		heard := map[told]bool{}
		for i, l := range a.Lines {
			if what := (told{int64(a.Chat), string(t.ID), string(l.Clock)}); l.Ticket == t.ID && i < listed && !heard[what] {
				heard[what] = true
				due[what]++
			}
		}
	}
	return due
}

// news are what a tenant is told of a ticket, and how often.
func (t *keptTicket) news(e *desk.Estate) map[string]int {
	ended := 0
	for _, w := range t.history.waits {
		if w.early {
			ended++
		}
	}
	news := map[string]int{
		theHold: len(t.history.waits), theEnd: ended, theLapse: t.history.ran, theRenewal: t.history.toldBroken(e),
	}
	if t.Resolved.Held() {
		news[theAnswer] = 1
	}
	return news
}

// judgePresses: a first press on Accept, and one on Done, is always legal in the end, so it must have left an event.
func judgePresses(pressed map[string]map[desk.Action]string, tickets []*keptTicket, taken map[string]bool) (n int, faults []string) {
	leaves := map[desk.Action]desk.EventType{desk.Accept: desk.EvAccepted, desk.Arrive: desk.EvArrived, desk.Finish: desk.EvDone}
	for _, t := range tickets {
		for a, press := range pressed[string(t.ID)] {
			n++
			event, lasting := leaves[a]
			switch {
			case !taken[press]:
				faults = append(faults, fmt.Sprintf("%s: the press on %s was never taken", t.ID, a))
			case lasting && t.history.first[event].IsZero():
				faults = append(faults, fmt.Sprintf("%s: the press on %s left nothing", t.ID, a))
			}
		}
	}
	return n, faults
}

// harmless are refusals of what a life did over again because the one before could not note it, and of a dead one's
// poll that was still open.
var harmless = []string{
	"message is not modified", "message to delete not found", pinnedAlready, conflict,
}

// pinnedAlready is how Telegram answers a pin over again.
const pinnedAlready = "CHAT_NOT_MODIFIED"

const conflict = "Conflict: terminated by other getUpdates"

func judgeRefusals(refusals []emulator.Refusal) (faults []string) {
	for _, r := range refusals {
		if !slices.ContainsFunc(harmless, func(h string) bool { return strings.Contains(r.Description, h) }) {
			faults = append(faults, fmt.Sprintf("Telegram refuses %s: %s", r.Method, r.Description))
		}
	}
	return faults
}

// kinds counts refusals by method and reason.
func kinds(refusals []emulator.Refusal) map[string]int {
	n := map[string]int{}
	for _, r := range refusals {
		n[r.Method+": "+r.Description]++
	}
	return n
}

// excused tells an error that a dead life's poll, still open, causes.
func excused(line string) bool { return strings.Contains(line, conflict) }

// judgeLog finds what the desk itself called an error, and the token, which no log may hold.
func judgeLog(log, token string) (faults []string) {
	for line := range strings.SplitSeq(log, "\n") {
		switch {
		case strings.Contains(line, token):
			faults = append(faults, "the log holds the token")
		case strings.Contains(line, "level=ERROR") && !excused(line), strings.HasPrefix(line, "panic"), strings.HasPrefix(line, "killloop child"):
			faults = append(faults, "the desk's log: "+line)
		}
	}
	return faults
}

// morning is the hour at which the managers have proof of life every day, in the estate's zone.
const morning = 8

// mornings counts the mornings between two moments.
func mornings(e *desk.Estate, from, until time.Time) int {
	n := 0
	local := from.In(e.Zone)
	for day := 0; ; day++ {
		at := time.Date(local.Year(), local.Month(), local.Day()+day, morning, 0, 0, 0, e.Zone)
		if at.After(until) {
			return n
		}
		if at.After(from) {
			n++
		}
	}
}
