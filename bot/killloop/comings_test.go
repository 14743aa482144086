package main

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// wants tells faults that are not as a test case has them: all must have the words, and none may be where there are none.
func wants(t *testing.T, faults []string, words string) {
	t.Helper()
	all := strings.Join(faults, "\n")
	if (all != "") != (words != "") || !strings.Contains(all, words) {
		t.Errorf("faults %q, want %q", faults, words)
	}
}

func TestWhatIsBeyondADaysBudgetIsAddedOnceAndTold(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *report, added *keptTicket, taken map[string]bool, told map[told]bool)
		fault  string
	}{
		{"as it was said", func(*report, *keptTicket, map[string]bool, map[told]bool) {}, ""},
		{"lost", func(_ *report, k *keptTicket, _ map[string]bool, _ map[told]bool) { k.history.said = nil }, "has no ticket"},
		{"twice", func(_ *report, k *keptTicket, _ map[string]bool, _ map[told]bool) {
			k.history.said = append(k.history.said, k.history.said[0])
		}, "added 2 times"},
		{"never told", func(_ *report, _ *keptTicket, _ map[string]bool, told map[told]bool) { clear(told) }, "never told"},
		{"not confirmed", func(_ *report, _ *keptTicket, taken map[string]bool, _ map[told]bool) { clear(taken) }, "never confirmed"},
		{"a word lost", func(r *report, _ *keptTicket, _ map[string]bool, _ map[told]bool) { r.Words[0] += "!" }, "is lost"},
		{"a photo lost", func(r *report, _ *keptTicket, _ map[string]bool, _ map[told]bool) { r.Photos++ }, "photos are added"},
		{"somebody else's", func(r *report, _ *keptTicket, _ map[string]bool, _ map[told]bool) { r.User = 8 }, "somebody else's"},
		{"another number", func(r *report, _ *keptTicket, _ map[string]bool, _ map[told]bool) { r.Number = "R-1007" }, "was told"},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := &report{User: 7, Marker: "#01-001#", Words: []string{"#01-001# water"}, Group: "power", Service: "5.5", Urgency: "urgent", Confirms: []string{"p1"}, Number: "R-1001"}
			r := &report{User: 7, Marker: "#01-011#", Words: []string{"#01-011# fire"}, Confirms: []string{"p2"}, Number: "R-1001", Merged: true}
			k := written("R-1001", first)
			k.history.said = []desk.SaidData{{Text: "Socket\n#01-011# fire"}}
			taken, heard := map[string]bool{"p1": true, "p2": true}, map[told]bool{{7, "R-1001", "receipt"}: true, {7, "R-1001", theMerger}: true}
			c.change(r, k, taken, heard)
			if c.name == "not confirmed" {
				taken["p1"] = true
			}
			if c.name == "never told" {
				heard[told{7, "R-1001", "receipt"}] = true
			}
			wants(t, judgeReports([]*report{first, r}, []*keptTicket{k}, estate, taken, heard), c.fault)
		})
	}
}

func TestAVisitorsTicketSaysWhoComesAndWhen(t *testing.T) {
	at := time.Date(2027, 3, 2, 18, 40, 0, 0, time.UTC).Format(time.RFC3339)
	for _, c := range []struct{ name, key, value, fault string }{
		{"as it was said", "", "", ""},
		{"another guest", guest, "Bob", guest},
		{"more guests", guests, "3", guests},
		{"another time", arrives, "18:41", arrives},
		{"a car lost", carPlate, "AB 1234", carPlate},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &report{User: 7, Marker: "#01-001#", Confirms: []string{"p"}, Number: "Q-1001", Visit: map[string]string{guest: "#01-001# Ann", guests: "2", arrives: "18:40"}}
			k := &keptTicket{Ticket: &desk.Ticket{ID: "Q-1001", OpenedData: desk.OpenedData{
				Reporter: desk.Reporter{User: 7},
				Fields:   []desk.Field{{Key: guest, Value: "#01-001# Ann"}, {Key: guests, Value: "2"}, {Key: arrives, Value: at}},
			}}, history: &history{}}
			if c.key != "" {
				r.Visit[c.key] = c.value
			}
			wants(t, judgeReports([]*report{r}, []*keptTicket{k}, estate, map[string]bool{"p": true}, map[told]bool{{7, "Q-1001", "receipt"}: true}), c.fault)
		})
	}
}

func TestAnAlbumIsOneMessageWithAllItsParts(t *testing.T) {
	whole := desk.SaidData{Text: "~01-001~", Media: make([]desk.Media, 3)}
	half := desk.SaidData{Text: "~01-001~", Media: make([]desk.Media, 2)}
	for _, c := range []struct {
		name  string
		said  []desk.SaidData
		user  desk.UserID
		fault string
	}{
		{"whole", []desk.SaidData{whole}, 7, ""},
		{"lost", nil, 7, "taken in 0 times"},
		{"twice", []desk.SaidData{whole, whole}, 7, "taken in 2 times"},
		{"a part lost", []desk.SaidData{half}, 7, "2 of 3 parts"},
		{"somebody else's", []desk.SaidData{whole}, 8, "somebody else's"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := &keptTicket{Ticket: &desk.Ticket{ID: "R-1001", OpenedData: desk.OpenedData{Reporter: desk.Reporter{User: c.user}}}, history: &history{said: c.said}}
			wants(t, judgeFollows([]*follow{{Who: "Tenant", User: 7, Marker: "~01-001~", Parts: 3}}, []*keptTicket{k}), c.fault)
		})
	}
}

func TestEachRequestToBeLetInHasOneDecision(t *testing.T) {
	in := storage.Entry{Action: "join admitted", Detail: "J-1001"}
	for _, c := range []struct {
		name   string
		change func(n *newcomer, k *kept)
		fault  string
	}{
		{"let in", func(*newcomer, *kept) {}, ""},
		{"turned off", func(_ *newcomer, k *kept) {
			k.joins[0].Verdict, k.audit[0].Action, k.homes = desk.Declined, "join declined", nil
		}, ""},
		{"taken back", func(n *newcomer, k *kept) {
			n.Withdrawn, k.joins[0].Verdict, k.audit, k.homes = true, desk.Withdrawn, nil, nil
		}, ""},
		{"lost", func(_ *newcomer, k *kept) { k.joins = nil }, "0 requests are kept"},
		{"twice", func(_ *newcomer, k *kept) { k.joins = append(k.joins, k.joins[0]) }, "2 requests are kept"},
		{"never decided", func(_ *newcomer, k *kept) { k.joins[0].Verdict, k.audit, k.homes = "", nil, nil }, "never decided"},
		{"decided twice", func(_ *newcomer, k *kept) { k.audit = append(k.audit, in) }, "decided 2 times"},
		{"decided otherwise, too", func(_ *newcomer, k *kept) {
			k.audit = append(k.audit, storage.Entry{Action: "join declined", Detail: "J-1001"})
		}, `the audit log has "join declined"`},
		{"let in nowhere", func(_ *newcomer, k *kept) { k.homes = nil }, "they live in []"},
		{"taken back by nobody", func(_ *newcomer, k *kept) { k.joins[0].Verdict, k.audit, k.homes = desk.Withdrawn, nil, nil }, "nobody did that"},
		{"never asked", func(_ *newcomer, k *kept) { k.joins[0].User = 10 }, "never asked"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := &newcomer{tenant: tenant{user: emulator.User{ID: 9, FirstName: "Newcomer"}}, unit: "A-101", Asked: true}
			k := &kept{joins: []desk.Join{{ID: 1, User: 9, Verdict: desk.Admitted}}, homes: map[int64][]string{9: {"A-101"}}, audit: []storage.Entry{in}}
			c.change(n, k)
			wants(t, judgeDoors([]*newcomer{n}, k), c.fault)
		})
	}
}

func TestWhatStaffSayOfThemselvesIsTakenInOnceAndInOrder(t *testing.T) {
	entry := func(action string) storage.Entry { return storage.Entry{By: desk.Actor{User: 5}, Action: action} }
	for _, c := range []struct {
		name  string
		audit []storage.Entry
		fault string
	}{
		{"as it was said", []storage.Entry{entry("on engineering"), entry("rota engineering"), entry("off engineering")}, ""},
		{"the last lost", []storage.Entry{entry("on engineering")}, "kept is [on]"},
		{"one twice", []storage.Entry{entry("on engineering"), entry("on engineering"), entry("off engineering")}, "kept is [on on off]"},
		{"turned round", []storage.Entry{entry("off engineering"), entry("on engineering")}, "kept is [off on]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			wants(t, judgeWords(map[int64][]string{5: {"on", "off"}}, c.audit), c.fault)
		})
	}
}
