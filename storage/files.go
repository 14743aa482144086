package storage

import (
	"time"

	"frontdesk/storage/desk"
)

// File is a file that is kept beside the database, under the sum of its bytes.
type File struct {
	SHA256 string        `json:"sha256"`
	Size   int64         `json:"size"` // bytes
	Media  desk.Media    `json:"media"`
	Ticket desk.TicketID `json:"ticket"`
	Kept   time.Time     `json:"kept"`
}

// PutFile notes that a file is kept. The same file sent for another ticket is noted for each.
func (tx *Tx) PutFile(f File) error {
	f.Kept = tx.now
	return write(tx, bFiles, named(f.SHA256, string(f.Ticket)), f)
}

// FilesOf are the files that are kept of that sum, one for each ticket.
func (r *Reader) FilesOf(sha256 string) ([]File, error) {
	var files []File
	var failed error
	r.prefixed(bFiles, named(sha256, ""), func(k, _ []byte) bool {
		f, _, err := read[File](r, bFiles, k)
		files, failed = append(files, f), err
		return failed == nil
	})
	return files, failed
}
