package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"frontdesk/storage/desk"
)

// holidayFile is a CSV file with the days of a year that are not like others: its columns are day and kind (holiday,
// make-up or half-day) and, where they are wanted, name, or one for each language.
type holidayFile struct {
	name string
	year int
	line int // in the configuration
}

// readFiles takes in the days of every file that the calendar names. They lie in the configuration's own folder; nil
// has none.
func (c *calendar) readFiles(config string, folder fs.FS) Faults {
	var faults Faults
	for _, f := range c.files {
		content, err := f.read(folder)
		if err != nil {
			faults = append(faults, Fault{File: config, Line: f.line, What: err.Error()})
			continue
		}
		y := yearOf{number: f.year, days: map[desk.Day]desk.SpecialDay{}}
		wrong := f.parse(content, &y)
		maps.Copy(c.days.Days, y.days)
		if faults = append(faults, wrong...); len(wrong) == 0 && !c.worksIn(f.year) {
			faults = append(faults, Fault{File: f.name, What: fmt.Sprintf("no day of %d is worked", f.year)})
		}
	}
	return faults
}

// read reads nothing but a plain file of the folder, and no more of it than is allowed.
func (f holidayFile) read(folder fs.FS) (content []byte, err error) {
	if folder == nil || !fs.ValidPath(f.name) {
		return nil, fmt.Errorf("%q is no file beside the configuration", f.name)
	}
	about, err := fs.Stat(folder, f.name)
	if err != nil {
		return nil, fmt.Errorf("read holidays: %w", err)
	}
	if !about.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is no file beside the configuration", f.name)
	}
	open, err := folder.Open(f.name)
	if err != nil {
		return nil, fmt.Errorf("read holidays: %w", err)
	}
	content, err = io.ReadAll(io.LimitReader(open, maxSize+1))
	if err := errors.Join(err, open.Close()); err != nil {
		return nil, fmt.Errorf("read holidays: %w", err)
	}
	if len(content) > maxSize {
		return nil, fmt.Errorf("%s is larger than %d KiB", f.name, maxSize>>10)
	}
	return content, nil
}

// byteOrder stands ahead of what some spreadsheets write.
var byteOrder = []byte("\xef\xbb\xbf")

func (f holidayFile) parse(content []byte, y *yearOf) Faults {
	var faults Faults
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, byteOrder)))
	rows.TrimLeadingSpace = true
	head, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return Faults{{File: f.name, What: "it is empty; want a head such as day,kind,name"}}
	}
	if err == nil {
		err = columns(head)
	}
	if err != nil {
		return Faults{f.fault(err, 1)}
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := rows.FieldPos(0)
		if err != nil {
			return append(faults, f.fault(err, line))
		}
		if what := y.row(head, row); what != "" {
			faults = append(faults, Fault{File: f.name, Line: line, What: what})
		}
	}
	if len(y.days) == 0 && len(faults) == 0 {
		faults = append(faults, Fault{File: f.name, What: "it has no days"})
	}
	return faults
}

// fault is where the reader stumbled; line is where it began.
func (f holidayFile) fault(err error, line int) Fault {
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		return Fault{File: f.name, Line: at.Line, What: at.Err.Error()}
	}
	return Fault{File: f.name, Line: line, What: err.Error()}
}

const (
	dayColumn  = "day"
	kindColumn = "kind"
	nameColumn = "name"
)

// columns looks at a file's head.
func columns(head []string) error {
	known := append([]string{dayColumn, kindColumn, nameColumn}, strings.Split(list(desk.Languages), ", ")...)
	for i, column := range head {
		switch {
		case !slices.Contains(known, column):
			return fmt.Errorf("%q is no column; there are %s", column, list(known))
		case slices.Contains(head[:i], column):
			return fmt.Errorf("column %q stands here a second time", column)
		}
	}
	if !slices.Contains(head, dayColumn) || !slices.Contains(head, kindColumn) {
		return errors.New("the columns day and kind are needed")
	}
	return nil
}

// row takes a line of the file in, or says what is wrong with it.
func (y *yearOf) row(head, row []string) (wrong string) {
	var d desk.Day
	made := desk.SpecialDay{Name: map[desk.Language]string{}}
	for i, column := range head {
		value := strings.TrimSpace(row[i])
		switch column {
		case dayColumn:
			d = desk.Day(value)
		case kindColumn:
			made.Kind = desk.DayKind(value)
		case nameColumn:
			for _, l := range desk.Languages {
				if made.Name[l] == "" {
					made.Name[l] = value
				}
			}
		default:
			if value != "" {
				made.Name[desk.Language(column)] = value
			}
		}
	}
	if !slices.Contains(desk.DayKinds, made.Kind) {
		return fmt.Sprintf("%q is no kind of day; there are %s", made.Kind, list(desk.DayKinds))
	}
	return y.put(d, made)
}
