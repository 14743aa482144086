package outbox

import (
	"slices"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// item is a row that waits or is under way: its key, and what was learned in trying to send it.
type item struct {
	row  chat.RowID
	lane chat.Lane
	line *line // where it waits to be sent
	// sending is the line that is busy with it; nil while it waits.
	sending *line
	// again says that the row changed while it was under way, and has to be looked at once it is settled.
	again bool
	// until is when the item may be tried, where its slot was changed only just now.
	until time.Time
	index int // in the heap of those held back, or -1

	tried tried
}

// tried is how far sending one content has come, so that what has been taken is not sent again.
type tried struct {
	version int
	part    int              // how many parts have been taken
	taken   []desk.MessageID // what they were taken as
	telling desk.MessageID   // the one among them that holds the text and the buttons
	anew    bool             // what was to be changed is gone
	plain   bool             // the text cannot be read as HTML
	main    bool             // the topic is gone
}

// where says what a line waits for.
type where uint8

const (
	resting where = iota // nothing to send, or busy
	ready                // for its turn
	parked               // for a moment
)

// line is the queue of one chat.
type line struct {
	chat desk.ChatID
	rows [chat.Lanes][]chat.RowID // ascending; may hold rows that have left meanwhile

	at    where
	index int        // in the heap of where it waits
	lane  chat.Lane  // of its head, while ready
	head  chat.RowID // that it waits for, while ready or parked
	wake  time.Time  // while parked
	busy  *item

	sends, edits bucket
	shut         time.Time // nothing goes there before: Telegram said so, or could not be reached
	faults       int       // in a row
}

// insert puts a row in its place.
func (l *line) insert(lane chat.Lane, row chat.RowID) {
	rows := l.rows[lane]
	if n := len(rows); n == 0 || rows[n-1] < row {
		l.rows[lane] = append(rows, row)
		return
	}
	if i, found := slices.BinarySearch(rows, row); !found {
		l.rows[lane] = slices.Insert(rows, i, row)
	}
}

// next finds the row whose turn it is, passing over rows that do not wait here any more. It finds none where
// the first is still under way to the chat that it was meant for before.
func (l *line) next(items map[chat.RowID]*item) *item {
	for lane := range l.rows {
		rows := l.rows[lane]
		for len(rows) > 0 && !l.awaits(items[rows[0]], chat.Lane(lane)) { // #nosec G115 -- a lane
			rows = rows[1:]
		}
		if l.rows[lane] = rows; len(rows) == 0 {
			l.rows[lane] = nil
			continue
		}
		if it := items[rows[0]]; it.sending == nil {
			return it
		}
		return nil
	}
	return nil
}

// awaits reports whether the row is still to be sent from here, in this lane.
func (l *line) awaits(it *item, lane chat.Lane) bool {
	return it != nil && it.line == l && it.lane == lane && it.sending != l && it.index < 0
}

// rates are the bucket and the rate for a change or a new message in this chat.
func (l *line) rates(t Limits, edit bool) (*bucket, Rate) {
	switch private := l.chat.Private(); {
	case edit && private:
		return &l.edits, t.PrivateEdits
	case edit:
		return &l.edits, t.GroupEdits
	case private:
		return &l.sends, t.Private
	}
	return &l.sends, t.Group
}

// forgettable reports whether nothing would be lost with the line.
func (l *line) forgettable(now time.Time, t Limits) bool {
	if l.busy != nil || l.at != resting || now.Before(l.shut) || l.faults > 0 {
		return false
	}
	sends, rate := l.rates(t, false)
	edits, editRate := l.rates(t, true)
	return sends.full(now, rate) && edits.full(now, editRate)
}
