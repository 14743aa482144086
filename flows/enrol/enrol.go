// Package enrol is how people come to be known: an invitation, opened once by the person it is for, the
// administrator's, the office's list of tenants, and a request that the front desk decides. It must never tell a
// stranger whose unit it is before the code was right, nor who lives where they ask to be registered.
package enrol

import (
	"strings"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Name is the name of the dialog that asks whether the invitation's name and unit are right.
const Name = "enrol"

// codeStep holds the invitation's hash among the answers; no question has that name.
const codeStep = "invite"

// The answers to whether it is right.
const (
	yes = "yes"
	no  = "no"
)

// Flow asks whoever opened an invitation whether it is theirs. Home shows the first screen afterwards.
func Flow(home func(tx *storage.Tx, who dialog.Who, note string) error) *dialog.Flow {
	return dialog.New(Name, 1,
		dialog.Choice("confirm", answers).With(named),
	).Done(func(t *dialog.Talk) error { return done(t, home) }).Sample(sample)
}

// throttle is how many wrong codes one account may open in GuessWindow; a code has 128 random bits besides.
const throttle = 5

// GuessWindow is how long a wrong code counts.
const GuessWindow = time.Hour

// Guessed counts a wrong code that an account opened.
func Guessed(tx *storage.Tx, u desk.UserID) error { return tx.CountGuess(u, GuessWindow) }

// Throttled reports whether the account has opened too many wrong codes to be heard for now.
func Throttled(r *storage.Reader, u desk.UserID) bool { return r.Guesses(u, GuessWindow) >= throttle }

// Found is what an invitation's code turns out to be.
type Found int

// What a code can be.
const (
	Unknown Found = iota // a guess, or a slip
	Valid
	Own      // used by the same person before: they open their link again
	Anothers // valid, but for somebody else of the party of whoever opened it, who may want to see what it does
	Past     // used, revoked or too old
)

// Open looks a code up, and gives the answers with which the dialog begins where it is valid.
func Open(tx *storage.Tx, code string, who dialog.Who) (given dialog.Answers, found Found, err error) {
	i, known, err := tx.Invite(code)
	if err != nil || !known {
		return nil, Unknown, err
	}
	_, anothers, err := For(tx, code, who)
	switch {
	case err != nil:
		return nil, Unknown, err
	case anothers:
		return nil, Anothers, nil
	case !i.Admin && i.Open(tx.Now()):
		given = dialog.Answers{}
		return given, Valid, given.Set(codeStep, i.Hash)
	case i.Admin && !i.Used.IsZero() && tx.Admin(who.User), !i.Used.IsZero() && i.Person == who.Person.ID && who.Person.ID != 0:
		return nil, Own, nil
	}
	return nil, Past, nil
}

// For is the name of whom a valid invitation is for; anothers is true where that is somebody else than whoever opened
// it, who made it or is of the party already: it stays open for whom it was made.
func For(tx *storage.Tx, code string, who dialog.Who) (name string, anothers bool, err error) {
	i, known, err := tx.Invite(code)
	if err != nil || !known || i.Admin || !i.Open(tx.Now()) || who.Person.ID == 0 || who.Person.ID == i.Person {
		return "", false, err
	}
	p, _, err := tx.Person(i.Person)
	if err != nil || strings.EqualFold(p.Name, who.Person.Name) {
		return p.Name, false, err
	}
	party, _, err := leadsTo(tx, i)
	if err != nil {
		return p.Name, false, err
	}
	m, is, err := tx.Membership(who.Person.ID, party)
	return p.Name, i.By == who.Person.ID || is && m.Current(tx.Now()), err
}

// OpenAdmin makes the user the administrator where the code is the administrator's; ok is false otherwise.
func OpenAdmin(tx *storage.Tx, code string, u desk.UserID) (ok bool, err error) {
	i, known, err := tx.Invite(code)
	if err != nil || !known || !i.Admin || !i.Open(tx.Now()) {
		return false, err
	}
	i.Used = tx.Now()
	if err := tx.PutInvite(i); err != nil {
		return false, err
	}
	entry := storage.Entry{By: desk.Actor{As: desk.AsStaff, User: u}, Role: "administrator", Action: "became administrator"}
	if err := tx.Audit(entry); err != nil {
		return false, err
	}
	return true, tx.PutAdmin(u)
}
