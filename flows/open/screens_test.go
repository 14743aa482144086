package open_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// TestScreensOfASentence draws what somebody on the telephone sees of sentences, in each language.
func TestScreensOfASentence(t *testing.T) {
	for _, l := range desk.Languages {
		t.Run(string(l), func(t *testing.T) {
			got := screens(t, l)
			path := filepath.Join("testdata", "sentence."+string(l)+".golden.txt")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the screens differ (go test ./flows/open -run Screens -update writes them anew); got\n%s", got)
			}
		})
	}
}

func screens(t *testing.T, l desk.Language) string {
	w := flowstest.New(t, "14:10")
	engineers := w.Group(desk.Engineering)
	w.Group(desk.Security)
	w.Tenant("A-1203")
	wong := engineers.Member("Wong")
	wong.App = string(l)
	for _, row := range engineers.Last().Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, text.Plain(l, "language.name")) && !strings.HasPrefix(b.Text, "✓") {
				wong.Presses(b.Text)
			}
		}
	}
	var b strings.Builder
	press := func(row int) { wong.Presses(engineers.Last().Buttons[row][0].Text) }
	show := func(what string) { b.WriteString("== " + what + "\n" + engineers.Last().String() + "\n") }
	for _, said := range []string{"冷氣漏水", "A-1203 有人困3號電梯", "水浸 A座大堂", "有人暈倒", "A-9999 冷氣漏水"} {
		wong.Writes("/open " + said)
		show("/open " + said)
		if strings.HasPrefix(said, "A-9999") {
			break
		}
		press(0)
		show("the first button")
	}
	return b.String()
}
