package bench

import (
	"sync/atomic"

	"frontdesk/storage/kv"
)

// counted counts the transactions that write.
type counted struct {
	kv.Engine
	commits *atomic.Int64
}

// Update implements kv.Engine.
func (c counted) Update(fn func(kv.Writer) error) error {
	c.commits.Add(1)
	return c.Engine.Update(fn)
}
