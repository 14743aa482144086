package catalogue

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Columns are those of the service tables, in which a catalogue is exported.
var Columns = []string{"ref", "kind", "opens", "desk", "hours", "variant", "variant_by", "targets"}

// WriteCSV writes the services that are offered, in the columns and the order of the service tables.
func (c *Catalogue) WriteCSV(w io.Writer) error {
	return writeCSV(w, Columns, c.rows(func(Service) []string { return nil }))
}

// WriteNamedCSV is WriteCSV with the services' names in l in a last column.
func (c *Catalogue) WriteNamedCSV(w io.Writer, l desk.Language) error {
	return writeCSV(w, append(slices.Clone(Columns), "name"), c.rows(func(s Service) []string { return []string{in(s.CaseNames(), l)} }))
}

// rows are the services that are offered, each with more cells at its end.
func (c *Catalogue) rows(more func(Service) []string) [][]string {
	var rows [][]string
	for _, s := range c.Services() {
		rows = append(rows, append([]string{
			s.Ref.Ref, string(s.Kind), string(s.Opens), string(s.Desk), s.Hours(), s.Ref.Variant, string(s.VariantBy),
			s.targets(";"),
		}, more(s)...))
	}
	return rows
}

func writeCSV(w io.Writer, columns []string, rows [][]string) error {
	lines := append([][]string{columns}, rows...)
	if err := csv.NewWriter(w).WriteAll(lines); err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	return nil
}

// Hours are the hours in which the service's promises count, as the service tables say it: always or desk.
func (s Service) Hours() string {
	if s.InHours {
		return "desk"
	}
	return "always"
}

func (s Service) targets(between string) string {
	said := make([]string, len(s.Targets))
	for i, t := range s.Targets {
		said[i] = t.String()
	}
	return strings.Join(said, between)
}

// Print writes the catalogue for reading, a service a line under the heading of its table, names in l, and at its end
// how to read it.
func (c *Catalogue) Print(w io.Writer, l desk.Language) error {
	var out strings.Builder
	widths := c.widths(l)
	table := ""
	for _, s := range c.services {
		if of, _, _ := strings.Cut(s.Ref.Ref, "."); of != table {
			if table != "" {
				out.WriteByte('\n')
			}
			table = of
			heading := in(c.tables[table], l)
			if heading == "" {
				heading = text.Plain(l, "catalogue.own")
			}
			fmt.Fprintln(&out, table+"  "+heading)
		}
		out.WriteString(aligned(s.cells(l), widths))
	}
	out.WriteString("\n" + legend(l))
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("print catalogue: %w", err)
	}
	return nil
}

// cells are what is printed of a service, beside each other.
func (s Service) cells(l desk.Language) []string {
	last := s.targets("; ")
	if s.Ref.Variant != "" { // by which an operator's file names it
		last += "  (" + s.Ref.Variant + ")"
	}
	if price := s.PriceIn(l); price != "" {
		last += "  " + price
	}
	hours := s.Hours()
	if s.Withdrawn {
		hours = "withdrawn"
	}
	return []string{"  " + s.Ref.Ref, in(s.CaseNames(), l), string(s.Kind), string(s.Opens), string(s.Desk), hours, last}
}

// widths are the columns that each cell needs.
func (c *Catalogue) widths(l desk.Language) []int {
	var widths []int
	for _, s := range c.services {
		cells := s.cells(l)
		widths = slices.Grow(widths, len(cells))[:len(cells)]
		for i, cell := range cells {
			widths[i] = max(widths[i], width(cell))
		}
	}
	return widths
}

// aligned is a line of cells, the last of which is as long as it is.
func aligned(cells []string, widths []int) string {
	var line strings.Builder
	for i, cell := range cells[:len(cells)-1] {
		line.WriteString(cell)
		line.WriteString(strings.Repeat(" ", widths[i]-width(cell)+2))
	}
	return line.String() + cells[len(cells)-1] + "\n"
}
