package roster

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"frontdesk/flows/phone"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// phoneRegion is where a number without a country code is dialled.
const phoneRegion = "HK"

// readRow judges every cell of a row, so that one reading of the faults is enough to mend the file.
func (p *parser) readRow(line int, record []string) {
	if len(record) < len(p.header.titles) {
		p.fault(TooFewCells, line, "got", strconv.Itoa(len(record)), "want", strconv.Itoa(len(p.header.titles)))
		return
	}
	before := len(p.faults)
	row := Row{
		Line:     line,
		Building: p.required(line, record, Building),
		Floor:    p.required(line, record, Floor),
		Unit:     p.required(line, record, Unit),
		Name:     p.required(line, record, Name),
		Phone:    p.phone(line, record),
		Language: p.language(line, record),
		Company:  p.optional(line, record, Company),
		Role:     p.role(line, record),
	}
	for i, cell := range record {
		if p.header.title(i) == "" && visible(cell) != "" {
			p.cellFault(UnnamedColumn, line, i)
		}
	}
	if len(p.faults) == before && p.first(row) {
		p.rows = append(p.rows, row)
	}
}

// cell is the column's cell, tidied, and whether it is fit to be read on.
func (p *parser) cell(line int, record []string, column Column) (string, bool) {
	place, limit, clean := p.header.place[column], maxCell, tidy
	if column == Name || column == Company {
		limit, clean = maxName, visible // a name stays as its bearer writes it
	}
	cell := clean(record[place])
	if code, ok := check(cell, limit); !ok {
		p.cellFault(code, line, place, "limit", strconv.Itoa(limit))
		return "", false
	}
	return cell, true
}

// optional is the cell of a column that the file may do without.
func (p *parser) optional(line int, record []string, column Column) string {
	if _, has := p.header.place[column]; !has {
		return ""
	}
	cell, ok := p.cell(line, record, column)
	if !ok {
		return ""
	}
	return cell
}

// roles are the words of the role column, in the languages of its title.
var roles = map[string]desk.Role{
	"contact": desk.RoleContact, "聯絡人": desk.RoleContact, "联系人": desk.RoleContact, //nolint:gosmopolitan // read, not said
	"member": desk.RoleMember, "成員": desk.RoleMember, "成员": desk.RoleMember, //nolint:gosmopolitan // read, not said
}

func (p *parser) role(line int, record []string) desk.Role {
	cell := p.optional(line, record, Role)
	if cell == "" {
		return ""
	}
	role, ok := roles[strings.ToLower(cell)]
	if !ok {
		p.cellFault(BadRole, line, p.header.place[Role], "value", brief(cell))
	}
	return role
}

func (p *parser) required(line int, record []string, column Column) string {
	cell, ok := p.cell(line, record, column)
	if ok && cell == "" {
		p.cellFault(Required, line, p.header.place[column])
	}
	return cell
}

// phone is the number in international form. The fault does not quote it: faults are shown in groups and logs.
func (p *parser) phone(line int, record []string) string {
	cell, ok := p.cell(line, record, Phone)
	if !ok || cell == "" {
		return ""
	}
	place := p.header.place[Phone]
	if extension.MatchString(cell) {
		p.cellFault(PhoneExtension, line, place)
		return ""
	}
	if strings.HasPrefix(strings.ToLower(cell), scheme) {
		cell = cell[len(scheme):]
	}
	e164, ok := phone.Read(cell, phoneRegion)
	if !ok {
		p.cellFault(BadPhone, line, place)
	}
	return e164
}

// scheme begins a number that was copied from a link.
const scheme = "tel:"

// extension finds a number within an office behind the one that can be dialled.
var extension = regexp.MustCompile(`(?i)[0-9]\s*(#|x|ext\.?|extension|分機|分机|內線|内线)\s*[0-9]+$`) //nolint:gosmopolitan // read, not said

func (p *parser) language(line int, record []string) desk.Language {
	cell, ok := p.cell(line, record, Language)
	if !ok || cell == "" {
		return ""
	}
	l := spoken(cell)
	if l == "" {
		p.cellFault(BadLanguage, line, p.header.place[Language], "value", brief(cell))
	}
	return l
}

// spoken is the language that the desk speaks with somebody whose own is tag, or none. Cantonese is written as
// Chinese, in the script of its place.
func spoken(tag string) desk.Language {
	if t, err := language.Parse(tag); err == nil {
		if base, _ := t.Base(); base.String() == "yue" {
			script, _ := t.Script()
			tag = "zh-" + script.String()
		}
	}
	return text.Match(tag, "")
}

// first reports whether nobody of that name was in that unit before.
func (p *parser) first(row Row) bool {
	name := norm.NFC.String(strings.ReplaceAll(strings.ReplaceAll(row.Name, string(joiner), ""), string(nonJoiner), ""))
	key := strings.ToLower(strings.Join([]string{row.Building, row.Floor, row.Unit, tidy(name)}, "\x00"))
	if before, twice := p.seen[key]; twice {
		p.cellFault(Duplicate, row.Line, p.header.place[Name], "first", strconv.Itoa(before))
		return false
	}
	p.seen[key] = row.Line
	return true
}
