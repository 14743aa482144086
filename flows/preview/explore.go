package preview

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Bounds of the exploration of one dialog from one standpoint.
const (
	maxScenes = 250
	// maxAlike is how many scenes are looked at that ask the same and offer something else, and fewAlike how many
	// where that is only another page.
	maxAlike = 24
	fewAlike = 3
)

// visit is one scene that was found, and the move that leads there from another.
type visit struct {
	from standpoint
	scene
	move Move
	// parent is the visit before the move, -1 at the beginning.
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
		if from.chat != 0 && len(t.unreached()) == 0 {
			break
		}
		if err := w.exploreFrom(t, from); err != nil {
			return nil, err
		}
	}
	t.faults = append(t.faults, t.unreached()...)
	t.fresh = fresh(t.visits)
	return t, nil
}

func (w *world) exploreFrom(t *tour, from standpoint) error {
	begin, err := w.play(t.flow, from, t.lang, nil, Move{})
	if err != nil || begin.elsewhere {
		return err
	}
	if t.asked(from, begin) {
		return nil
	}
	first := len(t.visits)
	seen, asked := map[string]bool{begin.key(): true}, map[string]int{}
	t.visits = append(t.visits, visit{from: from, scene: begin, parent: -1})
	for i := first; i < len(t.visits) && len(t.visits)-first < maxScenes; i++ {
		if !t.asks(t.visits[i]) {
			continue
		}
		w.onFrom(t, i, seen, asked)
	}
	return nil
}

// onFrom plays every move from a visit; seen and asked are the scenes, and how many screens of a state, that there were
// already.
func (w *world) onFrom(t *tour, i int, seen map[string]bool, asked map[string]int) {
	v := t.visits[i]
	led, screens := 0, maxAlike
	if alike(v.at.Kind) {
		screens = fewAlike
	}
	for _, m := range Moves(*v.at, v.screen, v.from.user) {
		next, err := w.play(t.flow, v.from, t.lang, &v.scene, m)
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
		if seen[next.key()] || asked[next.state()] >= screens {
			continue
		}
		seen[next.key()] = true
		asked[next.state()]++
		t.visits = append(t.visits, visit{from: v.from, move: m, scene: next, parent: i})
	}
	if led == 0 && !strings.Contains(v.screen.Text, text.Say(t.lang, "dialog.none-free")) {
		t.fault(v, "nothing that can be done leads on")
	}
}

// asked reports whether somebody else is asked the same from the beginning on, in the same sort of chat at the same
// moment.
func (t *tour) asked(from standpoint, begin scene) bool {
	return slices.ContainsFunc(t.visits, func(v visit) bool {
		return v.parent < 0 && v.from.now.Equal(from.now) && v.from.chat == from.chat && v.key() == begin.key()
	})
}

// unreached finds steps that no path reaches, and a dialog that never ends.
func (t *tour) unreached() (faults []string) {
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
			faults = append(faults, fmt.Sprintf("dialog %s: no path reaches %s", t.flow.Name(), q.Name))
		}
	}
	if !over {
		faults = append(faults, fmt.Sprintf("dialog %s: no path comes to its end", t.flow.Name()))
	}
	return faults
}

// again goes the way of a tour in another language.
func (w *world) again(first *tour, l desk.Language) (*tour, error) {
	t := newTour(first.flow, l)
	t.fresh = first.fresh
	for _, v := range first.visits {
		var before *scene
		if v.parent >= 0 {
			before = &t.visits[v.parent].scene
		}
		next, err := w.play(t.flow, v.from, l, before, v.move)
		if err != nil {
			return nil, err
		}
		there := visit{from: v.from, scene: next, move: v.move, parent: v.parent}
		if next.state() != v.state() {
			t.fault(v, "the same presses lead to something else than in %s", first.lang)
		}
		t.visits = append(t.visits, there)
	}
	return t, nil
}
