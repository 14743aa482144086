package desk

import "time"

// Doubt is why managers look at a hold, and since when there is a reason to.
type Doubt struct {
	Hold
	At time.Time
	// Last tells that it was set at the last minute; otherwise it was ended before its time.
	Last bool
}

// Doubts are the reasons to look at the ticket's holds, in the order of the holds: of one that was set at the last
// minute and ended before its time there are two.
func (t *Ticket) Doubts() []Doubt {
	var doubts []Doubt
	for _, h := range t.Doubtful() {
		if h.Late {
			doubts = append(doubts, Doubt{Hold: h, At: h.From, Last: true})
		}
		if h.Early {
			doubts = append(doubts, Doubt{Hold: h, At: h.Ended})
		}
	}
	return doubts
}
