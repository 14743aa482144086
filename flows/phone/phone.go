// Package phone reads telephone numbers as people write them and shows them as people read them. It must never
// call or write to one, and no number may go into a log.
package phone

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/width"

	"frontdesk/storage/desk"
)

// regions are the regions whose numbers are written without a country code, by the calendar that an estate goes by
// and by its zone.
var regions = map[string]string{
	"hong-kong": "HK", "mainland-china": "CN", "taiwan": "TW",
	"Asia/Hong_Kong": "HK", "Asia/Shanghai": "CN", "Asia/Taipei": "TW", "Asia/Macau": "MO",
}

// Region is the region whose numbers need no country code in the estate, as ISO 3166 names it.
func Region(e *desk.Estate) string {
	if r, ok := regions[e.Calendar]; ok {
		return r
	}
	if r, ok := regions[e.Zone.String()]; ok {
		return r
	}
	return "HK"
}

// Read is the number in E.164, such as +85291234567. One without a country code is of the region. ok is false for
// what is no telephone number.
func Read(said, region string) (e164 string, ok bool) {
	n, ok := parse(plain(said), region)
	if !ok {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

// Shared is a number as a contact card carries it: with its country code, often without the sign before it. ok is
// false for what is no telephone number.
func Shared(number string) (e164 string, ok bool) {
	number = plain(number)
	if !strings.HasPrefix(number, "+") {
		number = "+" + strings.TrimPrefix(number, "00")
	}
	return Read(number, "ZZ")
}

// Format is a number as people of the region read it: in their own way for one of theirs, with its country code
// otherwise. What is no number is given back as it is.
func Format(e164, region string) string {
	n, ok := parse(e164, region)
	if !ok {
		return e164
	}
	if phonenumbers.GetRegionCodeForNumber(n) == region {
		return phonenumbers.Format(n, phonenumbers.NATIONAL)
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// longest is more than any number that people write, in bytes: what is longer is not looked at.
const longest = 40

func parse(number, region string) (*phonenumbers.PhoneNumber, bool) {
	if len(number) > longest || strings.ContainsFunc(number, isLetter) {
		return nil, false
	}
	n, err := phonenumbers.Parse(number, region)
	if err != nil || !phonenumbers.IsValidNumber(n) || n.GetExtension() != "" {
		return nil, false
	}
	return n, true
}

// isLetter tells letters: numbers spelt in them, as advertisements do, are not a person's own.
func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// plain writes full-width digits and signs as plain ones; 00 before a country code is the sign.
func plain(s string) string {
	s = strings.TrimSpace(width.Narrow.String(s))
	if rest, ok := strings.CutPrefix(s, "00"); ok {
		return "+" + rest
	}
	return s
}
