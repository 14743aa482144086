package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

var (
	estate = &desk.Estate{Zone: time.UTC}
	nine   = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
)

func at(minutes float64) time.Time { return nine.Add(time.Duration(minutes * float64(time.Minute))) }

func event(t *testing.T, e desk.EventType, minutes float64, data any) desk.Event {
	t.Helper()
	raw, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return desk.Event{Type: e, Version: 1, At: at(minutes), Data: raw}
}

// alerted is an alert of the clock by which a card is taken.
func alerted(t *testing.T, minutes float64, cycle, level int) desk.Event {
	t.Helper()
	return event(t, desk.EvAlerted, minutes, desk.ClockData{Clock: desk.ClockTake, Cycle: cycle, Level: level})
}

func breached(t *testing.T, minutes float64, cycle int) desk.Event {
	t.Helper()
	return event(t, desk.EvBreached, minutes, desk.ClockData{Clock: desk.ClockTake, Cycle: cycle})
}

// opened is a ticket that is to be taken within three minutes.
func opened(t *testing.T) desk.Event {
	t.Helper()
	take := desk.Promise{Clock: desk.ClockTake, Within: 3 * time.Minute, From: desk.Opened}
	return event(t, desk.EvOpened, 0, desk.OpenedData{Kind: desk.Repair, Desk: desk.Engineering, Promises: []desk.Promise{take}})
}

func TestEscalationsAreHeldAgainstTheEvents(t *testing.T) {
	seen := event(t, desk.EvAcknowledged, 4, desk.ClockData{Clock: desk.ClockTake})
	for _, c := range []struct {
		name   string
		until  float64
		events []desk.Event
		want   []string // a part of each fault
	}{
		{"nobody takes it", 60, []desk.Event{alerted(t, 2, 0, 0), breached(t, 3, 0), alerted(t, 3, 0, 1), alerted(t, 13, 0, 2)}, nil},
		{"late after a downtime", 60, []desk.Event{breached(t, 20, 0), alerted(t, 20, 0, 0), alerted(t, 20, 0, 1), alerted(t, 20, 0, 2)}, nil},
		{"not due yet", 1, nil, nil},
		{"taken in time", 60, []desk.Event{event(t, desk.EvAccepted, 1, nil)}, nil},
		{"taken late", 60, []desk.Event{alerted(t, 2, 0, 0), breached(t, 3, 0), alerted(t, 3, 0, 1), event(t, desk.EvAccepted, 5, nil)}, nil},
		{"seen to", 60, []desk.Event{alerted(t, 2, 0, 0), breached(t, 3, 0), alerted(t, 3, 0, 1), seen}, nil},
		{"free again", 60, []desk.Event{
			event(t, desk.EvAccepted, 1, nil), event(t, desk.EvRefused, 10, desk.RefusedData{Reason: "no"}),
			alerted(t, 12, 1, 0), breached(t, 13, 1), alerted(t, 13, 1, 1), alerted(t, 23, 1, 2),
		}, nil},
		{"refused though nobody had taken it", 60, []desk.Event{
			event(t, desk.EvRefused, 1, desk.RefusedData{Reason: "no"}), alerted(t, 2, 0, 0), breached(t, 3, 0), alerted(t, 3, 0, 1), alerted(t, 13, 0, 2),
		}, nil},
		{"one missing", 60, []desk.Event{alerted(t, 2, 0, 0), breached(t, 3, 0), alerted(t, 13, 0, 2)}, []string{"take level 1 is missing"}},
		{"none fired", 60, nil, []string{"level 0 is missing", "level 1 is missing", "level 2 is missing", "breach of take at"}},
		{"one twice", 2.5, []desk.Event{alerted(t, 2, 0, 0), alerted(t, 2.1, 0, 0)}, []string{"level 0 was raised 2 times"}},
		{"one early", 2.5, []desk.Event{alerted(t, 1, 0, 0)}, []string{"level 0 was raised 1m0s early"}},
		{"after it was taken", 2.8, []desk.Event{event(t, desk.EvAccepted, 1.5, nil), alerted(t, 2, 0, 0)}, []string{"30s after somebody had seen to it"}},
		{"after it was seen to", 60, []desk.Event{alerted(t, 2, 0, 0), breached(t, 3, 0), alerted(t, 3, 0, 1), seen, alerted(t, 13, 0, 2)}, []string{"9m0s after somebody"}},
		{"of a round that never was", 1, []desk.Event{alerted(t, 1, 4, 0)}, []string{"no such rung"}},
		{"breach of a kept promise", 60, []desk.Event{event(t, desk.EvAccepted, 1, nil), breached(t, 4, 0)}, []string{"although it was kept"}},
		{"breach twice", 3.5, []desk.Event{alerted(t, 2, 0, 0), breached(t, 3, 0), breached(t, 3.1, 0), alerted(t, 3, 0, 1)}, []string{"recorded 2 times"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, err := recall(append([]desk.Event{opened(t)}, c.events...))
			if err != nil {
				t.Fatal(err)
			}
			_, faults := h.escalations(estate, at(c.until))
			if len(faults) != len(c.want) {
				t.Fatalf("faults %q, want %q", faults, c.want)
			}
			all := strings.Join(faults, "\n")
			for _, want := range c.want {
				if !strings.Contains(all, want) {
					t.Errorf("faults %q, want %q", faults, want)
				}
			}
		})
	}
}

func TestWhatIsOwedTheSameDayFallsDueAMinuteBeforeMidnight(t *testing.T) {
	h := &history{}
	p := desk.Promise{Clock: desk.ClockArrive, SameDay: true}
	for _, c := range []struct{ start, want time.Time }{
		{nine, time.Date(2027, 3, 1, 23, 59, 0, 0, time.UTC)},
		{time.Date(2027, 3, 1, 23, 59, 30, 0, time.UTC), time.Date(2027, 3, 2, 23, 59, 0, 0, time.UTC)},
	} {
		if due := h.due(p, c.start, estate); !due.Equal(c.want) || !due.Equal(estate.EndOfDay(c.start.Add(time.Minute))) {
			t.Errorf("from %s: %s, want %s", c.start, due, c.want)
		}
	}
}
