package emergency

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"frontdesk/storage"
)

// building is the one building of the estate that words name, "" where they name none, or several. Where faint, what may
// be a building and may be an article is one, too, unless another is named beyond doubt.
func building(r *storage.Reader, said string, faint bool) (string, error) {
	units, err := r.Units()
	if err != nil {
		return "", err
	}
	var sure, perhaps []string
	said = norm.NFKC.String(said)
	folded, last := fold(said), ""
	for _, u := range units { // they are in the order of buildings
		if u.Building == last {
			continue
		}
		last = u.Building
		switch n := namingOf(u.Building); {
		case n.long && strings.Contains(folded, n.name) || n.sure.MatchString(said):
			sure = append(sure, u.Building)
		case faint && n.faint != nil && n.faint.MatchString(said):
			perhaps = append(perhaps, u.Building)
		}
	}
	if len(sure) == 0 {
		sure = perhaps
	}
	if len(sure) != 1 {
		return "", nil
	}
	return sure[0], nil
}

func fold(s string) string { return cases.Fold().String(norm.NFKC.String(s)) }

// naming is how words name a building: by a long name anywhere, by a short one beside a word for a building, or as the
// beginning of a unit.
type naming struct {
	name string // folded
	long bool   // it cannot stand in a text by chance
	sure *regexp.Regexp
	// faint is how words may name it that may mean something else, nil where there are no such words.
	faint *regexp.Regexp
}

// longName is how long a building's name is that cannot stand in a text by chance, in characters.
const longName = 3

// namings are kept by the building's name: there are few buildings, and their expressions take longer to make than to use.
var namings sync.Map

func namingOf(building string) naming {
	kept, _ := namings.Load(building)
	if n, ok := kept.(naming); ok {
		return n
	}
	n := newNaming(fold(building))
	namings.Store(building, n)
	return n
}

func newNaming(name string) naming {
	n := naming{name: name, long: utf8.RuneCountInString(name) >= longName}
	either, capital := "(?i:"+regexp.QuoteMeta(name)+")", regexp.QuoteMeta(strings.ToUpper(name))
	after, dashed := begins+either+wordAfter, begins+either+unitAfter
	if !isWord(name) {
		n.sure = regexp.MustCompile(wordBefore + either + alone + "|" + begins + either + latinAfter + "|" + after + "|" + dashed)
		return n
	}
	n.sure = regexp.MustCompile(nounBefore + either + alone + "|" + wordBefore + capital + alone + "|" + after + "|" + dashed)
	n.faint = regexp.MustCompile(wordBefore + either + alone + "|" + begins + capital + latinAfter)
	return n
}

// isWord reports whether a building's name is a word of English by itself: a building is not building A, and whoever
// blocks a door does not name block A.
func isWord(name string) bool { return name == "a" || name == "i" }

// What stands around the short name of a building. A letter behind an apostrophe is the end of a word.
const (
	nounBefore = `\b(?i:tower|blk|bldg)\s*`
	wordBefore = `\b(?i:tower|block|blk|building|bldg)\s*`
	latinAfter = `\s*(?i:tower|block|building)\b`
	wordAfter  = `\s*(?:座|棟|幢|栋|號樓|号楼|樓座|大廈|大厦)` //nolint:gosmopolitan // read, not said
	unitAfter  = `\s*-\s*\d`
	begins     = `(?:^|[^\pL\pN'’]|\p{Han})`
	alone      = `(?:$|[^\pL\pN]|\p{Han})`
)
