package roster

import (
	_ "embed"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
)

// Column is a column of the tenants' file, by its English title.
type Column string

// The columns. Phone and language may be empty in a row, but the columns are there, so that a file without them
// was meant to be so.
const (
	Building Column = "building"
	Floor    Column = "floor"
	Unit     Column = "unit"
	Name     Column = "name"
	Phone    Column = "phone"
	Language Column = "language"
)

// The columns that a file may do without. Rows of the same company are one party, with as many units as they
// name; the role says whether the person speaks for the party or only belongs to it.
const (
	Company Column = "company"
	Role    Column = "role"
)

// Columns lists every column that a file must have, in the order in which the header is explained.
var Columns = []Column{Building, Floor, Unit, Name, Phone, Language}

// Optional lists the columns that it may have besides.
var Optional = []Column{Company, Role}

// Header is the header in English, with the columns that a file must have; Extra names those that it may have.
const (
	Header = "building,floor,unit,name,phone,language"
	Extra  = "company,role"
)

// titles are the columns' titles: on each line a column, then what else it may be called.
//
//go:embed columns.txt
var titles string

var columnByTitle = func() map[string]Column {
	byTitle := map[string]Column{}
	for line := range strings.Lines(titles) {
		names := strings.Fields(line)
		for _, name := range names {
			byTitle[name] = Column(names[0])
		}
	}
	return byTitle
}()

// header is where each column stands, and what the file calls it.
type header struct {
	place  map[Column]int
	titles []string // empty where the file has none
}

// title is what the file calls the column at place.
func (h header) title(place int) string {
	if place < len(h.titles) {
		return h.titles[place]
	}
	return ""
}

// readHeader reports whether the header makes sense; with one that does not, no row can be judged.
func (p *parser) readHeader(r *csv.Reader) bool {
	record, ok := p.next(r)
	for ok && blank(record) {
		record, ok = p.next(r)
	}
	if !ok {
		if len(p.faults) == 0 {
			p.fault(Empty, 0)
		}
		return false
	}
	line, _ := r.FieldPos(0)
	for len(record) > 0 && visible(record[len(record)-1]) == "" { // as spreadsheets leave them
		record = record[:len(record)-1]
	}
	p.header = header{place: map[Column]int{}}
	known := false
	for i, cell := range record {
		title := tidy(cell)
		p.header.titles = append(p.header.titles, title)
		column, ok := columnByTitle[strings.ToLower(title)]
		_, twice := p.header.place[column]
		switch {
		case title == "":
		case !ok:
			p.cellFault(UnknownColumn, line, i, "header", Header, "extra", Extra)
		case twice:
			p.cellFault(DoubleColumn, line, i)
		default:
			known = true
			p.header.place[column] = i
		}
	}
	if !known { // the first line is a person, not a header: naming every cell of it would help nobody
		p.faults = slices.DeleteFunc(p.faults, func(f Fault) bool { return f.Code == UnknownColumn })
		p.fault(NoHeader, line, "header", Header)
		return false
	}
	for _, column := range Columns {
		if _, ok := p.header.place[column]; !ok {
			p.fault(MissingColumn, line, "missing", string(column), "header", Header)
		}
	}
	return len(p.faults) == 0
}

// cellFault is a fault of the cell at place, counted from 0.
func (p *parser) cellFault(code Code, line, place int, args ...string) {
	title := brief(p.header.title(place))
	if title == "" {
		title = strconv.Itoa(place + 1)
	}
	f := newFault(code, line, append(args, "column", title)...)
	f.Column = place + 1
	p.add(f)
}
