package main

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/bot/emulator"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// judgeBoards: a group where work is done has one pinned board, if there was ever anything to show, and in the end it
// lists what is open there.
func judgeBoards(group int64, messages []emulator.Message, tickets []*keptTicket, where func(desk.Name) int64) (faults []string) {
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("the board in chat %d ", group)+fmt.Sprintf(format, args...))
	}
	var boards []emulator.Message
	for _, m := range messages {
		if m.Pinned {
			boards = append(boards, m)
		}
	}
	here := slices.DeleteFunc(slices.Clone(tickets), func(t *keptTicket) bool { return where(t.Desk) != group })
	open := slices.DeleteFunc(slices.Clone(here), func(t *keptTicket) bool { return t.Over() })
	switch {
	case len(here) == 0 && len(boards) == 0:
		return nil
	case len(boards) != 1:
		fault("is pinned %d times", len(boards))
		return faults
	}
	board := boards[0].Text
	if head := begins("board.head") + fmt.Sprint(len(open)); len(open) > 0 && !strings.HasPrefix(board, head) {
		fault("begins %q, and %d are open", strings.Split(board, "\n")[0], len(open))
	}
	if nothing := text.Plain(desk.English, "board.empty"); len(open) == 0 && board != nothing {
		fault("says %q, and nothing is open", board)
	}
	listed := number.FindAllString(board, -1)
	for _, id := range listed {
		if !slices.ContainsFunc(open, func(t *keptTicket) bool { return string(t.ID) == id }) {
			fault("lists %s, which is not open there", id)
		}
	}
	if want := min(len(open), boardLines); len(listed) != want {
		fault("lists %d of %d", len(listed), len(open))
	}
	return faults
}

// boardLines is how many tickets a board lists.
const boardLines = 25
