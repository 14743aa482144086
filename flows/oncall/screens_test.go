package oncall_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// apps is what each language's app reports.
var apps = map[desk.Language]string{desk.TraditionalChinese: "zh-HK", desk.SimplifiedChinese: "zh-CN", desk.English: "en"}

// album gathers screens, for people to read and for the next run to compare.
type album struct{ strings.Builder }

func (a *album) add(title string, m *flowstest.Message) {
	fmt.Fprintf(&a.Builder, "== %s\n%s\n", title, m)
}

func (a *album) toast(title, line string) {
	fmt.Fprintf(&a.Builder, "== %s\n(toast) %s\n\n", title, line)
}

func TestScreens(t *testing.T) {
	for _, l := range desk.Languages {
		t.Run(string(l), func(t *testing.T) {
			a := &album{}
			draw(t, a, l)
			path := "testdata/screens." + string(l) + ".golden.txt"
			if *update {
				if err := os.WriteFile(path, []byte(a.String()), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if string(want) != a.String() {
				t.Errorf("the screens differ from %s (go test ./flows/oncall -update writes them anew):\n%s", path, a)
			}
		})
	}
}

func draw(t *testing.T, a *album, l desk.Language) {
	c := newCrew(t)
	c.Admin().In(c.g).Presses(text.Plain(l, "language.name"))
	for _, p := range []*flowstest.Person{c.wong, c.lam, c.supervisor, c.heads.Member("x")} {
		p.App = apps[l]
	}
	say := func(key string) string { return text.Plain(l, key) }
	c.wong.Writes("/staff")
	a.add("/staff, nobody on call", c.g.Last())
	a.toast("I'm on", c.wong.Presses(say("oncall.im-on")))
	a.add("the board", c.g.Sees("👥"))
	a.toast("I'm off", c.wong.Presses(say("oncall.im-off")))
	c.wong.Presses(say("oncall.rota"))
	a.add("the rota, empty", c.g.Last())
	c.wong.Presses(say("oncall.change"))
	c.Vouch(func(chat.MemberArgs) bool { return false })
	a.toast("Change, by an engineer", c.wong.Toast())
	c.supervisor.Presses(say("oncall.change"))
	a.add("who", c.g.Last())
	c.supervisor.Presses("Wong")
	a.add("days", c.g.Last())
	c.supervisor.Presses(say("rota.days-all"))
	a.add("from", c.g.Last())
	c.supervisor.Presses("23:00")
	a.add("until", c.g.Last())
	c.supervisor.Replies(c.g.Last(), "07:00")
	a.add("confirm", c.g.Last())
	c.supervisor.Presses(say("dialog.confirm"))
	a.add("added", c.g.Last())
	a.add("the rota", c.g.Sees("📅 "+text.Plain(l, "desk.engineering"), "Wong 23:00"))
	c.supervisor.Presses(say("oncall.change"))
	a.add("what", c.g.Last())
	c.supervisor.Presses(say("rota.remove"))
	a.add("which line", c.g.Last())
	c.supervisor.Presses("Wong")
	a.add("confirm taking out", c.g.Last())
	c.supervisor.Presses(say("dialog.confirm"))
	a.add("taken out", c.g.Last())
	c.supervisor.Writes("/cover")
	a.add("which day", c.g.Last())
	c.supervisor.Presses("5")
	a.add("whose", c.g.Last())
	c.supervisor.Presses("Wong")
	a.add("by whom", c.g.Last())
	c.supervisor.Presses("Lam")
	a.add("confirm cover", c.g.Last())
	c.supervisor.Presses(say("dialog.confirm"))
	a.add("covered", c.g.Last())
	c.wong.Writes("/rota")
	a.add("the rota with cover", c.g.Last())
	c.wong.Writes("/staff")
	a.add("the board, nobody on call of a rota", c.g.Last())
	c.Until("23:30")
	a.add("the board at night", c.g.Sees("👥"))
	c.Until("23:15")
	a.add("the board with cover", c.g.Sees("👥"))
	c.lam.Writes("/off x")
	a.add("/off x", c.g.Last())
	c.lam.Writes("/off")
	a.add("/off", c.g.Last())
	private := c.wong.Alone()
	private.Writes("/start staff")
	a.add("Start, by staff", private.Screen())
	stranger := c.Stranger("Bob", apps[l])
	stranger.Writes("/on")
	a.add("/on, by a stranger", stranger.Last())
	c.Admin().In(c.g).Writes("/link security")
	c.wong.Writes("/on 20:00")
	a.add("/on, where there are two desks", c.g.Last())
	c.wong.Writes("/staff")
	a.add("the board of two desks", c.g.Last())
}
