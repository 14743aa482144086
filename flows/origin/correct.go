package origin

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Saying is what an event says now, and since when.
type Saying struct {
	Words string
	Files []desk.Media
	// Sent are the files that it had when it was sent on, and Edited is when it was last corrected since; zero: it
	// was not.
	Sent   []desk.Media
	Edited time.Time
}

// Now is what an event of the ticket says, with all corrections. sent is the event with which it was sent on: the
// same, or a later one for a note.
func Now(r *storage.Reader, t *desk.Ticket, event, sent int) (Saying, error) {
	var now Saying
	for seq := event; seq <= t.Events; seq++ {
		e, known, err := r.Event(t.ID, seq)
		switch {
		case err != nil || !known:
			return Saying{}, err
		case seq == event:
			now, err = said(e)
		case e.Type == desk.EvEdited:
			err = now.correct(e, event, sent)
		}
		if err != nil {
			return Saying{}, fmt.Errorf("read event %d of %s: %w", seq, t.ID, err)
		}
	}
	return now, nil
}

// said is what an event said first.
func said(e desk.Event) (Saying, error) {
	var d struct {
		Text        string       `json:"text"`
		Description string       `json:"description"`
		Media       []desk.Media `json:"media"`
	}
	if len(e.Data) == 0 {
		return Saying{}, nil
	}
	err := json.Unmarshal(e.Data, &d)
	return Saying{Words: d.Text + d.Description, Files: d.Media, Sent: d.Media}, err
}

func (s *Saying) correct(e desk.Event, event, sent int) error {
	var d desk.EditedData
	if err := json.Unmarshal(e.Data, &d); err != nil || d.Event != event {
		return err
	}
	s.Words = d.Text
	if len(d.Media) > 0 {
		s.Files = d.Media
	}
	if e.Seq < sent { // nobody has seen it otherwise
		s.Sent = s.Files
		return nil
	}
	s.Edited = e.At
	return nil
}

// restless is how often a point that moves on the map is followed.
const restless = time.Minute

// Find finds what an edited message became; ok is false where it became nothing, or where somebody else or in
// another capacity said it.
func Find(r *storage.Reader, u chat.Update, as desk.Capacity) (t *desk.Ticket, e desk.Event, ok bool, err error) {
	ref, known, err := r.Ref(u.Chat.ID, u.Message)
	if err != nil || !known || !Is(ref) {
		return nil, e, false, err
	}
	if t, known, err = r.Ticket(ref.Ticket); err != nil || !known {
		return nil, e, false, err
	}
	e, known, err = r.Event(t.ID, ref.Event)
	return t, e, known && e.By.User == u.From.User && e.By.As == as, err
}

// Correct takes an edited message over into the event that Find found. ok is false where the event says what it
// said before.
func Correct(tx *storage.Tx, u chat.Update, t *desk.Ticket, e desk.Event) (ok bool, err error) {
	ref, _, err := tx.Ref(u.Chat.ID, u.Message)
	if err != nil {
		return false, err
	}
	before, err := Now(&tx.Reader, t, e.Seq, e.Seq)
	if err != nil {
		return false, err
	}
	words, files := Said(u)
	if e.By.As == desk.AsStaff {
		words = AtOnce(words)
	}
	i, n := placed(ref.What)
	d := desk.EditedData{Event: e.Seq, Media: exchanged(before.Files, files, i, n)}
	var exact bool
	if d.Text, exact = swapped(before.Words, ref.Said, words); !exact {
		d.Text = inPlace(before.Words, words, i, n)
	}
	switch {
	case d.Text == before.Words && d.Media == nil:
		return false, nil
	case d.Text == "" && len(before.Files) == 0:
		return false, nil
	case u.Location != nil && tx.Now().Sub(before.Edited) < restless:
		return false, nil
	}
	t.Edit(d, e.By, tx.Now())
	if exact {
		ref.Said = words
		if err := tx.PutRef(u.Chat.ID, u.Message, ref); err != nil {
			return false, err
		}
	}
	return true, tx.PutTicket(t)
}

// swapped puts the words of one message in the place of those that it said before, which are whole lines; ok is false
// where it is not known what it said, or that stands there no longer.
func swapped(before, said, words string) (after string, ok bool) {
	at := strings.Index("\n"+before+"\n", "\n"+said+"\n")
	if said == "" || at < 0 {
		return "", false
	}
	return strings.Trim(before[:at]+words+before[at+len(said):], "\n"), true
}

// AtOnce takes away the sign by which staff say that their words go to the tenant at once.
func AtOnce(words string) string { return strings.TrimSpace(strings.TrimLeft(words, ">＞")) }

// IsAtOnce reports whether the words begin with that sign.
func IsAtOnce(words string) bool {
	return strings.HasPrefix(words, ">") || strings.HasPrefix(words, "＞")
}

// inPlace puts the words of one message of several where its words stood before, of which only the place is known: as
// the whole, or as its line.
// Where it cannot be told which those were, nothing is taken away.
func inPlace(before, words string, i, n int) string {
	lines := strings.Split(before, "\n")
	switch {
	case n == 1, i == 0 && len(lines) != n, before == "":
		return words
	case len(lines) == n:
		lines[i] = words
		return strings.Trim(strings.Join(lines, "\n"), "\n")
	case words == "" || strings.Contains("\n"+before+"\n", "\n"+words+"\n"):
		return before
	}
	return before + "\n" + words
}

// exchanged are all files with one of them exchanged, nil where they stay as they are.
func exchanged(before, files []desk.Media, i, n int) []desk.Media {
	if len(files) != 1 || slices.ContainsFunc(before, func(m desk.Media) bool { return same(m, files[0]) }) {
		return nil
	}
	after := slices.Clone(before)
	if n != len(before) { // it cannot be told which one it was: none is taken away
		return append(after, files[0])
	}
	after[i] = files[0]
	return after
}

func same(a, b desk.Media) bool {
	return a.FileID == b.FileID || a.Unique != "" && a.Unique == b.Unique
}
