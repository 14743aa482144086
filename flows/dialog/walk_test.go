package dialog_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// fewWalks is how many random walks are taken unless -rapid.checks says otherwise.
const fewWalks = "40"

func TestMain(m *testing.M) {
	flag.Parse()
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		if err := checks.Value.Set(fewWalks); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// all is a dialog of every kind of question, as its versions were: the second asks the phone, too, and the third no
// longer where.
func all(version int, ended func(*dialog.Talk)) *dialog.Flow {
	steps := []dialog.Step{
		dialog.Unit("home", units(4)), dialog.Text("who").Max(4000), dialog.Number("count", 1, 99),
		dialog.Date("day", weekdays).While(func(t *dialog.Talk) bool { return t.Answers.Day("day") >= t.Tx.Estate().DayOf(t.Now()) }),
		dialog.Time("time", func(t *dialog.Talk) []time.Time {
			var free []time.Time
			for hour := 8; hour < 20; hour++ {
				free = append(free, t.Tx.Estate().At(t.Answers.Day("day"), time.Duration(hour)*time.Hour))
			}
			return free
		}).Anytime(func(t *dialog.Talk) desk.Day { return t.Answers.Day("day") }).After("day").While(func(t *dialog.Talk) bool {
			at, ok := t.Answers.Time("time")
			return ok && at.After(t.Now())
		}),
		dialog.Choice("plate", few("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")).Search().After("home").Optional(),
		dialog.Form("form", func(t *dialog.Talk) []dialog.Field {
			if n, _ := t.Answers.Number("count"); n < 3 {
				return nil
			}
			return []dialog.Field{{Name: "stars", Kind: dialog.FieldRating, Label: "visitor.who"}, {Name: "where", Kind: dialog.FieldLocation, Label: "visitor.home", Optional: true}}
		}),
	}
	steps = append(steps, dialog.Form("files", func(*dialog.Talk) []dialog.Field {
		return []dialog.Field{{Name: "photos", Kind: dialog.FieldMedia, Label: "repair.photos", Optional: true}}
	}))
	if version > 1 {
		steps = append(steps, dialog.Form("reach", func(*dialog.Talk) []dialog.Field {
			return []dialog.Field{{Name: "phone", Kind: dialog.FieldPhone, Label: "join.phone"}}
		}))
	}
	if version > 2 {
		steps = steps[1:]
		steps[4] = dialog.Choice("plate", few("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")).Search().Optional()
	}
	f := dialog.New("visitor", version, append(steps, dialog.Confirm("confirm", nil))...)
	for v := 1; v < version; v++ {
		f.Migrate(v, func(a dialog.Answers) error { delete(a, "home"); return nil })
	}
	return f.Done(func(t *dialog.Talk) error {
		ended(t)
		return t.Tx.Show(chat.Outgoing{Slot: t.Screen(), Chat: t.Chat, Lane: chat.Conversation, Anew: true, Content: chat.Content{Text: "thanks"}})
	})
}

// Whatever people press, write, send, edit and wait for, over restarts and new versions: nothing fails, every press
// is answered, no dialog ends without an answer to each question, words that were kept are in what it ends with, and
// everybody finds out by Back alone.
func TestWhateverPeopleDoADialogHoldsTogether(t *testing.T) {
	ends := 0
	rapid.Check(t, func(rt *rapid.T) {
		version := 1
		w := newWorld(t, "14:00")
		defer w.close()
		ended := func(k *dialog.Talk) {
			ends++
			if k.Answers.Text("who") == "" || k.Answers.Day("day") == "" || !k.Answers.Confirmed("confirm") {
				rt.Errorf("it ended with %s", k.Answers)
			}
			if at, ok := k.Answers.Time("time"); !ok || !at.After(k.Now()) {
				rt.Errorf("it ended with a time that has passed: %v", at)
			}
			if n, _ := k.Answers.Number("count"); n >= 3 && !k.Answers.Has("form.stars") || version > 1 && k.Answers.Text("reach.phone") == "" {
				rt.Errorf("it ended before all was asked: %s", k.Answers)
			}
		}
		w.serve(all(version, ended))
		people := []*person{w.person(1, desk.English), w.person(2, desk.TraditionalChinese), w.member(-5, 3, desk.SimplifiedChinese)}
		var shown []string
		for step := range rapid.IntRange(5, 80).Draw(rt, "steps") {
			p := rapid.SampledFrom(people).Draw(rt, "who")
			shown = append(shown, buttons(p)...)
			switch rapid.IntRange(0, 18).Draw(rt, "what") {
			case 0, 1, 2, 3:
				if now := buttons(p); len(now) > 0 {
					p.pressesOn(newest(p).id, rapid.SampledFrom(now).Draw(rt, "button"))
				}
			case 4:
				if len(shown) > 0 {
					p.pressesOn(rapid.SampledFrom([]desk.MessageID{1, 2, 5, 9}).Draw(rt, "message"), rapid.SampledFrom(shown).Draw(rt, "old"))
				}
			case 5, 6, 7:
				said := rapid.SampledFrom([]string{"A-101", "3", "9 Mar", "15:00", "9123 4567", "L-1", "words", "\u202e", "明天", "2", "23:59"}).Draw(rt, "words")
				p.sends(chat.Update{Text: said, ReplyTo: replyTo(p)})
			case 8:
				p.sends(rapid.SampledFrom([]chat.Update{
					{Media: []desk.Media{{Kind: desk.Photo, FileID: fmt.Sprint(step)}}, ReplyTo: replyTo(p), Text: "caption"},
					{Contact: &chat.Contact{Phone: "85291234567", User: 1}, ReplyTo: replyTo(p)},
					{Location: &chat.Location{Latitude: 22.28, Longitude: 114.15}, ReplyTo: replyTo(p)},
				}).Draw(rt, "thing"))
			case 9:
				p.edits(rapid.SampledFrom([]desk.MessageID{1, 2, 3, 4, 5, 6, 7, 8}).Draw(rt, "edited"), chat.Update{Text: fmt.Sprint("edited ", step)})
			case 10:
				p.wait(time.Duration(rapid.IntRange(1, 40*60).Draw(rt, "minutes")) * time.Minute)
			case 11:
				w.reopen()
				if version < 3 && rapid.Bool().Draw(rt, "raised") {
					version++
					w.serve(all(version, ended))
				}
			case 12:
				p.begins("visitor")
			default:
				for range 4 {
					answers(p)
				}
			}
		}
		for _, p := range people {
			wayOut(rt, p)
		}
	})
	t.Logf("%d dialogs finished", ends)
}

// answers answers the question that is open as it wants to be.
func answers(p *person) {
	var book struct {
		Active struct{ Step string }
	}
	p.view(func(r *storage.Reader) error {
		raw := r.Session(p.SessionKey)
		if raw == nil {
			return nil
		}
		return json.Unmarshal(raw, &book)
	})
	tomorrow := estate().DayOf(p.now).Add(1)
	for !weekdays(nil, tomorrow) {
		tomorrow = tomorrow.Add(1)
	}
	said, ok := map[string]string{
		"home": "A-101", "who": "Ho", "count": "3", "day": string(tomorrow), "time": "15:00", "plate": "L-10", "form.stars": "4",
		"form.where": "lobby", "reach.phone": "9123 4567",
	}[book.Active.Step]
	if ok {
		p.sends(chat.Update{Text: said, ReplyTo: replyTo(p)})
		return
	}
	for _, data := range buttons(p) {
		if strings.HasSuffix(data, "|n|") || strings.HasSuffix(data, "|p|yes") {
			p.pressesOn(newest(p).id, data)
			return
		}
	}
}

func newest(p *person) *message {
	for _, m := range slices.Backward(p.rooms[p.Chat]) {
		if !m.gone && len(m.Buttons) > 0 {
			return m
		}
	}
	return nil
}

func buttons(p *person) []string {
	var data []string
	if m := newest(p); m != nil {
		for _, row := range m.Buttons {
			for _, b := range row {
				data = append(data, b.Data)
			}
		}
	}
	return data
}

func replyTo(p *person) desk.MessageID {
	if m := newest(p); m != nil && !p.Chat.Private() {
		return m.id
	}
	return 0
}

// wayOut finds out of wherever the person is by the buttons that lead back.
func wayOut(rt *rapid.T, p *person) {
	for range 40 {
		if p.active() == "" {
			return
		}
		m := newest(p)
		if m == nil {
			rt.Fatalf("%s has no screen", p.Name)
		}
		back := ""
		for _, b := range m.Buttons[len(m.Buttons)-1] {
			if strings.Contains(b.Text, "◀") {
				back = b.Data
			}
		}
		if back == "" { // a reminder in a group can be gone on with
			back = m.Buttons[0][0].Data
		}
		p.pressesOn(m.id, back)
	}
	rt.Fatalf("%s does not find out of\n%s", p.Name, newest(p))
}

// Words that a dialog has taken in are in it until it ends, whatever else happens meanwhile.
func TestNoWordIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var got string
		w := newWorld(t, "09:00")
		defer w.close()
		w.serve(visitSaying(1, &got))
		p := w.person(1, desk.English)
		p.begins("visitor")
		var said []string
		for n := range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 6).Draw(rt, "what") {
			case 0, 1, 2:
				words := fmt.Sprintf("these words are word%d.", n)
				if strings.Contains(p.screen().Text, "So far: “") { // come back to: it takes the place of all
					said = nil
				}
				p.writes(words)
				said = append(said, words)
			case 3:
				p.wait(15 * time.Minute)
				if _, asked := p.screen().button("Continue"); asked { // at most twice
					p.presses("Continue")
				}
			case 4:
				p.presses("Back")
				if p.active() == "" {
					p.begins("visitor")
				}
			case 5:
				w.reopen()
				w.serve(visitSaying(2, &got))
			case 6:
				p.begins("visitor")
			}
		}
		p.view(func(r *storage.Reader) error {
			raw := string(r.Session(p.SessionKey))
			for _, words := range said {
				if !strings.Contains(raw, words) {
					rt.Fatalf("%q is lost from %s", words, raw)
				}
			}
			return nil
		})
	})
}

// visitSaying is a dialog whose description is asked in the middle.
func visitSaying(version int, got *string) *dialog.Flow {
	f := dialog.New("visitor", version,
		dialog.Choice("home", few("a", "b")), dialog.Text("who").Max(4000).TakesStray(), dialog.Choice("count", few("1", "2")), dialog.Confirm("confirm", nil))
	return f.Migrate(1, func(dialog.Answers) error { return nil }).Done(func(t *dialog.Talk) error {
		*got = t.Answers.Text("who")
		return nil
	})
}
