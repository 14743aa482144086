package oncall

import "frontdesk/flows/dialog"

// Flows are the dialogs that Begin opens.
func (d *Desk) Flows() []*dialog.Flow { return []*dialog.Flow{d.rotaFlow(), d.coverFlow()} }
