package when

import (
	"bufio"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

type row struct {
	lang, now, text, start, end, ask string
}

func rows(t testing.TB, name string) []row {
	t.Helper()
	f, err := os.Open("testdata/" + name + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []row
	lines := bufio.NewScanner(f)
	lines.Scan() // the header
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 6 {
			t.Fatalf("%s: %q has %d cells", name, lines.Text(), len(c))
		}
		all = append(all, row{c[0], c[1], c[2], c[3], c[4], c[5]})
	}
	return all
}

// zones are where it may be that late.
var zones = map[string]string{"+08:00": "Asia/Hong_Kong", "-05:00": "America/New_York", "-04:00": "America/New_York", "+00:00": "Europe/London", "+01:00": "Europe/London"}

func (r row) read(t testing.TB) (got Reading, ok bool) {
	t.Helper()
	zone, err := time.LoadLocation(zones[r.now[len(r.now)-6:]])
	if err != nil {
		t.Fatal(err)
	}
	now, err := time.Parse(time.RFC3339, r.now)
	if err != nil {
		t.Fatal(err)
	}
	l := desk.Language(r.lang)
	if l == Cantonese {
		l = desk.TraditionalChinese
	}
	got = Read(r.text, now.In(zone), l)
	return got, shown(got.Start) == r.start && shown(got.End) == r.end && (got.Ask != "") == (r.ask == "1")
}

func shown(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.RFC3339)
}

func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	for _, r := range rows(t, "times") {
		if got, ok := r.read(t); !ok {
			t.Errorf("%s %s %q: got %s %s %q, want %s %s %s", r.lang, r.now, r.text, shown(got.Start), shown(got.End), got.Ask, r.start, r.end, r.ask)
		}
	}
}

// figures are how well times are read.
type figures struct{ rows, right, none, asked, wrong int }

func (f *figures) count(got Reading, ok bool) {
	f.rows++
	switch {
	case !ok:
		f.wrong++
	case got.Ask != "":
		f.asked++
	case got.IsZero():
		f.none++
	default:
		f.right++
	}
}

// aside.tsv holds every row of the same list as times.tsv whose SHA-256 of language, moment and text begins with a byte
// that three divides: it was not looked at until the words and rules were done. fresh.tsv was written after them, and
// what it showed to be wrong was mended.
func TestFigures(t *testing.T) {
	for _, name := range []string{"aside", "fresh"} {
		made := map[string]*figures{"all": {}}
		for _, r := range rows(t, name) {
			if made[r.lang] == nil {
				made[r.lang] = &figures{}
			}
			got, ok := r.read(t)
			made[r.lang].count(got, ok)
			made["all"].count(got, ok)
			if !ok {
				t.Logf("%s: %s %s %q: got %s %s %q, want %s %s %s", name, r.lang, r.now, r.text, shown(got.Start), shown(got.End), got.Ask, r.start, r.end, r.ask)
			}
		}
		for _, lang := range slices.Sorted(maps.Keys(made)) {
			f := made[lang]
			t.Logf("%s %-7s %d rows, %d right, %d rightly read as none, %d rightly asked, %d wrong", name, lang, f.rows, f.right, f.none, f.asked, f.wrong)
			if f.wrong*20 > f.rows {
				t.Errorf("%s: %s: %d of %d are wrong", name, lang, f.wrong, f.rows)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, r := range rows(f, "times") {
		f.Add(r.text, int64(0))
	}
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		f.Fatal(err)
	}
	start := time.Date(2026, 3, 8, 0, 30, 0, 0, zone)
	f.Fuzz(func(t *testing.T, words string, seconds int64) {
		now := start.Add(time.Duration(seconds%(4*366*24*3600)) * time.Second)
		for _, l := range []desk.Language{desk.English, desk.TraditionalChinese, desk.SimplifiedChinese, Cantonese} {
			r := Read(words, now, l)
			switch {
			case r.Start.IsZero() != r.End.IsZero(), r.End.Before(r.Start):
				t.Errorf("%q at %s is from %s to %s", words, now, r.Start, r.End)
			case r.Ask != "" && !r.Start.IsZero():
				t.Errorf("%q is both a time and a question", words)
			case !r.Start.IsZero() && r.End.Before(now):
				t.Errorf("%q at %s is in the past: %s", words, now, r.End)
			}
			OfDay(words)
			Been(words)
			Ago(words)
			Without(words)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	now := time.Date(2026, 3, 4, 14, 0, 0, 0, time.FixedZone("", 8*3600))
	for name, words := range map[string]string{
		"english":    "aircon leak, can someone come tomorrow 3pm",
		"chinese":    "冷氣漏水，聽日三點搭四上嚟睇",
		"mixed":      "昨天開始漏水, 3 lamps out on floor 12, please come Friday between 2 and 4, my phone is 9123 4567",
		"no-time":    "the toilet in the lobby is blocked and there is water on the floor",
		"4000-runes": strings.Repeat("廁所漏水明天三點 lamp 12 ", 200),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(words, now, desk.English)
			}
		})
	}
}
