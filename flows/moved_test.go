package flows_test

import (
	"strings"
	"testing"

	"frontdesk/flows/card"
	"frontdesk/storage/desk"
)

// sagging has somebody find that a ticket is really a sagging ceiling.
func sagging(b *bench) {
	does(b.wong, "R-1001", desk.Change)
	b.wong.Presses("What it is")
	b.wong.Replies(b.wong.Sees("What is it really?"), "sagging")
	b.wong.Replies(b.wong.Sees("What was found on R-1001?"), "the <ceiling>")
}

func TestAFindingThatIsAnotherDesksMovesTheTicket(t *testing.T) {
	b := newBench(t)
	guards := b.Group(desk.Security)
	b.Offers("catalogue: {\"5.11 sagging\": {desk: security}}\n")
	opens(b.tenant, desk.English, "leak") // on site by 14:15
	does(b.wong, "R-1001", desk.Accept)
	b.Until("14:12")
	sagging(b)
	if m := b.engineers.Sees("Wong found it to be a matter for Security, 14:12"); len(m.Buttons) > 0 {
		t.Errorf("the card that it left has buttons: %v", m.Buttons)
	}
	b.engineers.SeesNot("Wong has it")
	guards.Sees("R-1001", "Nobody has taken it", "Taken by 14:15", "On site by 14:30", "[✋ Accept]")
	guards.SeesOnce("R-1001", "comes from Engineering to Security", "the <ceiling>")
	b.tenant.SeesOnce("Wong has looked into it", "Security has it now", "On site by 14:30")
	if toast := does(b.wong, "R-1001", desk.Accept); !strings.Contains(toast, "not in this group") {
		t.Errorf("where it was: %q", toast)
	}
	b.Reopen()
	b.Until("14:14")
	guards.Sees("R-1001", "To be taken by 14:15")
	b.Until("14:15")
	b.supervisors.SeesOnce("R-1001", "Nobody has taken it: due 14:15")
	ho := guards.Member("Ho")
	if toast := does(ho, "R-1001", desk.Accept); toast != "R-1001 is yours." {
		t.Errorf("where it is: %q", toast)
	}
	b.tenant.SeesOnce("Ho has taken it")
	does(ho, "R-1001", desk.Arrive)
	ho.Writes("/why R-1001")
	guards.SeesOnce("Wong gave it to Security", "“the <ceiling>”", "Taken: promised within 3 min, from 14:12")
	if k := b.Ticket("R-1001"); k.Desk != desk.Security || k.Round != 1 || len(k.Moves) != 1 || !k.Reached.Equal(b.Now) {
		t.Errorf("%+v", k)
	}
}

func TestATicketThatComesBackHasItsCardAnew(t *testing.T) {
	b := newBench(t)
	guards := b.Group(desk.Security)
	b.Offers("catalogue: {\"5.11 sagging\": {desk: security}}\n")
	opens(b.tenant, desk.English, "leak")
	sagging(b)
	b.Until("14:05")
	ho := guards.Member("Ho")
	does(ho, "R-1001", desk.Change)
	ho.Presses("What it is")
	ho.Replies(ho.Sees("What is it really?"), "leak")
	ho.Replies(ho.Sees("What was found on R-1001?"), "water")
	if m := guards.Sees("Ho found it to be a matter for Engineering, 14:05"); len(m.Buttons) > 0 {
		t.Errorf("buttons: %v", m.Buttons)
	}
	cards := 0
	for _, m := range b.engineers.Messages {
		for _, row := range m.Buttons {
			for _, button := range row {
				if button.Data == card.Data("R-1001", desk.Accept, "") {
					cards++
				}
			}
		}
	}
	if cards != 1 {
		t.Errorf("%d cards can be taken", cards)
	}
	does(b.wong, "R-1001", desk.Accept)
	b.tenant.SeesOnce("Wong has taken it")
}

func TestWhereOneGroupDoesBothDesksWorkTheCardStays(t *testing.T) {
	b := newBench(t) // nobody but the supervisors stands in for security
	b.Offers("catalogue: {\"5.11 sagging\": {desk: security}}\n")
	both := b.Group(desk.Engineering, desk.Security)
	b.wong = both.Member("Wong")
	opens(b.tenant, desk.English, "leak")
	does(b.wong, "R-1001", desk.Accept)
	sagging(b)
	both.Sees("R-1001", "Nobody has taken it", "[✋ Accept]")
	both.SeesOnce("R-1001", "comes from Engineering to Security")
	both.SeesNot("Its card is there now")
	does(b.wong, "R-1001", desk.Accept)
	if k := b.Ticket("R-1001"); k.Holder.Name != "Wong" || k.Desk != desk.Security {
		t.Errorf("%+v", k)
	}
}

func TestThanksStartsNothing(t *testing.T) {
	b := newBench(t)
	opens(b.tenant, desk.English, "leak")
	thanks := func(when string, state desk.State) {
		t.Helper()
		b.tenant.Writes("Thanks!")
		if k := b.Ticket("R-1001"); k.State != state || k.Round != 0 || b.Tickets() != 1 {
			t.Errorf("%s: %s, round %d, %d tickets", when, k.State, k.Round, b.Tickets())
		}
	}
	thanks("open", desk.StateOpen)
	does(b.wong, "R-1001", desk.Accept)
	thanks("accepted", desk.StateAccepted)
	b.Hold()
	does(b.wong, "R-1001", desk.Finish)
	thanks("done", desk.StateDone)
	b.Release()
	thanks("answered", desk.StateAnswered)
	if k := b.Ticket("R-1001"); len(k.Broken) > 0 {
		t.Errorf("broken %v", k.Broken)
	}
	b.Until("18:00")
	b.supervisors.SeesNot("R-1001")
}
