package flows

import "frontdesk/flows/dialog"

// Dialogs runs the dialogs that the desk declares: for checks and previews.
func (d *Desk) Dialogs() *dialog.Engine { return d.dialogs }
