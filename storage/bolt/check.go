package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"frontdesk/storage/kv"
)

const (
	maxFaults = 20 // what a report of damage lists at most
	maxDepth  = 64 // far beyond any tree that fits a file; stops at one that runs in circles
)

// check reads a whole database: every page is used once or free, every key is in order and within its
// branch's bounds, every value passes its checksum. What stays undetected is a byte that means nothing.
type check struct {
	ctx        context.Context
	file       io.ReaderAt
	meta       meta
	used, free []bool
	pages      [][]byte // the page being read at each depth
	faults     []string
	err        error // what stopped it, other than damage
}

// Check reads the whole database, as it is at this moment, and returns kv.ErrDamaged with the faults found.
// Writers are not held up meanwhile, but the file grows.
func (d *DB) Check(ctx context.Context) error {
	err := d.transact(false, func(t *tx) error {
		m, err := t.meta()
		if err != nil {
			return err
		}
		return checkPages(ctx, d.file, m)
	})
	if err != nil {
		return fmt.Errorf("check database: %w", err)
	}
	return nil
}

var errFirstPage = errors.New("first page taken")

// meta returns the transaction's meta page, which bbolt gives away only as the first page of a copy: the one
// in the file may have been replaced since.
func (t *tx) meta() (meta, error) {
	var first firstPage
	if _, err := t.tx.WriteTo(&first); len(first) == 0 {
		return meta{}, err
	}
	m, ok := parseMeta(first)
	if !ok {
		return meta{}, fmt.Errorf("%w: meta page of the transaction", kv.ErrDamaged)
	}
	return m, nil
}

type firstPage []byte

func (p *firstPage) Write(b []byte) (int, error) {
	*p = bytes.Clone(b)
	return 0, errFirstPage
}

// CheckFile reads the whole database file at path, changing nothing, and returns kv.ErrDamaged with the
// faults found, or kv.ErrInUse while a process has it open for writing.
func CheckFile(ctx context.Context, path string) error {
	if err := checkFile(ctx, path); err != nil {
		return fmt.Errorf("check database %s: %w", path, err)
	}
	return nil
}

func checkFile(ctx context.Context, path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := lock(f, false, 200*time.Millisecond); err != nil {
		return err
	}
	m, err := sound(f)
	if err != nil {
		return err
	}
	return checkPages(ctx, f, m)
}

func newCheck(ctx context.Context, file io.ReaderAt, m meta) *check {
	c := &check{ctx: ctx, file: file, meta: m, used: make([]bool, m.pages), free: make([]bool, m.pages)}
	c.used[0], c.used[1] = true, true
	return c
}

func checkPages(ctx context.Context, file io.ReaderAt, m meta) error {
	c := newCheck(ctx, file, m)
	c.freeList()
	c.tree(m.root, 0, nil, nil, c.bucket)
	if len(c.faults) == 0 && c.err == nil {
		c.leftovers()
	}
	return c.result()
}

func (c *check) result() error {
	switch {
	case c.err != nil:
		return c.err
	case len(c.faults) > 0:
		return fmt.Errorf("%w: %s", kv.ErrDamaged, strings.Join(c.faults, "; "))
	}
	return nil
}

func (c *check) fault(format string, args ...any) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, fmt.Sprintf(format, args...))
	}
}

// stopped says that reading on is of no use.
func (c *check) stopped() bool {
	if c.err == nil {
		c.err = c.ctx.Err()
	}
	return c.err != nil || len(c.faults) == maxFaults
}

// page reads page id with its overflow into the buffer for this depth, and marks it used.
func (c *check) page(id uint64, depth int) []byte {
	if c.stopped() {
		return nil
	}
	if id < 2 || id >= c.meta.pages || depth >= maxDepth {
		c.fault("page %d at depth %d: out of bounds", id, depth)
		return nil
	}
	if len(c.pages) <= depth {
		c.pages = append(c.pages, nil)
	}
	size := int(c.meta.pageSize)
	if !c.read(id, depth, size) {
		return nil
	}
	overflow := uint64(order.Uint32(c.pages[depth][12:]))
	if got := order.Uint64(c.pages[depth]); got != id || overflow >= c.meta.pages-id {
		c.fault("page %d: calls itself %d, overflows by %d", id, got, overflow)
		return nil
	}
	for run := id; run <= id+overflow; run++ {
		if c.used[run] || c.free[run] {
			c.fault("page %d: used twice, or free", run)
			return nil
		}
		c.used[run] = true
	}
	if overflow > 0 && !c.read(id, depth, size*int(1+overflow)) {
		return nil
	}
	return c.pages[depth]
}

func (c *check) read(id uint64, depth, size int) bool {
	if cap(c.pages[depth]) < size {
		c.pages[depth] = make([]byte, size)
	}
	c.pages[depth] = c.pages[depth][:size]
	if _, err := c.file.ReadAt(c.pages[depth], int64(id)*int64(c.meta.pageSize)); err != nil {
		c.fault("page %d: %v", id, err)
		return false
	}
	return true
}

// freeList marks the free pages.
func (c *check) freeList() {
	if c.meta.freeList == noFreeList {
		return
	}
	page := c.page(c.meta.freeList, 0)
	if page == nil {
		return
	}
	count, ids := uint64(order.Uint16(page[10:])), page[headerSize:]
	if count == 0xFFFF {
		count, ids = order.Uint64(ids), ids[8:]
	}
	if order.Uint16(page[8:]) != freePage || count > uint64(len(ids)/8) {
		c.fault("page %d: not a list of %d free pages", c.meta.freeList, count)
		return
	}
	last := uint64(1)
	for i := range count {
		id := order.Uint64(ids[8*i:])
		if id <= last || id >= c.meta.pages || c.used[id] {
			c.fault("page %d: listed as free out of order, beyond the end, or in use", id)
			return
		}
		c.free[id], last = true, id
	}
}

// leftovers finds pages that are neither used nor free.
func (c *check) leftovers() {
	for id := range c.meta.pages {
		if !c.used[id] && !c.free[id] && c.meta.freeList != noFreeList {
			c.fault("page %d: neither used nor free", id)
		}
	}
}

// tree reads a tree of keys from low to before high (nil: unbounded) and hands each of its entries on.
func (c *check) tree(id uint64, depth int, low, high []byte, entry func(e element, depth int)) {
	page := c.page(id, depth)
	if page == nil {
		return
	}
	kind := order.Uint16(page[8:])
	if kind != branchPage && kind != leafPage || kind == branchPage && order.Uint16(page[10:]) == 0 {
		c.fault("page %d: neither branch nor leaf", id)
		return
	}
	c.entries(page, low, high, func(e element, next []byte) {
		if kind == branchPage {
			c.tree(e.child, depth+1, e.key, next, entry)
		} else {
			entry(e, depth)
		}
	})
}

// entries reads the elements of one page; fn also gets the key that follows, or high.
func (c *check) entries(page, low, high []byte, fn func(e element, next []byte)) {
	count := int(order.Uint16(page[10:]))
	for i := range count {
		e, ok := elementAt(page, i)
		if !ok {
			c.fault("page %d: element %d reaches out of it", order.Uint64(page), i)
			return
		}
		next := high
		if i+1 < count {
			following, ok := elementAt(page, i+1)
			if !ok || bytes.Compare(e.key, following.key) >= 0 {
				c.fault("page %d: element %d not after %d", order.Uint64(page), i+1, i)
				return
			}
			next = following.key
		}
		if i == 0 && bytes.Compare(e.key, low) < 0 || i+1 == count && high != nil && bytes.Compare(e.key, high) >= 0 {
			c.fault("page %d: element %d outside its branch", order.Uint64(page), i)
			return
		}
		fn(e, next)
	}
}

// named says whether an entry of the root is a bucket under its own name.
func (c *check) named(e element) bool {
	if e.flags != bucketFlag || len(e.value) < bucketSize || order.Uint64(e.value[8:]) != nameSum(e.key) {
		c.fault("entry %q of the root: not a bucket of that name", e.key)
		return false
	}
	return true
}

// bucket reads what an entry of the root points to.
func (c *check) bucket(e element, depth int) {
	if !c.named(e) {
		return
	}
	root := order.Uint64(e.value)
	if root != 0 {
		c.tree(root, depth+1, nil, nil, c.pair)
		return
	}
	inline := e.value[bucketSize:]
	if len(inline) < headerSize || order.Uint16(inline[8:]) != leafPage {
		c.fault("bucket %q: not a leaf", e.key)
		return
	}
	c.entries(inline, nil, nil, func(e element, _ []byte) { c.pair(e, depth) })
}

func (c *check) pair(e element, _ int) {
	if _, ok := unseal(e.key, e.value); !ok || e.flags != 0 {
		c.fault("value under key %x fails its checksum", e.key)
	}
}
