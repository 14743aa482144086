package desk

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func file(id string) []Media { return []Media{{Kind: Photo, FileID: id}} }

func described(t *testing.T) *Ticket {
	t.Helper()
	return Open("R-1001", OpenedData{Kind: Repair, Description: "It leeks", Media: file("a")}, tenant, start)
}

func TestCorrectionChangesWhatTheTicketSays(t *testing.T) {
	amended := func(k *Ticket) {
		k.Amend(AmendedData{Description: "in the citchen", Media: file("b")}, tenant, minutes(1))
		k.Amend(AmendedData{Place: &Place{Label: "A-1203"}}, tenant, minutes(2))
		k.Amend(AmendedData{Description: "come soon"}, tenant, minutes(3))
	}
	for name, c := range map[string]struct {
		happens func(*Ticket)
		says    string
		media   []Media
	}{
		"nothing":           {amended, "It leeks\nin the citchen\ncome soon", append(file("a"), file("b")...)},
		"the opening alone": {func(k *Ticket) { k.Edit(EditedData{Event: 1, Text: "It leaks"}, tenant, minutes(1)) }, "It leaks", file("a")},
		"before more is said": {func(k *Ticket) {
			k.Edit(EditedData{Event: 1, Text: "It leaks"}, tenant, minutes(1))
			amended(k)
		}, "It leaks\nin the citchen\ncome soon", append(file("a"), file("b")...)},
		"the opening of several": {func(k *Ticket) {
			amended(k)
			k.Edit(EditedData{Event: 1, Text: "It leaks"}, tenant, minutes(4))
		}, "It leaks\nin the citchen\ncome soon", append(file("a"), file("b")...)},
		"what was added": {func(k *Ticket) {
			amended(k)
			k.Edit(EditedData{Event: 2, Text: "in the kitchen", Media: file("c")}, tenant, minutes(4))
		}, "It leeks\nin the kitchen\ncome soon", append(file("a"), file("c")...)},
		"twice": {func(k *Ticket) {
			amended(k)
			k.Edit(EditedData{Event: 2, Text: "in the kitchin"}, tenant, minutes(4))
			k.Edit(EditedData{Event: 2, Text: "in the kitchen"}, tenant, minutes(5))
		}, "It leeks\nin the kitchen\ncome soon", append(file("a"), file("b")...)},
		"its words taken away": {func(k *Ticket) {
			amended(k)
			k.Edit(EditedData{Event: 2}, tenant, minutes(4))
		}, "It leeks\ncome soon", append(file("a"), file("b")...)},
		"its file replaced": {func(k *Ticket) { k.Edit(EditedData{Event: 1, Text: "It leaks", Media: file("c")}, tenant, minutes(1)) }, "It leaks", file("c")},
		"what was said between": {func(k *Ticket) {
			must(t, k.Say(SaidData{Text: "hello"}, tenant, minutes(1)))
			k.Edit(EditedData{Event: 2, Text: "hallo"}, tenant, minutes(2))
		}, "It leeks", file("a")},
		"what there is not": {func(k *Ticket) { k.Edit(EditedData{Event: 9, Text: "hallo"}, tenant, minutes(2)) }, "It leeks", file("a")},
	} {
		k := described(t)
		c.happens(k)
		if k.Description != c.says || !reflect.DeepEqual(k.Media, c.media) {
			t.Errorf("%s: it says %q with %v, want %q with %v", name, k.Description, k.Media, c.says, c.media)
		}
		again, err := Replay(k.ID, k.Fresh())
		if must(t, err); asJSON(t, again) != asJSON(t, k) {
			t.Errorf("%s: replayed %s\n stored %s", name, asJSON(t, again), asJSON(t, k))
		}
	}
}

func TestCorrectionKeepsTheHistory(t *testing.T) {
	k := described(t)
	k.Edit(EditedData{Event: 1, Text: "It leaks"}, tenant, minutes(1))
	var was OpenedData
	if err := json.Unmarshal(k.Fresh()[0].Data, &was); err != nil || was.Description != "It leeks" || k.Events != 2 {
		t.Errorf("%+v, %v", was, err)
	}
}

func TestCorrectedTicketIsWhatItsEventsMake(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := Open("R-1001", OpenedData{Kind: Repair, Description: rapid.SampledFrom([]string{"", "opening"}).Draw(t, "opening")}, tenant, start)
		events := k.Fresh()
		k.Stored()
		for range rapid.IntRange(0, 12).Draw(t, "deeds") {
			text := rapid.SampledFrom([]string{"", "words", "more\nwords"}).Draw(t, "text")
			var media []Media
			if rapid.Bool().Draw(t, "file") {
				media = file(text)
			}
			switch rapid.IntRange(0, 2).Draw(t, "deed") {
			case 0:
				k.Amend(AmendedData{Description: text, Media: media}, tenant, start)
			case 1:
				k.Edit(EditedData{Event: rapid.IntRange(-1, k.Events+1).Draw(t, "event"), Text: text, Media: media}, tenant, start)
			case 2:
				must(t, k.Say(SaidData{Text: text, Media: media}, tenant, start))
			}
			events = append(events, kept(t, k.Fresh())...)
			k.Stored()
			if rapid.Bool().Draw(t, "read anew") {
				k = kept(t, k)
			}
			again, err := Replay(k.ID, events)
			if must(t, err); asJSON(t, again) != asJSON(t, k) {
				t.Fatalf("replayed %s\n stored %s", asJSON(t, again), asJSON(t, k))
			}
		}
	})
}
