package follow

import (
	"strings"
	"unicode"
)

// longest is how much of what somebody wrote goes into one message, in characters: with what stands around it,
// that is within what the chat service takes even where each counts double.
const longest = 1900

// pieces divides a text into pieces of at most n characters, at line breaks or spaces where some are near; an empty
// one is one piece.
func pieces(s string, n int) []string {
	var found []string
	runes := []rune(s)
	for len(runes) > n {
		end := n
		for i := n; i > n*3/4; i-- {
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
