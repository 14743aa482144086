package roster

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

// broken are files with what is wrong with them, each shown in every language in testdata.
var broken = []struct{ name, file string }{
	{"empty", ""},
	{"empty lines", "\uFEFF\r\n\r\n,,\r\n"},
	{"header alone", Header + "\n"},
	{"no header", "A,12,1203,Ann,23456789,en\n"},
	{"another separator", "building|floor|unit|name|phone|language\nA|1|1|Ann||en\n"},
	{"header", "building,flat,unit,Unit,name,phone,e-mail\nA,1,1,1,Ann,,\n"},
	{"Big5", Header + "\nA,12,1203,\xb3\xaf\xa4j\xa4\xe5,,zh-HK\n"},
	{"GBK", Header + "\nA,12,1203,\xb3\xc2\xb4\xf3\xce\xc4,,zh-CN\n"},
	{"workbook", "PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xb5\x55"},
	{"UTF-16 without a mark", "b\x00u\x00i\x00l\x00d\x00"},
	{"UTF-16 cut short", "\xff\xfeb\x00u"},
	{"quotes", Header + "\nA,1,1,Ann \"Annie\" Lee,,en\nA,1,2,\"Bob\" Ho,,en\nA,1,3,Cy,,en\nA,1,4,\"Di,,en\nA,1,5,Ed,,en\n"},
	{"cells", Header + "\n,,,,,\nA,1,1,Ann\n,12,,\u200B\u3164,,\nA,1,1,Ann,,en,more\nA,1,1,\"An\nn\",,en\nA,1,1,A\x07nn,,en\n" +
		"A,1,1,A\uFFFDn,,en\n" + strings.Repeat("A", 65) + ",1,1," + strings.Repeat("陳", 201) + ",12,klingon\n"},
	{"roles", Header + "," + Extra + "\nA,1,1,Ann,,en,Ho & Co,boss\nA,1,2,Bob,,en," + strings.Repeat("陳", 201) + ",member\n"},
	{"duplicates", Header + "\nA,1,1,Ann Lee,,en\nA,1,2,Ann Lee,,en\nA,1,１,ann  lee\u200B,23456789,en\n"},
	{"long line", Header + "\n" + strings.Repeat(",", maxLine) + "\n"},
	{"large", Header + strings.Repeat("\n", MaxBytes)},
}

func TestFaultsReadAsSentences(t *testing.T) {
	for _, l := range desk.Languages {
		var got bytes.Buffer
		for _, b := range broken {
			rows, faults := Parse([]byte(b.file))
			if rows != nil || len(faults) == 0 {
				t.Errorf("%s: %d rows beside %d faults", b.name, len(rows), len(faults))
			}
			got.WriteString("== " + b.name + "\n")
			for _, f := range faults {
				got.WriteString(f.In(l) + "\n")
			}
		}
		golden(t, filepath.Join("testdata", "faults."+string(l)+".txt"), got.Bytes())
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: %s", path, diff)
	}
}

func TestEveryCodeHasItsSentenceAndNoSentenceIsIdle(t *testing.T) {
	for _, l := range desk.Languages {
		sentences := text.All(l, "roster")
		for _, code := range Codes {
			if sentences[string(code)] == "" {
				t.Errorf("%s: nothing says %s", l, code)
			}
		}
		for key := range sentences {
			if key != "how" && !strings.HasPrefix(key, "at-") && !slices.Contains(Codes, Code(key)) {
				t.Errorf("%s: nothing is called %s", l, key)
			}
		}
	}
}

func TestEveryColumnHasItsTitles(t *testing.T) {
	if got := strings.Split(Header, ","); len(got) != len(Columns) {
		t.Errorf("the header names %v", got)
	}
	for i, c := range Columns {
		if columnByTitle[string(c)] != c || strings.Split(Header, ",")[i] != string(c) {
			t.Errorf("column %s has no title", c)
		}
	}
	for i, c := range Optional {
		if columnByTitle[string(c)] != c || strings.Split(Extra, ",")[i] != string(c) {
			t.Errorf("column %s has no title", c)
		}
	}
	for title, c := range columnByTitle {
		if !slices.Contains(slices.Concat(Columns, Optional), c) {
			t.Errorf("%s stands for %s, which is no column", title, c)
		}
	}
}
