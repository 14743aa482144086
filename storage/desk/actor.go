package desk

// Capacity is in what capacity somebody acts.
type Capacity string

// Who acts on a ticket.
const (
	AsTenant Capacity = "tenant"
	AsStaff  Capacity = "staff"
	AsSystem Capacity = "system"
)

// Actor is who did something, as they were known when they did it.
type Actor struct {
	As     Capacity `json:"as"`
	User   UserID   `json:"user,omitempty"`
	Person PersonID `json:"person,omitempty"`
	Name   string   `json:"name,omitempty"`
	// Desk is the one for which staff took an alarm, "" where that was not noted.
	Desk Name `json:"desk,omitempty"`
}

// System is the front desk itself.
var System = Actor{As: AsSystem}
