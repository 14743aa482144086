package dialog

import (
	"strconv"

	"golang.org/x/text/width"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
)

// maxAnswers is how many buttons that answer stand on a screen at most; where there are more, perPage of them do.
const (
	maxAnswers = 8
	perPage    = 6
)

// chosen stands before the label of the answer that is kept.
const chosen = "✓ "

// page is what of n answers stands on the person's page: from up to until. A page that is no longer there is the
// last.
func (a *asked) page(n int) (from, until int) {
	if n <= maxAnswers {
		return 0, n
	}
	last := (n - 1) / perPage
	from = min(max(a.s.View.Page, 0), last) * perPage
	return from, min(from+perPage, n)
}

// turning are the buttons that turn the page.
func (a *asked) turning(n int) []chat.Button {
	if n <= maxAnswers {
		return nil
	}
	last := (n - 1) / perPage
	at := min(max(a.s.View.Page, 0), last)
	var row []chat.Button
	if at > 0 {
		row = append(row, a.button(actPage, strconv.Itoa(at-1), "◀"))
	}
	row = append(row, a.button(actNothing, "", text.Plain(a.Language, "dialog.page", "n", at+1, "of", last+1)))
	if at < last {
		row = append(row, a.button(actPage, strconv.Itoa(at+1), "▶"))
	}
	return row
}

// turned reads a press that turns the page.
func (a *asked) turned(arg string) reply {
	n, err := strconv.Atoi(arg)
	if err != nil {
		return refuse("dialog.use-buttons")
	}
	next := a.s.View
	next.Page = n
	return reply{view: &next}
}

// beside tells how wide a label may be, in columns of which a Chinese character takes two, to stand beside another.
const halfRow = 26

// inRows puts buttons into rows of so many; a label that is too wide for that has a row of its own.
func inRows(all []chat.Button, each int) [][]chat.Button {
	var rows [][]chat.Button
	open := false
	for _, b := range all {
		if wide := columns(b.Text) > halfRow || across(b.Text) > besideColumns; wide || each < 2 {
			rows, open = append(rows, []chat.Button{b}), false
			continue
		}
		if !open || len(rows[len(rows)-1]) == each {
			rows, open = append(rows, nil), true
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	return rows
}

func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
