package preview

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"frontdesk/storage/desk"
)

// Preview is every dialog of a desk, gone through in every language.
type Preview struct {
	// Files are the diagrams and screens, by the name of the file.
	Files map[string]string
	// Faults are what people could not do or read, one a line.
	Faults []string
	// Dialogs and Screens are how many were looked at.
	Dialogs, Screens int
}

// Play goes through every dialog that the desk declares, in a made-up estate that is gone afterwards.
func Play(d Desk) (p *Preview, err error) {
	w, err := open(d)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	p = &Preview{Files: map[string]string{}}
	for _, f := range d.Dialogs().Flows() {
		p.Dialogs++
		p.Files[f.Name()+".mmd"] = f.Draw()
		for _, key := range f.Unnamed() {
			p.Faults = append(p.Faults, fmt.Sprintf("dialog %s: no text %s, by which the summary calls the answer", f.Name(), key))
		}
		first, err := w.explore(f, desk.English)
		if err != nil {
			return nil, err
		}
		if err := w.ways(first); err != nil {
			return nil, err
		}
		for _, l := range desk.Languages {
			t := first
			if l != first.lang {
				if t, err = w.again(first, l); err != nil {
					return nil, err
				}
			}
			t.lint()
			p.Screens += len(t.visits)
			p.Files[f.Name()+"."+string(l)+".txt"] = t.screens()
			p.Faults = append(p.Faults, t.faults...)
		}
	}
	slices.Sort(p.Faults)
	p.Faults = slices.Compact(p.Faults)
	return p, nil
}

// Err is what is wrong, nil where everything is in order.
func (p *Preview) Err() error {
	if len(p.Faults) == 0 {
		return nil
	}
	return errors.New(strings.Join(p.Faults, "\n"))
}

// Write writes the diagrams and screens into a folder, which is made where it is not there.
func (p *Preview) Write(folder string) error {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("make folder of the drawings: %w", err)
	}
	for name, content := range p.Files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			return fmt.Errorf("write drawing: %w", err)
		}
	}
	return nil
}
