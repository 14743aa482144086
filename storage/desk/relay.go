package desk

import (
	"reflect"
	"time"
)

// EvRelaid is recorded where a finding, or a visit agreed, has a clock's ladder begin anew.
const EvRelaid EventType = "relaid"

// RelaidData tells from which level on a clock's ladder is climbed anew. The levels go on being counted, so that each
// is raised once.
type RelaidData struct {
	Clock Clock `json:"clock"`
	Cycle int   `json:"cycle,omitempty"`
	From  int   `json:"from"`
	// Ahead tells that its time is still to come: what was promised in the place of an earlier one, and whose word for
	// that had expired, is past.
	Ahead bool `json:"ahead,omitempty"`
}

// laid is how a clock stood before what was promised was changed.
type laid struct {
	due time.Time
	ladder
}

// ladders are how the ticket's clocks stand, by clock and round.
func (t *Ticket) ladders(e *Estate) map[string]laid {
	stand := map[string]laid{}
	for _, r := range t.Clocks(e) {
		stand[clockKey(r.Promise.Clock, r.Cycle)] = laid{r.Due, t.ladder(r.Promise.Clock, r.Cycle)}
	}
	return stand
}

// relay has the ladders begin anew of those clocks whose time, or whose policy, is another than it was. What is still to
// come is climbed from the reminder on. Of what has passed nobody hears again what they heard; its last level is always
// still to come, however high the ladder before was.
func (t *Ticket) relay(e *Estate, was map[string]laid, now time.Time) {
	for _, r := range t.Clocks(e) {
		key := clockKey(r.Promise.Clock, r.Cycle)
		before, known := was[key]
		climbed, l := t.Climbed[key], t.ladder(r.Promise.Clock, r.Cycle)
		_, renewed := t.Renewed[key]
		switch {
		case !r.Met.IsZero() || climbed == 0 && !renewed:
			continue
		case known && r.Due.Equal(before.due) && reflect.DeepEqual(l.Policy, before.Policy):
			continue
		}
		ahead := r.Start.IsZero() || r.Due.After(now)
		t.record(EvRelaid, System, now, RelaidData{
			Clock: r.Promise.Clock, Cycle: r.Cycle, From: climbed - t.rungs(l, before.ladder, r, ahead), Ahead: ahead,
		})
	}
}

// rungs is how many rungs of a ladder count as climbed.
func (t *Ticket) rungs(l, before ladder, r Running, ahead bool) int {
	climbed := t.Climbed[clockKey(r.Promise.Clock, r.Cycle)]
	top := l.top() + 1 - l.base // the reminder and every level
	switch {
	case ahead && r.Acked != (Actor{}): // it needs no reminder who has it in hand
		return min(climbed, l.first()-l.base)
	case ahead:
		return 0
	case climbed > before.first():
		climbed += (l.first() - l.base) - before.first()
	default:
		climbed = min(climbed-before.base, l.first()-l.base)
	}
	return max(0, min(climbed, top-1))
}

func (t *Ticket) applyRelaid(d RelaidData) {
	key := clockKey(d.Clock, d.Cycle)
	put(&t.Relaid, key, d.From)
	if d.Ahead {
		delete(t.Renewed, key)
		delete(t.Anew, key)
		delete(t.Lapsed, key)
		delete(t.Ahead, key)
	}
}
