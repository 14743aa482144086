// Package gather puts together what belongs together before anybody handles it: the parts of an album, which come
// one by one and with no end mark, and what somebody writes faster than it can be answered. What waits is in the
// records, so that no power cut loses it. It must never drop a message, or decide what one is about.
package gather

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Timer is the kind of the timers at which what waits is taken.
const Timer desk.TimerKind = "gather"

const (
	// lull is how long after its last part an album counts as whole. Each part may come as late as that after the
	// one before, so that an album waits for ten seconds at the most.
	lull = time.Second
	// wholeAlbum is how many parts an album has at the most.
	wholeAlbum = 10
	// everySoOften is how often what is written too fast is taken.
	everySoOften = time.Minute
	// wholeFlood is how many messages are taken together at the most.
	wholeFlood = 100
	// calm is how long somebody has to write no faster than they are answered before they are told again.
	calm = 10 * time.Minute
)

// What waits is kept under a key, which is its timer's, too.
const (
	albums = "album|"
	floods = "flood|"
	told   = "told|" // nothing waits: the person has been told lately that it does
)

// Gatherer puts together what belongs together.
type Gatherer struct {
	// Over tells whether the sender of a message has written more than can be answered at once; it is asked once
	// for an album. Nil: nobody has.
	Over func(tx *storage.Tx, u chat.Update) (bool, error)
	// Urgent tells whether words that somebody writes in private cannot wait. Nil: none are.
	Urgent func(words string) bool
}

// Take takes an update in and gives what is to be handled now: the update itself, what it completes, or nothing
// where it waits for more. Whoever says or presses something else has sent all of their album, which comes first.
func (g Gatherer) Take(tx *storage.Tx, u chat.Update) ([]chat.Update, error) {
	switch {
	case u.Kind == chat.Edited:
		return g.correct(tx, u)
	case u.Kind != chat.Message && u.Kind != chat.Press:
		return []chat.Update{u}, nil
	case u.Album != "":
		return g.message(tx, u)
	}
	ready, err := complete(tx, u)
	if err != nil || u.Kind == chat.Press {
		return append(ready, u), err
	}
	now, err := g.message(tx, u)
	return append(ready, now...), err
}

// complete gives the albums of the sender that wait for more parts in the same chat.
func complete(tx *storage.Tx, u chat.Update) (ready []chat.Update, err error) {
	for _, t := range tx.TimersOf(Timer, albums+sender(u)+"|") {
		whole, err := release(tx, t.ID)
		if err != nil {
			return nil, err
		}
		ready = append(ready, whole...)
	}
	return ready, nil
}

// message takes a message in. Words that cannot wait bring along all that waits with them.
func (g Gatherer) message(tx *storage.Tx, u chat.Update) ([]chat.Update, error) {
	over, err := g.over(tx, u)
	if err != nil {
		return nil, err
	}
	var alarm *desk.Ticket
	if over {
		if alarm, err = tx.AlarmOf(u.From.User); err != nil {
			return nil, err
		}
	}
	switch {
	case alarm != nil: // nothing that is written while an alarm is out may wait
		waited, err := release(tx, floodKey(u))
		return append(waited, u), err
	case (over || u.Album != "") && g.urgent(u):
		return atOnce(tx, u)
	case over:
		return flood(tx, u)
	case u.Album != "":
		return album(tx, u)
	}
	return []chat.Update{u}, nil
}

func (g Gatherer) urgent(u chat.Update) bool {
	return g.Urgent != nil && u.Chat.ID.Private() && u.Text != "" && g.Urgent(u.Text)
}

// atOnce gives a message and whatever waits that came before it: what was held back, and the parts of its album until now.
func atOnce(tx *storage.Tx, u chat.Update) ([]chat.Update, error) {
	ready, err := release(tx, floodKey(u))
	if err != nil {
		return nil, err
	}
	if u.Album == "" {
		return append(ready, u), nil
	}
	if _, err := tx.Collect(albumKey(u), u); err != nil {
		return nil, fmt.Errorf("keep a part of an album: %w", err)
	}
	whole, err := release(tx, albumKey(u))
	return append(ready, whole...), err
}

// settling is how long after a start an album waits for the parts that came while the desk was down.
const settling = 5 * time.Second

// Restarted lets what waited through a downtime wait for the rest of it, which is about to come.
func Restarted(tx *storage.Tx) error {
	for _, t := range tx.TimersOf(Timer, "") {
		var err error
		switch {
		case strings.HasPrefix(t.ID, albums):
			err = tx.Arm(Timer, t.ID, tx.Now().Add(settling))
		case strings.HasPrefix(t.ID, floods):
			err = hasten(tx, t.ID, everySoOften)
		default:
			err = hasten(tx, t.ID, calm)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hasten brings a timer forward that is further off than it is ever set: the clock was set back.
func hasten(tx *storage.Tx, key string, longest time.Duration) error {
	latest := tx.Now().Add(longest)
	if due, armed := tx.Armed(Timer, key); !armed || !due.After(latest) {
		return nil
	}
	return tx.Arm(Timer, key, latest)
}

// Fire gives what waited for the timer, to be handled now.
func Fire(tx *storage.Tx, id string) ([]chat.Update, error) {
	if strings.HasPrefix(id, told) {
		return nil, nil
	}
	return release(tx, id)
}

// over reports whether the message goes to what is taken later: the person writes too fast, or earlier words of
// theirs still wait, which have to come first. Commands are always taken at once.
func (g Gatherer) over(tx *storage.Tx, u chat.Update) (bool, error) {
	if !u.Chat.ID.Private() || strings.HasPrefix(u.Text, "/") && len(u.Media) == 0 {
		return false, nil
	}
	if waits(tx, floodKey(u)) {
		return true, hasten(tx, floodKey(u), everySoOften)
	}
	if g.Over == nil || u.Album != "" && waits(tx, albumKey(u)) {
		return false, nil
	}
	return g.Over(tx, u)
}

// flood keeps a message that came too fast.
func flood(tx *storage.Tx, u chat.Update) ([]chat.Update, error) {
	key := floodKey(u)
	n, err := tx.Collect(key, u)
	if err != nil {
		return nil, fmt.Errorf("keep a message of many: %w", err)
	}
	switch {
	case n >= wholeFlood:
		return release(tx, key)
	case n > 1:
		return nil, tx.Appeared(u.Chat.ID, u.Message)
	}
	if err := tx.Arm(Timer, key, tx.Now().Add(everySoOften)); err != nil {
		return nil, err
	}
	return nil, tell(tx, u)
}

// tell says once that everything is taken together, and that nothing is lost.
func tell(tx *storage.Tx, u chat.Update) error {
	key := told + sender(u)
	known := waits(tx, key)
	if err := tx.Arm(Timer, key, tx.Now().Add(calm)); err != nil || known {
		return err
	}
	who, err := people.Who(&tx.Reader, u)
	if err != nil {
		return err
	}
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{Text: text.Say(who.Language, "gather.many"), Silent: true},
	})
}

// album keeps a part of an album, until none has come for a while.
func album(tx *storage.Tx, u chat.Update) ([]chat.Update, error) {
	key := albumKey(u)
	n, err := tx.Collect(key, u)
	if err != nil {
		return nil, fmt.Errorf("keep a part of an album: %w", err)
	}
	if n >= wholeAlbum { // some of it may be changes
		waiting, err := tx.Collected(key)
		if err != nil {
			return nil, err
		}
		if len(corrected(waiting)) >= wholeAlbum {
			return release(tx, key)
		}
	}
	return nil, tx.Arm(Timer, key, tx.Now().Add(lull))
}

// correct keeps a change to a message that waits with it, unless it cannot wait; any other is handled now.
func (g Gatherer) correct(tx *storage.Tx, u chat.Update) ([]chat.Update, error) {
	for _, key := range []string{albumKey(u), floodKey(u)} {
		if !waits(tx, key) {
			continue
		}
		waiting, err := tx.Collected(key)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(waiting, func(w chat.Update) bool { return w.Message == u.Message }) {
			if _, err := tx.Collect(key, u); err != nil || !g.urgent(u) {
				return nil, err
			}
			return release(tx, key)
		}
	}
	return []chat.Update{u}, nil
}

// release gives what waited under a key, put together, and forgets it.
func release(tx *storage.Tx, key string) ([]chat.Update, error) {
	waiting, err := tx.Collected(key)
	if err != nil {
		return nil, err
	}
	if err := tx.DropCollected(key); err != nil {
		return nil, err
	}
	return join(waiting), tx.Disarm(Timer, key)
}

func waits(tx *storage.Tx, key string) bool {
	_, armed := tx.Armed(Timer, key)
	return armed
}

func sender(u chat.Update) string { return u.Chat.ID.String() + "|" + u.From.User.String() }

func floodKey(u chat.Update) string { return floods + sender(u) }

func albumKey(u chat.Update) string { return albums + sender(u) + "|" + u.Album }
