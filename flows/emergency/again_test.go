package emergency_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// mistakes has a person sound an alarm, and call it off.
func mistakes(p *flowstest.Person) {
	asks(p)
	p.Presses("Help")
	p.Presses("mistake")
}

// lives changes in which units the party of E-1001 is: it enters one, and leaves the home where asked.
func (s *scene) lives(unit string, leaves bool) {
	s.Do(func(tx *storage.Tx) error {
		k, _, err := tx.Ticket("E-1001")
		if err != nil {
			return err
		}
		all, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range all {
			if u.Label() == unit {
				if err := tx.PutOccupancy(desk.Occupancy{Party: k.Party, Unit: u.ID, Role: desk.RoleTenant, From: tx.Now()}); err != nil {
					return err
				}
			}
		}
		stays, err := tx.OccupantsOf(k.Place.Unit)
		if err != nil || !leaves {
			return err
		}
		for _, o := range stays {
			if o.Party == k.Party {
				o.Until = tx.Now()
				if err := tx.PutOccupancy(o); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func TestAnAlarmThatSoundsAgainAsksWhatIsNotKnown(t *testing.T) {
	s := newScene(t)
	p := s.Stranger("Bob", "en")
	mistakes(p)
	p.Presses("Sound it again")
	p.Shows("E-1002", "Where are you?")
	p.Writes("roof")
	p.Writes("Bob Lee")
	p.Presses("mistake")
	p.Presses("Sound it again")
	if m := p.Shows("E-1003", "On what number"); strings.Contains(m.Text, "your name") {
		t.Errorf("it is asked twice:\n%s", m)
	}
	if k := s.Ticket("E-1003"); k.Place.Label != "roof" || k.Reporter.Name != "Bob Lee" {
		t.Errorf("%+v", k.OpenedData)
	}
	q := s.Tenant("A-1203")
	mistakes(q)
	q.Presses("Sound it again")
	q.Shows("E-1005", "Is it at A-1203?")
}

func TestWhatWasTrueLongAgoIsAskedAnew(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	mistakes(p)
	s.Wait(time.Hour)
	s.Wait(time.Minute)
	p.PressesOn(0, card.SoundAgain+"E-1001")
	p.Shows("What is it?")
	if s.Tickets() != 1 {
		t.Errorf("%d alarms", s.Tickets())
	}
}

func TestAnAlarmSoundsAgainInNoHomeThatWasLeft(t *testing.T) {
	s := newScene(t)
	s.Tenant("B-0501")
	p := s.Tenant("A-1203")
	mistakes(p)
	s.lives("B-0501", true)
	s.Wait(time.Minute)
	p.PressesOn(0, card.SoundAgain+"E-1001")
	p.Shows("E-1002", "Is it at B-0501?")
	s.lives("", true)
	p.Presses("mistake")

	gone := newScene(t)
	p = gone.Tenant("A-1203")
	mistakes(p)
	gone.lives("", true)
	gone.Wait(time.Minute)
	p.PressesOn(0, card.SoundAgain+"E-1001")
	p.Shows("What is it?")
	if gone.Tickets() != 1 {
		t.Errorf("%d alarms", gone.Tickets())
	}
}

func TestTheOtherUnitIsOfferedForThePlace(t *testing.T) {
	s := newScene(t)
	s.Tenant("B-0501")
	p := s.Tenant("A-1203")
	asks(p)
	p.Presses("Help")
	s.lives("B-0501", false)
	p.Presses("mistake")
	p.Presses("Sound it again")
	m := p.Shows("E-1002", "Is it at A-1203?", "[✓ Yes, it is there]", "[📍 At B-0501]")
	b, _ := m.Button("At B-0501")
	if got := p.PressesOn(m.ID, strings.Replace(b.Data, "E-1002|", "E-1002|9", 1)); got != "" || s.Ticket("E-1002").Place.Label != "A-1203" {
		t.Errorf("it moves to a unit that is not theirs: %q", got)
	}
	p.PressesOn(m.ID, b.Data)
	if k := s.Ticket("E-1002"); k.Place.Label != "B-0501" || k.Place.Building != "B" || k.Place.Unit == 0 {
		t.Errorf("place %+v", k.Place)
	}
	if m := p.Shows("📍 B-0501"); strings.Contains(m.Text, "Is it at") {
		t.Errorf("it is still asked:\n%s", m)
	}
	p.Presses("mistake")
	p.PressesOn(m.ID, b.Data)
	if got := p.Toast(); got != "That alarm is over." {
		t.Errorf("toast %q", got)
	}
}
