package desk

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"
)

// InviteLife is how long an invitation can be opened.
const InviteLife = 30 * 24 * time.Hour

// Invite lets whoever opens it act as a person, or become the administrator. Only the code's hash is kept.
type Invite struct {
	Hash   string   `json:"hash"`
	Person PersonID `json:"person,omitempty"`
	Unit   UnitID   `json:"unit,omitempty"`
	Admin  bool     `json:"admin,omitempty"`
	// By is who of the party invited; 0 where the office did.
	By      PersonID  `json:"by,omitempty"`
	Issued  time.Time `json:"issued"`
	Expires time.Time `json:"expires,omitzero"` // zero: never, as for the administrator's
	Used    time.Time `json:"used,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

// Open reports whether the invitation can still be used at now.
func (i Invite) Open(now time.Time) bool {
	return i.Used.IsZero() && i.Revoked.IsZero() && (i.Expires.IsZero() || now.Before(i.Expires))
}

// NewCode makes a 128-bit random code of letters that a deep link can carry.
func NewCode() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the process instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// HashCode is what is kept of a code. The code has 128 random bits, so a plain hash cannot be searched.
func HashCode(code string) string {
	sum := sha256.Sum256([]byte(code))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
