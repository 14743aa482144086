package incident_test

import (
	"strings"
	"testing"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/incident"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// many is more reports of one flood than a card names, folded into E-1001.
func (s *scene) many() (reports int) {
	ho := s.TenantNamed("A-1103", "Ho", "en")
	reports = 2*card.OfOthers + 1
	for range reports {
		s.alarm(ho, desk.DangerFlood, "")
	}
	says(s.lee, card.All, "E-1001")
	return reports
}

// follows runs what follows for events until nothing does, and gives what it leaves to be drawn and how many tickets
// were changed.
func follows(tx *storage.Tx) (redraw []*desk.Ticket, changed int, err error) {
	d := incident.Desk{Services: catalogue.Default()}
	var later incident.Later
	for touched := tx.Touched(); len(touched) > 0; touched = tx.Touched() {
		for _, touch := range touched {
			changed++
			if err := d.Follow(tx, touch, &later); err != nil {
				return nil, 0, err
			}
		}
	}
	redraw, err = d.Draw(tx, &later)
	return redraw, changed, err
}

func TestTheCardOfAnEventIsDrawnOnceHoweverManyReportsChange(t *testing.T) {
	s := newScene(t)
	reports := s.many()
	s.Try(func(tx *storage.Tx) error {
		lead, _, err := tx.Ticket("E-1001")
		if err != nil {
			return err
		}
		if err := lead.Accept(desk.Actor{As: desk.AsStaff, User: s.wong.User, Name: "Wong"}, tx.Now()); err != nil {
			return err
		}
		if err := tx.PutTicket(lead); err != nil {
			return err
		}
		redraw, changed, err := follows(tx)
		if err != nil {
			return err
		}
		if changed != reports || len(redraw) != 1 || redraw[0].ID != "E-1001" {
			t.Errorf("%d of %d reports changed, %d cards are drawn beside theirs", changed, reports, len(redraw))
		}
		return nil
	})
}

func TestACardReadsOnlyTheReportsThatItNames(t *testing.T) {
	s := newScene(t)
	reports := s.many()
	s.View(func(r *storage.Reader) error {
		lead, _, err := r.Ticket("E-1001")
		if err != nil {
			return err
		}
		i, err := incident.Of(r, lead)
		if len(i.Reports) != card.OfOthers || i.Total != reports-1 {
			t.Errorf("%d of %d are read", len(i.Reports), i.Total)
		}
		return err
	})
	s.engineers.Sees("One event, 17 reports", "E-1009", "… and 8 more")
}

func TestTheAuditNamesNoMoreReportsThanItsQuestion(t *testing.T) {
	s := newScene(t)
	s.many()
	s.View(func(r *storage.Reader) error {
		log, err := r.AuditLog()
		last := log[len(log)-1]
		if last.Action != "fold" || !strings.Contains(last.Detail, "E-1008") || strings.Contains(last.Detail, "E-1009") {
			t.Errorf("%+v", last)
		}
		return err
	})
}
