package catalogue

import (
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

func TestEverythingThatATenantOpensHasSynonymsInEachLanguage(t *testing.T) {
	c := Default()
	for _, s := range c.Services() {
		if s.Opens != ByTenant || s.Ref == Assistance {
			continue
		}
		for _, l := range desk.Languages {
			n := len(c.Synonyms(desk.ServiceRef{Ref: s.Ref.Ref})[l])
			for _, v := range c.Variants(s.Ref.Ref) {
				if v.Ref.Variant != "" {
					n += len(c.Synonyms(v.Ref)[l])
				}
			}
			if n < 5 {
				t.Errorf("%s has %d synonyms in %s", s.Key(), n, l)
			}
		}
	}
}

func TestAnOperatorsSynonymsStandBesideTheOthers(t *testing.T) {
	of := desk.ServiceRef{Ref: "5.13"}
	before := len(Default().Synonyms(of)[desk.English])
	c := changed(t, `"5.13": {synonyms: {en: [the cold box weeps]}}`)
	if got := c.Synonyms(of)[desk.English]; len(got) != before+1 || got[before] != "the cold box weeps" {
		t.Errorf("%d after %d", len(got), before)
	}
	if n := len(Default().Synonyms(of)[desk.English]); n != before {
		t.Errorf("the built-in catalogue has %d of them after %d", n, before)
	}
}

func TestSynonymsThatMakeNoSenseAreFaults(t *testing.T) {
	for said, want := range map[string]string{
		`"5.13": {synonyms: {fr: [fuite]}}`:                           "none of zh-Hant, zh-Hans and en",
		`"5.13": {synonyms: {en: [""]}}`:                              "is not 1 to 80 characters",
		`"5.13": {synonyms: {en: [` + strings.Repeat("x", 81) + `]}}`: "is not 1 to 80 characters",
	} {
		_, err := Default().Changed([]byte("catalogue:\n  "+said+"\n"), "f.yaml")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", said, err)
		}
	}
}
