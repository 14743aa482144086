package story

import (
	"fmt"
	"slices"
)

// Sight is all that the desk's people have been shown, a line a message, as it stands now: in which room, and
// what it says. Messages that were sent again, because the power was cut before it was noted that they had been
// sent, count once.
func (w *World) Sight() []string {
	var lines []string
	for _, r := range w.rooms {
		for _, m := range r.Messages() {
			if !r.orphans[m.ID] {
				lines = append(lines, fmt.Sprintf("%s: %s", r.Title, m))
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// Doubled is how many messages each room holds twice, for the reason that Sight gives. An album is one.
func (w *World) Doubled() map[string]int {
	doubled := map[string]int{}
	for _, r := range w.rooms {
		album := ""
		for _, m := range r.Messages() {
			if r.orphans[m.ID] && (m.Album == "" || m.Album != album) {
				doubled[r.Title]++
			}
			album = m.Album
		}
	}
	return doubled
}

// Edited counts the messages that stand changed in the room.
func (r *Room) Edited() (n int) {
	for _, m := range r.Messages() {
		if !m.EditDate.IsZero() {
			n++
		}
	}
	return n
}
