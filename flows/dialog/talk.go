package dialog

import (
	"encoding/json"
	"fmt"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Who takes part: one person in one chat.
type Who struct {
	storage.SessionKey
	Name     string
	Language desk.Language
	// Person is who this is to the office; ID 0 where the office does not know.
	Person desk.Person
}

// Talk is a dialog under way, as its declarations see it.
type Talk struct {
	Who
	Tx      *storage.Tx
	Answers Answers
}

// Answers are what was answered, by step. A skipped question has an answer, which is empty.
type Answers map[string]json.RawMessage

// Has reports whether the question was answered or skipped.
func (a Answers) Has(step string) bool {
	_, ok := a[step]
	return ok
}

// Text is the answer to a text or a choice, "" where there is none.
func (a Answers) Text(step string) string {
	var s string
	if raw, ok := a[step]; !ok || json.Unmarshal(raw, &s) != nil { // a skipped one is null: no text
		return ""
	}
	return s
}

// Media are the files of a media question.
func (a Answers) Media(step string) []desk.Media {
	var m []desk.Media
	if raw, ok := a[step]; !ok || json.Unmarshal(raw, &m) != nil {
		return nil
	}
	return m
}

// Set gives an answer beforehand.
func (a Answers) Set(step string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("keep answer to %s: %w", step, err)
	}
	a[step] = raw
	return nil
}
