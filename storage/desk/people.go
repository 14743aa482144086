package desk

import "time"

// Person is somebody known to the desk: a tenant or one who was invited to be one.
type Person struct {
	ID   PersonID `json:"id"`
	Name string   `json:"name"`
	// User is the chat account, 0 until the person opened an invitation.
	User     UserID   `json:"user,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Language Language `json:"language,omitempty"`
	// Unreachable is when the chat service last said that the person cannot be written to.
	Unreachable time.Time `json:"unreachable,omitzero"`
	// Started is when the private chat was opened; zero: the desk cannot write first.
	Started time.Time `json:"started,omitzero"`
}

// Party is a household or a company. People act for it; it occupies units.
type Party struct {
	ID     PartyID  `json:"id"`
	Estate EstateID `json:"estate"`
	Name   string   `json:"name"`
	// Emergency is whom to call where nobody of the party can be reached.
	Emergency Contact `json:"emergency,omitzero"`
}

// Contact is somebody to telephone, who need not be known to the desk otherwise.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// Role is what somebody may do for a party, or at a desk.
type Role string

// Roles in a party and in a unit.
const (
	RoleContact Role = "contact" // speaks for the party
	RoleMember  Role = "member"  // lives or works there
	RoleTenant  Role = "tenant"  // the party rents the unit
)

// Membership says that a person acts for a party from one moment until another.
type Membership struct {
	Party  PartyID   `json:"party"`
	Person PersonID  `json:"person"`
	Role   Role      `json:"role"`
	From   time.Time `json:"from"`
	Until  time.Time `json:"until,omitzero"` // zero: still
}

// Occupancy says that a party has a unit from one moment until another. A later occupant's begins where an
// earlier one's has ended, and nobody sees what belongs to another's. A party may come back: each stay is an
// occupancy of its own.
type Occupancy struct {
	Party PartyID   `json:"party"`
	Unit  UnitID    `json:"unit"`
	Role  Role      `json:"role"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until,omitzero"` // zero: still
}

// Current reports whether the occupancy holds at now.
func (o Occupancy) Current(now time.Time) bool { return within(o.From, o.Until, now) }

// Current reports whether the membership holds at now.
func (m Membership) Current(now time.Time) bool { return within(m.From, m.Until, now) }

func within(from, until, now time.Time) bool {
	return !now.Before(from) && (until.IsZero() || now.Before(until))
}
