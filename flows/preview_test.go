package flows_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"frontdesk/flows"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/preview"
)

// drawings is where the dialogs stand as diagrams and screens, for people to read.
var drawings = filepath.Join("testdata", "dialogs")

func previewed(t *testing.T) *preview.Preview {
	t.Helper()
	d, err := flows.New(flows.Options{Services: catalogue.Default(), Bot: flowstest.Bot})
	if err != nil {
		t.Fatal(err)
	}
	p, err := preview.Play(d)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every path of every dialog, in every language: each step is reached, everything fits a phone, and every
// question has a way on, back and out. What the diagrams and screens look like stands in the drawings.
func TestEveryDialogIsInOrderAndLooksAsDrawn(t *testing.T) {
	p := previewed(t)
	t.Logf("%d dialogs, %d screens", p.Dialogs, p.Screens)
	for _, fault := range p.Faults {
		t.Error(fault)
	}
	if *update {
		if err := os.RemoveAll(drawings); err != nil {
			t.Fatal(err)
		}
		if err := p.Write(drawings); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		want, err := os.ReadFile(filepath.Join(drawings, name))
		if err != nil {
			t.Error(err)
		} else if got := p.Files[name]; got != string(want) {
			t.Errorf("%s differs (go test ./flows -run LooksAsDrawn -update writes it anew); first at:\n%s", name, difference(string(want), got))
		}
	}
	entries, err := os.ReadDir(drawings)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, drawn := p.Files[e.Name()]; !drawn {
			t.Errorf("%s stands for no dialog any more", e.Name())
		}
	}
}

func TestTheSameDialogsAreDrawnTheSame(t *testing.T) {
	first, second := previewed(t), previewed(t)
	for name, content := range first.Files {
		if second.Files[name] != content {
			t.Errorf("%s comes out different the second time: %s", name, difference(content, second.Files[name]))
		}
	}
}
