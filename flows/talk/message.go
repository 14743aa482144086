package talk

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// The steps that hold what was written beforehand, and whatever is written until its matter is chosen.
const (
	saidStep  = "said"
	filesStep = "files"
)

// Message is what a person said, in one message or in several that belong together.
type Message struct {
	Words string
	Files []desk.Media
	// From are the messages that said it.
	From []desk.MessageID

	held    dialog.Answers // the dialog's answers that hold it
	answers int            // the event that it answers, 0 for none
}

// Give gives it to a dialog beforehand, as the answers to a step of words and to one of files: they follow when its
// messages are edited.
func (m Message) Give(given dialog.Answers, words, files string) {
	given.Take(words, m.held, saidStep)
	given.Take(files, m.held, filesStep)
}

// Read is what an update says.
func Read(u chat.Update) Message {
	words, files := origin.Said(u)
	return Message{Words: words, Files: files, From: origin.Messages(u)}
}

// heard is what was said until now in a dialog of this package.
func heard(t *dialog.Talk) Message {
	return Message{
		Words: t.Answers.Text(saidStep), Files: t.Answers.Media(filesStep),
		From: origin.Sources(t, saidStep, filesStep), held: t.Answers,
	}
}

// Says reports whether a message has anything that somebody can be asked about: a sticker by itself says nothing.
func Says(u chat.Update) bool {
	m := Read(u)
	return m.Words != "" || slices.ContainsFunc(m.Files, func(f desk.Media) bool { return f.Kind != desk.Sticker })
}

// given are the answers with which a dialog begins for a message. Marks that would turn the direction of what is shown
// beside the words are left out.
func given(u chat.Update) (dialog.Answers, error) {
	m, answers := Read(u), dialog.Answers{}
	if err := answers.SetFrom(saidStep, dialog.Clean(m.Words), m.From...); err != nil {
		return nil, err
	}
	return answers, answers.SetFiles(filesStep, m.Files, m.From...)
}
