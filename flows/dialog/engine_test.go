package dialog_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func few(values ...string) func(*dialog.Talk) []dialog.Option {
	var all []dialog.Option
	for _, v := range values {
		all = append(all, dialog.Option{Value: v, Label: "L-" + v})
	}
	return func(*dialog.Talk) []dialog.Option { return all }
}

// visit is a small dialog in which the plate depends on where it is; ends counts how often it ended.
func visit(got *[]dialog.Answers) *dialog.Flow {
	return dialog.New("visitor", 1,
		dialog.Choice("home", few("a", "b")),
		dialog.Text("who").Max(500).TakesStray(),
		dialog.Number("count", 1, 99),
		dialog.Choice("plate", few("x", "y")).After("home").Optional(),
		dialog.Confirm("confirm", nil),
	).Done(func(t *dialog.Talk) error {
		*got = append(*got, t.Answers)
		return t.Tx.Show(chat.Outgoing{Slot: t.Screen(), Chat: t.Chat, Thread: t.Thread, Lane: chat.Conversation, Anew: true, Content: chat.Content{Text: "thanks"}})
	})
}

func (p *person) fills() {
	p.t.Helper()
	p.begins("visitor")
	p.presses("L-a")
	p.writes("Mr Ho")
	p.writes("3")
	p.presses("L-x")
	p.shows("Mr Ho", "Confirm")
}

func TestOneAnswerIsChangedFromTheSummaryAlone(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "14:00", visit(&got))
	p := w.person(1, desk.English)
	p.fills()
	p.presses("Change")
	p.shows("Which answer", "[Unit] [Visitor]", "[People] [Plate]")
	p.presses("People")
	p.shows("So far: <b>3</b>")
	p.presses("Back") // nothing is changed
	p.shows("Confirm")
	p.presses("Change")
	p.presses("Visitor")
	p.writes("Ms Li")
	p.shows("Ms Li", "People: <b>3</b>", "Confirm") // back at the summary
	p.presses("Change")
	p.presses("Unit")
	p.presses("L-b")
	p.shows("L-x", "Skip") // what depended on it is asked again
	p.presses("L-y")
	p.presses("Confirm")
	if len(got) != 1 || got[0].Text("who") != "Ms Li" || got[0].Text("plate") != "y" {
		t.Errorf("got %v", got)
	}
}

func TestPressesOutOfOrderDoubledForgedAndForeignGetAnAnswer(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "14:00", visit(&got))
	p, q := w.person(1, desk.English), w.person(2, desk.English)
	p.begins("visitor")
	first := p.screen()
	a, _ := first.button("L-a")
	b, _ := first.button("L-b")
	p.pressesOn(first.id, a.Data)
	if toast := p.pressesOn(first.id, a.Data); toast != "" {
		t.Errorf("a doubled press says %q", toast)
	}
	if toast := p.pressesOn(first.id, b.Data); !strings.Contains(toast, "out of date") {
		t.Errorf("a press on what is gone says %q", toast)
	}
	p.shows("Who is coming")
	for _, data := range []string{"d|", "d|x|y|z|w", "d|1|99|p|a", "d|zz|1|p|a", "d|1|1|?|", "d|1|2|e|who", "d|1|2|g|x", "d|1|2|p|"} {
		p.pressesOn(first.id, data)
	}
	p.shows("Who is coming")
	if toast := q.pressesOn(first.id, a.Data); toast == "" {
		t.Error("another's button says nothing")
	}
	p.writes("Ho")
	p.writes("2")
	p.presses("Skip")
	confirm, _ := p.screen().button("Confirm")
	m := p.screen().id
	for range 100 {
		p.pressesOn(m, confirm.Data)
	}
	if len(got) != 1 {
		t.Errorf("it ended %d times", len(got))
	}
}

func TestAHundredPressesOnEveryButtonLeaveOneScreen(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "14:00", visit(&got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	old := p.screen()
	data, _ := old.button("L-b")
	for range 100 {
		p.pressesOn(old.id, data.Data)
	}
	p.shows("Who is coming")
	if n := len(p.rooms[p.Chat]); n != 1 {
		t.Errorf("%d messages stand", n)
	}
}

func TestThreePeopleInOneGroupDoNotDisturbEachOther(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "14:00", visit(&got))
	const group desk.ChatID = -100
	var staff []*person
	forms := map[desk.UserID]*message{}
	for u := desk.UserID(1); u <= 3; u++ {
		p := w.member(group, u, desk.English)
		staff = append(staff, p)
		p.begins("visitor")
		forms[u] = p.screen()
		if !strings.Contains(p.screen().Text, p.Name) {
			t.Errorf("the form does not say whose it is:\n%s", p.screen())
		}
	}
	press := func(p *person, owner desk.UserID, label string) string {
		b, ok := forms[owner].button(label)
		if !ok {
			t.Fatalf("no %s on\n%s", label, forms[owner])
		}
		return p.pressesOn(forms[owner].id, b.Data)
	}
	if toast := press(staff[0], 2, "L-a"); toast != "Only P2 can answer this." {
		t.Errorf("another's form says %q", toast)
	}
	for i, p := range staff {
		press(p, p.User, []string{"L-a", "L-b", "L-a"}[i])
	}
	for _, p := range staff {
		if _, taken := p.sends(chat.Update{Text: "hello all"}); taken {
			t.Error("what is no reply is taken for an answer")
		}
		if _, taken := p.sends(chat.Update{Text: "hello", ReplyTo: forms[p.User%3+1].id}); taken {
			t.Error("a reply to another's form is taken for an answer")
		}
		if _, taken := p.sends(chat.Update{Text: "guest of " + p.Name, ReplyTo: forms[p.User].id}); !taken {
			t.Error("a reply to the own form is not taken")
		}
	}
	for _, p := range staff {
		p.sends(chat.Update{Text: "2", ReplyTo: forms[p.User].id})
		press(p, p.User, "Skip")
		press(p, p.User, "Confirm")
		if forms[p.User].Text != "thanks" || len(forms[p.User].Buttons) > 0 {
			t.Errorf("the form is left as\n%s", forms[p.User])
		}
		p.begins("visitor")
		if p.screen() == forms[p.User] {
			t.Error("the next form takes the place of what came of the last")
		}
		p.presses("Back") // nobody has a first screen in a group
		if p.active() != "" {
			t.Error("a form that was left goes on")
		}
	}
	if len(got) != 3 || got[1].Text("who") != "guest of P2" || got[1].Text("home") != "b" {
		t.Errorf("got %v", got)
	}
}

func TestAnUnfinishedDialogIsAskedAboutTwiceThenKeptAWeek(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "14:00", visit(&got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.presses("L-a")
	n := len(p.rooms[p.Chat])
	p.wait(9 * time.Minute)
	p.shows("Who is coming")
	p.reopen()
	p.wait(time.Minute)
	p.shows("Register a visitor", "nothing was sent yet", "[▶ Continue]", "[◀ Not now] [🗑 Drop it]")
	if len(p.rooms[p.Chat]) != n+1 {
		t.Error("the reminder is not sent anew")
	}
	p.wait(18*time.Hour + 49*time.Minute)
	if len(p.rooms[p.Chat]) != n+1 {
		t.Error("it is asked about again before the morning")
	}
	p.wait(time.Minute) // 09:00
	p.shows("nothing was sent yet")
	if len(p.rooms[p.Chat]) != n+2 || p.active() != "" {
		t.Error("it is not asked about in the morning, or not put aside")
	}
	p.wait(6 * 24 * time.Hour)
	if len(p.rooms[p.Chat]) != n+2 {
		t.Error("it is asked about a third time")
	}
	p.presses("Continue")
	p.shows("Who is coming")
	p.wait(8 * 24 * time.Hour)
	if p.pressesOn(1, "d|1|1|r|") == "" {
		t.Error("it is kept for ever")
	}
	p.view(func(r *storage.Reader) error {
		if _, ok := r.NextTimer(); ok || r.Session(p.SessionKey) != nil {
			t.Error("something of it is left")
		}
		return nil
	})
}

func TestWhatWasParkedIsAskedAboutUnlessNothingWasAnswered(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "08:45", visit(&got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.presses("Back")
	p.shows("home")
	p.wait(24 * time.Hour)
	p.shows("home") // nothing was answered
	if strings.Contains(p.screen().String(), "Continue") {
		t.Error("what was only looked at is unfinished")
	}
	p.begins("visitor")
	if strings.Contains(p.screen().String(), "had not finished") {
		t.Error("what was only looked at was not finished")
	}
	p.presses("L-a")
	p.presses("Back")
	p.presses("Back")
	p.wait(10 * time.Minute) // 08:55
	p.shows("nothing was sent yet")
	p.wait(time.Hour)
	p.presses("Not now")
	p.until("09:00") // the next morning
	p.shows("nothing was sent yet")
	p.presses("Drop it")
	p.shows("Nothing was sent.")
	if strings.Contains(p.screen().String(), "Continue") {
		t.Error("what was dropped is offered")
	}
}

func TestAReminderInAGroupComesToTheFormsPlace(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "14:00", visit(&got))
	p := w.member(-100, 5, desk.English)
	p.begins("visitor")
	p.presses("L-a")
	p.wait(10 * time.Minute)
	p.shows("P5", "nothing was sent yet")
	p.presses("Continue")
	p.shows("Who is coming")
	p.presses("Cancel")
	if last := p.rooms[-100][len(p.rooms[-100])-1]; !strings.Contains(last.Text, "Nothing was sent") || len(last.Buttons) > 0 {
		t.Errorf("it is left as\n%s", last)
	}
}

func TestAnEditedMessageCorrectsTheAnswerThatItGave(t *testing.T) {
	var got []dialog.Answers
	var sources []desk.MessageID
	f := visit(&got).Each(func(t *dialog.Talk, step string) error {
		if step == "who" {
			sources = t.Sources("who")
		}
		return nil
	})
	w := newWorld(t, "14:00", f)
	p := w.person(1, desk.English)
	p.begins("visitor")
	early := p.writes("they come by car") // kept for the question to come
	late := p.writes("to see Mr Ho")
	p.presses("L-a")
	if len(sources) != 2 || sources[0] != early || sources[1] != late {
		t.Errorf("the answer came from %v", sources)
	}
	count := p.writes("3")
	p.edits(early, chat.Update{Text: "by taxi"})
	p.edits(count, chat.Update{Text: "4"})
	p.shows("Corrected", "Skip")
	p.presses("Skip")
	p.shows("by taxi\nto see Mr Ho", "People: <b>4</b>")
	p.edits(count, chat.Update{Text: "a crowd"})
	p.shows("whole number", "People: <b>4</b>")
	if p.edits(999, chat.Update{Text: "x"}) {
		t.Error("a message that gave no answer is taken")
	}
	p.presses("Confirm")
	if p.edits(early, chat.Update{Text: "x"}) {
		t.Error("what is over is corrected")
	}
}

func TestAnsweredWordsThatGoNowhereSaySo(t *testing.T) {
	f := dialog.New("visitor", 1, dialog.Choice("home", few("a", "b"))).Done(func(*dialog.Talk) error { return desk.Refuse(desk.NotFound) })
	w := newWorld(t, "14:00", f)
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.writes("hm")
	p.shows("choose with the buttons")
	p.sends(chat.Update{Contact: &chat.Contact{Phone: "1"}})
	p.shows("can't use that")
	p.presses("L-a")
	p.shows("not there any more", "home")
}

func older() *dialog.Flow {
	var none []dialog.Answers
	return visit(&none)
}

func TestADeclarationThatWouldLoseAnswersIsRefused(t *testing.T) {
	keep := func(dialog.Answers) error { return nil }
	done := func(f *dialog.Flow) *dialog.Flow { return f.Done(func(*dialog.Talk) error { return nil }) }
	w := newWorld(t, "14:00", older())
	declare := func(f *dialog.Flow) (err error) {
		w.serve(f)
		if failed := w.db.Update(w.now, func(tx *storage.Tx) error { err = w.engine.Declare(tx); return err }); !errors.Is(failed, err) {
			t.Fatal(failed)
		}
		return err
	}
	if err := errors.Join(declare(older()), declare(older())); err != nil {
		t.Error(err)
	}
	changed := func(version int) *dialog.Flow {
		return done(dialog.New("visitor", version, dialog.Choice("home", few("a")), dialog.Text("plate")))
	}
	if err := declare(changed(1)); err == nil {
		t.Error("changed steps of the same version are taken")
	}
	if _, err := dialog.NewEngine(nil, changed(2)); err == nil {
		t.Error("a version without a migration is taken")
	}
	if err := declare(changed(2).Migrate(1, keep)); err != nil {
		t.Error(err)
	}
	if err := declare(older()); err == nil {
		t.Error("an older version is taken")
	}
}

func TestAMigrationKeepsAnswersAndAsksAgainWhatNoLongerReads(t *testing.T) {
	w := newWorld(t, "14:00", older())
	p := w.person(1, desk.English)
	p.fills()
	var got dialog.Answers
	next := dialog.New("visitor", 3,
		dialog.Text("who"),
		dialog.Number("home", 1, 5), // it was a word
		dialog.Rating("time"),
		dialog.Number("count", 1, 99),
		dialog.Confirm("confirm", nil),
	).Migrate(1, func(a dialog.Answers) error {
		return a.Set("who", "Dear "+a.Text("who"))
	}).Migrate(2, func(a dialog.Answers) error {
		return a.Set("time", 5)
	}).Done(func(t *dialog.Talk) error { got = t.Answers; return nil })
	w.serve(next)
	if toast := p.presses("Confirm"); toast != "" {
		t.Errorf("the screen of the old version says %q", toast)
	}
	p.presses("4")
	p.shows("Dear Mr Ho", "★★★★★", "People: <b>3</b>")
	p.presses("Confirm")
	if n, _ := got.Number("home"); n != 4 || got.Text("who") != "Dear Mr Ho" {
		t.Errorf("got %s", got)
	}
}

func TestADialogWhoseDeclarationIsGoneWaitsForItsReturn(t *testing.T) {
	w := newWorld(t, "14:00", older())
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.presses("L-b")
	w.serve()
	if p.presses("Cancel") == "" {
		t.Error("a press on what is gone says nothing")
	}
	p.wait(24 * time.Hour)
	w.serve(older())
	p.begins("visitor")
	p.shows("Who is coming")
	w.serve()
	p.wait(10 * 24 * time.Hour)
	p.view(func(r *storage.Reader) error {
		if r.Session(p.SessionKey) != nil {
			t.Error("it is kept for ever")
		}
		return nil
	})
}

func TestFaultsOfADeclarationAreFound(t *testing.T) {
	done := func(*dialog.Talk) error { return nil }
	for fault, f := range map[string]*dialog.Flow{
		"nothing is done":     dialog.New("visitor", 1, dialog.Text("who")),
		"two steps are named": dialog.New("visitor", 1, dialog.Text("who"), dialog.Text("who")).Done(done),
		"no text visitor.x":   dialog.New("visitor", 1, dialog.Text("x")).Done(done),
		"is not before it":    dialog.New("visitor", 1, dialog.Text("who").After("day")).Done(done),
		"is confirmed before": dialog.New("visitor", 1, dialog.Confirm("confirm", nil), dialog.Text("who")).Done(done),
		"is named":            dialog.New("visitor", 1, dialog.Text("Who|x")).Done(done),
		"no text nobody.":     dialog.New("nobody", 1).Done(done),
		"no migration from":   dialog.New("visitor", 2, dialog.Text("who")).Done(done),
	} {
		if err := f.Check(); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("want %q, got %v", fault, err)
		}
	}
	if missing := older().Unnamed(); len(missing) > 0 {
		t.Errorf("unnamed: %v", missing)
	}
}

func TestTwoFormsOfOnePersonInAGroupEachGoOnWhereTheyStand(t *testing.T) {
	var got []dialog.Answers
	other := dialog.New("repair", 1, dialog.Text("description")).Done(func(t *dialog.Talk) error { got = append(got, t.Answers); return nil })
	w := newWorld(t, "14:00", visit(&got), other)
	p := w.member(-100, 5, desk.English)
	p.begins("visitor")
	first := p.screen()
	p.begins("repair")
	second := p.screen()
	if first == second {
		t.Fatal("the second form takes the place of the first")
	}
	p.pressesOn(first.id, first.Buttons[0][0].Data)
	p.pressesOn(first.id, first.Buttons[0][0].Data) // the form has moved on
	p.sends(chat.Update{Text: "leak", ReplyTo: second.id})
	p.sends(chat.Update{Text: "Ho", ReplyTo: first.id})
	if len(got) != 1 || got[0].Text("description") != "leak" || !strings.Contains(first.Text, "How many") {
		t.Errorf("got %v, and the first form shows\n%s", got, first)
	}
}

func TestAPressOnWhatWasPutAsideSaysSo(t *testing.T) {
	var got []dialog.Answers
	other := dialog.New("repair", 1, dialog.Text("description")).Done(func(*dialog.Talk) error { return nil })
	w := newWorld(t, "14:00", visit(&got), other)
	p := w.person(1, desk.English)
	p.begins("visitor")
	m := p.screen()
	data := m.Buttons[0][0].Data
	p.begins("repair")
	if toast := p.pressesOn(m.id, data); !strings.Contains(toast, "put that aside") {
		t.Errorf("it says %q", toast)
	}
	p.shows("What is wrong")
}
