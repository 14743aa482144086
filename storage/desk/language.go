package desk

// Language is a language that the front desk speaks.
type Language string

// The languages, as BCP 47 names them.
const (
	TraditionalChinese Language = "zh-Hant"
	SimplifiedChinese  Language = "zh-Hans"
	English            Language = "en"
)

// Languages lists every language, in the order in which they are offered.
var Languages = []Language{TraditionalChinese, SimplifiedChinese, English}

// Valid reports whether the desk speaks l.
func (l Language) Valid() bool {
	return l == TraditionalChinese || l == SimplifiedChinese || l == English
}
