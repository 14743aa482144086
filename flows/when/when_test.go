package when

import (
	"bufio"
	"os"
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

func TestTimes(t *testing.T) {
	for _, r := range rows(t, "times") {
		if got, ok := r.read(t); !ok {
			t.Errorf("%s %s %q: got %s %s %q, want %s %s %s", r.lang, r.now, r.text, shown(got.Start), shown(got.End), got.Ask, r.start, r.end, r.ask)
		}
	}
}
