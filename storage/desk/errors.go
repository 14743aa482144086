package desk

import "fmt"

// Error is a refusal that a person may be told: Code names the sentence, Args fill it in. Its cause, where
// there is one, is for the log alone.
type Error struct {
	Code  Code
	Args  []any // name, value, name, value…
	Cause error
}

// Code names a refusal and the sentence that explains it.
type Code string

// The refusals.
const (
	NotFound     Code = "not-found"
	AlreadyTaken Code = "already-taken"
	NotNow       Code = "not-now" // the action is not legal in the ticket's state
	NotAllowed   Code = "not-allowed"
	NotYours     Code = "not-yours" // somebody else holds the ticket
	BadInvite    Code = "bad-invite"
	TooMany      Code = "too-many"      // more than the budget of a day or a minute
	Elsewhere    Code = "elsewhere"     // it is done in another chat
	NotReachable Code = "not-reachable" // the person cannot be written to
	Closed       Code = "closed"        // the desk is not open then
	Decided      Code = "decided"       // somebody decided it first
	NotOnDuty    Code = "not-on-duty"
	BadMoment    Code = "bad-moment"    // a time that has passed, or is beyond a year
	HoldTooLong  Code = "hold-too-long" // longer than the desk may hold it for reasons of its own
)

func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %v", e.Code, e.Cause)
	}
	return string(e.Code)
}

func (e *Error) Unwrap() error { return e.Cause }

// Refuse makes a refusal; args are names and values for its sentence.
func Refuse(code Code, args ...any) *Error { return &Error{Code: code, Args: args} }
