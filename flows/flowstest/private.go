package flowstest

// Alone is the same person in their own private chat with the desk.
func (p *Person) Alone() *Person {
	return p.In(p.w.room(p.User.Private()))
}
