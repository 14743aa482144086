package flows_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/household"
	"frontdesk/flows/people"
	"frontdesk/flows/preview"
	"frontdesk/flows/repair"
	"frontdesk/flows/request"
	"frontdesk/flows/text"
	"frontdesk/flows/visitor"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// look sees where everybody stands now, and what is wrong with it.
func (c *crowd) look() {
	c.rt.Helper()
	c.Try(func(tx *storage.Tx) error {
		for _, w := range c.walkers {
			now, parked, err := c.standings(tx, w)
			if err != nil {
				return err
			}
			c.judge(tx, w, now, parked)
			w.now, w.parked = now, parked
		}
		return nil
	})
	for _, w := range c.walkers {
		w.remember()
		if w.now == nil {
			continue
		}
		if faults := dialog.Lint(c.screen(w).Content, !reminds(c.screen(w)), true); len(faults) > 0 {
			c.rt.Fatalf("%s %s: %v\n%s", w.Name, w.did.what, faults, c.screen(w))
		}
		c.prove(w)
	}
}

func (c *crowd) standings(tx *storage.Tx, w *walker) (*dialog.Standing, []dialog.Standing, error) {
	who, err := people.Who(&tx.Reader, chat.Update{Chat: w.Chat, From: chat.Sender{User: w.User, Name: w.Name, Language: w.App}})
	if err != nil {
		return nil, nil, err
	}
	return c.Desk().Dialogs().Standings(tx, who)
}

// remember keeps what can be pressed later.
func (w *walker) remember() {
	for _, m := range w.Messages[w.did.seen:] {
		for _, row := range m.Buttons {
			for _, b := range row {
				w.old = append(w.old, pressed{w.Room, m.ID, b.Data})
			}
		}
	}
	w.old = w.old[max(0, len(w.old)-200):]
}

func (c *crowd) judge(tx *storage.Tx, w *walker, now *dialog.Standing, parked []dialog.Standing) {
	c.rt.Helper()
	fail := func(format string, args ...any) {
		c.rt.Helper()
		c.rt.Fatalf("%s (%d) %s: %s\nearlier %q\nbefore %s\nafter %s\n%s",
			w.Name, w.User, w.did.what, fmt.Sprintf(format, args...), w.before, told(w.now), told(now), w.Last())
	}
	for _, press := range w.did.press {
		if _, ok := c.Answered(press); !ok {
			fail("nobody answers the press")
		}
	}
	all := parked
	if now != nil {
		all = append([]dialog.Standing{*now}, parked...)
		if now.Kind == "" { // the declaration has no such question
			fail("it stands where nothing is asked: %s", now.Step)
		}
		if f := c.flow(now.Flow); f == nil || f.Version() != now.Version {
			fail("it stands in version %d", now.Version)
		}
	}
	for _, s := range all {
		if c.begun[s.Instance] == "" {
			c.begun[s.Instance] = s.Flow
		}
	}
	before := w.parked
	if w.now != nil {
		before = append([]dialog.Standing{*w.now}, before...)
	}
	for _, was := range before {
		i := slices.IndexFunc(all, func(s dialog.Standing) bool { return s.Instance == was.Instance })
		if i < 0 {
			c.gone(tx, w, was, all, fail)
			continue
		}
		if lost := c.lost(was, all[i]); len(lost) > 0 {
			fail("the answers to %v are lost", lost)
		}
	}
	if w.did.said != "" && w.now != nil && !c.found(tx, w, all, w.did.said) && !c.wasTold(w) && !c.ended(tx, w, w.now.Flow) {
		fail("%s is lost", w.did.said)
	}
}

func told(s *dialog.Standing) string {
	if s == nil {
		return "nothing"
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return err.Error()
	}
	return string(raw[:min(len(raw), 2000)])
}

func (c *crowd) flow(name string) *dialog.Flow {
	for _, f := range c.flows {
		if f.Name() == name {
			return f
		}
	}
	return nil
}

// ended tells whether the dialog was about a unit, and the person has none any more: it ends, and they are told why.
func (c *crowd) ended(tx *storage.Tx, w *walker, flow string) bool {
	if flow != repair.Name && flow != request.Name && flow != visitor.Name && flow != household.Name {
		return false
	}
	p, _, err := tx.PersonOf(w.User)
	if err != nil {
		c.rt.Fatal(err)
	}
	homes, err := tx.HomesOf(p.ID)
	if err != nil {
		c.rt.Fatal(err)
	}
	return len(homes) == 0
}

// gone judges a dialog that is over: its words are in what it was for, unless the person left it, or the unit.
func (c *crowd) gone(tx *storage.Tx, w *walker, was dialog.Standing, all []dialog.Standing, fail func(string, ...any)) {
	if w.did.leaves || c.ended(tx, w, was.Flow) {
		return
	}
	for _, name := range was.Answered() {
		for _, word := range strings.FieldsFunc(was.Answers.Text(name), func(r rune) bool { return r > 127 || r < '0' }) {
			if strings.HasPrefix(word, "word") && strings.HasSuffix(word, "x") && !c.found(tx, w, all, word) {
				fail("%s ended, and %s, an answer to %s, is nowhere", was.Flow, word, name)
			}
		}
	}
}

// lost are the answers that are no longer there, though neither they nor what they depend on was replaced.
func (c *crowd) lost(was, is dialog.Standing) []string {
	f := c.flow(was.Flow)
	if f == nil {
		return nil
	}
	replaced := map[string]bool{}
	for _, name := range is.Answered() {
		replaced[name] = string(was.Answers[name]) != string(is.Answers[name])
	}
	var lost []string
	for _, q := range f.Questions() {
		if !was.Answers.Has(q.Name) || is.Answers.Has(q.Name) {
			continue
		}
		replaced[q.Name] = true
		depends := slices.ContainsFunc(q.After, func(name string) bool { return replaced[name] })
		if !depends && !q.Passing && q.Kind != "confirm" {
			lost = append(lost, q.Name)
		}
	}
	return lost
}

// found reports whether a word stands in the person's dialogs, in a matter of theirs, or anywhere that they, or the
// staff, have read it.
func (c *crowd) found(tx *storage.Tx, w *walker, all []dialog.Standing, word string) bool {
	for _, s := range all {
		for _, raw := range s.Answers {
			if strings.Contains(string(raw), word) {
				return true
			}
		}
	}
	tickets, err := tx.OpenTicketsOf(w.User, 500)
	if err != nil {
		c.rt.Fatal(err)
	}
	over, err := tx.AnsweredOf(w.User) // an alarm that was called off keeps what was said
	if err != nil {
		c.rt.Fatal(err)
	}
	for _, t := range slices.Concat(tickets, over) {
		if c.holds(tx, t, word) {
			return true
		}
	}
	join, ok, err := tx.JoinOf(w.User)
	if err != nil {
		c.rt.Fatal(err)
	}
	if ok && written(join, word) || c.known(tx, w, word) {
		return true
	}
	for _, r := range []*flowstest.Room{w.Room, c.Admin().Room} {
		for _, m := range slices.Backward(r.Messages) {
			if strings.Contains(m.Text, word) {
				return true
			}
		}
	}
	return false
}

// known reports whether a word stands in what is known of the person's household.
func (c *crowd) known(tx *storage.Tx, w *walker, word string) bool {
	p, _, err := tx.PersonOf(w.User)
	if err != nil {
		c.rt.Fatal(err)
	}
	homes, err := tx.HomesOf(p.ID)
	if err != nil {
		c.rt.Fatal(err)
	}
	for _, h := range homes {
		party, _, err := tx.Party(h.Party)
		if err != nil {
			c.rt.Fatal(err)
		}
		of, err := tx.PeopleOf(h.Party)
		if err != nil {
			c.rt.Fatal(err)
		}
		if written(party, word) || written(of, word) {
			return true
		}
	}
	return false
}

func (c *crowd) holds(tx *storage.Tx, t *desk.Ticket, word string) bool {
	events, err := tx.Events(t.ID)
	if err != nil {
		c.rt.Fatal(err)
	}
	return written(t, word) || written(events, word)
}

func written(record any, word string) bool {
	raw, err := json.Marshal(record)
	return err == nil && strings.Contains(string(raw), word)
}

// wasTold reports whether the person was shown why their words were not taken.
func (c *crowd) wasTold(w *walker) bool {
	seen := w.Messages[w.did.seen:]
	if w.now != nil {
		seen = append(slices.Clone(seen), c.screen(w))
	}
	return slices.ContainsFunc(seen, func(m *flowstest.Message) bool {
		return slices.ContainsFunc(whyNot, func(part string) bool { return strings.Contains(m.Text, part) })
	})
}

// whyNot are how the sentences begin, or go on, that say why something was not taken.
var whyNot = func() (parts []string) {
	for _, l := range desk.Languages {
		keys := []string{"home.not-enrolled"}
		for _, name := range []string{
			"use-buttons", "not-kept", "cannot-use", "too-long", "number", "no-phone", "no-day", "day-past", "day-far", "day-closed",
			"two-days", "which-day", "no-time", "one-time", "time-closed", "none-found", "found", "no-unit", "no-longer", "no-day-past", "day-not-yet",
			"day-long", "no-time-past", "time-past",
		} {
			keys = append(keys, "dialog."+name)
		}
		for name := range text.All(l, "when") {
			keys = append(keys, "when."+name)
		}
		for name := range text.All(l, "refusal") {
			keys = append(keys, "refusal."+name)
		}
		for _, key := range keys {
			whole := strings.FieldsFunc(text.Plain(l, key), func(r rune) bool { return r == '{' || r == '}' })
			longest := slices.MaxFunc(whole, func(a, b string) int { return len(a) - len(b) })
			parts = append(parts, longest, text.Escaped(longest))
		}
	}
	return parts
}()

// reminds reports whether the screen asks only whether to go on.
func reminds(m *flowstest.Message) bool {
	return slices.ContainsFunc(slices.Concat(m.Buttons...), func(b chat.Button) bool { return dialog.WayOf(b.Data) == dialog.Across })
}

// prove finds, once for each state, that the person can leave the dialog, and can come to its end.
func (c *crowd) prove(w *walker) {
	c.rt.Helper()
	state := fmt.Sprint(w.now.Flow, w.now.Step, w.now.Asked, w.now.Answered(), w.now.Version)
	if c.proven[state] {
		return
	}
	c.proven[state] = true
	c.Try(func(tx *storage.Tx) error {
		m := c.screen(w)
		for _, row := range m.Buttons {
			for _, b := range row {
				if dialog.WayOf(b.Data) == dialog.Outward {
					return c.left(tx, w, m.ID, b.Data)
				}
			}
		}
		c.rt.Fatalf("there is no way out of\n%s", m)
		return nil
	})
	c.Try(func(tx *storage.Tx) error { return c.finished(tx, w) })
}

func (c *crowd) left(tx *storage.Tx, w *walker, m desk.MessageID, data string) error {
	if err := c.Desk().Handle(tx, w.Press(m, data)); err != nil {
		return err
	}
	now, _, err := c.standings(tx, w)
	if now != nil && now.Instance == w.now.Instance {
		c.rt.Fatalf("%s does not leave %s by %s\nearlier %q\n%s", w.Name, told(w.now), data, append(w.before, w.did.what), c.screen(w))
	}
	return err
}

// moves are what the person can do that leads on; where they are only asked whether to go on, that.
func moves(w *walker, at dialog.Standing, screen chat.Content) []preview.Move {
	all := slices.Concat(screen.Buttons...)
	if i := slices.IndexFunc(all, func(b chat.Button) bool { return dialog.WayOf(b.Data) == dialog.Onward }); i < 0 {
		for _, b := range all {
			if dialog.WayOf(b.Data) == dialog.Across {
				return []preview.Move{{Press: b.Data, Label: b.Text}}
			}
		}
	}
	return preview.Moves(at, screen, w.User)
}

// finished goes on as most people would until the dialog is over.
func (c *crowd) finished(tx *storage.Tx, w *walker) error {
	at, screen := w.now, c.screen(w).Content
	tried := map[string]int{}
	var went []string
	for range 200 {
		moves := moves(w, *at, screen)
		if len(moves) == 0 {
			break
		}
		// Whoever comes by the same screen again tries the next thing there.
		here := at.Step + labels(screen)
		m := moves[tried[here]%len(moves)]
		tried[here]++
		went = append(went, at.Step+" "+m.Label)
		m.Sent.ReplyTo = c.answering(w)
		u := w.Message(m.Sent)
		if m.Press != "" {
			u = w.Press(c.screen(w).ID, m.Press)
		}
		if err := c.Desk().Handle(tx, u); err != nil {
			return err
		}
		now, _, err := c.standings(tx, w)
		if err != nil || now == nil || now.Instance != w.now.Instance {
			return err
		}
		at = now
		if err := tx.Waiting(func(o chat.Outgoing) {
			if o.Chat == w.Chat.ID && o.Slot == at.Screen {
				screen = o.Content
			}
		}); err != nil {
			return err
		}
	}
	c.rt.Fatalf("%s does not come to the end from\n%s\nbut stands at %s after %q", w.Name, c.screen(w), told(at), went[max(0, len(went)-12):])
	return nil
}

// labels are what a screen offers.
func labels(screen chat.Content) string {
	var b strings.Builder
	for _, button := range slices.Concat(screen.Buttons...) {
		b.WriteString("\n" + strings.TrimPrefix(button.Text, "✓ "))
	}
	return b.String()
}

// end has everybody leave or finish what they have begun.
func (c *crowd) end() {
	c.rt.Helper()
	for range 12 {
		var acts []func(*storage.Tx) error
		for _, w := range c.walkers {
			w.did = deed{seen: len(w.Messages)}
			if w.now != nil || len(w.parked) > 0 {
				acts = append(acts, c.sends(w, "", "/cancel")...)
			}
		}
		if len(acts) == 0 {
			return
		}
		c.Together(acts...)
		c.look()
	}
	for _, w := range c.walkers {
		if w.now != nil || len(w.parked) > 0 {
			c.rt.Fatalf("%s cannot end %s", w.Name, told(w.now))
		}
	}
}
