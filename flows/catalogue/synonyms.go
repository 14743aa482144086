package catalogue

import (
	"maps"
	"slices"
	"strings"

	"frontdesk/storage/desk"
)

// synonymRunes bounds a synonym: what people say in one breath, not a story.
const synonymRunes = 80

// Synonyms are what people say when they mean the service, in their words, by language. A ref without a variant has
// what is said of its whole row, whichever case it is. The lists are shared and must not be changed.
func (c *Catalogue) Synonyms(ref desk.ServiceRef) map[desk.Language][]string { return c.synonyms[ref] }

// buildSynonyms takes what the file says people say.
func buildSynonyms(c *Catalogue, f *source) {
	for _, name := range slices.Sorted(maps.Keys(f.file.Synonyms)) {
		ref := parseKey(name)
		if len(c.Variants(ref.Ref)) == 0 && !c.has(ref) {
			f.faults.add(0, "synonyms: there is no service %q", name)
			continue
		}
		if ref.Variant != "" && !c.has(ref) {
			f.faults.add(0, "synonyms: %s has no case %q", ref.Ref, ref.Variant)
		}
		for tongue, list := range f.file.Synonyms[name] {
			if !desk.Language(tongue).Valid() {
				f.faults.add(0, "synonyms of %s: %q is none of zh-Hant, zh-Hans and en", name, tongue)
			}
			for _, s := range list {
				if n := len([]rune(s.value)); n == 0 || n > synonymRunes {
					f.faults.add(s.line, "synonym %q is not 1 to %d characters", s.value, synonymRunes)
				}
				if c.synonyms[ref] == nil {
					c.synonyms[ref] = map[desk.Language][]string{}
				}
				c.synonyms[ref][desk.Language(tongue)] = append(c.synonyms[ref][desk.Language(tongue)], s.value)
			}
		}
	}
}

// has tells whether there is the row, or the case of it, offered or not.
func (c *Catalogue) has(ref desk.ServiceRef) bool {
	return slices.ContainsFunc(c.services, func(s Service) bool {
		return s.Ref.Ref == ref.Ref && (ref.Variant == "" || s.Ref.Variant == ref.Variant)
	})
}

// addSynonyms adds what an operator's file has people say to what they say without it.
func (f *source) addSynonyms(name string, said synonymsYAML) {
	if len(said) == 0 {
		return
	}
	name = key(parseKey(strings.TrimSpace(name)))
	all := synonymsYAML{}
	for _, from := range []synonymsYAML{f.file.Synonyms[name], said} {
		for tongue, list := range from {
			all[tongue] = slices.Concat(all[tongue], list)
		}
	}
	f.file.Synonyms[name] = all
}
