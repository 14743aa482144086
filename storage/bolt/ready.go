package bolt

import (
	"context"
	"os"
)

// sound returns the meta page to go by, once it is known to point into the file.
func sound(f *os.File) (meta, error) {
	info, err := f.Stat()
	if err != nil {
		return meta{}, err
	}
	m, err := readMeta(f)
	if err != nil {
		return meta{}, err
	}
	return m, m.within(info.Size())
}

// ready locks a file that is to be opened and makes sure that bbolt can map and read it without harm.
func ready(f *os.File, opts Options) error {
	if err := lock(f, true, opts.LockTimeout); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return err
	}
	if unborn(f, info.Size()) {
		return f.Truncate(0)
	}
	m, err := sound(f)
	if err != nil {
		return err
	}
	// Without a list of free pages bbolt finds them in a goroutine of its own, where no panic can be caught.
	if m.size() <= opts.CheckUpTo || m.freeList == noFreeList {
		return checkPages(context.Background(), f, m)
	}
	c := newCheck(context.Background(), f, m)
	c.freeList()
	c.tree(m.root, 0, nil, nil, func(e element, _ int) { c.named(e) })
	return c.result()
}

// firstPages is what bbolt writes to a new file in one go.
const firstPages = 4

// unborn tells a file whose making was cut off before it held anything: it begins like a new one and ends
// within what bbolt writes first. Such a file is begun anew.
func unborn(f *os.File, size int64) bool {
	m, err := readMeta(f)
	return err == nil && m.txid <= 1 && m.pages == firstPages && size < firstPages*int64(m.pageSize)
}
