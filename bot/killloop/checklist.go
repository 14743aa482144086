package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

// checklist is what has to be done before a ticket is, as the group has it before it.
type checklist struct {
	points []string          // as the list's buttons name them; none until somebody has looked at it
	ticks  map[string]string // the press on each, once it is made
	asked  time.Time         // when somebody last asked for the list
}

// noteChecklist notes that a card has a checklist, and what is on it once it is shown.
func (s *staff) noteChecklist(c *call) {
	for _, data := range c.data {
		parts := strings.Split(data, "|")
		if len(parts) != 4 || parts[0] != "t" {
			continue
		}
		list := s.lists[parts[1]]
		switch desk.Action(parts[2]) {
		case desk.Checklist:
			if list == nil {
				s.lists[parts[1]] = &checklist{ticks: map[string]string{}}
			}
		case desk.TickStep:
			if list != nil && !slices.Contains(list.points, parts[3]) {
				list.points = append(list.points, parts[3])
			}
		}
	}
}

// tick ticks each point once: a press more would take a tick back. Ready is false while the list is still to be seen.
func (s *staff) tick(who emulator.User, chat int64, id string, list *checklist) (ready bool, err error) {
	press := func(a desk.Action, point string) (string, error) {
		return s.world.Press(who.ID, chat, s.cards[id], strings.Join([]string{"t", id, string(a), point}, "|"))
	}
	if len(list.points) == 0 {
		if time.Since(list.asked) > patientFor {
			list.asked = time.Now()
			_, err = press(desk.Checklist, "")
		}
		return false, err
	}
	for _, point := range list.points {
		if list.ticks[point] == "" {
			if list.ticks[point], err = press(desk.TickStep, point); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// judgeTicks: each point of a checklist that was ticked is noted once, and none is that was not.
func judgeTicks(lists map[string]*checklist, tickets []*keptTicket, taken map[string]bool) (faults []string) {
	for _, t := range tickets {
		noted := map[string]int{}
		for _, step := range t.history.steps {
			noted[step.Step]++
			if step.Undone {
				faults = append(faults, fmt.Sprintf("%s: the tick at %s was taken back, and nobody did that", t.ID, step.Step))
			}
		}
		if list := lists[string(t.ID)]; list != nil {
			for point, press := range list.ticks {
				if n := noted[point]; n != 1 || !taken[press] {
					faults = append(faults, fmt.Sprintf("%s: %s was ticked once, and is noted %d times", t.ID, point, n))
				}
				delete(noted, point)
			}
		}
		for point := range noted {
			faults = append(faults, fmt.Sprintf("%s: %s is noted, and nobody ticked it", t.ID, point))
		}
	}
	return faults
}
