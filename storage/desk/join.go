package desk

import "time"

// JoinID numbers a request to be enrolled.
type JoinID uint64

// Join is a request to be enrolled without an invitation, which the front desk decides.
type Join struct {
	ID   JoinID `json:"id"`
	User UserID `json:"user"`
	// Person is who was enrolled; 0 until somebody was.
	Person   PersonID `json:"person,omitempty"`
	Name     string   `json:"name"`
	Phone    string   `json:"phone,omitempty"`
	Language Language `json:"language,omitempty"`
	// Unit is where the person says to live or work.
	Unit UnitID `json:"unit"`

	Asked   time.Time `json:"asked"`
	Due     time.Time `json:"due,omitzero"`     // by when the front desk is to decide
	Decided time.Time `json:"decided,omitzero"` // zero: not yet
	By      Actor     `json:"by,omitzero"`
	Verdict Verdict   `json:"verdict,omitempty"`
	Reason  string    `json:"reason,omitempty"` // why it was declined
	// Reminded is how often the front desk was reminded of it.
	Reminded int `json:"reminded,omitempty"`
}

// Verdict is what became of a request to be enrolled.
type Verdict string

// The verdicts.
const (
	Undecided Verdict = ""
	Admitted  Verdict = "admitted" // joins the party that is there
	MovedIn   Verdict = "moved-in" // a new party; the earlier one has left
	Declined  Verdict = "declined"
	Withdrawn Verdict = "withdrawn" // by the one who asked
)

// Open reports whether the request still waits to be decided.
func (j Join) Open() bool { return j.Verdict == Undecided }
