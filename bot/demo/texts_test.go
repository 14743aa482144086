package demo

import (
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

var (
	placeholder = regexp.MustCompile(`\{\w+\}`)
	quoted      = regexp.MustCompile(`['"` + "`" + `]([a-z][a-z0-9_]*)['"` + "`" + `]`)
	spoken      = regexp.MustCompile(`\b(?:say|Refused)\('([a-z0-9_]+)'`)
	labelled    = regexp.MustCompile(`data-label="([a-z0-9_]+)"`)
)

// made are the beginnings of keys that the page puts together from what it is told.
var made = []string{"service_", "media_", "role_", "error_", "plus_", "hint_"}

func sentences(t *testing.T, language string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "flows", "text", language, "page.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	if err := yaml.Unmarshal(text, &found); err != nil {
		t.Fatal(err)
	}
	return found
}

func source(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(embedded, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := embedded.ReadFile(path)
		all.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestEveryLanguageSaysTheSame(t *testing.T) {
	english := sentences(t, "en")
	for _, language := range []string{"zh-Hant", "zh-Hans"} {
		other := sentences(t, language)
		for key, sentence := range english {
			want, got := placeholder.FindAllString(sentence, -1), placeholder.FindAllString(other[key], -1)
			slices.Sort(want)
			slices.Sort(got)
			if other[key] == "" || !slices.Equal(want, got) {
				t.Errorf("%s %s: %q has %v, English has %v", language, key, other[key], got, want)
			}
		}
		if len(other) != len(english) {
			t.Errorf("%s has %d sentences, English %d", language, len(other), len(english))
		}
	}
}

func TestPageAndTextsKnowTheSameKeys(t *testing.T) {
	known, page := sentences(t, "en"), source(t)
	for _, found := range append(spoken.FindAllStringSubmatch(page, -1), labelled.FindAllStringSubmatch(page, -1)...) {
		if known[found[1]] == "" {
			t.Errorf("the page says %s, which has no text", found[1])
		}
	}
	named := map[string]bool{}
	for _, found := range append(quoted.FindAllStringSubmatch(page, -1), labelled.FindAllStringSubmatch(page, -1)...) {
		named[found[1]] = true
	}
	for _, found := range regexp.MustCompile(`\.(language_name)\b`).FindAllStringSubmatch(page, -1) {
		named[found[1]] = true
	}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		put := slices.ContainsFunc(made, func(start string) bool { return strings.HasPrefix(key, start) })
		if !named[key] && !put {
			t.Errorf("nothing says %s", key)
		}
	}
}

// The page knows an alarm that nobody has taken by how the bot begins it and its buttons.
func TestPageKnowsAnAlarmByItsSigns(t *testing.T) {
	signs := map[string]string{
		"card.head-emergency": "🚨", "alert.alarm": "🚨", "alert.alarm-now": "🚨", "alert.alarm-called": "🚨", "alert.alarm-called-now": "🚨",
		"action.accept": "✋", "action.going": "✋", "action.seeto": "🙋",
	}
	for key, sign := range signs {
		for _, language := range desk.Languages {
			if said := text.Plain(language, key); !strings.HasPrefix(said, sign) {
				t.Errorf("%s %s begins otherwise than by %s: %q", language, key, sign, said)
			}
		}
		if !strings.Contains(source(t), "'"+sign+"'") {
			t.Errorf("the page does not look for %s", sign)
		}
	}
}

// Every refusal has its sentence: the codes are those in the Go files, as error_<code>.
func TestEveryRefusalHasASentence(t *testing.T) {
	known := sentences(t, "en")
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`(?:refusal\{http\.\w+, |refuse\(w, http\.\w+, )"(\w+)"`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range code.FindAllStringSubmatch(string(text), -1) {
			if known["error_"+found[1]] == "" {
				t.Errorf("%s refuses with %s, which has no sentence", file, found[1])
			}
		}
	}
}

func TestPageLoadsNothingFromElsewhere(t *testing.T) {
	page := source(t)
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", `src="http`, `href="http`, "url(http", "@import"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	h := build(t)
	for _, path := range []string{"/", "/page/main.js", "/page/frame.css", "/page/favicon.svg"} {
		answer, _ := h.get(path)
		policy := answer.header.Get("Content-Security-Policy")
		if answer.status != http.StatusOK || !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self'") {
			t.Errorf("%s: %d, policy %q", path, answer.status, policy)
		}
	}
	for _, path := range []string{"/page/..%2fpage.go", "/page/none.js", "/page/"} {
		if answer, _ := h.get(path); answer.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.status)
		}
	}
}
