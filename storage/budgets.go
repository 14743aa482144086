package storage

import "frontdesk/storage/desk"

// spent is a person's budget on the last day that it was drawn on. That of an earlier day is of no interest.
type spent struct {
	Day    desk.Day    `json:"day"`
	Budget desk.Budget `json:"budget,omitzero"`
}

// Budget is how much of the day's budget the user has used up.
func (r *Reader) Budget(u desk.UserID, d desk.Day) (desk.Budget, error) {
	s, _, err := read[spent](r, bBudgets, id64(u))
	if err != nil || s.Day != d {
		return desk.Budget{}, err
	}
	return s.Budget, nil
}

// PutBudget keeps how much of the day's budget the user has used up, in the place of any other day's.
func (tx *Tx) PutBudget(u desk.UserID, d desk.Day, b desk.Budget) error {
	return write(tx, bBudgets, id64(u), spent{Day: d, Budget: b})
}
