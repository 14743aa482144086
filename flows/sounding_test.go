package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// flooded is a bench with a security group, and an alarm of a burst pipe, which is the engineers'.
type flooded struct {
	*bench
	guards *flowstest.Room
	lee    *flowstest.Person
}

const flood desk.TicketID = "E-1001"

func newFlood(t *testing.T) *flooded {
	t.Helper()
	f := &flooded{bench: newBench(t)}
	f.guards = f.Group(desk.Security)
	f.lee = f.guards.Member("Lee")
	f.floods()
	return f
}

// floods sounds the alarm.
func (f *flooded) floods() {
	offered := catalogue.Default()
	s, _ := offered.Service(desk.ServiceRef{Ref: "6.7"})
	f.Do(func(tx *storage.Tx) error {
		p, _, err := tx.PersonOf(f.tenant.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(p.ID)
		if err != nil {
			return err
		}
		opened := desk.OpenedData{
			Kind: desk.Emergency, Estate: "main", Desk: desk.Engineering, Danger: desk.DangerFlood, Service: s.Ref,
			Names:       map[desk.Language]string{desk.English: "Flood or burst pipe"},
			Place:       homes[0].Unit.Place(),
			Party:       homes[0].Party,
			Description: "water <everywhere>",
			Media:       []desk.Media{{Kind: desk.Photo, FileID: "flood"}},
			Reporter:    desk.Reporter{Person: p.ID, User: f.tenant.User, Name: f.tenant.Name, Language: desk.English},
			Promises:    offered.Promises(s, "", nil),
			Policy:      tx.Estate().PolicyFor(desk.Engineering, desk.Emergency, ""),
		}
		by := desk.Actor{As: desk.AsTenant, User: f.tenant.User, Name: f.tenant.Name}
		return tx.PutTicket(desk.Open(flood, opened, by, tx.Now()))
	})
}

// adds has the tenant say more.
func (f *flooded) adds(words string) {
	f.Do(func(tx *storage.Tx) error {
		t, _, err := tx.Ticket(flood)
		if err != nil {
			return err
		}
		t.Amend(desk.AmendedData{Description: words}, desk.Actor{As: desk.AsTenant, User: f.tenant.User, Name: f.tenant.Name}, tx.Now())
		return tx.PutTicket(t)
	})
}

// cards is how many cards of the alarm in a room can be taken.
func cards(r *flowstest.Room) (n int) {
	for _, m := range r.Messages {
		for _, row := range m.Buttons {
			for _, b := range row {
				if !m.Removed && b.Data == card.Data(flood, desk.Accept, "") && !strings.Contains(m.Text, "pressed the alarm") {
					n++
				}
			}
		}
	}
	return n
}

func TestAnAlarmIsWorkedAtEachOfItsDesks(t *testing.T) {
	f := newFlood(t)
	for _, r := range []*flowstest.Room{f.engineers, f.guards} {
		r.SeesOnce("🚨 E-1001 · Flood or burst pipe", "A-1203", "[✋ I'm going]")
		for _, m := range r.Messages {
			if len(m.Media) > 0 && !strings.Contains(fmt.Sprint(r.Answers(m)), "E-1001") {
				t.Errorf("the photo answers no card in\n%s", r)
			}
		}
		if n := len(photos(r)); n != 1 {
			t.Errorf("%d photos in\n%s", n, r)
		}
	}
	f.adds("it comes from <above>")
	f.engineers.SeesOnce("E-1001", "writes", "it comes from <above>")
	f.guards.SeesOnce("E-1001", "writes", "it comes from <above>")
	if toast := does(f.lee, flood, desk.Accept); toast != "E-1001 is yours." {
		t.Errorf("security: %q", toast)
	}
	if toast := does(f.wong, flood, desk.Accept); !strings.Contains(toast, "Lee was first") {
		t.Errorf("the engineers: %q", toast)
	}
	f.engineers.Sees("🚨 E-1001", "Lee has it", "[📍 On site]")
	f.guards.Sees("🚨 E-1001", "Lee has it", "[📍 On site]")
	f.lee.Replies(f.guards.Sees("🚨 E-1001", "Lee has it"), "valve shut")
	f.guards.Sees("Kept inside with E-1001")
	f.wong.Replies(f.engineers.Sees("🚨 E-1001", "Lee has it"), "pump on its way")
	f.engineers.Sees("Kept inside with E-1001")
	does(f.lee, flood, desk.CantDo)
	f.lee.Replies(f.guards.Sees("why can't E-1001"), "no pump")
	f.engineers.SeesOnce("E-1001", "no pump", "Lee can't")
	f.guards.SeesOnce("E-1001", "no pump", "Lee can't")
	f.supervisors.SeesOnce("E-1001", "no pump")
	if toast := does(f.wong.In(f.managers), flood, desk.Accept); !strings.Contains(toast, "not in this group") {
		t.Errorf("the managers' group: %q", toast)
	}
}

// photos are the messages of a room that show some.
func photos(r *flowstest.Room) (found []*flowstest.Message) {
	for _, m := range r.Messages {
		if !m.Removed && len(m.Media) > 0 {
			found = append(found, m)
		}
	}
	return found
}

func TestWhatStaffSendFromAnotherDeskIsTickedThere(t *testing.T) {
	f := newFlood(t)
	f.Hold()
	f.lee.Replies(f.guards.Sees("🚨 E-1001", "[✋ I'm going]"), "> Please open the door")
	f.Release()
	f.tenant.SeesOnce("Please open the door")
	f.guards.Sees("Sent to")
	f.engineers.SeesNot("Sent to")
}

func TestAnAlarmClimbsFromItsDesksToTheSupervisorsAndTheManagers(t *testing.T) {
	f := newFlood(t)
	lam := started(f.lam)
	f.lam.Writes("/on 23:00")
	f.Wait(2 * time.Minute)
	for _, r := range []*flowstest.Room{f.engineers, f.guards, lam.Room} {
		r.SeesOnce("At 14:02 nobody has taken it", "[✋ I'm going]", "On site by 14:")
	}
	f.supervisors.SeesNot("E-1001")
	f.Wait(30 * time.Second)
	f.supervisors.SeesOnce("Flood or burst pipe · A-1203 · E-1001", "At 14:02 nobody has taken it", "[🙋 I'll see to it: E-1001]")
	f.Wait(2 * time.Minute)
	f.managers.SeesNot("E-1001")
	f.Wait(30 * time.Second)
	for _, r := range []*flowstest.Room{f.supervisors, f.managers} {
		m := r.Sees("pressed the alarm at 14:00. At 14:05 nobody has taken it")
		if strings.Contains(m.String(), "I'm going") || !strings.Contains(m.String(), "I'll see to it") {
			t.Errorf("the buttons of\n%s", m)
		}
	}
	f.Wait(time.Hour)
	for _, r := range []*flowstest.Room{f.engineers, f.guards, f.supervisors, f.managers, lam.Room} {
		r.SeesOnce("pressed the alarm at 14:00. At 15:05 nobody has taken it") // in the place of all before
		r.SeesOnce("pressed the alarm")
	}
	if toast := does(lam, flood, desk.Accept); toast != "E-1001 is yours." {
		t.Errorf("in private: %q", toast)
	}
	for _, r := range []*flowstest.Room{f.engineers, f.guards, f.supervisors, f.managers, lam.Room} {
		if m := r.Sees("pressed the alarm", "taken 15:05", "Lam"); len(m.Buttons) > 0 {
			t.Errorf("buttons: %s", m)
		}
		r.SeesNot("nobody has taken it")
	}
}

func TestInPrivateOnlyAnAlarmIsTakenAndOnlyByItsDesks(t *testing.T) {
	f := newFlood(t)
	if toast := does(f.Stranger("Bob", "en"), flood, desk.Accept); toast == "E-1001 is yours." {
		t.Error("a stranger took it")
	}
	opens(f.tenant, desk.English, "leak")
	wong := f.wong.Alone()
	wong.Writes("/start")
	f.wong.Writes("hello")
	if toast := does(wong, "R-1001", desk.Accept); !strings.Contains(toast, "not") {
		t.Errorf("a repair in private: %q", toast)
	}
	if k := f.Ticket("R-1001"); k.Holder.Name != "" {
		t.Errorf("%s has it", k.Holder.Name)
	}
	if toast := does(wong, flood, desk.Arrive); !strings.Contains(toast, "not") || !f.Ticket(flood).Reached.IsZero() {
		t.Errorf("on site, in private: %q", toast)
	}
	if toast := does(wong, flood, desk.Accept); toast != "E-1001 is yours." {
		t.Errorf("an alarm in private: %q", toast)
	}
}

func TestWhoeverSeesToAnAlarmDoesNotKeepOthersFromGoing(t *testing.T) {
	f := newFlood(t)
	f.Wait(5 * time.Minute)
	does(f.supervisors.Member("Ho"), flood, desk.SeeTo)
	f.guards.Sees("pressed the alarm", "Ho sees to it", "[✋ I'm going]")
	f.managers.SeesOnce("pressed the alarm", "Ho sees to it")
	f.managers.SeesNot("I'll see to it: E-1001")
	f.Wait(2*time.Minute + 30*time.Second)
	f.guards.SeesOnce("pressed the alarm at 14:00. At 14:07 nobody has taken it", "Ho had it in hand")
}

func TestWhereSecurityMovesItsCardsComeAlong(t *testing.T) {
	f := newFlood(t)
	moved := f.guards.Moves()
	f.adds("more")
	moved.Sees("E-1001", "more")
	lee := moved.Member("Lee")
	if toast := does(lee, flood, desk.Accept); toast != "E-1001 is yours." {
		t.Errorf("in the group that moved: %q", toast)
	}
	f.guards = f.Group(desk.Security)
	f.guards.SeesOnce("🚨 E-1001", "Lee has it")
	f.guards.BotBecomes(f.Admin(), false, false) // nobody but the supervisors stands in
	f.adds("and more")
	f.supervisors.Sees("and more")
	f.engineers.SeesOnce("writes:\nand more")
	does(f.wong, flood, desk.Arrive)
	f.supervisors.Sees("🚨 E-1001", "Wong is on site")
}

func TestOneChatForBothDesksOfAnAlarmHasOneCard(t *testing.T) {
	b := newBench(t)
	f := &flooded{bench: b, guards: b.Group(desk.Engineering, desk.Security)}
	f.floods()
	if n := cards(f.guards); n != 1 {
		t.Errorf("%d cards in\n%s", n, f.guards)
	}
	f.guards.SeesOnce("pressed the alarm")
	other := f.Group(desk.Security) // and then security has a group of its own
	if n, m := cards(f.guards), cards(other); n != 1 || m != 1 {
		t.Errorf("%d and %d cards", n, m)
	}
	f.Admin().In(f.guards).Writes("/link security")
	f.adds("more")
	if n, m := cards(f.guards), cards(other); n != 1 || m != 0 {
		t.Errorf("together again: %d and %d cards", n, m)
	}
}

func TestAnAlarmThatNobodyCanHearIsHeardByTheAdministrators(t *testing.T) {
	w := flowstest.New(t, "14:00")
	f := &flooded{bench: &bench{World: w, tenant: w.Tenant("A-1203")}}
	f.floods()
	f.Admin().SeesOnce("pressed the alarm just now", "[✋ I'm going]")
	f.Wait(30 * time.Second)
	f.Admin().SeesOnce("pressed the alarm at 14:00. At 14:00 nobody has taken it")
	f.Wait(24 * time.Hour)
	f.Admin().SeesOnce("pressed the alarm at Wed 4 Mar 14:00. At 14:00 nobody has taken it")
	if n := cards(f.Admin().Room); n != 1 {
		t.Errorf("%d cards", n)
	}
}

func TestWhatTheAlarmSaysIsShort(t *testing.T) {
	f := newFlood(t)
	m := f.guards.Sees("pressed the alarm")
	want := "🚨 Flood or burst pipe · A-1203 · E-1001\n" + f.tenant.Name + " (not enrolled) pressed the alarm just now. Nobody has taken it.\n" +
		"“water <everywhere>”\nOn site by 14:05."
	if got := flowstest.Plain(m.Text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(m.Buttons) == 0 || m.Buttons[0][0].Text != "✋ I'm going" {
		t.Errorf("buttons %v", m.Buttons)
	}
}

func TestNothingElseSoundsBesideAnAlarmThatNobodyHasTaken(t *testing.T) {
	f := newFlood(t)
	f.Wait(40 * time.Minute)
	for name, r := range map[string]*flowstest.Room{"engineers": f.engineers, "supervisors": f.supervisors, "managers": f.managers} {
		sounding := 0
		for _, m := range r.Messages {
			if strings.Contains(m.Text, "⏰") {
				t.Errorf("%s beside the alarm:\n%s", name, m)
			}
			if strings.HasPrefix(m.Text, "🚨") {
				sounding++
			}
		}
		if sounding == 0 {
			t.Errorf("%s: no alarm", name)
		}
	}
}

func TestAnAlarmThatSomebodyHasTakenRemindsOfEverythingElse(t *testing.T) {
	f := newFlood(t)
	f.Wait(time.Minute)
	does(f.wong, flood, desk.Accept)
	f.Wait(time.Hour)
	f.engineers.Sees("⏰", string(flood))
}
