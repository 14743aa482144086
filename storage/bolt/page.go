package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"

	"frontdesk/storage/kv"
)

// The layout of bbolt's file, version 2, in the machine's byte order. It is read here through the file and
// not the map, for reading beyond the end of a mapped file ends the process.
//
//	page      id 8 | flags 2 | count 2 | overflow 4 | …            a run of 1+overflow pages
//	meta      magic 4 | version 4 | page size 4 | flags 4 | root 8 | sequence 8 | free list 8 | pages 8 | txid 8 | FNV-1a 8
//	branch    count × (pos 4 | key size 4 | child 8), keys         pos counts from the element's own start
//	leaf      count × (flags 4 | pos 4 | key size 4 | value size 4), keys and values
//	bucket    root 8 | sequence 8 | (an inline leaf when root is 0)    the value of a leaf element with flag 1
//	free list count × id 8                                         count in the first id when 0xFFFF
const (
	headerSize  = 16
	elementSize = 16
	metaSize    = 64
	bucketSize  = 16

	branchPage = 0x01
	leafPage   = 0x02
	freePage   = 0x10
	bucketFlag = 0x01

	magic      = 0xED0CDAED
	version    = 2
	noFreeList = ^uint64(0)

	minPageSize = 1 << 10
	maxPageSize = 16 << 20
)

var order = binary.NativeEndian

// meta is the part of a meta page that says where everything is. Page numbers count from the file's start.
type meta struct {
	pageSize             uint32
	root, freeList, txid uint64
	pages                uint64 // all in use or free are below this number
}

func (m meta) size() int64 { return int64(m.pages) * int64(m.pageSize) }

// parseMeta reads a meta page from its beginning.
func parseMeta(page []byte) (meta, bool) {
	if len(page) < headerSize+metaSize {
		return meta{}, false
	}
	b := page[headerSize:]
	sum := fnv.New64a()
	sum.Write(b[:metaSize-8])
	m := meta{
		pageSize: order.Uint32(b[8:]),
		root:     order.Uint64(b[16:]),
		freeList: order.Uint64(b[32:]),
		pages:    order.Uint64(b[40:]),
		txid:     order.Uint64(b[48:]),
	}
	ok := order.Uint32(b) == magic && order.Uint32(b[4:]) == version &&
		m.pageSize >= minPageSize && m.pageSize <= maxPageSize && m.pageSize&(m.pageSize-1) == 0 &&
		sum.Sum64() == order.Uint64(b[metaSize-8:])
	return m, ok
}

// readMeta returns the newer of the two valid meta pages. The second stands one page in, and where the first
// is spoilt every page size is tried.
func readMeta(r io.ReaderAt) (meta, error) {
	at := func(offset int64) (meta, bool, error) {
		page := make([]byte, headerSize+metaSize)
		n, err := r.ReadAt(page, offset)
		if err != nil && !errors.Is(err, io.EOF) {
			return meta{}, false, err
		}
		m, ok := parseMeta(page[:n])
		return m, ok, nil
	}
	newest, found, err := at(0)
	if err != nil {
		return meta{}, err
	}
	for size := uint32(minPageSize); size <= maxPageSize; size *= 2 {
		if found && size != newest.pageSize {
			continue
		}
		m, ok, err := at(int64(size))
		if err != nil {
			return meta{}, err
		}
		if ok && m.pageSize == size && (!found || m.txid > newest.txid) {
			return m, nil
		}
	}
	if !found {
		return meta{}, fmt.Errorf("%w: not a database, or both of its meta pages are spoilt", kv.ErrDamaged)
	}
	return newest, nil
}

// within says what of a meta page points outside a file of size bytes.
func (m meta) within(size int64) error {
	switch {
	case m.pages > uint64(size)/uint64(m.pageSize):
		return fmt.Errorf("%w: the file has %d bytes and should have %d pages of %d", kv.ErrDamaged, size, m.pages, m.pageSize)
	case m.root < 2 || m.root >= m.pages:
		return fmt.Errorf("%w: root page %d of %d", kv.ErrDamaged, m.root, m.pages)
	case m.freeList != noFreeList && (m.freeList < 2 || m.freeList >= m.pages):
		return fmt.Errorf("%w: list of free pages on page %d of %d", kv.ErrDamaged, m.freeList, m.pages)
	}
	return nil
}

type element struct {
	flags      uint32
	child      uint64
	key, value []byte
}

// elementAt returns element i of a branch or leaf page; false where it reaches out of the page.
func elementAt(page []byte, i int) (element, bool) {
	count := int(order.Uint16(page[10:]))
	heads := headerSize + elementSize*count
	if heads > len(page) {
		return element{}, false
	}
	offset := headerSize + elementSize*i
	head := page[offset:]
	var e element
	var pos, keySize, valueSize uint64
	if order.Uint16(page[8:]) == branchPage {
		pos, keySize, e.child = uint64(order.Uint32(head)), uint64(order.Uint32(head[4:])), order.Uint64(head[8:])
	} else {
		e.flags, pos = order.Uint32(head), uint64(order.Uint32(head[4:]))
		keySize, valueSize = uint64(order.Uint32(head[8:])), uint64(order.Uint32(head[12:]))
	}
	start := uint64(offset) + pos
	end := start + keySize + valueSize
	if start < uint64(heads) || end > uint64(len(page)) {
		return element{}, false
	}
	e.key, e.value = page[start:start+keySize], page[start+keySize:end]
	return e, true
}
