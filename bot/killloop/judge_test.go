package main

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

const group = -100

func saying(life int, words string) *call {
	return &call{life: life, method: "sendMessage", chat: group, text: words}
}

// late is an alert as the supervisors read it.
func late(id string) string {
	return text.Say(desk.English, "alert.take-open", "ticket", id, "place", "A 1", "service", "Socket", "due", "9:03", "late", "")
}

func TestADoubleIsExcusedOnlyWhereALifeEndedUnderIt(t *testing.T) {
	due := map[told]int{{group, "R-1001", "take"}: 1}
	edit := &call{life: 1, method: "editMessageText", chat: group}
	for _, c := range []struct {
		name    string
		calls   []*call
		doubles int
		fault   string
	}{
		{"once", []*call{saying(1, late("R-1001"))}, 0, ""},
		{"never", nil, 0, "was 0 times"},
		{"again in the next life", []*call{saying(1, late("R-1001")), saying(2, late("R-1001"))}, 1, ""},
		{"again two lives on", []*call{saying(1, late("R-1001")), saying(4, late("R-1001"))}, 1, ""},
		{"and once more", []*call{saying(1, late("R-1001")), saying(2, late("R-1001")), saying(3, late("R-1001"))}, 2, ""},
		{"in the same life", []*call{saying(1, late("R-1001")), saying(1, late("R-1001"))}, 0, "only 0 of those"},
		{"after something else", []*call{saying(1, late("R-1001")), edit, saying(2, late("R-1001"))}, 0, "only 0 of those"},
		{"one that was never due", []*call{saying(1, late("R-1001")), saying(1, late("R-1002"))}, 0, "R-1002"},
		{"two in one message", []*call{saying(1, late("R-1001")+"\n\n"+late("R-1002"))}, 0, "R-1002"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doubles, faults := tell(c.calls).compare(due, lastWords(c.calls))
			if doubles != c.doubles || (len(faults) > 0) != (c.fault != "") || !strings.Contains(strings.Join(faults, "\n"), c.fault) {
				t.Errorf("%d doubles, faults %q", doubles, faults)
			}
		})
	}
}

func TestEveryFormOfAnAlertIsRecognised(t *testing.T) {
	for clock := range alertLines {
		for _, form := range []string{string(clock), string(clock) + "-near", string(clock) + "-open", "was"} {
			what := text.Plain(desk.English, "clock."+string(clock))
			said := text.Say(desk.English, "alert."+form, "ticket", "R-1001", "place", "A & B", "service", "Any other repair",
				"due", "9:03", "late", ", 5 min late", "who", "Edda", "span", "1 min", "what", what)
			got := saying(1, said).tells()
			if len(got) != 1 || got[0] != (told{group, "R-1001", string(clock)}) {
				t.Errorf("alert.%s of %s tells %v", form, clock, got)
			}
		}
	}
}

// written is a ticket as it follows from a report.
func written(id desk.TicketID, r *report) *keptTicket {
	words := strings.Join(r.Words, "\n")
	return &keptTicket{Ticket: &desk.Ticket{ID: id, OpenedData: desk.OpenedData{
		Description: words, Service: desk.ServiceRef{Ref: "5.5"}, Urgency: desk.Urgent,
		Reporter: desk.Reporter{User: desk.UserID(r.User)},
	}}, history: &history{words: words}}
}

func TestEachConfirmedReportIsOneTicketWithAllThatWasSaid(t *testing.T) {
	said := func() *report {
		return &report{
			Who: "Tenant", User: 7, Marker: "#01-001#", Words: []string{"#01-001# water"}, Group: "power", Service: "5.5",
			Urgency: "urgent", Confirms: []string{"p1", "p2"}, Number: "R-1001",
		}
	}
	for _, c := range []struct {
		name   string
		change func(r *report, tickets *[]*keptTicket, taken map[string]bool)
		fault  string
	}{
		{"as it was said", func(*report, *[]*keptTicket, map[string]bool) {}, ""},
		{"lost", func(_ *report, k *[]*keptTicket, _ map[string]bool) { *k = nil }, "has no ticket"},
		{"doubled", func(_ *report, k *[]*keptTicket, _ map[string]bool) { *k = append(*k, (*k)[0]) }, "has 2 tickets"},
		{"not confirmed", func(_ *report, _ *[]*keptTicket, taken map[string]bool) { clear(taken) }, "never confirmed"},
		{"a correction lost", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.Words[0] += " corrected" }, "description"},
		{"a word lost", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.Words = append(r.Words, "and gas") }, "description"},
		{"a photo lost", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.Photos++ }, "number of photos"},
		{"another service", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.Service = "5.2" }, "service"},
		{"another urgency", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.Urgency = "critical" }, "urgency"},
		{"another number", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.Number = "R-1002" }, "number"},
		{"another tenant", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.User = 8 }, "tenant"},
		{"nobody's", func(r *report, _ *[]*keptTicket, _ map[string]bool) { r.Marker, r.Confirms = "#09-009#", nil }, "nobody's report"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, taken := said(), map[string]bool{"p2": true}
			tickets := []*keptTicket{written("R-1001", r)}
			c.change(r, &tickets, taken)
			receipts := map[told]bool{{7, "R-1001", "receipt"}: true, {8, "R-1001", "receipt"}: true}
			faults := strings.Join(judgeReports([]*report{r}, tickets, estate, taken, receipts), "\n")
			if (faults != "") != (c.fault != "") || !strings.Contains(faults, c.fault) {
				t.Errorf("faults %q, want %q", faults, c.fault)
			}
		})
	}
	r := said()
	if faults := judgeReports([]*report{r}, []*keptTicket{written("R-1001", r)}, estate, map[string]bool{"p1": true}, nil); len(faults) != 1 {
		t.Errorf("faults %q for a receipt that was never shown", faults)
	}
}

func TestAnOffsetBeyondWhatWasHandedOverIsAFault(t *testing.T) {
	r := newRecord()
	r.hand([]byte(`{"ok":true,"result":[{"update_id":5,"callback_query":{"id":"p"}},{"update_id":6}]}`))
	r.confirm(6)
	if updates, presses := r.taken(); len(updates) != 1 || updates[0] != 5 || !presses["p"] || len(r.faults) != 0 {
		t.Errorf("confirmed %v, presses %v, faults %q", updates, presses, r.faults)
	}
	r.confirm(8)
	if len(r.faults) != 1 {
		t.Errorf("faults %q", r.faults)
	}
}

func TestOnlyRepeatsAreRefusedWithoutFault(t *testing.T) {
	faults := judgeRefusals([]emulator.Refusal{
		{Method: "editMessageText", Description: "Bad Request: message is not modified: specified new message content is the same"},
		{Method: "sendMessage", Description: "Bad Request: chat not found"},
	})
	if len(faults) != 1 || !strings.Contains(faults[0], "chat not found") {
		t.Errorf("faults %q", faults)
	}
}

func TestTheLogHoldsNoErrorAndNoToken(t *testing.T) {
	faults := judgeLog("level=INFO msg=a\nlevel=ERROR msg=b\nlevel=ERROR error=\""+conflict+"\"\nlevel=INFO msg=secret\n", "secret")
	if len(faults) != 2 {
		t.Errorf("faults %q", faults)
	}
}

func TestMorningsAreCountedByTheEstatesClock(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	e := &desk.Estate{Zone: zone}
	night := time.Date(2027, 3, 1, 3, 20, 0, 0, zone)
	for hours, want := range map[int]int{1: 0, 5: 1, 28: 1, 29: 2} {
		if n := mornings(e, night, night.Add(time.Duration(hours)*time.Hour)); n != want {
			t.Errorf("%d mornings in %d hours, want %d", n, hours, want)
		}
	}
}

func TestWhatAnAlertHasNoRoomForIsCountedInIt(t *testing.T) {
	due := map[told]int{{group, "R-1001", "take"}: 1, {group, "R-1002", "take"}: 1}
	_, faults := tell([]*call{saying(1, late("R-1001")+"\n\n… and 1 more.")}).compare(due, nil)
	wants(t, faults, "")
	due[told{group, "R-1003", "take"}] = 1
	_, faults = tell([]*call{saying(1, late("R-1001")+"\n\n… and 1 more.")}).compare(due, nil)
	wants(t, faults, "was to be told 1 times")
}
