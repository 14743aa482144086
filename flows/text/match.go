package text

import (
	"golang.org/x/text/language"

	"frontdesk/storage/desk"
)

// spoken are the tags that people's apps report, in the order of desk.Languages.
var spoken = language.NewMatcher([]language.Tag{language.TraditionalChinese, language.SimplifiedChinese, language.English})

// Match is the language to speak with somebody whose app reports tag, or fallback where it says nothing that
// the desk speaks.
func Match(tag string, fallback desk.Language) desk.Language {
	if tag == "" {
		return fallback
	}
	t, err := language.Parse(tag)
	if err != nil {
		return fallback
	}
	_, i, confidence := spoken.Match(t)
	if confidence == language.No {
		return fallback
	}
	return desk.Languages[i]
}
