package follow

import (
	"strings"
	"unicode"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// longest is how much of what somebody wrote goes into one message, in characters: with what stands around it,
// that is within what the chat service takes even where each counts double.
const longest = 1900

// postLong posts what somebody wrote below a heading that is safe already, in as many messages as it needs.
// Nothing of it is cut off. The files go with the first.
func postLong(tx *storage.Tx, o chat.Outgoing, heading, said string) error {
	for i, part := range pieces(said) {
		o.Content.Text = text.Escaped(part)
		if i == 0 {
			o.Content.Text = strings.TrimSuffix(heading+"\n"+o.Content.Text, "\n")
		}
		if err := tx.Post(o); err != nil {
			return err
		}
		o.Content.Media = nil
	}
	return nil
}

// pieces divides a text at line breaks or spaces where some are near; an empty one is one piece.
func pieces(s string) []string {
	var found []string
	runes := []rune(s)
	for len(runes) > longest {
		end := longest
		for i := longest; i > longest*3/4; i-- {
			if unicode.IsSpace(runes[i]) {
				end = i
				break
			}
		}
		found = append(found, strings.TrimSpace(string(runes[:end])))
		runes = runes[end:]
	}
	return append(found, strings.TrimSpace(string(runes)))
}
