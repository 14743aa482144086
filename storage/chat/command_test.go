package chat

import (
	"strings"
	"testing"
)

func TestCommandIsSplitFromWhatFollows(t *testing.T) {
	for _, c := range []struct{ text, command, rest string }{
		{"/start", "start", ""},
		{"/start abc_DEF-1", "start", "abc_DEF-1"},
		{"/link engineering, cleaning", "link", "engineering, cleaning"},
		{"/LINK@FrontDesk_Bot  engineering ", "link", "engineering"},
		{"/link\nengineering", "link", "engineering"},
		{"/status\t", "status", ""},
		{"/link@other_bot engineering", "", ""},
		{"/link@", "", ""},
		{"/link@frontdesk_bot2", "", ""},
		{"/link-engineering", "", ""},
		{"/報修", "", ""},
		{"/link報", "", ""},
		{"link", "", ""},
		{" /link", "", ""},
		{"/", "", ""},
		{"/ start", "", ""},
		{"//start", "", ""},
		{"", "", ""},
	} {
		if command, rest := Command(c.text, "frontdesk_bot"); command != c.command || rest != c.rest {
			t.Errorf("%q: %q and %q, want %q and %q", c.text, command, rest, c.command, c.rest)
		}
	}
}

func FuzzCommandIsShortPlainAndLowerCase(f *testing.F) {
	for _, seed := range []string{"/start x", "/a@frontdesk_bot b", "/@", "/é", "/a@FRONTDESK_BOT"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		command, rest := Command(text, "frontdesk_bot")
		if strings.Trim(command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || command == "" && rest != "" {
			t.Fatalf("%q: %q and %q", text, command, rest)
		}
		if again, same := Command("/"+command+" "+rest, "frontdesk_bot"); command != "" && (again != command || same != rest) {
			t.Fatalf("%q: %q and %q, then %q and %q", text, command, rest, again, same)
		}
	})
}
