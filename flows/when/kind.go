package when

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// kind is what a word, or what was put together of several, is to a rule.
type kind byte

// kinds are what the words and the rules call them: those of words first, then, from clock on, those that rules make.
var kinds = numbered(`other cueword stop greeting filler de
	number few four dotted dm dmy ymd ordinal nth
	ampm oclock oclock-exact exact minutemark fives quarter semi upon short past pass noon same part
	day weekday shyday rel coming week weekend monthrel yearrel edge edgeof holiday month shymonth yearmark monthmark daymark hao
	minutes days months hours-half
	label place measure thing have
	to dash or and between at on in of article after before later ago until from within since onward change every allday lasting not cannot
	vague whenever
	clock span date length shift bad`)

// The kinds that are looked at one by one; all others are only named in rules.
var (
	otherKind, cuewordKind, stopKind, fillerKind, deKind = kinds["other"], kinds["cueword"], kinds["stop"], kinds["filler"], kinds["de"]
	numberKind, fourKind, dottedKind                     = kinds["number"], kinds["four"], kinds["dotted"]
	dmKind, dmyKind, ymdKind                             = kinds["dm"], kinds["dmy"], kinds["ymd"]
	dashKind, orKind, andKind, atKind, vagueKind         = kinds["dash"], kinds["or"], kinds["and"], kinds["at"], kinds["vague"]
	clockKind, spanKind, partKind, dateKind              = kinds["clock"], kinds["span"], kinds["part"], kinds["date"]
	lengthKind, shiftKind, badKind                       = kinds["length"], kinds["shift"], kinds["bad"]
)

func numbered(names string) map[string]kind {
	all := map[string]kind{}
	for name := range strings.FieldsSeq(names) {
		all[name] = kind(len(all) + 1)
	}
	return all
}

// kindName is how a rule names a kind.
var kindName = regexp.MustCompile(`[a-z][a-z-]*`)

// pattern is a row of kinds that a rule looks for.
type pattern struct {
	*regexp.Regexp
	// needs are kinds without which it fits nowhere.
	needs []kind
}

// compile makes a pattern of the names of kinds, with the signs of a regular expression between them. What stands in
// braces is what the rule takes away: all of it, where there are none.
func compile(p string) pattern {
	p = kindName.ReplaceAllStringFunc(p, func(name string) string {
		k, ok := kinds[name]
		if !ok {
			panic("when: a rule names the kind " + name)
		}
		return fmt.Sprintf(`\x%02x`, byte(k))
	})
	p = strings.NewReplacer(" ", "", "(", "(?:", "{", "(", "}", ")").Replace(p)
	parsed, err := syntax.Parse(p, syntax.Perl)
	if err != nil {
		panic(fmt.Sprintf("when: read a rule: %v", err))
	}
	return pattern{regexp.MustCompile(p), needed(parsed)}
}

// needed are the kinds that stand in everything that the expression fits.
func needed(re *syntax.Regexp) []kind {
	var all []kind
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			all = append(all, kind(r))
		}
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, sub := range re.Sub {
			all = append(all, needed(sub)...)
		}
	default: // what may be left out, or be another, is needed nowhere
	}
	return all
}
