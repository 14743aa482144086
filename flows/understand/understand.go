// Package understand tells what a sentence is about: which services it may mean, and whether it tells of an emergency.
// It is pure: what it knows are words, the catalogue's and its own, and it must never ask for the time, the network or
// who is writing.
//
// A text is cut into units (a Chinese character, a word in other letters), without regard to case, width, script and
// slips of the finger. The units, their pairs and the things that they name are weighed by how telling they are for a
// service, which the service's names and synonyms say. What people write without wanting anything is weighed as well,
// and where it weighs more nothing is matched. Emergencies are told by rules over words of danger and of what takes the
// danger away, and what no rule tells by how much more it is like an emergency than like anything else.
package understand

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"frontdesk/storage/desk"
)

// Understanding knows the words of one catalogue. It does not change, and may be used by many at once.
type Understanding struct {
	splitter splitter
	things   *lexicon
	dangers  *lexicon
	rules    []rule
	doubts   []int32
	harmless int32 // the list of what only sounds like danger
	floor    int32 // the lists of what names a floor, and a unit
	unit     int32
	premises int32 // the lists of what belongs to a building, and of what is said by who is pleased
	praise   int32
	model    *model
	rows     []row
	scratch  sync.Pool
}

// row is a row of the tables, with the cases that its words may tell.
type row struct {
	ref desk.ServiceRef
	// variants are those of its cases of which people say something of their own, from first among all rows'.
	variants []desk.ServiceRef
	first    int
	// demoted rows are an emergency's, and come after others where there is none.
	demoted bool
}

// Reading is what a text seems to be about.
type Reading struct {
	// Matches are the services that may be meant, the likeliest first; empty where nothing fits.
	Matches []Match
	// Emergency tells that life, property or the only way out is at risk now. The first match is then what it is.
	Emergency bool
	// Danger is what the emergency is about, "" where there is none.
	Danger desk.Danger
}

// Match is a service that may be meant.
type Match struct {
	// Ref has a variant only where the words tell it.
	Ref desk.ServiceRef
	// Score is from 0 to 1.
	Score float64
}

// How evidence becomes matches.
const (
	// least is the evidence under which a text is about nothing.
	least = 2.7
	// firm is the evidence under which a text is about nothing already where that weighs the weak share of it.
	firm = 3.7
	weak = 0.35
	// idle is by how much what is about nothing must outweigh the best match, and plain the evidence up to which it
	// need only weigh as much.
	idle  = 1.6
	plain = 5.5
	// certain is the evidence that is half-way from nothing to certainty.
	certain = 6.0
	// most is how many matches a reading has.
	most = 5
	// share is how much of the best match's evidence another needs.
	share = 0.25
	// demotion is what is left of an emergency's evidence where there is none.
	demotion = 0.5
	// grave is the evidence for an emergency that no rule tells, and graver how much more it must be than that for
	// anything else. Those for grievous are enough even where a harmless thing is named, or only power or a lane is cut.
	grave    = 7
	graver   = 1.6
	grievous = 14
	more     = 2.2
	// sure is the score of an emergency.
	sure = 0.95
	// faint is the score of what remains where nothing fits.
	faint = 0.3
	// window is how many units of a long text are weighed at once, and stride how far on the next ones begin.
	window = 36
	stride = 18
)

// Read tells what the text is about.
func (u *Understanding) Read(text string) Reading {
	units := u.splitter.split(text, false)
	if len(units) == 0 {
		return Reading{}
	}
	w, ok := u.scratch.Get().(*work)
	if !ok {
		return Reading{} // the pool makes nothing else
	}
	defer u.scratch.Put(w)
	ref, danger := u.emergency(units, w)
	matches := u.matches(units, w)
	if danger == "" {
		ref, danger = u.likely(w)
	}
	if danger != "" {
		matches = slices.DeleteFunc(matches, func(m Match) bool { return m.Ref.Ref == ref.Ref })
		for i := range matches {
			matches[i].Score = rounded(matches[i].Score * sure)
		}
		matches = slices.Insert(matches, 0, Match{Ref: ref, Score: sure})
	}
	return Reading{Matches: matches[:min(len(matches), most)], Emergency: danger != "", Danger: danger}
}

// matches are the services that the text may mean, the likeliest first.
func (u *Understanding) matches(units []unit, w *work) []Match {
	clear(w.best)
	clear(w.told)
	clear(w.plain)
	for from := 0; ; from += stride {
		to := min(from+window, len(units))
		u.weigh(units[from:to], w)
		if to == len(units) {
			break
		}
	}
	top := float32(0)
	for i := range u.rows {
		top = max(top, w.best[i])
	}
	nothing := w.best[len(u.rows)]
	if top < least || nothing >= idle*top || top < plain && nothing >= top || top < firm && (nothing >= weak*top) {
		return u.last(w, nothing)
	}
	var matches []Match
	for i, r := range u.rows {
		if e := w.best[i]; e >= least && e >= share*top {
			matches = append(matches, Match{Ref: r.told(w.told, w.plain[i]), Score: confidence(e)})
		}
	}
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return matches
}

// last is what remains where nothing fits but a part of the building is named: something to repair, or to complain of.
func (u *Understanding) last(w *work, nothing float32) []Match {
	if len(w.places[u.premises]) == 0 || len(w.places[u.praise]) > 0 || nothing >= plain {
		return nil
	}
	var matches []Match
	for i, ref := range []string{"4.4", "2.10"} {
		if slices.ContainsFunc(u.rows, func(r row) bool { return r.ref.Ref == ref }) {
			matches = append(matches, Match{Ref: desk.ServiceRef{Ref: ref}, Score: rounded(faint - float64(i)/10)})
		}
	}
	return matches
}

func confidence(evidence float32) float64 {
	return rounded(1 - math.Exp(-float64(evidence)*math.Ln2/certain))
}

func rounded(score float64) float64 { return math.Round(100*score) / 100 }

// weigh adds what a part of the text says to the best that was found so far.
func (u *Understanding) weigh(units []unit, w *work) {
	w.found = u.things.find(units, w.found[:0])
	w.features = features(units, w.found, w.features[:0])
	for c, e := range u.model.score(w.features, w.scores) {
		if c < len(u.rows) && u.rows[c].demoted {
			e *= demotion
		}
		w.best[c] = max(w.best[c], e)
	}
	for c, e := range w.scores.plain {
		w.plain[c] = max(w.plain[c], e)
	}
	for v, e := range w.scores.told {
		w.told[v] = max(w.told[v], e)
	}
}

// likely is the emergency that the text is far more like than anything else, though no rule tells it. A word of doubt
// anywhere is enough for it to be none.
func (u *Understanding) likely(w *work) (desk.ServiceRef, desk.Danger) {
	ref, most, other := desk.ServiceRef{}, float32(0), w.best[len(u.rows)]
	for i, r := range u.rows {
		switch e := w.best[i]; {
		case !r.demoted:
			other = max(other, e)
		case e/demotion > most:
			ref, most = r.ref, e/demotion
		}
	}
	said := func(l int32) bool { return len(w.places[l]) > 0 }
	danger := u.dangerOf(ref, w)
	needed, times := float32(grave), float32(graver)
	if said(u.harmless) || danger == desk.DangerPower || danger == desk.DangerLane {
		needed, times = grievous, more
	}
	if slices.ContainsFunc(u.doubts, said) || most < needed || most < times*other {
		return desk.ServiceRef{}, ""
	}
	return ref, danger
}

// emergency is what emergency the text tells of, if any.
func (u *Understanding) emergency(units []unit, w *work) (desk.ServiceRef, desk.Danger) {
	for l := range w.places {
		w.places[l] = w.places[l][:0]
	}
	w.sentences = sentences(units, w.sentences[:0])
	at := func(from, to int) place {
		p := place{from: from, to: to, strict: w.sentences[from]}
		if len(units) > short {
			p.sentence = p.strict
		}
		return p
	}
	for _, lexicon := range []*lexicon{u.dangers, u.things} {
		w.found = lexicon.find(units, w.found[:0])
		for _, f := range w.found {
			for _, l := range f.lists {
				w.places[l] = append(w.places[l], at(f.from, f.to))
			}
		}
	}
	for i, n := range units {
		switch n.sign {
		case floorSign:
			w.places[u.floor] = append(w.places[u.floor], at(i, i+1))
		case unitSign:
			w.places[u.unit] = append(w.places[u.unit], at(i, i+1))
		}
	}
	for _, r := range u.rules {
		if r.holds(w.places, len(units)) {
			return r.ref, r.danger
		}
	}
	return desk.ServiceRef{}, ""
}
