package preview

import (
	"fmt"
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/storage/desk"
)

// Bounds of the exploration of one dialog from one standpoint.
const (
	maxScenes = 400
	// maxAlike is how many scenes are looked at that ask the same and offer something else.
	maxAlike = 24
	// maxMoves is how many moves a dialog may take.
	maxMoves = 60
)

// visit is one scene that was found, and the moves that lead there.
type visit struct {
	from  standpoint
	moves []Move
	scene
	// parent is the visit before the last move, -1 at the beginning.
	parent int
}

// tour is what was found of one dialog in one language.
type tour struct {
	flow   *dialog.Flow
	lang   desk.Language
	visits []visit
	// fresh are the visits that are worth showing.
	fresh  []bool
	faults []string
	// told are the faults without for whom they were found: one is enough.
	told map[string]bool
}

func newTour(f *dialog.Flow, l desk.Language) *tour {
	return &tour{flow: f, lang: l, told: map[string]bool{}}
}

func (t *tour) fault(v visit, format string, args ...any) {
	where := "at its end"
	if v.at != nil {
		where = "at " + v.at.Step
	}
	line := fmt.Sprintf("dialog %s, %s, in %s: ", t.flow.Name(), where, t.lang) + fmt.Sprintf(format, args...)
	if !t.told[line] {
		t.told[line] = true
		t.faults = append(t.faults, fmt.Sprintf("%s (for %s)", line, v.from.name))
	}
}

// asks reports whether the dialog still asks there: it is over where another one has taken its place.
func (t *tour) asks(v visit) bool { return v.at != nil && v.at.Flow == t.flow.Name() }

// explore goes through a dialog from every standpoint, by every move that leads to something new.
func (w *world) explore(f *dialog.Flow, l desk.Language) (*tour, error) {
	t := newTour(f, l)
	for _, from := range standpoints {
		if err := w.exploreFrom(t, from); err != nil {
			return nil, err
		}
	}
	t.unreached()
	t.fresh = fresh(t.visits)
	return t, nil
}

func (w *world) exploreFrom(t *tour, from standpoint) error {
	begin, err := w.play(t.flow, from, t.lang, nil)
	if err != nil || begin.elsewhere {
		return err
	}
	first := len(t.visits)
	seen, alike := map[string]bool{begin.key(): true}, map[string]int{}
	t.visits = append(t.visits, visit{from: from, scene: begin, parent: -1})
	for i := first; i < len(t.visits) && len(t.visits)-first < maxScenes; i++ {
		v := t.visits[i]
		if !t.asks(v) {
			continue
		}
		led := 0
		for _, m := range Moves(*v.at, v.screen, from.user) {
			moves := append(slices.Clone(v.moves), m)
			next, err := w.play(t.flow, from, t.lang, moves)
			if err != nil {
				t.fault(v, "%s fails: %v", m.Label, err)
				continue
			}
			if next.key() != v.key() {
				led++
			}
			if next.silent != "" {
				t.fault(v, "nobody answers the press on %s", m.Label)
			}
			if seen[next.key()] || alike[next.state()] >= maxAlike || len(moves) > maxMoves {
				continue
			}
			seen[next.key()] = true
			alike[next.state()]++
			t.visits = append(t.visits, visit{from: from, moves: moves, scene: next, parent: i})
		}
		if led == 0 {
			t.fault(v, "nothing that can be done leads on")
		}
	}
	return nil
}

// unreached finds steps that no path reaches, and a dialog that never ends.
func (t *tour) unreached() {
	over := false
	reached := map[string]bool{}
	for _, v := range t.visits {
		if !t.asks(v) {
			over = true
			continue
		}
		reached[v.at.Step] = true
	}
	for _, q := range t.flow.Questions() {
		if !q.Given && !q.ReachedBy(reached) {
			t.faults = append(t.faults, fmt.Sprintf("dialog %s: no path reaches %s", t.flow.Name(), q.Name))
		}
	}
	if !over {
		t.faults = append(t.faults, fmt.Sprintf("dialog %s: no path comes to its end", t.flow.Name()))
	}
}

// again goes the way of a tour in another language.
func (w *world) again(first *tour, l desk.Language) (*tour, error) {
	t := newTour(first.flow, l)
	t.fresh = first.fresh
	for _, v := range first.visits {
		next, err := w.play(t.flow, v.from, l, v.moves)
		if err != nil {
			return nil, err
		}
		there := visit{from: v.from, moves: v.moves, scene: next, parent: v.parent}
		if next.state() != v.state() {
			t.fault(v, "the same presses lead to something else than in %s", first.lang)
		}
		t.visits = append(t.visits, there)
	}
	return t, nil
}
