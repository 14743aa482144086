package withdraw_test

import (
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

type scene struct {
	*flowstest.World
	engineers, supervisors *flowstest.Room
	wong                   *flowstest.Person
	tenant                 *flowstest.Person
}

// opened is a tenant's repair, which the engineers have the card of.
func opened(t *testing.T) *scene {
	t.Helper()
	w := flowstest.New(t, "14:00")
	s := &scene{World: w, engineers: w.Group(desk.Engineering), supervisors: w.Group(desk.Supervisors), tenant: w.Tenant("A-1203")}
	s.wong = s.engineers.Member("Wong")
	s.tenant.Writes("/repair")
	s.tenant.Presses("Something else")
	s.tenant.Presses("Ordinary")
	s.tenant.Writes("the tap drips")
	s.tenant.Presses("Skip")
	for _, label := range []string{"Somebody is here now", "Skip"} {
		if _, ok := s.tenant.Screen().Button(label); ok {
			s.tenant.Presses(label)
		}
	}
	s.tenant.Presses("Confirm")
	return s
}

func (s *scene) withdraws(why string) {
	s.tenant.Writes("/status")
	s.tenant.Presses("R-1001")
	s.tenant.Presses("Withdraw it")
	s.tenant.Shows("Withdraw R-1001", "Why is it not wanted any more?")
	s.tenant.Presses(why)
}

func TestATenantWithdrawsWhatIsOpen(t *testing.T) {
	s := opened(t)
	s.Wait(5 * time.Minute) // nobody has taken it: the supervisors have heard
	s.withdraws("all right again")
	s.tenant.Shows("Withdraw R-1001", "It is all right again", "Nobody works on it any more")
	if s.Ticket("R-1001").Over() {
		t.Fatal("it is withdrawn before that was confirmed")
	}
	s.tenant.Presses("Confirm")
	s.tenant.Shows("R-1001", "Withdrawn by Chan Tai Man, 14:05")
	if _, ok := s.tenant.Screen().Button("Withdraw it"); ok {
		t.Error("it can be withdrawn again")
	}
	s.engineers.Sees("R-1001", "Withdrawn by Chan Tai Man, 14:05: it is all right again")
	s.engineers.Sees("R-1001", "Chan Tai Man has withdrawn it", "it is all right again", "nothing more to do")
	s.supervisors.Sees("R-1001", "→ withdrawn 14:05, Chan Tai Man")
	if _, ok := s.engineers.Find("R-1001", "Withdrawn").Button("Accept"); ok {
		t.Error("it can be taken still")
	}
	count := len(s.supervisors.Messages) + len(s.engineers.Messages) + len(s.tenant.Messages)
	s.Wait(3 * time.Hour)
	if now := len(s.supervisors.Messages) + len(s.engineers.Messages) + len(s.tenant.Messages); now != count {
		t.Errorf("%d more messages came", now-count)
	}
	s.tenant.Writes("/status")
	s.tenant.Shows("Finished in the last 7 days", "R-1001", "withdrawn", "14:05")
	s.View(func(r *storage.Reader) error {
		if open, withdrawn := r.Tally(storage.TallyOpen, desk.Engineering), r.TallyDay(storage.TallyWithdrawn, r.Now(), desk.Engineering); open != 0 || withdrawn != 1 {
			t.Errorf("%d are open, %d withdrawn", open, withdrawn)
		}
		return nil
	})
	s.wong.Writes("/why R-1001")
	s.engineers.Sees("R-1001", "Chan Tai Man withdrew it", "it is all right again", "Withdrawn 14:05; it was due")
}

func TestWhoeverHasItIsToldByName(t *testing.T) {
	s := opened(t)
	s.wong.Presses("Accept")
	s.withdraws("Another reason")
	s.tenant.Writes("my brother did it")
	s.tenant.Shows("Wong has it already and is told", "my brother did it")
	s.tenant.Presses("Confirm")
	s.engineers.Sees("R-1001", "my brother did it", "Wong, please stop")
}

func TestWhatIsDoneMeanwhileIsNotWithdrawn(t *testing.T) {
	s := opened(t)
	s.wong.Presses("Accept")
	s.withdraws("Not needed")
	s.wong.PressesOn(0, card.Data("R-1001", desk.Finish, ""))
	s.tenant.Presses("Confirm")
	s.tenant.Shows("R-1001", "reports it done")
	if got := s.Ticket("R-1001"); got.Withdrawn.Held() {
		t.Error("what is done is withdrawn")
	}
	if s.tenant.PressesOn(0, card.Withdraw+"R-1001"); s.Ticket("R-1001").Withdrawn.Held() {
		t.Error("an old button withdraws it")
	}
}

func TestNobodyWithdrawsWhatIsAnothers(t *testing.T) {
	s := opened(t)
	stranger := s.TenantNamed("B-0501", "Ada Ho", "en")
	stranger.PressesOn(0, card.Withdraw+"R-1001")
	stranger.Shows("not there any more")
	if s.Ticket("R-1001").Over() {
		t.Error("it is withdrawn")
	}
}
