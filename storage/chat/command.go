package chat

import "strings"

// Command splits a text that begins with a command: "/link@frontdesk_bot engineering" gives "link" and
// "engineering". A command meant for another bot, or no command at all, gives "".
func Command(text, bot string) (command, rest string) {
	if len(text) < 2 || text[0] != '/' {
		return "", ""
	}
	end := 1
	for end < len(text) && isCommandByte(text[end]) {
		end++
	}
	if end == 1 {
		return "", ""
	}
	command = strings.ToLower(text[1:end])
	rest = text[end:]
	if len(rest) > 0 && rest[0] == '@' {
		at := 1
		for at < len(rest) && isCommandByte(rest[at]) {
			at++
		}
		if !strings.EqualFold(rest[1:at], bot) {
			return "", ""
		}
		rest = rest[at:]
	}
	if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\n' && rest[0] != '\t' {
		return "", ""
	}
	return command, strings.TrimSpace(rest)
}

func isCommandByte(b byte) bool {
	return b == '_' || (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')
}
