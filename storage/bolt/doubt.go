package bolt

import (
	"fmt"

	"frontdesk/storage/kv"
)

// doubt is a meta page that was written but whose sync failed: the transaction can be seen, and nobody knows
// whether it would survive. bbolt would go on and reuse the pages it freed, which the medium's older meta page
// may still need; so it is written and synced once more before anything else is.
type doubt struct {
	page   []byte
	offset int64
}

// doubtful notes a doubt where the failed transaction id is nevertheless the one that readers see.
func (d *DB) doubtful(id uint64) bool {
	m, err := readMeta(d.file)
	if err != nil || m.txid != id {
		return false
	}
	page := make([]byte, m.pageSize)
	offset := int64(id%2) * int64(m.pageSize)
	if _, err := d.file.ReadAt(page, offset); err != nil {
		return false
	}
	d.doubt = &doubt{page: page, offset: offset}
	return true
}

// settle makes the transaction in doubt durable; the writer's lock is held.
func (d *DB) settle() error {
	if d.doubt == nil {
		return nil
	}
	if _, err := d.file.WriteAt(d.doubt.page, d.doubt.offset); err != nil {
		return fmt.Errorf("settle a commit in doubt: %w: %w", kv.ErrStorage, err)
	}
	if err := d.file.Sync(); err != nil {
		return fmt.Errorf("settle a commit in doubt: %w: %w", kv.ErrStorage, err)
	}
	d.doubt = nil
	return nil
}
