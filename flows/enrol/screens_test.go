package enrol_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

// account is a chat account in a message that names somebody; which number they have is the world's affair.
var account = regexp.MustCompile(`id=\d+`)

// What the front desk, its supervisors and the asker read, from the request to each of its ends, in each language.
func TestWhatARequestLooksLike(t *testing.T) {
	for _, l := range desk.Languages {
		path := filepath.Join("testdata", "join."+string(l)+".golden.txt")
		got := played(t, l)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

// played plays a request that is late and becomes the new tenant's, and one that is declined.
func played(t *testing.T, l desk.Language) string {
	t.Helper()
	o := newOffice(t, "14:00")
	o.speaks(l)
	o.TenantNamed("A-1203", "陳大文", string(l))
	var b strings.Builder
	shows := func(what string, m *flowstest.Message) {
		b.WriteString("== " + what + "\n" + account.ReplaceAllString(m.String(), "id=0") + "\n")
	}
	say := func(key string) string { return text.Plain(l, key) }
	p, wong := o.Stranger("Ho", string(l)), o.front.Member("Wong")
	wong.App = string(l)
	o.asks(p, "A-1203", "Ho Siu Ming", stranger)
	shows("asked", p.Screen())
	shows("card", o.front.Last())
	o.passes("J-1001")
	shows("reminder", o.front.Last())
	shows("supervisors", o.above.Last())
	shows("told that it is late", p.Last())
	o.Presses(wong, say("join.button-new"))
	shows("sure?", o.front.Sees("J-1001", say("join.button-sure")))
	o.Presses(wong, say("join.button-sure"))
	shows("decided", o.front.Sees("J-1001"))
	shows("told", p.Last())
	other := o.Stranger("Lam", string(l))
	o.asks(other, "A-1203", "Lam", "9876 5433")
	o.Presses(wong, say("join.button-decline"))
	asked := o.front.Last()
	shows("why", asked)
	o.Writes(wong, "not on the lease", asked)
	shows("declined", o.front.Sees("J-1002", "not on the lease"))
	shows("told that it is declined", other.Last())
	return b.String()
}

// speaks has the office's groups speak a language.
func (o *office) speaks(l desk.Language) {
	o.t.Helper()
	o.Do(func(tx *storage.Tx) error {
		for _, room := range []*flowstest.Room{o.front, o.above} {
			g, _, err := tx.Group(room.Chat.ID)
			if err != nil {
				return err
			}
			g.Language = l
			if err := tx.PutGroup(g); err != nil {
				return err
			}
		}
		return nil
	})
}
