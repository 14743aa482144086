package dialog

import (
	"cmp"
	"slices"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// source is one message from which an answer was taken, and what it said: words, or the file that it carried.
type source struct {
	Message desk.MessageID `json:"m"`
	Said    string         `json:"s,omitempty"`
	File    string         `json:"f,omitempty"`
}

// Sources are the messages whose words or files became the answer, in the order in which they came.
func (t *Talk) Sources(step string) []desk.MessageID {
	var messages []desk.MessageID
	for _, s := range t.Answers.sources(step) {
		messages = append(messages, s.Message)
	}
	return slices.Compact(messages)
}

// Words are what each message said of the answer's words; none where it cannot be told which of several said what.
func (t *Talk) Words(step string) map[desk.MessageID]string {
	words := map[desk.MessageID]string{}
	from := t.Answers.sources(step)
	for _, s := range from {
		if s.Said == "" || len(from) > 1 && s.Said == t.Answers.Text(step) {
			return nil
		}
		words[s.Message] = s.Said
	}
	return words
}

// Again are the messages whose words and files became the answers to two steps, in the order in which they came, as if
// they came now.
func (t *Talk) Again(words, files string) []chat.Update {
	var all []chat.Update
	at := func(m desk.MessageID) *chat.Update {
		i := slices.IndexFunc(all, func(u chat.Update) bool { return u.Message == m })
		if i < 0 {
			i = len(all)
			all = append(all, chat.Update{
				Kind: chat.Message, Chat: chat.Room{ID: t.Chat, Type: "private"}, From: chat.Sender{User: t.User, Name: t.Name}, Message: m,
			})
		}
		return &all[i]
	}
	said := ""
	for _, s := range t.Answers.sources(words) {
		if s.Said != said { // the parts of an album share their words
			at(s.Message).Text, said = s.Said, s.Said
		}
	}
	for _, s := range t.Answers.sources(files) {
		for _, m := range t.Answers.Media(files) {
			if m.FileID == s.File {
				u := at(s.Message)
				u.Media = append(u.Media, m)
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b chat.Update) int { return cmp.Compare(a.Message, b.Message) })
	return all
}

func (a Answers) sources(step string) []source {
	from, _ := read[[]source](a, mark+step)
	return from
}

func (a Answers) setSources(step string, from []source) error {
	if len(from) == 0 {
		delete(a, mark+step)
		return nil
	}
	return a.Set(mark+step, from)
}
