package roster

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	markUTF8    = []byte("\xEF\xBB\xBF")
	markUTF16LE = []byte("\xFF\xFE")
	markUTF16BE = []byte("\xFE\xFF")
)

// decode is the file's text: UTF-8 with or without its mark, or UTF-16 with it. Anything else (Big5 or GBK from a
// spreadsheet, a workbook) cannot be told apart for certain, so that a guess could garble names unseen: it is not
// taken. The line is the first that cannot be read, 0 where lines mean nothing.
func decode(file []byte) (content string, badLine int, ok bool) {
	switch {
	case bytes.HasPrefix(file, markUTF16LE):
		content, ok = decodeUTF16(file[2:], binary.LittleEndian)
	case bytes.HasPrefix(file, markUTF16BE):
		content, ok = decodeUTF16(file[2:], binary.BigEndian)
	default:
		file = bytes.TrimPrefix(file, markUTF8)
		if bad := firstInvalid(file); bad >= 0 {
			return "", 1 + bytes.Count(file[:bad], []byte("\n")), false
		}
		content, ok = string(file), true
	}
	if !ok || strings.ContainsRune(content, 0) { // no text has a zero; UTF-16 without its mark is full of them
		return "", 0, false
	}
	if !strings.Contains(content, "\n") { // lines that end as they did on old Macs
		content = strings.ReplaceAll(content, "\r", "\n")
	}
	return content, 0, true
}

func decodeUTF16(b []byte, order binary.ByteOrder) (string, bool) {
	if len(b)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units)), true
}

// firstInvalid is where the first byte stands that is not UTF-8, or -1.
func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return -1
}
