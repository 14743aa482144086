package dialog

import (
	"strings"
	"testing"

	"frontdesk/storage/chat"
)

func TestLintFindsWhatAPhoneCannotShow(t *testing.T) {
	button := func(label, arg string) chat.Button {
		return chat.Button{Text: label, Data: press{instance: "1", revision: 1, act: actPick, arg: arg}.String()}
	}
	way := []chat.Button{
		{Text: "◀ Back", Data: press{instance: "1", act: actBack}.String()},
		{Text: "✕ Cancel", Data: press{instance: "1", act: actCancel}.String()},
	}
	var nine [][]chat.Button
	for range 9 {
		nine = append(nine, []chat.Button{button("yes", "a")})
	}
	for name, c := range map[string]struct {
		content chat.Content
		want    string
	}{
		"in order": {chat.Content{Text: "Which?", Buttons: [][]chat.Button{{button("✓ 💧 Water and air condit", "a"), button("水與冷氣水與冷氣水與", "b")}, way}}, ""},
		"a wide label beside another": {
			chat.Content{Text: "Which?", Buttons: [][]chat.Button{{button("水與冷氣水與冷氣水與水", "a"), button("b", "b")}, way}}, "22 columns of 20",
		},
		"a wide label alone": {
			chat.Content{Text: "Which?", Buttons: [][]chat.Button{{button(strings.Repeat("x", 41), "a")}, way}}, "41 columns of 40",
		},
		"much callback data": {
			chat.Content{Text: "Which?", Buttons: [][]chat.Button{{button("a", strings.Repeat("x", maxToken+1))}, way}}, "bytes of 64",
		},
		"no way out": {chat.Content{Text: "Which?", Buttons: [][]chat.Button{way[:1]}}, "no way back, or no way out"},
		"nine":       {chat.Content{Text: "Which?", Buttons: append(nine, way)}, "9 answers"},
		"three a row": {
			chat.Content{Text: "Which?", Buttons: [][]chat.Button{{button("yes please", "a"), button("no thanks", "b"), button("c", "c")}, way}}, "3 answers",
		},
		"a long text":      {chat.Content{Text: strings.Repeat("😀", 2049), Buttons: [][]chat.Button{way}}, "4098 UTF-16 units"},
		"a missing text":   {chat.Content{Text: "[repair.nothing]", Buttons: [][]chat.Button{way}}, "[repair.nothing]"},
		"an empty place":   {chat.Content{Text: "By {time}", Buttons: [][]chat.Button{way}}, "{time}"},
		"nothing to press": {chat.Content{Text: "Which?", Buttons: [][]chat.Button{{button("", "a")}, way}}, "no label"},
	} {
		found := strings.Join(Lint(c.content, true, false), "; ")
		if c.want == "" && found != "" || !strings.Contains(found, c.want) {
			t.Errorf("%s: found %q, want %q", name, found, c.want)
		}
	}
}
