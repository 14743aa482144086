package preview_test

import (
	"slices"
	"strings"
	"testing"

	"frontdesk/flows/dialog"
	"frontdesk/flows/preview"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// specimen is a desk with one dialog.
type specimen struct{ engine *dialog.Engine }

func (s specimen) Dialogs() *dialog.Engine  { return s.engine }
func (specimen) Conclude(*storage.Tx) error { return nil }

func faultsOf(t *testing.T, f *dialog.Flow) []string {
	t.Helper()
	home := func(tx *storage.Tx, who dialog.Who, _ string) error {
		return tx.Show(chat.Outgoing{Slot: dialog.Screen(who.Chat), Chat: who.Chat, Content: chat.Content{Text: "Home"}})
	}
	engine, err := dialog.NewEngine(home, f.Done(func(t *dialog.Talk) error { return home(t.Tx, t.Who, "") }))
	if err != nil {
		t.Fatal(err)
	}
	p, err := preview.Play(specimen{engine})
	if err != nil {
		t.Fatal(err)
	}
	return p.Faults
}

func TestPreviewFindsWhatNobodyComesBy(t *testing.T) {
	never := func(*dialog.Talk) bool { return false }
	nothing := func(*dialog.Talk) []dialog.Option { return nil }
	one := func(label string) func(*dialog.Talk) []dialog.Option {
		return func(*dialog.Talk) []dialog.Option { return []dialog.Option{{Value: "a", Label: label}} }
	}
	for name, c := range map[string]struct {
		flow *dialog.Flow
		want string
	}{
		"in order": {dialog.New("visitor", 1, dialog.Text("who"), dialog.Text("plate").Optional()), ""},
		"a step that is never asked": {
			dialog.New("visitor", 1, dialog.Text("who"), dialog.Text("plate").When(never)), "no path reaches plate",
		},
		"a question without an answer": {dialog.New("visitor", 1, dialog.Choice("who", nothing)), "no path comes to its end"},
		"a label without its text":     {dialog.New("visitor", 1, dialog.Choice("who", one("[visitor.none]"))), "a button shows [visitor.none]"},
	} {
		found := faultsOf(t, c.flow)
		if c.want == "" && len(found) > 0 || !slices.ContainsFunc(append(found, ""), func(f string) bool { return strings.Contains(f, c.want) }) {
			t.Errorf("%s: found %q, want %q", name, found, c.want)
		}
	}
}
