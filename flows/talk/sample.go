package talk

import (
	"frontdesk/flows/dialog"
	"frontdesk/storage/chat"
)

// What samples say: what is broken, and what is dangerous.
const (
	sampleWords  = "The air-conditioner is leaking"
	sampleDanger = "There is smoke in the corridor"
)

// sample is a message that begins the dialog, from a tenant or from somebody with whom the desk has nothing to do
// yet.
func sample(t *dialog.Talk) {
	t.Answers = dialog.Answers{}
	begin, err := given(chat.Update{Text: sampleWords})
	if err != nil { // shown without the words
		return
	}
	t.Answers = begin
	if t.Person.ID == 0 {
		t.Answers[outsiderStep] = []byte("true")
	}
}

func sampleWarning(t *dialog.Talk) {
	t.Answers = dialog.Answers{}
	if begin, err := given(chat.Update{Text: sampleDanger}); err == nil {
		t.Answers = begin
	}
}
