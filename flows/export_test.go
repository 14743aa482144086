package flows

import "frontdesk/flows/dialog"

// Redeclare replaces each dialog, as a newer program does.
func (d *Desk) Redeclare(change func(*dialog.Flow) *dialog.Flow) error {
	var changed []*dialog.Flow
	for _, f := range d.dialogs.Flows() {
		changed = append(changed, change(f))
	}
	engine, err := dialog.NewEngine(d.home.Show, changed...)
	d.dialogs, d.home.Resume = engine, engine.Resume
	return err
}
