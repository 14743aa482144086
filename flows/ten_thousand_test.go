package flows_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdesk/flows/dialog"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

const (
	// crowdSize is how many people there are in a world.
	crowdSize = 60
	// worldsEach is how many worlds there are to a check: what is open there stays little.
	worldsEach = 3
)

// crowd is many people who do whatever comes to their minds, several at a time.
type crowd struct {
	*flowstest.World
	rt      *rapid.T
	walkers []*walker
	// staff are asked in their groups, beside one another.
	staff []*walker
	flows []*dialog.Flow
	// private are the names of the dialogs that somebody is asked in private, group those of the others.
	private, group []string
	// begun are the dialogs that were walked, by their number, with the name of the flow.
	begun map[string]string
	words int
	// proven are the states from which the way out and the end were found.
	proven map[string]bool
	raised bool
}

// walker is one of them.
type walker struct {
	*flowstest.Person
	// now and parked are the person's dialogs as last seen.
	now    *dialog.Standing
	parked []dialog.Standing
	// old are buttons that were shown at some time.
	old   []pressed
	did   deed
	staff bool
	// before is what the person did in the rounds before.
	before []string
}

// deed is what a person did in a round.
type deed struct {
	what   string
	said   string // a word that nobody else has written
	press  []string
	leaves bool // it may end a dialog with nothing done
	seen   int  // how many messages stood in the chat before
}

// In ten thousand dialogs (a thousand under the race detector), whatever people press, write and send, crashes after any commit, and the program
// replaced by a newer one midway: no handler fails and every press is answered; nobody stands where the
// declaration has no question; every question has a way back and a way out, and both the way out and the end can be
// reached from every state; no answer is lost unless its giver replaced it or what it depended on.
func TestTenThousandDialogsLoseNothingAndEndWell(t *testing.T) {
	walked, proven := map[string]int{}, map[string]bool{}
	each := manyDialogs/defaultWalks(t)/worldsEach + 1
	rapid.Check(t, func(rt *rapid.T) {
		for range worldsEach {
			for _, name := range walks(t, rt, each, proven) {
				walked[name]++
			}
		}
	})
	total := 0
	for _, n := range walked {
		total += n
	}
	t.Logf("%d dialogs: %v", total, walked)
	if total < manyDialogs && !t.Failed() {
		t.Errorf("%d dialogs were walked, of %d", total, manyDialogs)
	}
}

// walks has a crowd begin so many dialogs, and end them. It gives the dialogs that were walked.
func walks(t *testing.T, rt *rapid.T, many int, proven map[string]bool) map[string]string {
	t.Helper()
	c := newCrowd(t, rt, proven)
	defer c.Close()
	for len(c.begun) < many {
		c.round()
		if len(c.begun) > many/2 && !c.raised {
			c.replace(t)
		}
	}
	c.end()
	return c.begun
}

// defaultWalks is how many worlds there are.
func defaultWalks(t *testing.T) int {
	t.Helper()
	n := 0
	if _, err := fmt.Sscan(flag.Lookup("rapid.checks").Value.String(), &n); err != nil || n < 1 {
		t.Fatalf("rapid.checks: %d, %v", n, err)
	}
	return n
}

func newCrowd(t *testing.T, rt *rapid.T, proven map[string]bool) *crowd {
	t.Helper()
	c := &crowd{World: flowstest.New(t, "14:00"), rt: rt, begun: map[string]string{}, proven: proven}
	c.flows = c.Desk().Dialogs().Flows()
	for i := range crowdSize {
		name := []string{"Chan Tai Man", "陳 <i>", "Mary & Co", "\u202eevil\u200b"}[i%4]
		c.walkers = append(c.walkers, &walker{Person: c.Stranger(name, []string{"en", "zh-hant", "zh-hans"}[i%3])})
	}
	one, two, office := c.Group(desk.Engineering), c.Group(desk.Security, desk.Lobby), c.Group(desk.FrontDesk)
	for _, g := range []*flowstest.Room{one, one, two, two, two, office, office} {
		c.staff = append(c.staff, &walker{Person: g.Member("Wong & Lam"), staff: true})
	}
	c.Do(func(tx *storage.Tx) error {
		for i, w := range c.walkers {
			if i%6 == 5 {
				continue // not known
			}
			if err := enrols(tx, w, i); err != nil {
				return err
			}
		}
		return works(tx, c.staff)
	})
	c.sort()
	c.walkers = append(c.walkers, c.staff...)
	return c
}

// sort finds which dialogs are for whom: a tenant, somebody unknown, or the staff in their groups.
func (c *crowd) sort() {
	for _, f := range c.flows {
		asked := false
		for _, w := range []*walker{c.walkers[0], c.walkers[5]} {
			c.Try(func(tx *storage.Tx) error {
				who, err := people.Who(&tx.Reader, w.Message(chat.Update{}))
				asked = asked || f.Sampled(&dialog.Talk{Who: who, Tx: tx, Answers: dialog.Answers{}})
				return err
			})
		}
		if asked {
			c.private = append(c.private, f.Name())
		} else {
			c.group = append(c.group, f.Name())
		}
	}
}

// enrols gives the person one unit, or several.
func enrols(tx *storage.Tx, w *walker, i int) error {
	p := desk.Person{Name: w.Name, User: w.User, Phone: fmt.Sprintf("+852912%05d", i), Started: tx.Now(), Language: desk.English}
	party := desk.Party{Estate: tx.Estate().ID, Name: fmt.Sprint("party ", i)}
	if err := tx.PutPerson(&p); err != nil {
		return err
	}
	if err := tx.PutParty(&party); err != nil {
		return err
	}
	if err := tx.PutMembership(desk.Membership{Party: party.ID, Person: p.ID, Role: desk.RoleContact, From: tx.Now()}); err != nil {
		return err
	}
	for n := range []int{1, 1, 2, 1, 9, 1, 2, 1, 1, 2, 1, 1}[i%12] {
		u := desk.Unit{Estate: tx.Estate().ID, Building: "A", Floor: fmt.Sprint(i + 1), Number: fmt.Sprintf("%d%02d", i+1, n+1)}
		if err := tx.PutUnit(&u); err != nil {
			return err
		}
		o := desk.Occupancy{Party: party.ID, Unit: u.ID, Role: desk.RoleTenant, From: tx.Now()}
		if err := tx.PutOccupancy(o); err != nil {
			return err
		}
	}
	return nil
}

// works puts the staff in their groups, and some of them on the rota.
func works(tx *storage.Tx, staff []*walker) error {
	for i, w := range staff {
		if err := tx.PutMember(desk.Member{Chat: w.Chat.ID, User: w.User, Name: w.Name, Seen: tx.Now()}); err != nil {
			return err
		}
		for _, n := range tx.DesksIn(w.Chat.ID) {
			s := desk.Shift{Desk: n, User: w.User, Name: w.Name, Weekday: time.Weekday(i), From: 8 * time.Hour, Until: 20 * time.Hour}
			if err := tx.PutShift(&s); err != nil {
				return err
			}
		}
	}
	return nil
}

// round lets everybody do something, all in one transaction, and looks at what became of it.
func (c *crowd) round() {
	c.rt.Helper()
	crash := rapid.IntRange(0, 15).Draw(c.rt, "crash")
	commits := 0
	c.AfterCommit = func() {
		if commits++; commits == crash {
			c.Reopen()
		}
	}
	var acts []func(*storage.Tx) error
	later := rapid.IntRange(0, 40).Draw(c.rt, "later") == 0
	if later {
		c.Now = c.Now.Add(11 * time.Minute) // those who have left something are asked about it
	}
	for _, w := range c.walkers {
		w.before = append(w.before[max(0, len(w.before)-8):], w.did.what)
		w.did = deed{seen: len(w.Messages)}
		if !later {
			acts = append(acts, c.act(w)...)
		}
	}
	c.Together(acts...)
	c.AfterCommit = nil
	c.Now = c.Now.Add(time.Second)
	c.look()
}

// act is what a person does next.
func (c *crowd) act(w *walker) []func(*storage.Tx) error {
	n := rapid.IntRange(0, 19).Draw(c.rt, "what")
	switch {
	case n == 0:
		return c.sends(w, "a command", rapid.SampledFrom([]string{"/menu", "/cancel", "/status", "/start", "/help", "/x"}).Draw(c.rt, "command"))
	case n == 1:
		return c.pressesOld(w)
	case n == 2:
		return c.sendsOdd(w)
	case w.now == nil || n == 3:
		return c.begins(w)
	case n < 7:
		return c.writes(w)
	}
	return c.goesOn(w)
}

func (c *crowd) begins(w *walker) []func(*storage.Tx) error {
	from := c.private
	if w.staff {
		from = c.group
	}
	f := c.flow(from[rapid.IntRange(0, len(from)-1).Draw(c.rt, "dialog")])
	w.did.what, w.did.leaves = "begins "+f.Name(), true // one that is about something else gives way
	return []func(*storage.Tx) error{func(tx *storage.Tx) error {
		who, err := people.Who(&tx.Reader, w.Message(chat.Update{}))
		if err != nil {
			return err
		}
		t := &dialog.Talk{Who: who, Tx: tx, Answers: dialog.Answers{}}
		if !f.Sampled(t) {
			return nil
		}
		return c.Desk().Dialogs().Begin(tx, t.Who, f.Name(), t.Answers)
	}}
}

func (c *crowd) sends(w *walker, what, words string) []func(*storage.Tx) error {
	w.did.what, w.did.leaves = what+" "+words, strings.HasPrefix(words, "/cancel")
	return c.takes(w.Message(chat.Update{Text: words}))
}

// takes hands an update in, sometimes twice.
func (c *crowd) takes(u chat.Update) []func(*storage.Tx) error {
	if rapid.IntRange(0, 9).Draw(c.rt, "doubled") == 0 {
		return []func(*storage.Tx) error{c.Handled(u), c.Handled(u)}
	}
	return []func(*storage.Tx) error{c.Handled(u)}
}

// writes sends words that nobody else has written, plain or odd.
func (c *crowd) writes(w *walker) []func(*storage.Tx) error {
	c.words++
	w.did.said = fmt.Sprintf("word%dx", c.words)
	shape := rapid.SampledFrom([]string{
		"%s", "%s", "%s", "🧯 %s 👩\u200d👩\u200d👧", "\u202e%s\u202d", "a\u200b %s \ufeff", "%s\n\n\nنص " + strings.Repeat("長", 60), "<b>%s</b> & { }",
		"%s" + strings.Repeat("字", 4000),
	}).Draw(c.rt, "shape")
	w.did.what = "writes " + shape[:min(len(shape), 20)]
	return c.takes(w.Message(chat.Update{Text: fmt.Sprintf(shape, w.did.said), ReplyTo: c.answering(w)}))
}

func (c *crowd) sendsOdd(w *walker) []func(*storage.Tx) error {
	w.did.what = "sends something odd"
	odd := []chat.Update{
		{Location: &chat.Location{Latitude: 22, Longitude: 114}},
		{Contact: &chat.Contact{Phone: "+85291234567", User: w.User}},
		{Contact: &chat.Contact{Phone: "+85291234567", Name: "somebody else", User: 1}},
		{Contact: &chat.Contact{Phone: "x"}},
		{Media: []desk.Media{{Kind: desk.Sticker, FileID: "s"}}},
		{Media: []desk.Media{flowstest.Photo("a"), flowstest.Photo("b")}},
		{Media: []desk.Media{{Kind: desk.Voice, FileID: "v", Size: 30 << 20}}},
		{Text: "\u200f\u202e\u200b"}, {Text: " "}, {Text: "14:30"}, {Text: "明天"}, {Text: "32 Feb"}, {Text: "+1 202 555 0100"},
		{Text: "99999999999999999999"}, {Text: "-1"}, {Text: "5"},
	}
	u := odd[rapid.IntRange(0, len(odd)-1).Draw(c.rt, "odd")]
	u.ReplyTo = c.answering(w)
	return c.takes(w.Message(u))
}

// pressesOld presses a button that stood there once, one of somebody else's, or one that never was.
func (c *crowd) pressesOld(w *walker) []func(*storage.Tx) error {
	from := w
	if rapid.IntRange(0, 2).Draw(c.rt, "foreign") == 0 {
		from = c.walkers[rapid.IntRange(0, len(c.walkers)-1).Draw(c.rt, "whose")]
	}
	if len(from.old) == 0 {
		return nil
	}
	b := from.old[rapid.IntRange(0, len(from.old)-1).Draw(c.rt, "old")]
	data := rapid.SampledFrom([]string{b.data, b.data, b.data, b.data + "x", "d|" + b.data, "d|1|-1|p|", "d|zz|1|e|what", "", "m|x"}).Draw(c.rt, "forged")
	return c.presses(w, b.m, data)
}

func (c *crowd) presses(w *walker, m desk.MessageID, data string) []func(*storage.Tx) error {
	u := w.Press(m, data)
	w.did.what = "presses " + data
	w.did.press = append(w.did.press, u.PressID)
	way := dialog.WayOf(data)
	back := way == dialog.Backward && w.staff // before a group's first question there is nothing to come back from
	join := strings.HasSuffix(data, "|join")  // what a stranger wrote goes to nobody before they are known
	w.did.leaves = w.did.leaves || way == dialog.Outward || way == dialog.Across || back || join
	acts := c.takes(u)
	if rapid.IntRange(0, 9).Draw(c.rt, "twice") == 0 {
		again := w.Press(m, data)
		w.did.press = append(w.did.press, again.PressID)
		acts = append(acts, c.Handled(again))
	}
	return acts
}

// goesOn does what leads on at the question, mostly, or presses whatever stands there.
func (c *crowd) goesOn(w *walker) []func(*storage.Tx) error {
	screen := c.screen(w)
	moves := moves(w, *w.now, screen.Content)
	if len(moves) > 0 && rapid.IntRange(0, 5).Draw(c.rt, "on") > 0 {
		m := moves[rapid.IntRange(0, len(moves)-1).Draw(c.rt, "move")]
		if m.Press == "" {
			w.did.what = "sends " + m.Label
			m.Sent.ReplyTo = c.answering(w)
			return c.takes(w.Message(m.Sent))
		}
		return c.presses(w, screen.ID, m.Press)
	}
	var all []chat.Button
	for _, row := range screen.Buttons {
		all = append(all, row...)
	}
	if len(all) == 0 {
		return c.begins(w)
	}
	return c.presses(w, screen.ID, all[rapid.IntRange(0, len(all)-1).Draw(c.rt, "button")].Data)
}

// answering is the message to which the person replies: in a group, nothing else is heard.
func (c *crowd) answering(w *walker) desk.MessageID {
	if !w.staff || w.now == nil {
		return 0
	}
	return c.screen(w).ID
}

// screen is the message in which the person's dialog stands.
func (c *crowd) screen(w *walker) *flowstest.Message {
	c.rt.Helper()
	var place storage.Place
	c.View(func(r *storage.Reader) (err error) {
		place, _, err = r.Place(w.now.Screen)
		return err
	})
	for _, m := range slices.Backward(w.Messages) {
		if m.ID == place.Message {
			return m
		}
	}
	c.rt.Fatalf("%s has no screen; there stands\n%s", w.Name, w.Room)
	return nil
}

// replace serves the estate by a newer program, in which every dialog has another version.
func (c *crowd) replace(t *testing.T) {
	t.Helper()
	c.raised = true
	c.Reopen()
	err := c.Desk().Redeclare(func(f *dialog.Flow) *dialog.Flow {
		return f.Rehearsed(func(dialog.Answers) error { return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	c.flows = c.Desk().Dialogs().Flows()
}
