package desk

import "slices"

// Danger is what an alarm is about, as whoever sounds it says with the same press.
type Danger string

// The dangers. Gas, illness and a plain cry for help run as a call for assistance (table 3, row 13), and so does a power
// cut that a tenant reports.
const (
	DangerLift    Danger = "lift"    // trapped in a lift: table 6, row 6
	DangerFire    Danger = "fire"    // fire or smoke: table 3, row 10
	DangerFlood   Danger = "flood"   // flood or burst pipe: table 6, row 7
	DangerGas     Danger = "gas"     // table 3, row 13
	DangerMedical Danger = "medical" // table 3, row 13
	DangerRobbery Danger = "robbery" // robbery or threat: table 3, row 11
	DangerHelp    Danger = "help"    // whatever else: table 3, row 13
	DangerTheft   Danger = "theft"   // table 3, row 12
	DangerPower   Danger = "power"   // a floor or a building is dark: table 3, row 13
	DangerLane    Danger = "lane"    // the car park's lane is blocked: table 3, row 4
)

// Dangers lists the dangers in the order in which they are offered.
var Dangers = []Danger{
	DangerLift, DangerFire, DangerFlood, DangerGas, DangerMedical, DangerRobbery, DangerHelp, DangerTheft, DangerPower, DangerLane,
}

// Valid reports whether there is such a danger.
func (d Danger) Valid() bool { return slices.Contains(Dangers, d) }

// Desks are those that work on the ticket: its own, security where somebody is in danger, and those that came with other
// reports of the event.
func (t *Ticket) Desks() []Name {
	desks := []Name{t.Desk}
	if t.Kind != Emergency {
		return desks
	}
	return joined(desks, append([]Name{Security}, t.Joined...))
}
