package emulator

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Telegram's limits on texts, in UTF-16 units after parsing.
const (
	maxText    = 4096
	maxCaption = 1024
)

// formatted reads a text with its parse mode or its own list of entities, as sendMessage and captions do.
func (c *call) formatted(field, modeField, entitiesField string) (string, []Entity, error) {
	text := cleaned(c.text(field))
	var entities []Entity
	var err error
	switch mode := strings.ToLower(c.text(modeField)); mode {
	case "html":
		text, entities, err = parseHTML(text)
	case "markdown", "markdownv2":
		return "", nil, &refused{Code: 501, Description: "Not Implemented: the emulator parses HTML only"}
	case "":
		entities, err = c.listed(entitiesField, text)
	default:
		return "", nil, bad("unsupported parse_mode")
	}
	if err != nil {
		return "", nil, err
	}
	text, entities = trimmed(text, entities)
	return text, found(text, entities), nil
}

// cleaned removes what Telegram removes from every text: carriage returns and control characters.
func cleaned(s string) string {
	control := func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == 0x202e }
	if strings.IndexFunc(s, control) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return -1
		case control(r):
			return ' '
		}
		return r
	}, s)
}

// listed reads entities given by the caller.
func (c *call) listed(field, text string) ([]Entity, error) {
	var wire []struct {
		Type           string
		Offset, Length int
		URL, Language  string
		User           struct{ ID int64 }
		CustomEmojiID  string `json:"custom_emoji_id"`
	}
	if err := c.object(field, "entities JSON array", &wire); err != nil || len(wire) == 0 {
		return nil, err
	}
	entities := make([]Entity, 0, len(wire))
	end := utf16Length(text)
	for _, w := range wire {
		if w.Offset < 0 || w.Length < 0 || w.Offset+w.Length > end {
			return nil, bad("can't parse entities: Entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d", w.Offset, w.Offset+w.Length)
		}
		if w.Length > 0 {
			entities = append(entities, Entity{Type: w.Type, Offset: w.Offset, Length: w.Length, URL: w.URL, Language: w.Language, User: w.User.ID, CustomEmojiID: w.CustomEmojiID})
		}
	}
	slices.SortStableFunc(entities, byPlace)
	return entities, nil
}

// trimmed takes the blanks off both ends, as Telegram does, and moves the entities with the text.
func trimmed(text string, entities []Entity) (string, []Entity) {
	lead := len(text) - len(strings.TrimLeft(text, " \n"))
	if len(entities) > 0 {
		lead = min(lead, entities[0].Offset) // leading blanks are single units; marked ones stay
	}
	text = strings.TrimRight(text[min(lead, len(text)):], " \n")
	if len(entities) == 0 {
		return text, nil
	}
	end := utf16Length(text)
	kept := make([]Entity, 0, len(entities))
	for _, e := range entities {
		e.Offset -= lead
		e.Length = min(e.Length, end-e.Offset)
		if e.Length > 0 {
			kept = append(kept, e)
		}
	}
	return text, kept
}

func utf16Length(s string) int {
	n := 0
	for i := range len(s) {
		n += utf16Width(s[i])
	}
	return n
}

// found adds what Telegram finds in a text by itself: commands, mentions, hashtags and links.
func found(text string, marked []Entity) []Entity {
	if !strings.ContainsAny(text, "/@#:") || len(text) > 3*maxText {
		return marked // nothing to find, or a text that no message can hold
	}
	all := marked
	offset := 0
	before := rune(' ')
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if kind, length := foundAt(text[i:], before); length > 0 {
			if !overlaps(marked, offset, length) {
				all = append(all, Entity{Type: kind, Offset: offset, Length: length})
			}
			// What is found is ASCII or counted in units; walk over it byte by byte.
			for end := offset + length; offset < end; {
				before, size = utf8.DecodeRuneInString(text[i:])
				offset += utf16Width(text[i])
				i += size
			}
			continue
		}
		before = r
		offset += utf16Width(text[i])
		i += size
	}
	if len(all) > len(marked) {
		slices.SortStableFunc(all, byPlace)
	}
	return all
}

// overlaps tells whether a stretch lies in or across something that lets nothing else in.
func overlaps(entities []Entity, offset, length int) bool {
	for _, e := range entities {
		switch e.Type {
		case "code", "pre", "text_link", "text_mention":
			if e.Offset < offset+length && offset < e.Offset+e.Length {
				return true
			}
		}
	}
	return false
}

// foundAt names what starts here, and its length in UTF-16 units.
func foundAt(s string, before rune) (kind string, units int) {
	if inWord(before) {
		return "", 0
	}
	switch s[0] {
	case '/':
		if before != '/' && before != '<' && before != '>' {
			return "bot_command", commandLength(s)
		}
	case '@':
		if n := word(s[1:]); n >= 3 && n <= 32 {
			return "mention", n + 1
		}
	case '#':
		n := until(s[1:], func(r rune) bool { return !inWord(r) })
		if tag := s[1 : 1+n]; strings.IndexFunc(tag, unicode.IsLetter) >= 0 {
			return "hashtag", 1 + utf16Length(tag)
		}
	case 'h':
		return "url", linkLength(s)
	}
	return "", 0
}

func inWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// commandLength measures the command at the beginning, with the bot's name after it; 0 is none.
func commandLength(s string) int {
	n := word(s[1:])
	if n == 0 || n > 64 {
		return 0
	}
	n++
	if n < len(s) && s[n] == '@' {
		if at := word(s[n+1:]); at >= 3 {
			n += 1 + at
		}
	}
	if n < len(s) && s[n] == '/' {
		return 0
	}
	return n
}

// linkLength measures the link at the beginning in UTF-16 units; 0 is none.
func linkLength(s string) int {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return 0
	}
	n := until(s, func(r rune) bool { return unicode.IsSpace(r) || r == '<' || r == '>' || r == '"' })
	address := strings.TrimRight(s[:n], ".,;:!?)")
	if u, err := url.Parse(address); err != nil || !strings.Contains(u.Hostname(), ".") {
		return 0
	}
	return utf16Length(address)
}

// until counts the bytes before the first character that ends something.
func until(s string, ends func(rune) bool) int {
	if n := strings.IndexFunc(s, ends); n >= 0 {
		return n
	}
	return len(s)
}

// word counts the leading bytes that may stand in a user name or a command.
func word(s string) int {
	for i := range len(s) {
		if c := s[i]; c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return i
		}
	}
	return len(s)
}

// mentionedUser reads tg://user?id=1.
func mentionedUser(link string) (int64, bool) {
	id, ok := strings.CutPrefix(link, "tg://user?id=")
	n, err := strconv.ParseInt(id, 10, 64)
	return n, ok && err == nil && n > 0
}

// checkedLink is an address as Telegram keeps it, or nothing where it is none.
func checkedLink(link string) string {
	link = strings.TrimSpace(link)
	lower := strings.ToLower(link)
	for _, scheme := range []string{"tg:", "ton:", "mailto:", "tel:"} {
		if strings.HasPrefix(lower, scheme) && len(link) > len(scheme) {
			return link
		}
	}
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		if strings.Contains(link, "://") || strings.HasPrefix(lower, "javascript:") {
			return ""
		}
		link = "http://" + link
	}
	u, err := url.Parse(link)
	if err != nil || !strings.Contains(u.Hostname(), ".") && u.Hostname() != "localhost" || strings.ContainsAny(u.Host, " \n") {
		return ""
	}
	if u.Path == "" && u.RawQuery == "" && u.Fragment == "" {
		return link + "/"
	}
	return link
}
