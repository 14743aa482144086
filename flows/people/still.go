package people

import (
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Still is May at the end of a dialog, at which the chat service cannot be asked any more. Whoever began it was sure
// then; somebody who is not sure any more has been seen to leave since, and may not.
func Still(r *storage.Reader, u chat.Update, d Deed, on Subject) (Answer, error) {
	answer, err := May(r, u, d, on)
	answer.Ask = nil
	return answer, err
}
