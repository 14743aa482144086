package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"time"

	"frontdesk/storage/desk"
)

// id64 writes a number so that keys sort as numbers do. Negative numbers, which groups have, sort above the
// others, which does not matter.
func id64[T ~int64 | ~uint64 | ~int](n T) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(n))
}

func number[T ~int64 | ~uint64](b []byte) T { return T(binary.BigEndian.Uint64(b)) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// instant writes a moment so that keys sort by time. Moments before 1970 count as 1970.
func instant(t time.Time) []byte { return id64(max(t.UnixNano(), 0)) }

func moment(b []byte) time.Time {
	return time.Unix(0, int64(binary.BigEndian.Uint64(b))).UTC() // #nosec G115 -- written by instant
}

// ticketKey writes a ticket's number so that R-999 sorts before R-1001.
func ticketKey(id desk.TicketID) ([]byte, error) {
	if len(id) < 3 || id[1] != '-' {
		return nil, fmt.Errorf("read ticket number %q: want a letter, a dash and digits", id)
	}
	n, err := strconv.ParseUint(string(id[2:]), 10, 63)
	if err != nil {
		return nil, fmt.Errorf("read ticket number %q: %w", id, err)
	}
	return binary.BigEndian.AppendUint64([]byte{id[0]}, n), nil
}

// ticketKeyLen is the length of what ticketKey writes.
const ticketKeyLen = 9

func ticketOf(key []byte) desk.TicketID {
	return desk.TicketID(fmt.Sprintf("%c-%d", key[0], binary.BigEndian.Uint64(key[1:ticketKeyLen])))
}

// named joins names with a separator that none of them can contain.
func named(parts ...string) []byte {
	var b []byte
	for i, p := range parts {
		if i > 0 {
			b = append(b, 0)
		}
		b = append(b, p...)
	}
	return b
}
