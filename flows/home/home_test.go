package home_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/home"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestTheFirstScreenIsOfTheRole(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	s.Resume = func(*storage.Reader, dialog.Who) ([]chat.Button, error) {
		return []chat.Button{{Text: "▶ One", Data: "d|"}, {Text: "▶ Two", Data: "d|"}}, nil
	}
	wong := w.Group(desk.Engineering).Member("Wong")
	wong.Joins()
	for name, c := range map[string]struct {
		p    *flowstest.Person
		want string
	}{
		"stranger":      {w.Stranger("Bob", "en"), "[[🚨 Emergency] [▶ Unfinished (2)] [🏠 I live or work here 🌐 Language]]"},
		"tenant":        {w.Tenant("A-1203"), "[[🚨 Emergency] [▶ Unfinished (2)] [🔧 Report a repair 🛎 Register a visitor] [📝 Other requests 📋 My matters] [👥 People here 🌐 Language]]"},
		"staff":         {wong, "[[🚨 Emergency] [▶ Unfinished (2)] [📋 My matters 🌐 Language]]"},
		"administrator": {w.Admin(), "[[🚨 Emergency] [▶ Unfinished (2)] [📋 My matters 🌐 Language]]"},
	} {
		m := presses(w, s, c.p.In(w.Stranger("", "en").Room), home.Menu)
		if got := fmt.Sprint(labels(m)); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
		if b := m.Buttons[0][0]; b.Style != chat.Danger {
			t.Errorf("%s: the alarm does not stand out", name)
		}
		if got := fmt.Sprint(labels(presses(w, s, c.p.In(w.Stranger("", "en").Room), home.Unfinished))); got != "[[▶ One] [▶ Two] [◀ Home]]" {
			t.Errorf("%s: to go on with there are %s", name, got)
		}
	}
}

func TestAStrangerFollowsWhatTheyHaveOpen(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	p := w.Stranger("Bob", "en")
	seesNot(t, presses(w, s, p, home.Menu), "My matters")
	id := opens(w, p, desk.Emergency)
	sees(t, presses(w, s, p, home.Menu), "My matters")
	sees(t, presses(w, s, p, home.Matter+string(id)), "E-1001", "[📋 My matters]  [◀ Home]")
}

func TestOutsideOfficeHoursItSaysWhoAnswersNow(t *testing.T) {
	w := flowstest.New(t, "17:59")
	s := screens(catalogue.Default())
	opensAt(w)
	p := w.Tenant("A-1203")
	seesNot(t, presses(w, s, p, home.Menu), "🌙")
	w.Until("18:00")
	sees(t, presses(w, s, p, home.Menu), "closed until tomorrow 09:00. In danger, press 🚨")
	w.Group(desk.Engineering)
	w.Group(desk.Security)
	sees(t, presses(w, s, p, home.Menu), "closed until tomorrow 09:00. Answering now: Engineering, Security.")
	w.Until("01:00")
	sees(t, presses(w, s, p, home.Menu), "closed until 09:00.")
	w.Until("09:00")
	w.Wait(36 * time.Hour) // Friday evening
	sees(t, presses(w, s, p, home.Menu), "closed until Mon 9 Mar 09:00.")
}

func TestAnOfficeWithoutHoursIsNotSaidToBeClosed(t *testing.T) {
	w := flowstest.New(t, "03:00")
	seesNot(t, presses(w, screens(catalogue.Default()), w.Tenant("A-1203"), home.Menu), "🌙")
}

func TestStaffReadWhetherTheyAreOnCall(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	wong := w.Group(desk.Engineering).Member("Wong")
	wong.Joins()
	private := wong.In(w.Stranger("", "en").Room)
	seesNot(t, presses(w, s, private, home.Menu), "on call")
	w.Do(func(tx *storage.Tx) error {
		return tx.PutWord(desk.Word{
			Desk: desk.Engineering, User: wong.User, Name: "Wong", On: true, At: tx.Now(), Until: tx.Now().Add(4 * time.Hour),
		})
	})
	sees(t, presses(w, s, private, home.Menu), "Engineering: you are on call until 18:00.")
	w.Do(func(tx *storage.Tx) error {
		return tx.PutShift(&desk.Shift{Desk: desk.Engineering, User: 7, Name: "Lam", Weekday: time.Wednesday, From: 0, Until: 23 * time.Hour})
	})
	w.Until("18:00")
	sees(t, presses(w, s, private, home.Menu), "Engineering: you are not on call.")
}

var roles = []people.Role{
	people.Stranger, people.Tenant, people.Contact, people.Staff, people.Supervisor, people.Manager, people.Administrator,
}

func TestHelpIsFiveLinesForEachRole(t *testing.T) {
	for _, l := range desk.Languages {
		for _, role := range roles {
			said := text.Say(l, "home.help-"+string(role))
			if n := len(strings.Split(said, "\n")); n != 5 {
				t.Errorf("%s in %s: %d lines:\n%s", role, l, n, said)
			}
		}
	}
}

func TestMenusNameWhatTheRoleCanDo(t *testing.T) {
	names := func(list []chat.MenuCommand) string {
		var all []string
		for _, c := range list {
			if c.Description == "" || strings.HasPrefix(c.Description, "[") {
				t.Errorf("/%s says %q", c.Name, c.Description)
			}
			all = append(all, c.Name)
		}
		return strings.Join(all, " ")
	}
	for role, want := range map[people.Role]string{
		people.Stranger:      "menu emergency language help cancel",
		people.Tenant:        "menu emergency repair request visitor status people services language help cancel",
		people.Staff:         "menu status on off staff language help cancel",
		people.Manager:       "menu status summary language help cancel",
		people.Administrator: "menu status link import summary health language help cancel",
	} {
		for _, l := range desk.Languages {
			if got := names(home.CommandsFor(role, l)); got != want {
				t.Errorf("%s in %s: %s, want %s", role, l, got, want)
			}
		}
	}
	if got := names(home.GroupCommandsFor([]desk.Name{desk.Engineering}, desk.English)); got != "open staff on off rota cover why link" {
		t.Errorf("a desk's group: %s", got)
	}
	if got := names(home.GroupCommandsFor([]desk.Name{desk.FrontDesk}, desk.English)); got != "open staff on off rota cover why moveout link" {
		t.Errorf("the front desk's group: %s", got)
	}
	if got := names(home.GroupCommandsFor([]desk.Name{desk.Managers}, desk.English)); !strings.Contains(got, "summary") {
		t.Errorf("the managers' group: %s", got)
	}
}

func TestEachChatHasTheMenuOfItsRoleAndLanguage(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.TenantNamed("A-1203", "黃美儀", "zh-hant")
	g := w.Group(desk.Engineering)
	said := func(c desk.ChatID) string {
		var lines []string
		for _, command := range w.Menu(c) {
			lines = append(lines, command.Name+" "+command.Description)
		}
		return strings.Join(lines, "\n")
	}
	if got := said(p.Chat.ID); !strings.Contains(got, "repair") || !strings.Contains(got, "報修") {
		t.Errorf("a tenant's menu:\n%s", got)
	}
	if got := said(g.Chat.ID); !strings.Contains(got, "rota") {
		t.Errorf("a desk's menu:\n%s", got)
	}
	p.Writes("/language")
	p.Presses("English")
	if got := said(p.Chat.ID); strings.Contains(got, "報修") || !strings.Contains(got, "repair") {
		t.Errorf("the menu after another language was chosen:\n%s", got)
	}
	if n := len(home.DefaultMenus(desk.TraditionalChinese)); n != 6 {
		t.Errorf("%d default menus, want one for private chats and groups in each of three languages", n)
	}
}
