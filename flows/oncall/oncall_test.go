package oncall_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// crew is an estate with a desk of two people, and supervisors.
type crew struct {
	*flowstest.World
	t          *testing.T
	g, heads   *flowstest.Room
	wong, lam  *flowstest.Person
	supervisor *flowstest.Person
}

func newCrew(t *testing.T) *crew {
	w := flowstest.New(t, "14:00")
	c := &crew{World: w, t: t, g: w.Group(desk.Engineering), heads: w.Group(desk.Supervisors)}
	c.wong, c.lam = c.g.Member("Wong"), c.g.Member("Lam")
	c.wong.Writes("hello")
	c.lam.Writes("hello")
	ho := c.heads.Member("Ho")
	ho.Writes("hello")
	c.supervisor = ho.In(c.g)
	return c
}

// rota gives somebody a line of the rota on the days.
func (c *crew) rota(p *flowstest.Person, from, until time.Duration, days ...time.Weekday) {
	c.t.Helper()
	c.Do(func(tx *storage.Tx) error {
		for _, d := range days {
			s := desk.Shift{Desk: desk.Engineering, User: p.User, Name: p.Name, Weekday: d, From: from, Until: until}
			if err := tx.PutShift(&s); err != nil {
				return err
			}
		}
		return nil
	})
}

// board is the group's board as it stands now.
func (c *crew) board(parts ...string) *flowstest.Message {
	c.t.Helper()
	return c.g.Sees(append([]string{"👥"}, parts...)...)
}

var everyDay = []time.Weekday{0, 1, 2, 3, 4, 5, 6}

func hour(h int) time.Duration { return time.Duration(h) * time.Hour }

func TestTheBoardFollowsTheRotaWithoutANewMessage(t *testing.T) {
	c := newCrew(t)
	c.rota(c.wong, hour(9), hour(18), everyDay...)
	c.rota(c.lam, hour(18), hour(2), everyDay...)
	c.wong.Writes("/staff")
	board := c.board("🟢 Wong until 18:00", "⚪ Lam · next 18:00")
	n := len(c.g.Messages)
	c.Until("18:30")
	if c.board("🟢 Lam until tonight 02:00", "⚪ Wong · next tomorrow 09:00").ID != board.ID {
		t.Error("the board is another message")
	}
	c.Until("00:30")
	c.board("🟢 Lam until 02:00", "⚪ Wong · next 09:00")
	c.Reopen()
	c.Until("03:00")
	c.board("⚠️ Nobody is on call now.", "Next: Wong, 09:00")
	c.Until("09:00")
	c.board("🟢 Wong until 18:00")
	if len(c.g.Messages) != n {
		t.Errorf("%d messages were sent meanwhile", len(c.g.Messages)-n)
	}
}

func TestTheBoardStandsOnceAndWhereItWasAskedFor(t *testing.T) {
	c := newCrew(t)
	c.wong.Writes("/staff")
	c.lam.Writes("a long talk since")
	at := c.lam.Writes("/staff")
	c.g.SeesOnce("👥")
	if m := c.board(); m.ID < at {
		t.Error("the board stands above the question")
	}
}

func TestOnHoldsUntilTheGivenTimeOrTheShiftsEndOrTwelveHours(t *testing.T) {
	c := newCrew(t)
	c.rota(c.lam, hour(9), hour(18), everyDay...)
	c.wong.Writes("/staff")
	if toast := c.wong.Presses("I'm on"); toast != "Engineering: you are on call until tomorrow 02:00." {
		t.Error(toast)
	}
	c.wong.Writes("/on 17:30")
	c.g.Sees("Engineering: you are on call until 17:30.")
	c.wong.Writes("/on 6am")
	c.g.Sees("Engineering: you are on call until tomorrow 06:00.")
	if toast := c.lam.Presses("I'm off"); !strings.Contains(toast, "Your next shift: tomorrow 09:00.") {
		t.Error(toast)
	}
	c.board("🟢 Wong until tomorrow 06:00", "⚪ Lam")
	if toast := c.lam.Presses("I'm on"); !strings.Contains(toast, "until 18:00") {
		t.Error(toast)
	}
	c.Until("06:00")
	c.board("⚠️ Nobody is on call now.", "⚪ Wong", "⚪ Lam · next 09:00")
	c.wong.Writes("/on yesterday")
	c.g.Sees("I don't understand “yesterday”")
}

func TestOffEarlyLeavesTheNextShiftAlone(t *testing.T) {
	c := newCrew(t)
	c.rota(c.wong, hour(9), hour(18), everyDay...)
	c.wong.Writes("/staff")
	c.wong.Writes("/off")
	c.g.Sees("Engineering: you are off.", "Nobody is on call there now.")
	c.board("⚠️ Nobody is on call now.", "Next: Wong, tomorrow 09:00")
	c.Until("18:30")
	c.wong.Presses("I'm off") // outside any shift there is nothing to be off from
	c.Until("09:00")
	c.board("🟢 Wong until 18:00")
}

func TestWhoeverLeavesTheGroupIsOffAtOnce(t *testing.T) {
	c := newCrew(t)
	c.rota(c.wong, hour(9), hour(18), everyDay...)
	c.lam.Writes("/on")
	c.wong.Writes("/staff")
	c.board("🟢 Wong", "🟢 Lam")
	c.wong.Leaves()
	c.lam.Leaves()
	c.board("⚠️ Nobody is on call now.")
	c.g.SeesNot("👥", "Lam")
	c.supervisor.Writes("/rota")
	c.g.Sees("every week", "Mon  Wong 09:00–18:00 (has left the group)")
	c.lam.Joins()
	c.wong.Joins()
	c.lam.Writes("/staff")
	c.board("⚪ Lam", "🟢 Wong until 18:00") // the word that was given before is gone, the rota holds
}

func TestStaffWhoNeverPressedStartAreNamedUntilTheyDo(t *testing.T) {
	c := newCrew(t)
	c.wong.Writes("/staff")
	start, ok := c.board("cannot write to", "Lam", "Wong").Button("Start")
	if !ok || start.URL != "https://t.me/"+flowstest.Bot+"?start=staff" {
		t.Errorf("the button leads to %q", start.URL)
	}
	c.wong.Alone().Writes("/start staff")
	c.wong.Alone().Shows("Wong, I can write to you here now.", "Engineering: you are off.")
	c.board("cannot write to Lam in private")
	c.lam.Alone().Writes("/start")
	c.g.SeesNot("👥", "cannot write to")
	c.wong.Alone().Blocks(true)
	c.board("cannot write to Wong in private")
}

func TestOnAndOffInPrivate(t *testing.T) {
	c := newCrew(t)
	c.rota(c.wong, hour(16), hour(20), everyDay...)
	c.wong.Writes("/staff")
	private := c.wong.Alone()
	private.Writes("/start staff")
	private.Shows("Your next shift: 16:00.")
	if toast := private.Presses("On: Engineering"); toast != "Engineering: you are on call until tomorrow 02:00." {
		t.Error(toast)
	}
	private.Shows("until tomorrow 02:00")
	c.board("🟢 Wong until tomorrow 02:00")
	private.Writes("/off")
	private.Sees("Engineering: you are off.")
	c.board("⚪ Wong")
	stranger := c.Stranger("Bob", "en")
	stranger.Writes("/on")
	stranger.Sees("I have not seen you in any desk's group yet")
	stranger.Writes("/on engineering")
	c.Vouch(func(chat.MemberArgs) bool { return false })
	stranger.Sees("Only the desk's own people")
	c.board("⚪ Wong")
}

func TestTheLanguageOfTheBoardIsTheGroups(t *testing.T) {
	c := newCrew(t)
	c.Admin().In(c.g).Presses("繁體中文")
	c.wong.Writes("/staff")
	c.g.Sees("還沒有人表示當值")
}

func TestAGroupOfSeveralDesksAsksWhich(t *testing.T) {
	c := newCrew(t)
	c.Admin().In(c.g).Writes("/link security")
	c.wong.Writes("/on 22:00")
	c.g.Sees("At which desk are you on call?")
	if toast := c.wong.Presses("Security"); toast != "Security: you are on call until 22:00." {
		t.Error(toast)
	}
	c.wong.Writes("/on engineering")
	c.g.Sees("Engineering: you are on call until tomorrow 02:00.")
	c.lam.Writes("/staff")
	c.board("Engineering", "Security", "🟢 Wong until 22:00")
	c.wong.Presses("Off: Security")
	c.wong.Writes("/off")
	c.wong.Presses("Engineering")
	c.board("⚪ Wong")
}

func TestSupervisorsMakeTheRotaInTheGroup(t *testing.T) {
	c := newCrew(t)
	c.wong.Writes("/staff")
	c.wong.Presses("📅 Rota")
	c.g.Sees("📅 Engineering, every week", "Nothing is in the rota yet")
	if toast := c.wong.Presses("Change rota"); !strings.Contains(toast, "Only supervisors") {
		c.Vouch(func(chat.MemberArgs) bool { return false })
		if toast := c.wong.Toast(); !strings.Contains(toast, "Only supervisors") {
			t.Errorf("an engineer: %q", toast)
		}
	}
	c.supervisor.Presses("Change rota")
	c.supervisor.Presses("Wong")
	if toast := c.lam.Presses("Every day"); toast == "" {
		t.Error("somebody else answers the form")
	}
	c.supervisor.Presses("Every day")
	c.supervisor.Presses("09:00")
	c.supervisor.Presses("18:00")
	c.g.Sees("Into the rota: Wong, Every day, 09:00–18:00")
	c.supervisor.Presses("Confirm")
	c.g.SeesOnce("📅 In the rota: Wong, Every day, 09:00–18:00")
	c.g.SeesOnce("every week", "Mon  Wong 09:00–18:00", "Sun  Wong 09:00–18:00")
	c.board("🟢 Wong until 18:00")
	c.supervisor.Presses("Change rota")
	c.supervisor.Presses("Add")
	c.supervisor.Presses("Wong")
	c.supervisor.Presses("Mon to Fri")
	if _, ok := c.g.Last().Button("15:00"); ok {
		t.Error("a time is offered at which he works already")
	}
	form := c.g.Last()
	c.supervisor.Replies(form, "22:30")
	c.supervisor.Replies(form, "06:45")
	c.g.Sees("Into the rota: Wong, Mon to Fri, 22:30–06:45")
	c.supervisor.Presses("Confirm")
	c.g.SeesOnce("every week", "Wed  Wong 09:00–18:00 · Wong 22:30–06:45")
	c.supervisor.Presses("Change rota")
	c.supervisor.Presses("Take out")
	c.supervisor.Presses("Mon 09:00–18:00 Wong")
	c.supervisor.Presses("Confirm")
	c.g.SeesOnce("Out of the rota: Mon 09:00–18:00 Wong")
	c.g.SeesOnce("every week", "Mon  Wong 22:30–06:45")
}

func TestWhatTwoSupervisorsDoAtOnceIsSaidAndNotDoneTwice(t *testing.T) {
	c := newCrew(t)
	second := c.heads.Member("Ma")
	second.Writes("hello")
	ma := second.In(c.g)
	for _, p := range []*flowstest.Person{c.supervisor, ma} {
		p.Writes("/rota")
		p.Presses("Change rota")
		for _, label := range []string{"Wong", "Every day", "09:00", "18:00"} {
			p.Presses(label)
		}
	}
	ma.Presses("Confirm")
	c.supervisor.PressesOn(confirmOf(t, c, "Into the rota"))
	c.g.SeesOnce("In the rota")
	c.g.SeesOnce("Nothing was changed: Wong already has Mon 09:00–18:00 Wong.")
}

// confirmOf is the confirming button of the form that shows the words.
func confirmOf(t *testing.T, c *crew, shows string) (desk.MessageID, string) {
	t.Helper()
	m := c.g.Sees(shows)
	b, _ := m.Button("Confirm")
	return m.ID, b.Data
}

func TestCoverForADayIsSaidByWhoeverCoversOrASupervisor(t *testing.T) {
	c := newCrew(t)
	c.wong.Writes("/cover")
	c.Vouch(func(chat.MemberArgs) bool { return false })
	c.g.Sees("There is no rota yet")
	c.rota(c.wong, hour(22), hour(6), everyDay...)
	c.wong.Writes("/staff")
	c.lam.Writes("/cover")
	c.Vouch(func(chat.MemberArgs) bool { return false })
	c.lam.Presses("5")
	c.lam.Presses("Wong")
	c.g.Sees("Lam works instead of Wong, tomorrow")
	c.lam.Presses("Confirm")
	c.g.SeesOnce("🔁 Lam covers for Wong, tomorrow")
	c.Until("23:00")
	c.board("🟢 Wong until tomorrow 06:00", "⚪ Lam · next tomorrow 22:00")
	c.Until("22:30")
	c.board("🟢 Lam until tomorrow 06:00, for Wong", "⚪ Wong · next tomorrow 22:00")
	c.Until("03:00")
	c.board("🟢 Lam until 06:00, for Wong")
	c.supervisor.Writes("/cover")
	c.supervisor.Presses("7")
	c.supervisor.Presses("Wong")
	c.g.Sees("Cover for Wong, tomorrow", "Who works instead?")
	c.supervisor.Presses("Lam")
	c.supervisor.Presses("Confirm")
	c.lam.Writes("/rota")
	c.g.Sees("🔁 Lam for Wong, tomorrow")
	if toast := c.wong.Presses("✕ Lam for Wong, tomorrow"); !strings.Contains(toast, "Only supervisors") {
		t.Errorf("whose shift it is: %q", toast)
	}
	rota := c.g.Sees("🔁 Lam for Wong, tomorrow")
	back, _ := rota.Button("✕ Lam for Wong, tomorrow")
	for _, press := range []string{"first", "second"} {
		if toast := c.lam.PressesOn(rota.ID, back.Data); !strings.Contains(toast, "Wong does their own shift again") {
			t.Errorf("who covers, %s: %q", press, toast)
		}
	}
	c.g.SeesNot("🔁 Lam for Wong, tomorrow")
}

func TestNobodyIsPutIntoTheRotaWhoHasLeft(t *testing.T) {
	c := newCrew(t)
	c.supervisor.Writes("/rota")
	c.supervisor.Presses("Change rota")
	for _, label := range []string{"Wong", "Every day", "09:00", "18:00"} {
		c.supervisor.Presses(label)
	}
	c.wong.Leaves()
	c.supervisor.Presses("Confirm")
	c.g.Sees("no longer possible")
	c.g.SeesNot("In the rota")
}

func TestADayThatIsOverIsNotCovered(t *testing.T) {
	c := newCrew(t)
	c.rota(c.wong, hour(22), hour(6), everyDay...)
	c.supervisor.Writes("/cover")
	c.supervisor.Presses("[4]")
	c.supervisor.Presses("Wong")
	c.supervisor.Presses("Lam")
	id, data := confirmOf(t, c, "Lam works instead of Wong, today")
	c.Until("00:30")
	c.supervisor.PressesOn(id, data)
	c.g.Sees("no longer possible", "For which day?")
	c.g.SeesNot("covers for")
}

func TestThreeMakeTheRotaInOneGroupAtOnce(t *testing.T) {
	c := newCrew(t)
	ma, yu := c.heads.Member("Ma"), c.heads.Member("Yu")
	ma.Writes("hello")
	yu.Writes("hello")
	supervisors := []*flowstest.Person{c.supervisor, ma.In(c.g), yu.In(c.g)}
	names := []string{"Wong", "Lam", "Ho"}
	forms := make([]desk.MessageID, 3)
	for i, p := range supervisors {
		p.Writes("/rota")
		p.Presses("Change rota")
		forms[i] = c.g.Last().ID
	}
	for _, labels := range [][]string{names, {"Sat and Sun", "Tue", "Every day"}, {"07:00", "08:00", "09:00"}, {"15:00", "17:00", "19:00"}} {
		for i, p := range supervisors {
			c.presses(p, forms[i], labels[i])
		}
	}
	for i, p := range supervisors {
		c.presses(p, forms[i], "Confirm")
	}
	for i, want := range []string{"Wong, Sat and Sun, 07:00–15:00", "Lam, Tue, 08:00–17:00", "Ho, Every day, 09:00–19:00"} {
		if m := c.g.Sees("In the rota: " + want); m.ID != forms[i] {
			t.Errorf("%s is said in another form", want)
		}
	}
}

// presses presses a button of one form among several.
func (c *crew) presses(p *flowstest.Person, form desk.MessageID, label string) {
	c.t.Helper()
	for _, m := range c.g.Messages {
		if m.ID != form {
			continue
		}
		if b, ok := m.Button(label); ok {
			p.PressesOn(m.ID, b.Data)
			return
		}
		c.t.Fatalf("no button %q on\n%s", label, m)
	}
}

func TestTimesOfTheRotaAreTypedOneByOne(t *testing.T) {
	c := newCrew(t)
	c.supervisor.Writes("/rota")
	c.supervisor.Presses("Change rota")
	c.g.Sees("Who works?", "Reply to this message")
	c.supervisor.Presses("Wong")
	c.supervisor.Presses("Every day")
	form := c.g.Sees("Rota of Wong, Every day", "From when?", "Reply to this message")
	c.supervisor.Replies(form, "9:00-18:00")
	c.g.Sees("one time", "From when?")
	c.supervisor.Replies(form, "8:15")
	c.g.Sees("Until when?")
	c.supervisor.Replies(form, "5pm")
	c.g.Sees("Into the rota: Wong, Every day, 08:15–17:00")
}

func TestAFormThatIsBegunAnewLeavesNoButtons(t *testing.T) {
	c := newCrew(t)
	c.supervisor.Writes("/rota")
	c.supervisor.Presses("Change rota")
	c.supervisor.Presses("Wong")
	c.wong.Writes("good morning")
	c.supervisor.Writes("/rota")
	c.supervisor.Presses("Change rota")
	c.g.SeesOnce("On which days?")
	if m := c.g.Sees("On which days?", "had not finished"); m != c.g.Last() {
		t.Errorf("the form does not stand at the end:\n%s", c.g)
	}
	c.supervisor.Presses("Start again")
	c.g.SeesOnce("Who works?")
	for _, m := range c.g.Messages {
		if !m.Removed && strings.Contains(m.Text, "On which days?") && len(m.Buttons) > 0 {
			t.Errorf("what was begun anew can still be pressed:\n%s", m)
		}
	}
}

func TestWhoeverHasLeftIsNotNextAndCoversNobody(t *testing.T) {
	c := newCrew(t)
	c.rota(c.wong, hour(16), hour(18), everyDay...)
	c.rota(c.lam, hour(20), hour(22), everyDay...)
	c.lam.Writes("/cover")
	c.Vouch(func(chat.MemberArgs) bool { return false })
	c.lam.Presses("5")
	c.lam.Presses("Wong")
	c.lam.Presses("Confirm")
	c.supervisor.Writes("/rota")
	c.g.Sees("✕ Lam for Wong, tomorrow")
	c.wong.Leaves()
	c.supervisor.Writes("/staff")
	c.board("⚠️ Nobody is on call now.", "Next: Lam, 20:00")
	c.lam.Leaves()
	c.board("⚠️ No next shift: everybody in the rota has left the group.")
	c.supervisor.Writes("/rota")
	c.g.Sees("🔁 Lam (has left the group) for Wong, tomorrow: ⚠️ nobody comes")
}
