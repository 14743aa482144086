package desk

import "time"

// NextDue is when the first of what is still owed falls due, or fell; zero where nothing is owed by a time.
func (t *Ticket) NextDue(e *Estate) time.Time {
	var due time.Time
	for _, r := range t.Clocks(e) {
		if r.Open() {
			due = earlier(due, r.Due)
		}
	}
	return due
}
