package storage

import (
	"encoding/json"
	"fmt"

	"frontdesk/storage/chat"
)

// QueueJob asks for slow work; it is begun once the transaction is committed, and again after a crash.
func (tx *Tx) QueueJob(k chat.JobKind, args any) error {
	raw, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("queue %s: %w", k, err)
	}
	n, err := tx.next("job", 1)
	if err != nil {
		return err
	}
	j := chat.Job{ID: chat.JobID(n), Kind: k, Args: raw, Queued: tx.now}
	tx.effects.Jobs = append(tx.effects.Jobs, j)
	return write(tx, bJobs, id64(n), j)
}

// Jobs lists the work that is not done yet, oldest first.
func (r *Reader) Jobs() ([]chat.Job, error) {
	var jobs []chat.Job
	var failed error
	r.r.Ascend(bJobs, nil, func(k, _ []byte) bool {
		j, _, err := read[chat.Job](r, bJobs, k)
		jobs, failed = append(jobs, j), err
		return failed == nil
	})
	return jobs, failed
}

// EndJob takes a job off the list and returns it; ok is false where it was ended before.
func (tx *Tx) EndJob(id chat.JobID) (j chat.Job, ok bool, err error) {
	if j, ok, err = read[chat.Job](&tx.Reader, bJobs, id64(id)); err != nil || !ok {
		return j, ok, err
	}
	return j, true, tx.w.Delete(bJobs, id64(id))
}
