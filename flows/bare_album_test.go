package flows_test

import (
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestFilesWithoutWordsAreCountedNotQuoted(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Sends(chat.Update{Media: []desk.Media{flowstest.Photo("one"), flowstest.Photo("two"), flowstest.Photo("three")}})
	p.Shows("You sent 3 files.", "What is it about?")
	p.SeesNot("You wrote")
}
