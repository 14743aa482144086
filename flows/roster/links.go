package roster

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Link is a person's invitation.
type Link struct {
	Building, Floor, Unit, Name string
	// URL opens the chat with the invitation's code.
	URL string
}

// LinksHeader is the first line of the links' file.
const LinksHeader = "building,floor,unit,name,link"

// WriteLinks writes the links as CSV in UTF-8 without a mark, for scripts as well as people. Cells that a
// spreadsheet would take for a formula begin with an apostrophe.
func WriteLinks(w io.Writer, links []Link) error {
	out := csv.NewWriter(w)
	if err := out.Write(strings.Split(LinksHeader, ",")); err != nil {
		return fmt.Errorf("write links: %w", err)
	}
	for _, l := range links {
		cells := []string{l.Building, l.Floor, l.Unit, l.Name, l.URL}
		for i := range cells {
			cells[i] = defuse(cells[i])
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write links: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write links: %w", err)
	}
	return nil
}

var plainNumber = regexp.MustCompile(`^[+-]?\d+$`)

// defuse keeps a spreadsheet from computing a cell. A number is left as it is: basements are floors -1 and -2.
func defuse(cell string) string {
	if cell == "" || plainNumber.MatchString(cell) || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
		return cell
	}
	return "'" + cell
}
