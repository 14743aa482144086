package form_test

import (
	"testing"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/form"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Every field of every service has a question in every language, and what is read of no answers is nothing.
func TestEveryFieldOfEveryServiceIsAsked(t *testing.T) {
	w := flowstest.New(t, "14:00")
	w.Do(func(tx *storage.Tx) error {
		for _, s := range catalogue.Default().Services() {
			for _, l := range desk.Languages {
				talk := &dialog.Talk{Who: dialog.Who{Language: l}, Tx: tx, Answers: dialog.Answers{}}
				fields := form.Fields(talk, s, "fields")
				if len(fields) != len(s.Fields) {
					t.Errorf("%s asks %d of %d", s.Key(), len(fields), len(s.Fields))
				}
				for _, f := range fields {
					if !text.Has(f.Label) || f.Short == "" || f.Kind == dialog.FieldTime && len(f.Moments) == 0 {
						t.Errorf("%s in %s: %s cannot be asked: %+v", s.Key(), l, f.Name, f)
					}
				}
				if a := form.Read(talk, s, "fields"); len(a.Fields)+len(a.Files)+len(a.Starts) != 0 {
					t.Errorf("%s: nothing was answered, and %+v is read", s.Key(), a)
				}
			}
		}
		return nil
	})
}

func TestATimeBelongsToTheDayThatWasChosen(t *testing.T) {
	w := flowstest.New(t, "14:00")
	w.Do(func(tx *storage.Tx) error {
		s, _ := catalogue.Default().Find("3.15 arrange locking")
		talk := &dialog.Talk{Who: dialog.Who{Language: desk.English}, Tx: tx, Answers: dialog.Answers{}}
		if err := talk.Answers.Set(dialog.FieldStep("fields", "day"), "2026-03-12"); err != nil {
			return err
		}
		fields := form.Fields(talk, s, "fields")
		last := fields[len(fields)-1]
		if last.Day != "2026-03-12" || tx.Estate().DayOf(last.Moments[0]) != "2026-03-12" || len(last.After) != 1 || last.After[0] != "day" {
			t.Errorf("asked as %+v", last)
		}
		return nil
	})
}
