package flows_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// album gathers screens, for people to read and for the next run to compare.
type album struct {
	t    *testing.T
	name string
	b    strings.Builder
}

func inEachLanguage(t *testing.T, name string, draw func(a *album, l desk.Language)) {
	for _, l := range desk.Languages {
		t.Run(string(l), func(t *testing.T) {
			a := &album{t: t, name: name + "." + string(l)}
			draw(a, l)
			a.compare()
		})
	}
}

// add keeps a screen under a title.
func (a *album) add(title string, m *flowstest.Message) {
	a.t.Helper()
	fmt.Fprintf(&a.b, "== %s\n%s\n", title, m)
	for _, row := range m.Buttons {
		for _, b := range row {
			if n := columns(b.Text); len(row) > 1 && n > 20 {
				a.t.Errorf("%s: button %q takes %d columns of 20", title, b.Text, n)
			}
		}
	}
}

// toast keeps a line that floats over the presser's chat.
func (a *album) toast(title, line string) { fmt.Fprintf(&a.b, "== %s\n(toast) %s\n\n", title, line) }

// columns counts what a label takes beside its icon: a Chinese character takes two.
func columns(label string) int {
	if icon, rest, ok := strings.Cut(label, " "); ok && strings.IndexFunc(icon, unicode.IsLetter) < 0 {
		label = rest
	}
	n := 0
	for _, r := range label {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}

func (a *album) compare() {
	a.t.Helper()
	path := filepath.Join("testdata", a.name+".golden.txt")
	if *update {
		if err := os.WriteFile(path, []byte(a.b.String()), 0o600); err != nil {
			a.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		a.t.Fatal(err)
	}
	if got := a.b.String(); got != string(want) {
		a.t.Errorf("the screens differ from %s (go test ./flows -update writes them anew); first at:\n%s", path, difference(string(want), got))
	}
}

func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("line %d, where one of them ends", min(len(w), len(g))+1)
}

// apps are the languages that people's apps report.
var apps = map[desk.Language]string{
	desk.English: "en", desk.TraditionalChinese: "zh-hant", desk.SimplifiedChinese: "zh-hans",
}

// names are what people are called, for a screen to read naturally.
var names = map[desk.Language]string{
	desk.English: "Mary Wong", desk.TraditionalChinese: "黃美儀", desk.SimplifiedChinese: "王美仪",
}

func TestScreensOfARepair(t *testing.T) {
	inEachLanguage(t, "repair", func(a *album, l desk.Language) {
		w := flowstest.New(a.t, "14:00")
		p := w.Stranger(names[l], apps[l])
		say := func(key string, args ...any) string { return text.Plain(l, key, args...) }
		p.Writes("/start")
		a.add("home of a stranger", p.Screen())
		p.Writes("/help")
		a.add("help for a stranger", p.Screen())
		p.Writes("/start " + w.Invite("A-1203", names[l]))
		a.add("enrol.confirm", p.Screen())
		p.Presses(say("enrol.yes"))
		a.add("home after enrolling", p.Screen())
		p.Writes("/menu")
		a.add("home", p.Screen())
		p.Writes("/help")
		a.add("help", p.Screen())
		p.Writes("/status")
		a.add("no matters", p.Screen())
		p.Writes("/language")
		a.add("languages", p.Screen())
		p.Writes("/nonsense")
		a.add("unknown command", p.Screen())
		p.Writes("/cancel")
		a.add("nothing to cancel", p.Screen())

		services := catalogue.Default()
		p.Writes("/repair")
		a.add("repair.group", p.Screen())
		for _, g := range services.Groups() {
			p.Presses(g.ButtonIn(l))
			a.add("repair.service in "+g.ID, p.Screen())
			p.Presses(say("dialog.back"))
		}
		p.Presses(services.Groups()[0].ButtonIn(l))
		leak, _ := services.Find("5.13")
		p.Presses(leak.ButtonIn(l))
		a.add("repair.urgency", p.Screen())
		p.Writes("12")
		a.add("a number at a step with buttons", p.Screen())
		p.Writes("Drip drip drip")
		a.add("words at a step with buttons", p.Screen())
		p.Presses(say("urgency.button-ordinary"))
		a.add("repair.fields", p.Screen())
		p.Writes("客廳 living room")
		a.add("repair.fields, a choice", p.Screen())
		p.Presses(say("dialog.skip"))
		a.add("repair.photos, the description given already", p.Screen())
		p.Presses(say("dialog.back"))
		a.add("repair.description, come back to", p.Screen())
		p.Presses(say("dialog.back"))
		p.Presses(say("dialog.back"))
		p.Presses(say("dialog.back"))
		a.add("repair.urgency, come back to", p.Screen())
		p.Presses(say("urgency.button-ordinary"))
		p.SendsPhoto("")
		a.add("repair.photos with one", p.Screen())
		p.Presses(say("dialog.next"))
		a.add("repair.visit", p.Screen())
		p.Presses(say("repair.visit-now"))
		a.add("repair.confirm", p.Screen())
		p.Writes("/menu")
		a.add("home with something unfinished", p.Screen())
		p.Writes("/repair")
		a.add("begun again while unfinished", p.Screen())
		p.Presses(say("dialog.anew"))
		a.add("begun anew", p.Screen())
		p.Presses(say("dialog.cancel"))
		a.add("cancelled", p.Screen())

		p.Writes("/repair")
		p.Presses(services.Groups()[0].ButtonIn(l))
		general, _ := services.Find("4.4")
		p.Presses(general.ButtonIn(l))
		a.add("repair.urgency of any other repair", p.Screen())
		p.Presses(say("urgency.button-critical"))
		a.add("repair.description", p.Screen())
		p.Sends(chat.Update{Media: []desk.Media{{Kind: desk.Sticker, FileID: "s"}}})
		a.add("a sticker", p.Screen())
		p.SendsPhoto("")
		a.add("a photo at a step with words", p.Screen())
		p.Writes(strings.Repeat("很長 ", 3000))
		a.add("too long", p.Screen())
		p.Writes("天花板漏水 dripping on the desk")
		a.add("repair.confirm, critical", p.Screen())
		p.Presses(say("dialog.confirm"))
		a.add("receipt", p.Screen())
		p.Writes("/status")
		a.add("matters", p.Screen())
	})
}

func TestScreensOfARepairLateInTheDay(t *testing.T) {
	inEachLanguage(t, "repair-late", func(a *album, l desk.Language) {
		w := flowstest.New(a.t, "21:50")
		p := w.TenantNamed("A-1203", names[l], apps[l])
		say := func(key string, args ...any) string { return text.Plain(l, key, args...) }
		services := catalogue.Default()
		p.Writes("/repair")
		p.Presses(services.Groups()[5].ButtonIn(l))
		a.add("repair.urgency, late", p.Screen())
		p.Presses(say("urgency.button-ordinary"))
		p.Writes("x")
		p.Presses(say("dialog.skip"))
		a.add("repair.visit, late", p.Screen())
		p.Presses("09:00")
		a.add("repair.confirm with a visit", p.Screen())
		w.Wait(15 * time.Hour)
		a.add("reminder", p.Screen())
		p.Presses(say("dialog.go-on"))
		a.add("the visit that was chosen has passed", p.Screen())
		p.Presses("16:00")
		p.Presses(say("dialog.confirm"))
		a.add("receipt with a visit", p.Screen())
	})
}

func TestScreensOfAnEmergency(t *testing.T) {
	inEachLanguage(t, "emergency", func(a *album, l desk.Language) {
		w := flowstest.New(a.t, "14:00")
		say := func(key string, args ...any) string { return text.Plain(l, key, args...) }
		security, managers := w.Group(desk.Security), w.Group(desk.Managers)
		speak(w, security, l)
		speak(w, managers, l)
		guard := security.Member("Lee")
		guard.App = apps[l]
		stranger := w.Stranger("Bob", apps[l])
		stranger.Writes("/menu")
		stranger.Presses(say("home.emergency"))
		a.add("alarm.danger", stranger.Screen())
		stranger.Presses(say("danger.button-more"))
		a.add("alarm.more", stranger.Screen())
		stranger.Presses(say("dialog.back"))
		stranger.Presses(say("danger.button-lift"))
		a.add("emergency.lift, stranger", stranger.Screen())
		a.add("alarm of a lift, in the group", security.Last())
		stranger.Writes("lift 3, tower B")
		a.add("emergency.name, stranger", stranger.Screen())
		stranger.Writes("Robert")
		a.add("emergency.phone, stranger", stranger.Screen())
		stranger.Presses(say("dialog.skip"))
		a.add("receipt, stranger", stranger.Screen())
		a.add("card, stranger", security.Sees("E-1001", "Robert", "lift 3", say("action.note")))
		p := w.TenantNamed("A-1203", names[l], apps[l])
		p.Presses(say("home.emergency"))
		p.Presses(say("danger.button-fire"))
		a.add("emergency.elsewhere", p.Screen())
		p.SendsPhoto("")
		a.add("a photo meanwhile", p.Screen())
		p.Presses(say("emergency.there"))
		p.Writes("smoke")
		a.add("receipt", p.Screen())
		w.Wait(6 * time.Minute)
		a.add("receipt, late", p.Screen())
		a.add("alarm in the managers' group", managers.Sees("E-1002"))
		a.add("what the person adds", security.Sees("E-1002", "smoke", names[l]))
		p.Presses(say("home.back"))
		p.Presses(say("home.emergency"))
		a.add("alarm.danger, one is out", p.Screen())
		p.Presses(say("danger.button-medical"))
		a.add("another danger", security.Last())
		guard.PressesOn(0, card.Data("E-1002", desk.Accept, ""))
		a.add("receipt, taken", p.Screen())
		a.add("news, taken", p.Sees("E-1002", "Lee"))
		a.add("alarm, taken", managers.Sees("E-1002"))
		guard.PressesOn(0, card.Data("E-1002", desk.Arrive, ""))
		a.add("receipt, on site", p.Screen())
		a.add("news, on site", p.Last())
		guard.PressesOn(0, card.Data("E-1002", desk.Finish, ""))
		guard.PressesOn(0, card.Data("E-1002", desk.Finish, "anyway"))
		a.add("receipt, over", p.Screen())
		a.add("news, over", p.Last())
		stranger.Presses(say("receipt.alarm-mistake"))
		a.add("receipt, called off", stranger.Screen())
		a.add("the desk, called off", security.Last())
		a.add("card, called off", security.Sees("E-1001", "lift 3", say("action.note")))
	})
}

// speak makes a group's cards use a language.
func speak(w *flowstest.World, r *flowstest.Room, l desk.Language) {
	w.Admin().In(r).Presses(text.Plain(l, "language.name"))
}

func TestScreensOfTheStaff(t *testing.T) {
	inEachLanguage(t, "staff", func(a *album, l desk.Language) {
		w := flowstest.New(a.t, "14:00")
		say := func(key string, args ...any) string { return text.Plain(l, key, args...) }
		engineers, supervisors, managers := w.Group(desk.Engineering), w.Group(desk.Supervisors), w.Group(desk.Managers)
		for _, r := range []*flowstest.Room{engineers, supervisors, managers} {
			speak(w, r, l)
		}
		a.add("group linked", engineers.Sees("✅"))
		wong, lam := engineers.Member("Wong"), engineers.Member("Lam")
		wong.App, lam.App = apps[l], apps[l]
		p := w.TenantNamed("A-1203", names[l], apps[l])
		press := func(by *flowstest.Person, id desk.TicketID, action desk.Action) string {
			return by.PressesOn(0, card.Data(id, action, ""))
		}
		opens(p, l, "leak 漏水")
		a.add("card, open", engineers.Sees("R-1001", say("action.accept")))
		w.Until("14:02")
		a.add("reminder in the group", engineers.Sees("R-1001", "⏳"))
		w.Until("14:03")
		a.add("reminder in the group, once its time has passed", engineers.Sees("R-1001", "⏰"))
		a.add("breach, supervisors", supervisors.Sees("R-1001"))
		a.toast("Call", press(wong, "R-1001", desk.ShowNumber))
		a.toast("SeeTo", press(wong.In(supervisors), "R-1001", desk.SeeTo))
		a.add("breach, somebody sees to it", supervisors.Sees("R-1001"))
		a.toast("SeeTo, second", press(lam.In(supervisors), "R-1001", desk.SeeTo))
		a.toast("Accept", press(wong, "R-1001", desk.Accept))
		a.add("card, accepted", engineers.Sees("R-1001", say("action.arrive")))
		a.add("news, accepted", p.Last())
		a.add("receipt, accepted", p.Screen())
		a.toast("Accept, second", press(lam, "R-1001", desk.Accept))
		press(wong, "R-1001", desk.CantDo)
		prompt := engineers.Last()
		a.add("prompt, reason", prompt)
		lam.Replies(prompt, "no")
		a.add("prompt answered by somebody else", engineers.Last())
		wong.SendsReply(prompt, "")
		a.add("reason without words", engineers.Last())
		wong.Replies(prompt, "No key <b>")
		a.add("card, free again", engineers.Sees("R-1001", say("action.accept")))
		a.add("desk told", engineers.Last())
		a.add("supervisors told", supervisors.Last())
		a.add("news, refused", p.Last())
		press(lam, "R-1001", desk.Accept)
		a.toast("Called", press(lam, "R-1001", desk.HaveCalled))
		a.toast("On site", press(lam, "R-1001", desk.Arrive))
		a.add("card, on site", engineers.Sees("R-1001", say("action.finish")))
		a.add("news, on site", p.Last())
		a.add("receipt, on site", p.Screen())
		press(lam, "R-1001", desk.AddNote)
		prompt = engineers.Last()
		a.add("prompt, note", prompt)
		lam.Replies(prompt, "needs a part")
		a.add("note kept", engineers.Last())
		lam.Presses(say("staff.send", "place", "A-1203"))
		a.add("note sent", engineers.Sees("✓ "))
		a.add("the tenant reads it", p.Last())
		p.Writes("ok, thank you")
		a.add("the tenant's answer, to the tenant", p.Last())
		a.add("the tenant's answer, to the desk", engineers.Last())
		a.toast("Done", press(lam, "R-1001", desk.Finish))
		a.add("card, answered", engineers.Sees("R-1001", "✔️"))
		a.add("news, done", p.Last())
		a.add("receipt, answered", p.Screen())
		press(lam, "R-1001", desk.AddNote)
		a.add("prompt, note after done", engineers.Last())
		a.toast("Finish, too late", press(lam, "R-1001", desk.Finish))
		p.Writes("still dripping")
		a.add("talk.about", p.Screen())

		opens(p, l, "second")
		w.Wait(3 * time.Minute)
		press(wong, "R-1002", desk.Accept)
		p.Shut = true
		press(wong, "R-1002", desk.Finish)
		a.add("card, not delivered", engineers.Sees("R-1002", say("action.told")))
		a.add("desk asked to tell", engineers.Last())
		a.toast("Told", press(wong, "R-1002", desk.HaveTold))
		a.add("card, told in person", engineers.Sees("R-1002", "✔️"))
		p.Shut = false

		opens(p, l, "third")
		w.Wait(3 * time.Hour)
		a.add("news, broken promises", p.Sees("⚠️", "R-1003"))
		a.add("receipt, promises passed", p.Screen())
		a.add("managers", managers.Last())
		wong.In(managers).Writes("/summary")
		a.add("summary", managers.Last())
		wong.In(engineers).Writes("/summary")
		a.add("summary, not for everybody", engineers.Last())
		wong.In(engineers).Writes("/repair")
		a.add("a tenants' command in a group", engineers.Last())
	})
}

// opens reports a leak that is not urgent, with somebody at home.
func opens(p *flowstest.Person, l desk.Language, description string) {
	opensAs(p, l, desk.Ordinary, description)
}

// opensAs reports a leaking air-conditioner, as urgent as it is.
func opensAs(p *flowstest.Person, l desk.Language, u desk.Urgency, description string) {
	services := catalogue.Default()
	p.Writes("/repair")
	p.Presses(services.Groups()[0].ButtonIn(l))
	leak, _ := services.Find("5.13")
	p.Presses(leak.ButtonIn(l))
	p.Presses(text.Plain(l, "urgency.button-"+string(u)))
	p.SkipsFields("5.13")
	p.Writes(description)
	p.Presses(text.Plain(l, "dialog.skip"))
	if u == desk.Ordinary {
		p.Presses(text.Plain(l, "repair.visit-now"))
	}
	p.Presses(text.Plain(l, "dialog.confirm"))
}

func TestScreensOfSettingUp(t *testing.T) {
	inEachLanguage(t, "setup", func(a *album, l desk.Language) {
		w := flowstest.New(a.t, "14:00")
		admin := w.Admin()
		admin.Writes("/language")
		admin.Presses(text.Plain(l, "language.name"))
		a.add("home of the administrator", admin.Screen())
		admin.Writes("/help")
		a.add("help", admin.Screen())
		admin.Writes("/link engineering")
		a.add("/link in private", admin.Last())
		g := w.NewGroup("Engineering")
		in := admin.In(g)
		in.Writes("/link")
		a.add("/link alone", g.Last())
		in.Writes("/link enginering")
		a.add("/link, no such desk", g.Last())
		g.BotBecomes(admin, true, false)
		in.Writes("/link engineering")
		a.add("/link without rights", g.Last())
		g.BotBecomes(admin, true, true)
		a.add("ready", g.Last())
		g.Chat.Public = true
		in.Writes("/link engineering")
		a.add("/link in a public group", g.Last())
		g.Chat.Public = false
		in.Anonymous = true
		in.Writes("/link engineering")
		a.add("/link by an anonymous administrator", g.Last())
		bob := g.Member("Bob")
		bob.App = apps[l]
		bob.Writes("/link engineering")
		a.add("/link by anybody", g.Last())
		in.Anonymous = false
		in.Writes("/link engineering front_desk")
		a.add("/link", g.Last())
		admin.Writes("/menu")
		a.add("home with some desks", admin.Screen())
		w.Group(desk.Names...)
		admin.Writes("/menu")
		a.add("home with every desk", admin.Screen())
		w.Do(func(tx *storage.Tx) error { return w.Desk().Buried(tx, storage.DeadLetter{}) })
	})
}

// Alerts of every kind, drawn as a pure function of a ticket.
func TestScreensOfEveryAlert(t *testing.T) {
	inEachLanguage(t, "alerts", func(a *album, l desk.Language) {
		opened := time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)
		wong := desk.Actor{As: desk.AsStaff, User: 1, Name: "Wong"}
		d := card.Drawing{Estate: flowstest.Estate(), Services: catalogue.Default(), Language: l, Now: opened.Add(time.Hour)}
		clocks := []desk.Clock{
			desk.ClockTake, desk.ClockWorkOrder, desk.ClockReply, desk.ClockArrive, desk.ClockFix, desk.ClockComplete,
			desk.ClockApprove, desk.ClockWritten, desk.ClockContact,
		}
		for _, c := range clocks {
			for _, how := range []string{"near", "near, of another day", "near, passed", "open", "the day before", "taken", "met", "acked"} {
				ticket := ticketWith(desk.Promise{Clock: c, Within: 15 * time.Minute, From: desk.Opened}, opened)
				alert := desk.Alert{Ticket: ticket.ID, Clock: c, Due: opened.Add(15 * time.Minute)}
				sent := opened.Add(20 * time.Minute)
				d := d
				switch how {
				case "near":
					sent = opened.Add(10 * time.Minute)
					d.Now = sent
				case "near, of another day":
					ticket = ticketWith(desk.Promise{Clock: c, Within: 26 * time.Hour, From: desk.Opened}, opened)
					sent, alert.Due = opened.Add(6*time.Hour), opened.Add(26*time.Hour)
					d.Now = opened.Add(20 * time.Hour) // it is read on its day
				case "near, passed":
					sent = opened.Add(10 * time.Minute)
				case "the day before":
					sent = opened.Add(26*time.Hour + 15*time.Minute)
					d.Now = opened.Add(48 * time.Hour)
				case "taken":
					mustAccept(t, ticket, wong, opened)
				case "met":
					mustAccept(t, ticket, wong, opened.Add(21*time.Minute))
					if err := ticket.Finish(wong, opened.Add(25*time.Minute)); err != nil {
						t.Fatal(err)
					}
					ticket.NoteCarded(opened.Add(22 * time.Minute))
				case "acked":
					ticket.Raised(alert, sent)
					if err := ticket.SeeTo(d.Estate, wong, sent); err != nil {
						t.Fatal(err)
					}
				}
				content := card.Alert(d, sent, []card.AlertLine{{Alert: alert, Ticket: ticket}})
				if strings.ContainsAny(content.Text, "{}") {
					t.Errorf("%s, %s leaves a placeholder open:\n%s", c, how, content.Text)
				}
				a.add(string(c)+", "+how, &flowstest.Message{Content: content})
			}
		}
	})
}

func ticketWith(p desk.Promise, at time.Time) *desk.Ticket {
	return desk.Open("R-1001", desk.OpenedData{
		Kind: desk.Repair, Estate: "main", Place: desk.Place{Unit: 1, Floor: "12", Label: "A-1203"},
		Reporter: desk.Reporter{Name: "Chan", Enrolled: true}, Desk: desk.Engineering,
		Service: desk.ServiceRef{Ref: "5.13"}, Urgency: desk.Ordinary, Promises: []desk.Promise{p},
	}, desk.System, at)
}

func mustAccept(t *testing.T, ticket *desk.Ticket, by desk.Actor, at time.Time) {
	t.Helper()
	if err := ticket.Accept(by, at); err != nil {
		t.Fatal(err)
	}
}
