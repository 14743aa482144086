package preview

import "frontdesk/flows/dialog"

// lint looks for what could not be read or pressed.
func (t *tour) lint() {
	for _, v := range t.visits {
		for _, fault := range dialog.Lint(v.screen, v.at != nil, v.at != nil && v.at.Kind == "date") {
			t.fault(v, "%s", fault)
		}
		for _, posted := range v.posted {
			for _, fault := range dialog.Lint(posted, false, false) {
				t.fault(v, "%s", fault)
			}
		}
	}
}

// ways tries the way back and the way out of every scene.
func (w *world) ways(t *tour) error {
	for _, v := range t.visits {
		if !t.asks(v) {
			continue
		}
		for _, row := range v.screen.Buttons {
			for _, b := range row {
				way := dialog.WayOf(b.Data)
				if way != dialog.Backward && way != dialog.Outward {
					continue
				}
				m := Move{Press: b.Data, Label: "[" + b.Text + "]"}
				next, err := w.play(t.flow, v.from, t.lang, &v.scene, m)
				switch {
				case err != nil:
					return err
				case way == dialog.Outward && next.at != nil && next.at.Instance == v.at.Instance:
					t.fault(v, "%s does not lead out", m.Label)
				case next.key() == v.key():
					t.fault(v, "%s leads nowhere", m.Label)
				case next.screen.Text == "":
					t.fault(v, "%s shows nothing", m.Label)
				}
			}
		}
	}
	return nil
}
