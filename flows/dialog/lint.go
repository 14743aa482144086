package dialog

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/width"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// What a phone shows and the chat service takes. Columns are those of a label beside its icon; a Chinese character
// takes two.
const (
	besideColumns = 20
	aloneColumns  = 40
	maxData       = 64   // bytes of callback data
	maxUnits      = 4096 // UTF-16 units of a text
	maxInRow      = 2
)

// longestInstance and longestRevision are how many bytes of callback data they may come to take.
const (
	longestInstance = 13
	longestRevision = 9
)

// Lint reports what in the declaration would be hard to read, without asking anybody anything.
func (f *Flow) Lint() error {
	var faults []error
	for _, l := range desk.Languages {
		if !text.Has(f.name + ".title") {
			continue // Check has said so
		}
		label := text.Plain(l, "dialog.resume", "title", text.Plain(l, f.name+".title"))
		if n := across(label); n > aloneColumns {
			faults = append(faults, fmt.Errorf("dialog %s: in %s its title makes the button %q of %d columns, of %d", f.name, l, label, n, aloneColumns))
		}
	}
	return errors.Join(faults...)
}

// Lint reports what is wrong with a screen that a dialog shows. sheet is set for a calendar's month, whose
// days stand seven in a row. asks is set while the dialog goes on, which then has a way back and a way out.
func Lint(c chat.Content, asks, sheet bool) []string {
	faults := lintText(c.Text)
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	ways, answers := map[Way]int{}, 0
	for _, row := range c.Buttons {
		inRow := 0
		for _, b := range row {
			ways[WayOf(b.Data)]++
			if isAnswer(b.Data) {
				inRow++
			}
			if why := lintButton(b, len(row)); why != "" && !sheet {
				fault("%s", why)
			}
			if n := longest(b.Data); n > maxData {
				fault("the button %q may come to carry %d bytes of %d", b.Text, n, maxData)
			}
		}
		answers += inRow
		if inRow > maxInRow && !sheet && !short(row) {
			fault("a row has %d answers, of %d", inRow, maxInRow)
		}
	}
	if answers > maxAnswers && !sheet {
		fault("it has %d answers, of %d", answers, maxAnswers)
	}
	if asks && (ways[Backward] == 0 || ways[Outward] == 0) {
		fault("it has no way back, or no way out")
	}
	return faults
}

func lintText(said string) (faults []string) {
	plain := html.UnescapeString(tags.ReplaceAllString(said, ""))
	if n := len(utf16.Encode([]rune(plain))); n > maxUnits {
		faults = append(faults, fmt.Sprintf("its text takes %d UTF-16 units of %d", n, maxUnits))
	}
	if strings.TrimSpace(plain) == "" {
		faults = append(faults, "it has no text")
	}
	if gap := gaps.FindString(said); gap != "" {
		faults = append(faults, "it shows "+gap)
	}
	return faults
}

// gaps are a sentence that is not there, or a placeholder that nobody has filled.
var gaps = regexp.MustCompile(`\[[a-z][a-z-]*\.[A-Za-z0-9_.-]*\]|\{[A-Za-z]+\}`)

func lintButton(b chat.Button, inRow int) string {
	most := aloneColumns
	if inRow > 1 {
		most = besideColumns
	}
	switch n := across(b.Text); {
	case strings.TrimSpace(b.Text) == "":
		return "a button has no label"
	case gaps.MatchString(b.Text):
		return fmt.Sprintf("a button shows %s", gaps.FindString(b.Text))
	case n > most:
		return fmt.Sprintf("the button %q takes %d columns of %d", b.Text, n, most)
	}
	return ""
}

// Fits reports whether a label fits on a button that has a row of its own.
func Fits(label string) bool { return across(label) <= aloneColumns && Label(label) == label }

// isAnswer reports whether a button answers the question.
func isAnswer(data string) bool {
	p, ok := parsePress(data)
	return ok && p.act == actPick
}

// shortColumns is how wide labels are at most of which more than two may stand in a row: figures, hours.
const shortColumns = 5

func short(row []chat.Button) bool {
	for _, b := range row {
		if across(b.Text) > shortColumns {
			return false
		}
	}
	return true
}

// longest is how many bytes a button's data takes once the dialog's number and its revision are long.
func longest(data string) int {
	p, ok := parsePress(data)
	if !ok {
		return len(data)
	}
	p.instance, p.revision = strings.Repeat("z", longestInstance), 0
	return len(p.String()) - 1 + longestRevision
}

// across is how many columns a label takes beside the signs that stand before it.
func across(label string) int {
	for {
		sign, rest, ok := strings.Cut(label, " ")
		if !ok || strings.IndexFunc(sign, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
			break
		}
		label = rest
	}
	n := 0
	for _, r := range label {
		switch k := width.LookupRune(r).Kind(); {
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		case !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r):
			n++
		}
	}
	return n
}
