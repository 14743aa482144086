package main

import (
	"testing"
	"time"

	"frontdesk/storage/desk"
)

// urgent repeats to the managers every half hour, and lets a word hold for a quarter of an hour; quiet does nothing of
// it at night.
func urgent(quiet bool) *desk.Policy {
	return &desk.Policy{
		Remind: 0.5, RemindTo: []desk.Audience{desk.OwnDesk}, Ack: 15 * time.Minute,
		Levels: []desk.Level{{To: []desk.Audience{"supervisors"}}, {After: 10 * time.Minute, To: []desk.Audience{"managers"}, Every: 30 * time.Minute}},
		Quiet:  quiet, Night: desk.Night{From: 22 * time.Hour, Until: 9*time.Hour + 5*time.Minute},
	}
}

// fixing is a ticket that is to be fixed within 20 minutes, with a policy.
func fixing(t *testing.T, p *desk.Policy) desk.Event {
	t.Helper()
	fix := desk.Promise{Clock: desk.ClockFix, Within: 20 * time.Minute, From: desk.Opened}
	return event(t, desk.EvOpened, 0, desk.OpenedData{Kind: desk.Repair, Desk: desk.Engineering, Promises: []desk.Promise{fix}, Policy: p})
}

func TestAPolicysLevelsAreHeldAgainstTheEvents(t *testing.T) {
	raised := func(minutes float64, level int) desk.Event {
		return event(t, desk.EvAlerted, minutes, desk.ClockData{Clock: desk.ClockFix, Level: level})
	}
	broken := func(minutes float64) []desk.Event {
		until := at(minutes).Truncate(time.Minute).Add(20 * time.Minute)
		return []desk.Event{
			event(t, desk.EvBreached, minutes, desk.ClockData{Clock: desk.ClockFix}),
			event(t, desk.EvRenewed, minutes, desk.RenewedData{Clock: desk.ClockFix, Until: until}),
		}
	}
	seen := event(t, desk.EvAcknowledged, 25, desk.ClockData{Clock: desk.ClockFix})
	lapsed := func(minutes float64, level int) desk.Event {
		return event(t, desk.EvLapsed, minutes, desk.LapsedData{Clock: desk.ClockFix, At: at(minutes), Level: level})
	}
	held := func(from float64, long time.Duration) desk.Event {
		return event(t, desk.EvHeld, from, desk.HeldData{Cause: desk.CauseTenant, Until: at(from).Add(long)})
	}
	ended := event(t, desk.EvResumed, 15, desk.ResumedData{})
	ended.By.As = desk.AsSystem
	near, first := raised(10, 0), raised(20, 1)
	for _, c := range []struct {
		name  string
		quiet bool
		until float64
		then  [][]desk.Event
		fault string
	}{
		{"all levels and a repeat", false, 70, [][]desk.Event{{near}, broken(20), {first, raised(30, 2), raised(60, 3)}}, ""},
		{"only the latest repeat after a downtime", false, 130, [][]desk.Event{{near}, broken(20), {first, raised(125, 5)}}, ""},
		{"a repeat missing", false, 70, [][]desk.Event{{near}, broken(20), {first, raised(30, 2)}}, "fix level 3 is missing"},
		{"a repeat early", false, 70, [][]desk.Event{{near}, broken(20), {first, raised(30, 2), raised(50, 3), raised(60, 4)}}, "level 3 was raised 10m0s early"},
		{"a word expires", false, 45, [][]desk.Event{{near}, broken(20), {first, seen, lapsed(40, 2), raised(40, 2)}}, ""},
		{"a word that never expires", false, 45, [][]desk.Event{{near}, broken(20), {first, seen}}, "whose word has expired"},
		{"a word that expires early", false, 45, [][]desk.Event{{near}, broken(20), {first, seen, lapsed(35, 2), raised(40, 2)}}, "has lapsed"},
		{"nothing after a word expired", false, 45, [][]desk.Event{{near}, broken(20), {first, seen, lapsed(40, 2)}}, "level 2 is missing"},
		{"nobody is woken", true, 4, nil, ""},
		{"a hold moves the clock", false, 28, [][]desk.Event{{held(5, 10*time.Minute), ended, raised(20, 0)}}, ""},
		{"an alert within a hold", false, 25, [][]desk.Event{{held(5, 10*time.Minute), raised(10, 0), ended}}, "level 0 was raised 10m0s early"},
		{"a breach within the held time", false, 25, [][]desk.Event{{held(5, 10*time.Minute), ended, raised(20, 0)}, broken(20)}, "recorded 10m0s early"},
		{"no new time", false, 22, [][]desk.Event{{near}, broken(20)[:1], {first}}, "nothing is promised anew"},
	} {
		t.Run(c.name, func(t *testing.T) {
			events := []desk.Event{fixing(t, urgent(c.quiet))}
			for _, more := range c.then {
				events = append(events, more...)
			}
			h, err := recall(events)
			if err != nil {
				t.Fatal(err)
			}
			_, faults := h.escalations(estate, at(c.until))
			found := false
			for _, f := range faults {
				found = found || c.fault != "" && containsAll(f, c.fault)
			}
			if (len(faults) > 0) != (c.fault != "") || c.fault != "" && !found {
				t.Errorf("faults %q, want %q", faults, c.fault)
			}
		})
	}
}

func TestAtNightNobodyIsWokenByWhatCanWait(t *testing.T) {
	h, err := recall([]desk.Event{fixing(t, urgent(true)), event(t, desk.EvAlerted, 10, desk.ClockData{Clock: desk.ClockFix})})
	if err != nil {
		t.Fatal(err)
	}
	h.at = nine.Add(-13 * time.Minute) // due at seven minutes past nine, near before the night is over
	if _, faults := h.escalations(estate, at(6)); len(faults) > 0 {
		t.Errorf("reminded after the night: %q", faults)
	}
	h.climbs[rung{Clock: desk.ClockFix}][0].at = at(4)
	_, faults := h.escalations(estate, at(6))
	wants(t, faults, "level 0 was raised 1m0s early")
}
