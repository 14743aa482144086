package roster

import (
	"strconv"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Code names what is wrong; the sentence that says so stands under it in the texts' area "roster".
type Code string

// What can be wrong with the file.
const (
	TooLarge Code = "too-large"
	NotUTF8  Code = "not-utf8" // nor anything else that could be read for certain
	Empty    Code = "empty"
	NoRows   Code = "no-rows"
	LongLine Code = "long-line" // no list of tenants has such a line
	More     Code = "more"      // there are more faults than are listed
)

// What can be wrong with the header.
const (
	NoHeader      Code = "no-header"
	UnknownColumn Code = "unknown-column"
	MissingColumn Code = "missing-column"
	DoubleColumn  Code = "double-column"
)

// What can be wrong with a row.
const (
	TooManyRows   Code = "too-many-rows"
	Quotes        Code = "quotes"
	TooFewCells   Code = "too-few-cells"
	UnnamedColumn Code = "unnamed-column" // a cell under no title
	Duplicate     Code = "duplicate"      // the same person in the same unit
)

// What can be wrong with a cell.
const (
	Required       Code = "required"
	TooLong        Code = "too-long"
	Control        Code = "control"
	Damaged        Code = "damaged" // it holds what an earlier conversion puts for characters it lost
	BadPhone       Code = "phone"
	PhoneExtension Code = "phone-extension"
	BadLanguage    Code = "language"
	BadRole        Code = "role"
)

// Codes lists every code.
var Codes = []Code{
	TooLarge, NotUTF8, Empty, NoRows, LongLine, More, NoHeader, UnknownColumn, MissingColumn, DoubleColumn, TooManyRows,
	Quotes, TooFewCells, UnnamedColumn, Duplicate, Required, TooLong, Control, Damaged, BadPhone, PhoneExtension, BadLanguage,
	BadRole,
}

// Fault is one thing wrong with the file. It never quotes a telephone number.
type Fault struct {
	// Line is counted from 1, as a text editor does; 0 where it is the whole file's.
	Line int
	// Column is counted from 1, as A in a spreadsheet; 0 where it is the whole line's.
	Column int
	Code   Code
	// Args fill in the sentence. A fault with a column has its title under "column".
	Args map[string]string
}

// Faults are all that is wrong with a file, in its order, MaxFaults of them at most and then one that says so.
type Faults []Fault

func newFault(code Code, line int, args ...string) Fault {
	f := Fault{Line: line, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	return f
}

// In is the fault in l, with its place, as plain text: it quotes what stands in the file, so whoever shows it as
// HTML escapes it.
func (f Fault) In(l desk.Language) string {
	var args []any
	for name, value := range f.Args {
		args = append(args, name, value)
	}
	said := text.Plain(l, "roster."+string(f.Code), args...)
	switch {
	case f.Column > 0:
		return text.Plain(l, "roster.at-cell", "line", strconv.Itoa(f.Line), "number", strconv.Itoa(f.Column),
			"column", f.Args["column"], "fault", said)
	case f.Line > 0:
		return text.Plain(l, "roster.at-line", "line", strconv.Itoa(f.Line), "fault", said)
	}
	return said
}

// Error is the fault in English, for a terminal.
func (f Fault) Error() string { return f.In(desk.English) }
