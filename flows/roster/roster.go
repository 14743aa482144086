// Package roster reads the file in which the office lists its tenants, and writes the one with their invitation
// links. It judges the file whole: either every row is right, or nothing is taken and each fault says where it
// stands. It must never know what is done with a row.
package roster

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"frontdesk/storage/desk"
)

// Bounds of a file. One that goes beyond is cut by whoever made it, not here.
const (
	MaxBytes  = 20 << 20
	MaxRows   = 100_000
	MaxFaults = 1000 // how many faults are listed; one more tells that there are others
	maxName   = 200  // characters
	maxCell   = 64   // characters, of any other cell
	// maxLine, in bytes, leaves room for every empty column that a spreadsheet can have. Without a bound, a file
	// of nothing but commas would become a hundred times its size in memory.
	maxLine = 64 << 10
)

// Row is one person in one unit, as the file has it.
type Row struct {
	// Line is where the row stands in the file, counted from 1.
	Line                        int
	Building, Floor, Unit, Name string
	// Phone is in the form +85223456789, empty where the file has none.
	Phone string
	// Language is empty where the file has none.
	Language desk.Language
	// Company is the party that the person acts for, with all units of that company; empty where the household of
	// the unit is meant.
	Company string `json:",omitempty"`
	// Role is desk.RoleContact or desk.RoleMember, empty where the file has none.
	Role desk.Role `json:",omitempty"`
}

// Parse reads the tenants' file: CSV with a header that names the columns, in any order. Either there are rows or
// there are faults, never both and never neither. A telephone number takes about a tenth of a millisecond, so the
// largest file some ten seconds: it is work for a worker, not for whoever decides.
func Parse(file []byte) ([]Row, Faults) {
	p := &parser{seen: map[string]int{}}
	p.parse(file)
	if len(p.faults) > 0 {
		return nil, p.faults
	}
	return p.rows, nil
}

// Reading is what came of reading a file: rows or faults, as Parse gives them.
type Reading struct {
	Rows   []Row  `json:"rows,omitempty"`
	Faults Faults `json:"faults,omitempty"`
}

type parser struct {
	header header
	rows   []Row
	faults Faults
	seen   map[string]int // who was in which unit on which line
}

func (p *parser) parse(file []byte) {
	if len(file) > MaxBytes {
		p.fault(TooLarge, 0, "limit", strconv.Itoa(MaxBytes>>20))
		return
	}
	content, badLine, ok := decode(file)
	if !ok {
		p.fault(NotUTF8, badLine)
		return
	}
	if line := endless(content); line > 0 {
		p.fault(LongLine, line)
		return
	}
	r := newReader(content)
	if p.readHeader(r) {
		p.readRows(r)
	}
	if len(p.faults) > MaxFaults {
		p.faults = append(p.faults[:MaxFaults], newFault(More, 0, "limit", strconv.Itoa(MaxFaults)))
	}
}

func (p *parser) readRows(r *csv.Reader) {
	count := 0
	for len(p.faults) <= MaxFaults {
		record, ok := p.next(r)
		if !ok {
			break
		}
		if blank(record) {
			continue
		}
		line, _ := r.FieldPos(0)
		if count++; count > MaxRows {
			p.fault(TooManyRows, line, "limit", strconv.Itoa(MaxRows))
			break
		}
		p.readRow(line, record)
	}
	if count == 0 && len(p.faults) == 0 {
		p.fault(NoRows, 0)
	}
}

// endless is the first line that is longer than maxLine, or 0.
func endless(content string) int {
	n := 0
	for line := range strings.Lines(content) {
		if n++; len(line) > maxLine {
			return n
		}
	}
	return 0
}

func newReader(content string) *csv.Reader {
	r := csv.NewReader(strings.NewReader(content))
	r.Comma = separator(content)
	r.TrimLeadingSpace = r.Comma != '\t' // it would take empty cells for space
	r.FieldsPerRecord = -1               // how many there are is judged here, in a sentence of ours
	return r
}

// separator is what stands most often in the header, outside quotes.
func separator(content string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(content, "\r\n"), "\n")
	quoted, best := false, ','
	count := map[rune]int{}
	for _, r := range first {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted:
			count[r]++
		}
	}
	for _, r := range ";\t" {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}

// next is the next record that can be read; those that cannot are faults. At the end there is none.
func (p *parser) next(r *csv.Reader) ([]string, bool) {
	for len(p.faults) <= MaxFaults {
		record, err := r.Read()
		var broken *csv.ParseError
		switch {
		case err == nil:
			return record, true
		case errors.As(err, &broken):
			p.fault(Quotes, broken.StartLine)
		case errors.Is(err, io.EOF):
			return nil, false
		default: // a string in memory fails in no other way
			p.fault(Quotes, 0)
			return nil, false
		}
	}
	return nil, false
}

func (p *parser) fault(code Code, line int, args ...string) { p.add(newFault(code, line, args...)) }

// add keeps one fault more than are listed, to know that there are more.
func (p *parser) add(f Fault) {
	if len(p.faults) <= MaxFaults {
		p.faults = append(p.faults, f)
	}
}

func blank(record []string) bool {
	for _, cell := range record {
		if visible(cell) != "" {
			return false
		}
	}
	return true
}
