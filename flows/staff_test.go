package flows_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// bench is an estate with the usual groups, a tenant, and two engineers.
type bench struct {
	*flowstest.World
	engineers, supervisors, managers *flowstest.Room
	tenant, wong, lam                *flowstest.Person
}

func newBench(t *testing.T) *bench {
	w := flowstest.New(t, "14:00")
	b := &bench{World: w, engineers: w.Group(desk.Engineering), supervisors: w.Group(desk.Supervisors), managers: w.Group(desk.Managers)}
	b.tenant = w.Tenant("A-1203")
	b.wong, b.lam = b.engineers.Member("Wong"), b.engineers.Member("Lam")
	return b
}

func does(p *flowstest.Person, id desk.TicketID, a desk.Action) string {
	return p.PressesOn(0, card.Data(id, a, ""))
}

func TestTheFirstToAcceptHasItAndTheRestSeeWho(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.engineers.Sees("R-1001", "On site by 14:15", "A-1203")
	b.engineers.SeesNot("+852")
	if toast := does(b.wong, "R-1001", desk.Accept); toast != "R-1001 is yours." {
		t.Errorf("first %q", toast)
	}
	if toast := does(b.lam, "R-1001", desk.Accept); toast != "Wong was first with R-1001." {
		t.Errorf("second %q", toast)
	}
	b.engineers.Sees("R-1001", "Wong has it")
	b.tenant.Sees("Wong has taken it")
}

func TestACardIsWorkedInItsOwnGroup(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	if toast := does(b.wong.In(b.managers), "R-1001", desk.Accept); !strings.Contains(toast, "not in this group") {
		t.Errorf("in another group %q", toast)
	}
	if toast := does(b.tenant, "R-1001", desk.Accept); !strings.Contains(toast, "not in this group") {
		t.Errorf("in private %q", toast)
	}
	elsewhere := b.Group(desk.Engineering) // the desk moves: its old card is a card no more
	if toast := does(b.wong, "R-1001", desk.Accept); !strings.Contains(toast, "not in this group") {
		t.Errorf("in the group that was %q", toast)
	}
	does(b.wong.In(elsewhere), "R-1001", desk.Accept)
	elsewhere.Sees("R-1001", "Wong has it")
}

func TestCantGivesAReasonAndFreesTheCard(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.CantDo)
	does(b.lam, "R-1001", desk.AddNote) // several may be asked at once
	prompt := b.engineers.Sees("why can't R-1001")
	b.lam.Replies(prompt, "because")
	b.engineers.Sees("Somebody else was asked")
	b.wong.Replies(prompt, "no <key>")
	b.engineers.SeesOnce("R-1001", "is free again", "no <key>")
	b.supervisors.SeesOnce("R-1001", "Wong can't do it", "no <key>")
	b.tenant.SeesOnce("Wong cannot do it after all")
	if got := b.Ticket("R-1001"); got.State != desk.StateOpen || got.Round != 1 {
		t.Errorf("state %s, round %d", got.State, got.Round)
	}
}

func TestACardThatNobodyHadTakenIsTheDesksAffair(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Wait(5 * time.Minute) // with alerts between
	does(b.wong, "R-1001", desk.CantDo)
	b.wong.Replies(b.engineers.Last(), "not ours")
	b.tenant.SeesNot("cannot do it")
}

func TestANoteGoesOutOnceAndByItsAuthorAlone(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	shown := b.engineers.Sees("R-1001", "[✋ Accept]")
	b.wong.Replies(shown, "need a part & a ladder")
	b.tenant.SeesNot("ladder")
	kept := b.engineers.Sees("Kept inside")
	send, _ := kept.Button("Send to A-1203")
	if toast := b.lam.PressesOn(kept.ID, send.Data); !strings.Contains(toast, "Only Wong") {
		t.Errorf("somebody else %q", toast)
	}
	b.wong.PressesOn(kept.ID, send.Data)
	if toast := b.wong.PressesOn(kept.ID, send.Data); !strings.Contains(toast, "already") {
		t.Errorf("again %q", toast)
	}
	b.tenant.SeesOnce("Wong", "need a part & a ladder")
	b.engineers.SeesOnce("✓ Sent to A-1203")
	b.wong.Replies(shown, "> on my way")
	b.tenant.SeesOnce("on my way")
	b.tenant.Writes("thanks <3")
	b.engineers.SeesOnce("A-1203 · Chan Tai Man", "thanks <3")
	b.tenant.Sends(chat.Update{Location: &chat.Location{Latitude: 22.28, Longitude: 114.15}})
	b.engineers.SeesOnce("22.28000, 114.15000")
	b.tenant.Sends(chat.Update{Media: []desk.Media{{Kind: desk.Sticker, FileID: "s"}}})
	b.engineers.SeesOnce("(sticker)")
}

func TestAfterDoneANoteGoesToTheTenant(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Finish)
	b.tenant.SeesOnce("Wong reports it done", "Thank you")
	does(b.wong, "R-1001", desk.AddNote)
	b.wong.SendsReply(b.engineers.Sees("It is sent to A-1203"), "filter cleaned")
	m := b.tenant.Sees("filter cleaned")
	if len(m.Media) != 1 {
		t.Errorf("the photo did not come with it: %+v", m)
	}
	b.tenant.Shows("reports it done")
	b.engineers.Sees("✓ Sent to A-1203")
}

func TestAnAnswerThatDoesNotArriveIsToldInPerson(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Blocks(true)
	does(b.wong, "R-1001", desk.Finish)
	b.engineers.Sees("Chan Tai Man cannot be reached here")
	if got := b.Ticket("R-1001"); got.State != desk.StateDone {
		t.Errorf("state %s", got.State)
	}
	b.wong.Replies(b.engineers.Sees("R-1001", "[📣 Told the tenant]"), "> can you hear me")
	b.engineers.Sees("Not delivered to A-1203")
	does(b.wong, "R-1001", desk.HaveTold)
	if got := b.Ticket("R-1001"); got.State != desk.StateAnswered || got.Answered.How != desk.InPerson {
		t.Errorf("state %s, %+v", got.State, got.Answered)
	}
	b.tenant.Blocks(false)
	b.tenant.Writes("/status")
	b.tenant.Shows("Finished in the last 7 days", "R-1001")
}

func TestABreachClimbsUntilSomebodySeesToIt(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	b.Until("14:02")
	b.engineers.SeesOnce("To be taken by 14:03")
	b.Until("14:03")
	b.supervisors.SeesOnce("R-1001", "Nobody has taken it")
	b.managers.SeesNot("R-1001")
	b.Reopen()
	b.Until("14:13")
	b.managers.SeesOnce("R-1001", "10 min late")
	b.Until("14:15")
	b.tenant.SeesOnce("we have not kept our promise", "on site by 14:15")
	b.wong.In(b.supervisors).Presses("see to it: R-1001")
	b.supervisors.Sees("Wong sees to it")
	before := len(b.managers.Messages)
	b.Wait(3 * time.Hour)
	if n := len(b.managers.Messages); n != before {
		t.Errorf("managers were told again although somebody sees to it:\n%s", b.managers)
	}
	b.Wait(9 * time.Hour)
	b.managers.SeesOnce("Wong had it in hand until 18:15", "on site")
	does(b.lam, "R-1001", desk.Accept)
	does(b.lam, "R-1001", desk.Arrive)
	b.supervisors.SeesOnce("Taken: due 14:03\n→ taken Thu 5 Mar 02:15", "Lam")
	b.supervisors.SeesOnce("Taken: due 14:03, 4 h 12 min late at 18:15", "→ taken Thu 5 Mar 02:15") // when Wong's word had expired
	b.supervisors.SeesNot("Nobody has taken it")
}

func TestAnAlarmSoundsUntilItIsTaken(t *testing.T) {
	for _, who := range []string{"enrolled", "unknown"} {
		t.Run(who, func(t *testing.T) {
			w := flowstest.New(t, "14:00")
			security, managers := w.Group(desk.Security), w.Group(desk.Managers)
			p := w.Stranger("Bob <b>", "en")
			if who == "enrolled" {
				p = w.Tenant("A-1203")
			}
			p.Writes("/menu")
			p.Presses("Emergency")
			p.Presses("Help")
			security.Sees("🚨 E-1001", "[✋ I'm going]")
			security.SeesOnce("E-1001", "just now", "Nobody has taken it")
			p.Writes("lift 3")
			p.SendsPhoto("smoke\nin the shaft")
			security.Sees("E-1001", "lift 3")
			security.Sees("smoke\nin the shaft")
			w.Wait(5 * time.Minute)
			managers.SeesOnce("E-1001", "at 14:00. At 14:05 nobody has taken it") // each repeat replaces the one before it
			w.Wait(15 * time.Minute)
			managers.SeesOnce("pressed the alarm") // also where other promises break at the same moment
			p.Writes("/menu")
			p.Presses("Emergency")
			p.Presses("Help") // pressed again: the same alarm
			if n := w.Tickets(); n != 1 {
				t.Errorf("%d alarms", n)
			}
			guard := security.Member("Lee")
			does(guard, "E-1001", desk.Accept)
			p.Sees("Lee (Security) has your alarm")
			w.Wait(time.Minute)
			managers.SeesOnce("pressed the alarm")
			managers.SeesNot("obody has taken it.")
			does(guard, "E-1001", desk.Arrive)
			does(guard, "E-1001", desk.Finish)
			p.Writes("/menu")
			p.Presses("Emergency")
			p.Presses("Help")
			p.Shows("E-1002", "The alarm is out") // a new one, not the old
			p.Writes("basement")
			if got := w.Ticket("E-1001").Place.Label + w.Ticket("E-1001").Description; strings.Contains(got, "basement") {
				t.Error("what was said of the new alarm went to the old one")
			}
		})
	}
}

func TestOneChatForTwoDesksHearsAnAlarmOnce(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Stranger("Bob", "en")
	p.Writes("/menu")
	p.Presses("Emergency")
	p.Presses("Help") // nothing is linked: the administrator stands in for everybody
	w.Wait(5 * time.Minute)
	w.Admin().SeesOnce("nobody has taken it.", "E-1001", "pressed the alarm")
	if m := w.Admin().Sees("pressed the alarm"); strings.Count(m.Text, "pressed the alarm") != 1 {
		t.Errorf("told twice in one message:\n%s", m)
	}
	does(w.Admin(), "E-1001", desk.Accept)
	w.Admin().Sees("E-1001", "Administrator has it")
	does(w.Admin(), "E-1001", desk.CantDo)
	w.Admin().Replies(w.Admin().Sees("why can't E-1001"), "not here")
	w.Admin().Sees("E-1001", "Free again", "not here")
}

func TestADeskWithoutAGroupIsStoodInFor(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	opens(p, desk.English, "one")
	w.Admin().Sees("R-1001", "[✋ Accept]")
	managers := w.Group(desk.Managers)
	opens(p, desk.English, "two")
	managers.Sees("R-1002", "[✋ Accept]")
	supervisors := w.Group(desk.Supervisors)
	opens(p, desk.English, "three")
	supervisors.Sees("R-1003", "[✋ Accept]")
	front := w.Group(desk.FrontDesk)
	opens(p, desk.English, "four")
	front.Sees("R-1004", "[✋ Accept]")
	does(front.Member("Ho"), "R-1004", desk.Accept)
	front.Sees("R-1004", "Ho has it")
}

func TestWhatAClosedGroupDidNotTakeGoesElsewhere(t *testing.T) {
	b := newBench(t)
	front := b.Group(desk.FrontDesk)
	opens(b.tenant, desk.English, "leak")
	b.engineers.Shut = true
	b.supervisors.Shut = true
	b.Until("14:03")
	front.Sees("can no longer write to the group “supervisors”")
	front.Sees("R-1001", "Nobody has taken it: due 14:03")
	front.Sees("R-1001", "[✋ Accept]")
	b.engineers.BotBecomes(b.Admin(), true, true)
	b.engineers.BotBecomes(b.Admin(), false, false) // put out, with nothing to send
	front.Sees("can no longer write to the group “engineering”")
}

func TestAGroupThatMovesKeepsItsDesk(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "one")
	moved := b.engineers.Moves()
	opens(b.tenant, desk.English, "two")
	moved.Sees("R-1002", "[✋ Accept]")
	wong := b.wong.In(moved)
	does(wong, "R-1001", desk.Accept)
	moved.Sees("R-1001", "Wong has it")
}

func TestTheSummaryIsForManagers(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "one")
	opens(b.tenant, desk.English, "two")
	does(b.wong, "R-1001", desk.Accept)
	does(b.wong, "R-1001", desk.Finish)
	b.Wait(4 * time.Minute)
	b.managers.Member("Ma").Writes("/summary")
	b.managers.Sees("Opened 2 · done, and the tenant told 1", "Open now 1 · overdue 1", "Engineering: opened 2, done 1, open 1, overdue 1")
	b.wong.Writes("/summary")
	b.engineers.Sees("for managers")
	stranger := b.Stranger("Ma", "en")
	stranger.Writes("/summary")
	b.Finish(nil, "timeout") // a question that failed is no answer
	stranger.Sees("could not check")
	stranger.Writes("/summary")
	b.Finish([]byte(`{"present":true}`), "")
	stranger.Sees("Opened 2")
	stranger.In(b.managers).Leaves()
	stranger.Writes("/summary")
	if m := stranger.Last(); !strings.Contains(m.Text, "for managers") {
		t.Errorf("after leaving:\n%s", m)
	}
	b.Admin().Writes("/summary")
	b.Admin().Sees("Opened 2")
}

func TestWhatPeopleAreCalledIsEscapedEverywhere(t *testing.T) {
	w := flowstest.New(t, "14:00") // every message is checked for broken HTML as it is delivered
	const name = `<b>Zoë & "Co" 👩‍🚒</i> {0} [x]`
	engineers, supervisors := w.Group(desk.Engineering), w.Group(desk.Supervisors)
	security := w.Group(desk.Security)
	p := w.TenantNamed("A-1203", name, "en")
	staff := engineers.Member(name)
	opens(p, desk.English, name)
	engineers.Sees("R-1001", name)
	does(staff, "R-1001", desk.Accept)
	p.Sees(name + " has taken it")
	does(staff, "R-1001", desk.CantDo)
	staff.Replies(engineers.Last(), name)
	supervisors.Sees("“" + name + "”")
	does(staff, "R-1001", desk.AddNote)
	staff.Replies(engineers.Last(), ">"+name)
	p.Sees(name + " on R-1001:\n" + name)
	p.Writes(name)
	engineers.Sees("on R-1001:\n" + name)
	w.Wait(2 * time.Hour)
	p.Writes("/menu")
	p.Presses("Emergency")
	p.Presses("Help")
	p.Writes(name)
	p.Writes(name)
	security.Sees(name)
	w.Wait(time.Minute)
	w.Admin().In(engineers).Writes("/link " + strings.ReplaceAll(name, " ", ""))
	p.Writes("/status")
	p.Writes(name)
}

func TestTheNumbersThatStaffSeeAreWholeHoweverLongTheNames(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	long := strings.Repeat("Long Name ", 20)
	change := func(own, kin string) {
		b.Do(func(tx *storage.Tx) error {
			p, _, err := tx.PersonOf(b.tenant.User)
			if err != nil {
				return err
			}
			p.Phone = own
			party, _, err := tx.Party(b.Ticket("R-1001").Party)
			if err != nil {
				return err
			}
			party.Emergency = desk.Contact{Name: long, Phone: kin}
			return errors.Join(tx.PutPerson(&p), tx.PutParty(&party))
		})
	}
	for _, c := range []struct{ own, kin, want string }{
		{"+85291234567", "+85261234567", "Chan Tai Man: 9123 4567\nEmergency contact Long Name Long Name Long Name Long Name: 6123 4567"},
		{"", "+85261234567", "Chan Tai Man: no number known\nEmergency contact Long Name Long Name Long Name Long Name: 6123 4567"},
		{"+85291234567", "", "Chan Tai Man: 9123 4567"},
	} {
		change(c.own, c.kin)
		if toast := does(b.wong, "R-1001", desk.ShowNumber); toast != c.want {
			t.Errorf("%q", toast)
		}
	}
	b.engineers.SeesNot("6123")
	change("", "")
	if toast := does(b.wong, "R-1001", desk.ShowNumber); !strings.Contains(toast, "No telephone number") {
		t.Errorf("%q", toast)
	}
}

func TestAReplyThatDoesNotArriveIsNoReply(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.Blocks(true)
	b.wong.Replies(b.engineers.Sees("R-1001", "Wong has it"), "> coming")
	b.wong.Replies(b.engineers.Sees("R-1001", "Wong has it"), "> at the door")
	b.engineers.Sees("Not delivered to A-1203")
	if got := b.Ticket("R-1001"); got.Responded.Held() {
		t.Errorf("it counts as a reply: %+v", got.Responded)
	}
	b.engineers.SeesNot("✅ Reply to the tenant")
	b.Wait(20 * time.Minute)
	b.supervisors.Sees("R-1001", "has not answered the tenant")
	b.tenant.Blocks(false)
	b.tenant.SeesOnce("coming")
	b.tenant.SeesOnce("at the door")
	b.tenant.Shows("R-1001", "Wong has it")
	b.engineers.SeesNot("Not delivered")
	b.engineers.Sees("✓ Sent to A-1203, 14:20")
	if got := b.Ticket("R-1001"); got.Responded.By.Name != "Wong" || len(got.Unsaid) != 0 {
		t.Errorf("%+v, unsaid %v", got.Responded, got.Unsaid)
	}
	b.tenant.Blocks(true)
	b.tenant.Blocks(false)
	b.tenant.SeesOnce("coming")
}
