// Package dialog runs dialogs that are declared as data: a list of steps by name, each with a question, and what
// is done with the answers. The next question is always the first that still needs an answer, so nothing
// depends on a position; a person's dialogs are kept in the database after every answer. step.go is how they are
// declared, question.go what a kind of question must do; each kind has a file.
//
// It must never know one dialog from another: what is asked, and what follows, is the flow's to declare.
package dialog
