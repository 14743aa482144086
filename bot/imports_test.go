package bot_test

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// A room is a package of ours with what its code may import of ours.
type room struct {
	// name is a package's folder, or "folder/*" for every package right under folder that has no room by its
	// own name. "." is the command line.
	name string
	// may lists the rooms, by name, that it may import.
	may []string
	// forTests marks a package that only tests import; it may use the tools of tests.
	forTests bool
}

var (
	// shared are the rooms under flows that every business process may use. Whatever else stands under
	// flows is one business process and unknown to the others. Each may import those after it.
	shared = []string{
		"flows/incident", "flows/emergency", "flows/understand", "flows/board", "flows/tenancy", "flows/unreached", "flows/budget", "flows/origin", "flows/watch", "flows/people", "flows/card", "flows/form", "flows/dialog", "flows/when", "flows/offer", "flows/policy", "flows/roster", "flows/phone", "flows/catalogue", "flows/calendars", "flows/scripts", "flows/text",
	}
	// records is what a decision reads and writes.
	records = []string{"storage", "storage/chat", "storage/desk"}
	// engine is what keeps the records.
	engine = []string{"storage/bolt", "storage/kv/*", "storage/kv"}
	// decisions is all that decides what happens and when.
	decisions = slices.Concat([]string{"flows", "flows/*", "flows/preview"}, shared, []string{"scheduler"}, records)
	// parts are what start-up puts together.
	parts = []string{"bot/*", "bot/intake", "bot/outbox", "bot/telegram"}
	// whole is everything that serves real users; the emulator is not among it.
	whole = slices.Concat([]string{"bot"}, parts, decisions, engine)
	// pretence is everything, with an emulator in Telegram's place.
	pretence = slices.Concat(whole, []string{"bot/emulator"})
)

// rooms stands from top to bottom: an arrow points to a room further down, or to another package of the same
// "folder/*". A new package belongs here, unless a "folder/*" already says what holds for it.
var rooms = slices.Concat(above, sharedRooms(), below)

var above = []room{
	{name: ".", may: slices.Concat([]string{"bot/demo"}, whole)},
	{name: "bot/killloop", may: pretence},
	{name: "bot/bench", may: pretence},
	{name: "bot/story", may: slices.Concat([]string{"bot/demo", "flows/flowstest"}, pretence), forTests: true},
	{name: "bot/demo", may: pretence},
	{name: "bot", may: slices.Concat(parts, decisions, engine)},
	{name: "bot/*", may: slices.Concat(parts, decisions, engine)},
	{name: "bot/intake", may: slices.Concat([]string{"bot/telegram"}, records)}, // what takes an update in is handed to it as a function
	{name: "bot/outbox", may: slices.Concat([]string{"bot/telegram"}, records)}, // what hears an outcome is handed to it as a function
	{name: "bot/telegram", may: records},
	{name: "bot/emulator"}, // it stands for Telegram, which knows nothing of us
	{name: "flows/flowstest", may: slices.Concat([]string{"flows"}, shared, records, engine), forTests: true},
	{name: "flows/preview", may: slices.Concat(shared, records, engine)}, // it has an estate of its own, on disk
	{name: "flows", may: slices.Concat([]string{"flows/*"}, shared, records)},
	{name: "flows/*", may: slices.Concat(shared, records)},
}

// sharedRooms lets each shared room import those after it.
func sharedRooms() []room {
	rooms := make([]room, len(shared))
	for i, name := range shared {
		rooms[i] = room{name: name, may: slices.Concat(shared[i+1:], records)}
	}
	return rooms
}

var below = []room{
	{name: "scheduler", may: []string{"storage/desk"}},
	{name: "storage", may: []string{"storage/bolt", "storage/kv/*", "storage/chat", "storage/desk", "storage/kv"}},
	{name: "storage/bolt", may: []string{"storage/kv"}},
	{name: "storage/kv/*", may: []string{"storage/kv"}},
	{name: "storage/chat", may: []string{"storage/desk"}},
	{name: "storage/desk"},
	{name: "storage/kv"},
}

// testsMay is what any test may import beside what its package may: a real engine, a Telegram to talk to, and what
// goes through dialogs.
var testsMay = slices.Concat([]string{"bot/emulator", "flows/preview"}, engine)

// A library is a package from elsewhere, with all below it, that not everybody may import.
type library struct {
	name    string
	only    []string // the rooms that may import it, tests included
	tests   bool     // any test may import it, and whatever is for tests
	because string
}

var libraries = []library{
	{name: "github.com/go-telegram/bot", only: []string{"bot", "bot/*", "bot/intake", "bot/outbox", "bot/telegram", "bot/demo", "bot/story", "bot/killloop", "bot/bench", "bot/emulator"},
		because: "Telegram's types end at bot"},
	{name: "go.etcd.io/bbolt", only: []string{"storage/bolt"}, tests: true,
		because: "a second engine will stand beside bbolt one day"},
	{name: "github.com/robfig/cron", only: []string{"scheduler"},
		because: "when things happen is the scheduler's"},
	{name: "github.com/6tail/lunar-go", only: []string{"flows/calendars"},
		because: "which days are holidays is said in one place"},
	{name: "github.com/alecthomas/kong", only: []string{".", "bot/killloop", "bot/bench"},
		because: "flags are read in one place"},
	{name: "pgregory.net/rapid", tests: true, because: "it is a tool of tests"},
	{name: "go.uber.org/goleak", tests: true, because: "it is a tool of tests"},
	{name: "github.com/google/go-cmp", tests: true, because: "it is a tool of tests, and panics"},
	{name: "github.com/rogpeppe/go-internal", tests: true, because: "it is a tool of tests"},
	{name: "github.com/chromedp", tests: true, because: "it is a tool of tests"},
	{name: "net/http/httptest", tests: true, because: "it is a tool of tests"},
	{name: "testing", tests: true, only: []string{"bot/bench"}, because: "it is a tool of tests"},
}

// topLevel is every folder of the root. "data" is where a trial run keeps its records; git ignores it.
var topLevel = []string{"bot", "flows", "storage", "scheduler", ".ci", ".git", "data"}

func TestImportsRunOneWay(t *testing.T) {
	arrows := readArrows(t, "..")
	if !slices.ContainsFunc(arrows, func(a arrow) bool { return a.from == "bot" && a.test }) {
		t.Fatal("the walk did not find even this test: it reads the wrong folder")
	}
	for _, a := range arrows {
		if why := judge(a); why != "" {
			t.Errorf("%s imports %s: %s", a.file, a.to, why)
		}
	}
}

func TestImportsTablePointsDown(t *testing.T) {
	height := map[string]int{}
	for i, r := range rooms {
		if _, twice := height[r.name]; twice {
			t.Errorf("room %s stands twice", r.name)
		}
		height[r.name] = i
	}
	for i, r := range rooms {
		for _, name := range r.may {
			below, known := height[name]
			if !known {
				t.Errorf("room %s may import %s, which is no room", r.name, name)
			}
			if below < i || below == i && !strings.HasSuffix(name, "/*") {
				t.Errorf("room %s may import %s, which does not stand below it", r.name, name)
			}
		}
	}
}

func TestImportsTopLevelIsKnown(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("folder %s stands at the top: move it into %s, or add it to topLevel in bot/imports_test.go and say why",
				e.Name(), strings.Join(topLevel[:4], ", "))
		}
	}
}

// judge tells why an arrow must not be, or "" where it may.
func judge(a arrow) string {
	if target, ours := strings.CutPrefix(a.to+"/", module+"/"); ours {
		return judgeOurs(a, path.Clean(target))
	}
	return judgeLibrary(a)
}

func judgeOurs(a arrow, target string) string {
	if target == a.from {
		return "" // a test of the package from outside it
	}
	from, known := roomOf(a.from)
	if !known {
		return unknown(a.from)
	}
	to, known := roomOf(target)
	if !known {
		return unknown(target)
	}
	inTest := a.test || from.forTests
	switch {
	case to.forTests && inTest:
		return ""
	case to.forTests:
		return target + " is for tests alone"
	case slices.Contains(from.may, to.name), a.test && slices.Contains(testsMay, to.name):
		return ""
	}
	return fmt.Sprintf("%s may import of ours only %v", a.from, from.may)
}

func judgeLibrary(a arrow) string {
	from, known := roomOf(a.from)
	if !known {
		return unknown(a.from)
	}
	for _, l := range libraries {
		within := a.to == l.name || strings.HasPrefix(a.to, l.name+"/")
		if !within || l.tests && (a.test || from.forTests) || slices.Contains(l.only, from.name) {
			continue
		}
		return fmt.Sprintf("%s; only %v may import it (any test: %t)", l.because, l.only, l.tests)
	}
	return ""
}

// roomOf finds the room by the package's own name or, failing that, by its folder's "/*".
func roomOf(pkg string) (room, bool) {
	for _, name := range []string{pkg, path.Dir(pkg) + "/*"} {
		if i := slices.IndexFunc(rooms, func(r room) bool { return r.name == name }); i >= 0 {
			return rooms[i], true
		}
	}
	return room{}, false
}

func unknown(pkg string) string {
	return fmt.Sprintf("package %s has no rule: add {name: %q, may: ...} to rooms in bot/imports_test.go, above what it may import", pkg, pkg)
}
