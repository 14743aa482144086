package understand

import "frontdesk/storage/desk"

// dangers are what the tables' rows for emergencies are about. A call for assistance is about whatever else.
var dangers = map[string]desk.Danger{
	"6.6": desk.DangerLift, "3.9": desk.DangerFire, "3.10": desk.DangerFire, "6.7": desk.DangerFlood, "3.11": desk.DangerRobbery,
	"3.12": desk.DangerTheft, "6.10": desk.DangerPower, "3.4": desk.DangerLane,
}

// danger is what the file's rule tells of.
func (y ruleYAML) danger() desk.Danger {
	switch d, ok := dangers[y.Ref]; {
	case y.Danger != "":
		return desk.Danger(y.Danger)
	case ok:
		return d
	}
	return desk.DangerHelp
}

// dangerOf is what an emergency is about that no rule told: a call for assistance is about what a rule for one would
// begin with.
func (u *Understanding) dangerOf(ref desk.ServiceRef, w *work) desk.Danger {
	if d, ok := dangers[ref.Ref]; ok {
		return d
	}
	for _, r := range u.rules {
		if (r.danger == desk.DangerGas || r.danger == desk.DangerMedical) && len(w.places[r.all[0]]) > 0 {
			return r.danger
		}
	}
	return desk.DangerHelp
}
