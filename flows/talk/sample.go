package talk

import (
	"frontdesk/flows/dialog"
	"frontdesk/storage/chat"
)

// sample is a message that begins the dialog, from a tenant or from somebody with whom the desk has nothing to do
// yet.
func sample(t *dialog.Talk) {
	begin := Given
	if t.Person.ID == 0 {
		begin = GivenByStranger
	}
	given, err := begin(chat.Update{Text: "Lorem ipsum"})
	if err != nil { // shown without the words
		return
	}
	t.Answers = given
}
