package dialog

import (
	"slices"

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
