package budget

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"

	"frontdesk/storage/desk"
)

// fingerprint is the same for matters that say the same about the same: service, place, words and answers, whatever the
// case, the spaces and the signs between them, or characters that nobody sees.
func fingerprint(t *desk.Ticket) string {
	parts := []string{t.Service.Ref, t.Service.Variant, strconv.FormatUint(uint64(t.Place.Unit), 10), t.Place.Label, t.Description}
	for _, f := range t.Fields {
		parts = append(parts, f.Key, f.Value)
	}
	sum := sha256.New()
	for _, part := range parts {
		sum.Write([]byte(plain(part) + "\n")) // a hash takes everything
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// plain is a text's letters and digits, small.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
