package storage

import (
	"bytes"
	"time"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// RefsFor is how many days it is remembered what a message is about. Nobody replies to an older one.
const RefsFor = 180

// ForgetSeen forgets identifiers of updates that are too old to come again, looking at limit of them beginning
// after the place where it stopped last. It returns whether it has come round to the beginning.
func (tx *Tx) ForgetSeen(limit int) (round bool, err error) {
	return tx.forget(bSeen, "seen cursor", limit, func(_, v []byte) (bool, error) {
		return tx.now.Sub(moment(v)) > seenFor, nil
	})
}

// ForgetGuesses forgets wrong codes that no window of that length counts any longer, a part at a time as
// ForgetSeen does.
func (tx *Tx) ForgetGuesses(limit int, window time.Duration) (round bool, err error) {
	return tx.forget(bGuesses, "guesses cursor", limit, func(_, v []byte) (bool, error) {
		g, err := decoded[guesses](bGuesses, v)
		return tx.now.Sub(g.Since) > window, err
	})
}

// ForgetRefs forgets what messages older than RefsFor days are about, a part at a time as ForgetSeen does. One of
// which the day is not known, because the first version of the records did not tell, counts from today.
func (tx *Tx) ForgetRefs(limit int) (round bool, err error) {
	oldest := tx.today().Add(-RefsFor)
	undated := map[string]Ref{}
	round, err = tx.forget(bMessages, "messages cursor", limit, func(k, v []byte) (bool, error) {
		ref, err := decoded[dated](bMessages, v)
		if err == nil && ref.On == "" {
			undated[string(k)] = ref.Ref
			return false, nil
		}
		return ref.On < oldest, err
	})
	for key, ref := range undated {
		if err == nil {
			err = write(tx, bMessages, []byte(key), dated{ref, tx.today()})
		}
	}
	return round, err
}

// ForgetSlots forgets where the messages about a matter stand that was over more than RefsFor days ago, a part
// at a time as ForgetSeen does. People's screens are kept. What is shown in one of these slots all the same is sent
// anew.
func (tx *Tx) ForgetSlots(limit int) (round bool, err error) {
	oldest := tx.today().Add(-RefsFor)
	return tx.forget(bSlots, "slots cursor", limit, func(k, v []byte) (bool, error) {
		if bytes.HasPrefix(k, []byte(screenPrefix)) {
			return false, nil
		}
		place, err := decoded[Place](bSlots, v)
		if err != nil || place.Ticket == "" {
			return false, err
		}
		t, known, err := tx.Ticket(place.Ticket)
		return known && t.Over() && tx.estate.DayOf(t.Ended()) < oldest, err
	})
}

func (r *Reader) today() desk.Day { return r.estate.DayOf(r.now) }

// forget deletes what is old among limit of the bucket's records, beginning after the place that the cursor in
// bMeta keeps.
func (tx *Tx) forget(b kv.Bucket, cursor string, limit int, old func(key, value []byte) (bool, error)) (round bool, err error) {
	from := tx.r.Get(bMeta, []byte(cursor))
	if from != nil {
		from = join(from, []byte{0}) // the first key after it
	}
	var gone [][]byte
	var last []byte
	var failed error
	looked := 0
	tx.r.Ascend(b, from, func(k, v []byte) bool {
		forget, err := old(k, v)
		if failed = err; forget {
			gone = append(gone, bytes.Clone(k))
		}
		last = bytes.Clone(k)
		looked++
		return failed == nil && looked < limit
	})
	if failed != nil {
		return false, failed
	}
	for _, k := range gone {
		if err := tx.w.Delete(b, k); err != nil {
			return false, err
		}
	}
	if looked < limit {
		return true, tx.w.Delete(bMeta, []byte(cursor))
	}
	return false, tx.w.Put(bMeta, []byte(cursor), last)
}
