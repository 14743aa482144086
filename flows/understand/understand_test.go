package understand

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"frontdesk/flows/catalogue"
)

// phrase is what somebody typed, and what they meant by it.
type phrase struct {
	tongue, text, ref, variant string
	emergency                  bool
	alternatives               []string
}

func phrases(t testing.TB, name string) []phrase {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var list []phrase
	for line := range strings.Lines(string(raw)) {
		f := append(strings.Split(strings.TrimRight(line, "\n"), "\t"), "", "", "", "")
		list = append(list, phrase{f[0], f[1], f[2], f[3], f[4] == "1", strings.Fields(f[5])})
	}
	return list
}

// figures are how well phrases are understood.
type figures struct {
	all, first, three, variants, told int // phrases that mean a service
	emergencies, missed               int
	calm, alarms                      int
	talk, refused                     int
}

// measure reads the phrases, by language and all together. What goes wrong is told to wrong.
func measure(u *Understanding, list []phrase, wrong func(p phrase, r Reading, what string)) map[string]*figures {
	made := map[string]*figures{}
	for _, p := range list {
		r := u.Read(p.text)
		for _, key := range []string{p.tongue, "all"} {
			if made[key] == nil {
				made[key] = &figures{}
			}
			made[key].count(p, r, func(what string) {
				if key == "all" {
					wrong(p, r, what)
				}
			})
		}
	}
	return made
}

func (f *figures) count(p phrase, r Reading, wrong func(string)) {
	if p.emergency {
		f.emergencies++
		if !r.Emergency {
			f.missed++
			wrong("missed")
		}
	} else {
		f.calm++
		if r.Emergency {
			f.alarms++
			wrong("alarm")
		}
	}
	if p.ref == "-" {
		f.talk++
		if len(r.Matches) == 0 {
			f.refused++
		} else {
			wrong("matched")
		}
		return
	}
	f.all++
	rank := slices.IndexFunc(r.Matches, func(m Match) bool { return m.Ref.Ref == p.ref || slices.Contains(p.alternatives, m.Ref.Ref) })
	if rank == 0 {
		f.first++
	}
	if rank >= 0 && rank < 3 {
		f.three++
	} else {
		wrong("not in three")
	}
	if p.variant != "" {
		f.variants++
		if slices.ContainsFunc(r.Matches[:min(3, len(r.Matches))], func(m Match) bool { return m.Ref.Ref == p.ref && m.Ref.Variant == p.variant }) {
			f.told++
		}
	}
}

// String is the figures in a line.
func (f *figures) String() string {
	part := func(n, of int) string {
		if of == 0 {
			return "-"
		}
		return fmt.Sprintf("%d/%d (%.1f%%)", n, of, 100*float64(n)/float64(of))
	}
	return fmt.Sprintf("first %s, in three %s, case told %s, emergencies missed %d of %d, false alarms %d of %d, talk refused %s",
		part(f.first, f.all), part(f.three, f.all), part(f.told, f.variants), f.missed, f.emergencies, f.alarms, f.calm, part(f.refused, f.talk))
}

var understanding = New(catalogue.Default())

// floors are below what was measured, so that a word or two may be changed.
var floors = []struct {
	file               string
	first, three, talk float64 // shares
	missed, alarms     int
}{
	{"phrases.tsv", 0.97, 0.98, 0.98, 0, 2},
	{"aside.tsv", 0.92, 0.95, 0.95, 0, 2}, // was not seen until all else was done, but for its emergencies
	{"more.tsv", 0.90, 0.97, 0.95, 0, 1},
	{"fresh.tsv", 0.94, 0.98, 0.83, 0, 2},  // and so was each of these, which say their round last
	{"rounds.tsv", 0.92, 0.97, 0.95, 0, 2}, // each round was written without a look at the words, and mended after
}

func TestFigures(t *testing.T) {
	for _, want := range floors {
		made := measure(understanding, phrases(t, want.file), func(p phrase, r Reading, what string) {
			t.Logf("%s: %s: %s %q is %s %s: %v", want.file, what, p.tongue, p.text, p.ref, p.variant, r.Matches)
		})
		for _, tongue := range slices.Sorted(maps.Keys(made)) {
			t.Logf("%s %-7s %v", want.file, tongue, made[tongue])
		}
		f := made["all"]
		if float64(f.first) < want.first*float64(f.all) || float64(f.three) < want.three*float64(f.all) ||
			float64(f.refused) < want.talk*float64(f.talk) || f.missed > want.missed || f.alarms > want.alarms {
			t.Errorf("%s: worse than it was: %v", want.file, f)
		}
	}
}

// alarms are texts of danger, and texts that only sound so.
func alarms(t *testing.T) []phrase {
	t.Helper()
	raw, err := os.ReadFile("testdata/alarms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list []phrase
	for line := range strings.Lines(string(raw)) {
		ref, text, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		list = append(list, phrase{text: text, ref: ref, emergency: ref != "-"})
	}
	return list
}

func TestDangerIsToldFromWhatOnlySoundsLikeIt(t *testing.T) {
	for _, p := range alarms(t) {
		r := understanding.Read(p.text)
		switch {
		case r.Emergency != p.emergency:
			t.Errorf("%q: emergency is %t: %v", p.text, r.Emergency, r.Matches)
		case p.emergency && r.Matches[0].Ref.Ref != p.ref:
			t.Errorf("%q is %v, want %s", p.text, r.Matches[0], p.ref)
		}
	}
}
