package flows_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// pressed is a button that was shown at some time, perhaps long gone.
type pressed struct {
	room *flowstest.Room
	m    desk.MessageID
	data string
}

// fewWalks is how many random walks are taken unless -rapid.checks says otherwise: each plays many commits to disk.
const fewWalks = "12"

func TestMain(m *testing.M) {
	flag.Parse()
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		if err := checks.Value.Set(fewWalks); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// walk is people doing whatever comes to their minds.
type walk struct {
	*flowstest.World
	rt      *rapid.T
	tenants []*flowstest.Person
	staff   []*flowstest.Person
	rooms   []*flowstest.Room
	shown   []pressed
	seen    map[string]bool
}

// Whatever people press, write and send, in whatever order: no handler fails (the world fails the test at once),
// every press is answered (likewise), one ticket for one confirmation, replaying a ticket's events gives the
// ticket, and everybody finds back to the first screen.
func TestWhateverPeopleDoTheDeskHoldsTogether(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &walk{World: flowstest.New(t, "14:00"), rt: rt, seen: map[string]bool{}}
		defer w.Close()
		w.people()
		for step := range rapid.IntRange(5, 60).Draw(rt, "steps") {
			w.step(step)
			w.look()
		}
		w.check()
	})
}

func (w *walk) people() {
	w.tenants = []*flowstest.Person{w.Tenant("A-1203"), w.TenantNamed("B-0501", "陳 <i>", "zh-hk"), w.Stranger("Bob", "fr")}
	for _, desks := range [][]desk.Name{{desk.Engineering, desk.Security}, {desk.Supervisors, desk.Managers}} {
		if !rapid.Bool().Draw(w.rt, "linked") {
			continue
		}
		g := w.Group(desks...)
		w.rooms = append(w.rooms, g)
		w.staff = append(w.staff, g.Member("Wong"), g.Member("Lam"))
	}
	w.staff = append(w.staff, w.Admin())
	for _, p := range append(slices.Clone(w.tenants), w.Admin()) {
		w.rooms = append(w.rooms, p.Room)
		p.Writes("/menu")
	}
	w.look()
}

// look remembers every button that is shown.
func (w *walk) look() {
	for _, r := range w.rooms {
		for _, m := range r.Messages[max(0, len(r.Messages)-6):] {
			for _, row := range m.Buttons {
				for _, b := range row {
					key := fmt.Sprint(r.Chat.ID, m.ID, b.Data)
					if !w.seen[key] {
						w.seen[key] = true
						w.shown = append(w.shown, pressed{r, m.ID, b.Data})
					}
				}
			}
		}
	}
}

func (w *walk) step(n int) {
	p := rapid.SampledFrom(append(slices.Clone(w.tenants), w.staff...)).Draw(w.rt, "who")
	switch rapid.IntRange(0, 15).Draw(w.rt, "what") {
	case 0, 1, 2, 3, 4, 5: // mostly what stands there now
		w.pressNew(p)
	case 6:
		w.pressAny(p)
	case 7, 8:
		p.Writes(fmt.Sprintf("words %d", n))
	case 9:
		p.SendsPhoto("")
	case 10:
		p.Writes(rapid.SampledFrom([]string{
			"/start", "/menu", "/repair", "/status", "/language", "/help", "/cancel", "/summary", "/link", "/x", "/start abc",
		}).Draw(w.rt, "command"))
	case 11:
		w.odd(p)
	case 12:
		w.replies(p, n)
	case 13:
		w.Wait(time.Duration(rapid.IntRange(1, 3*60*60).Draw(w.rt, "seconds")) * time.Second)
	case 14:
		w.Reopen()
	case 15:
		w.slow(p)
	}
}

func (w *walk) pressNew(p *flowstest.Person) {
	for _, m := range slices.Backward(p.Messages) {
		var all []chat.Button
		for _, row := range m.Buttons {
			all = append(all, row...)
		}
		if len(all) > 0 && !m.Removed {
			b := rapid.SampledFrom(all).Draw(w.rt, "button")
			p.PressesOn(m.ID, b.Data)
			if rapid.IntRange(0, 4).Draw(w.rt, "twice") == 0 {
				p.PressesOn(m.ID, b.Data)
			}
			return
		}
	}
}

func (w *walk) pressAny(p *flowstest.Person) {
	old := rapid.SampledFrom(w.shown).Draw(w.rt, "old")
	if mine := old.room.Chat.ID; !mine.Private() || mine == p.User.Private() {
		p.In(old.room).PressesOn(old.m, old.data)
		return
	}
	p.PressesOn(old.m, old.data) // forged: what another person's button carries
}

func (w *walk) odd(p *flowstest.Person) {
	p.Sends(rapid.SampledFrom([]chat.Update{
		{Location: &chat.Location{Latitude: 22, Longitude: 114}},
		{Contact: &chat.Contact{Phone: "+852"}},
		{Media: []desk.Media{{Kind: desk.Sticker, FileID: "s"}}},
		{Text: strings.Repeat("長", 4096)},
		{Text: "fwd", Forwarded: true},
		{Media: []desk.Media{{Kind: desk.Voice, FileID: "v", Size: 30 << 20}}, Text: "cap"},
	}).Draw(w.rt, "odd"))
}

func (w *walk) replies(p *flowstest.Person, n int) {
	if len(p.Messages) == 0 {
		return
	}
	m := rapid.SampledFrom(p.Messages).Draw(w.rt, "to")
	p.Replies(m, rapid.SampledFrom([]string{"note", "> said", ">", "reason"}).Draw(w.rt, "reply")+fmt.Sprint(" ", n))
}

// slow holds deliveries back while somebody goes on.
func (w *walk) slow(p *flowstest.Person) {
	w.Hold()
	for range 3 {
		w.pressNew(p)
	}
	w.Release()
}

func (w *walk) check() {
	w.rt.Helper()
	w.View(func(r *storage.Reader) error {
		return r.EachTicket(func(t *desk.Ticket) bool {
			w.checkTicket(r, t)
			return true
		})
	})
	for _, p := range w.tenants {
		w.wayBack(p)
	}
}

func (w *walk) checkTicket(r *storage.Reader, t *desk.Ticket) {
	events, err := r.Events(t.ID)
	if err != nil {
		w.rt.Fatal(err)
	}
	again, err := desk.Replay(t.ID, events)
	if err != nil {
		w.rt.Fatal(err)
	}
	if again.State != t.State || again.Events != t.Events || again.Round != t.Round || !again.Taken.Equal(t.Taken) {
		w.rt.Fatalf("%s replays to %+v, stored %+v", t.ID, again, t)
	}
	states := []desk.State{desk.StateOpen, desk.StateAccepted, desk.StateOnSite, desk.StateDone, desk.StateAnswered}
	if !slices.Contains(states, t.State) && !t.CalledOff() {
		w.rt.Fatalf("%s is in state %q", t.ID, t.State)
	}
	if t.Kind == desk.Repair && (t.Description == "" || t.Place.Unit == 0) {
		w.rt.Fatalf("%s was opened without an answer: %+v", t.ID, t)
	}
}

// wayBack finds from wherever the person is to the first screen, by buttons alone.
func (w *walk) wayBack(p *flowstest.Person) {
	for range 20 {
		m := p.Screen()
		if _, home := m.Button("🚨"); home {
			if _, language := m.Button("🌐"); language {
				return
			}
		}
		b, ok := m.Button("◀")
		if !ok {
			w.rt.Fatalf("%s is stuck at\n%s", p.Name, m)
		}
		p.PressesOn(m.ID, b.Data)
	}
	w.rt.Fatalf("%s does not find back from\n%s", p.Name, p.Screen())
}

// Words that a dialog has taken in are in it until it is finished or cancelled, and then in its ticket: whatever
// else happens meanwhile, and however often the desk is opened anew.
func TestNoAnswerIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := flowstest.New(t, "14:00")
		defer w.Close()
		p := w.Tenant("A-1203")
		var said []string
		meanwhile := func() {
			switch rapid.IntRange(0, 7).Draw(rt, "meanwhile") {
			case 0:
				w.Reopen()
			case 1:
				p.Writes("/menu")
				goesOn(p)
			case 2:
				p.Writes("/repair")
			case 3:
				said = writes(p, said)
			case 4:
				p.Writes("/menu")
				p.Presses("Emergency")
				p.Presses("Help")
				if _, asked := p.Screen().Button("That's all"); asked { // the first time
					p.Presses("That's all")
				}
				p.Presses("Home")
				goesOn(p)
			case 5:
				w.Wait(20 * time.Second)
			}
		}
		p.Writes("/repair")
		for range 30 {
			meanwhile()
			m := p.Screen()
			if b, ok := m.Button("Confirm"); ok {
				p.PressesOn(m.ID, b.Data)
				break
			}
			switch {
			case press(p, "Back", rapid.IntRange(0, 3).Draw(rt, "back") == 0 && !shows(m, "What needs repair")):
			case press(p, "Skip", true), press(p, "Next", true), press(p, "Water", true), press(p, "Air-con", true),
				press(p, "Ordinary", true), press(p, "here now", true):
			default:
				said = writes(p, said)
			}
		}
		if !opened(w) {
			return // it was not confirmed in this walk
		}
		got := w.Ticket("R-1001").Description
		for _, f := range w.Ticket("R-1001").Fields {
			got += "\n" + f.Value
		}
		for _, words := range said {
			if !strings.Contains(got, words) {
				rt.Fatalf("%q is lost from %q", words, got)
			}
		}
	})
}

// goesOn goes on with what was left; where nothing was said in it, it begins anew.
func goesOn(p *flowstest.Person) {
	if !press(p, "Continue: Report a repair", true) {
		p.Writes("/repair")
	}
}

// writes sends a line, which is added to what was said, or takes its place where the question has been come back to.
func writes(p *flowstest.Person, said []string) []string {
	words := fmt.Sprintf("and this is line %c.", 'a'+len(said))
	if shows(p.Screen(), "So far") {
		words, said = "instead: "+words, nil
	}
	p.Writes(words)
	return append(said, words)
}

func opened(w *flowstest.World) (found bool) {
	w.View(func(r *storage.Reader) (err error) {
		_, found, err = r.Ticket("R-1001")
		return err
	})
	return found
}

func shows(m *flowstest.Message, part string) bool { return strings.Contains(m.Text, part) }

// press presses the button of the screen where it has one and want holds.
func press(p *flowstest.Person, label string, want bool) bool {
	m := p.Screen()
	b, ok := m.Button(label)
	if !ok || !want {
		return false
	}
	p.PressesOn(m.ID, b.Data)
	return true
}
