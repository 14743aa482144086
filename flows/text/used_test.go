package text

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

var literal = regexp.MustCompile(`"([a-z][a-z-]*\.[a-z][A-Za-z0-9_-]*)"`)

// A key that is put together from parts is not seen here; the stories and golden screens see those.
func TestEveryKeyInTheCodeHasItsSentence(t *testing.T) {
	areas := map[string]bool{}
	for _, key := range Keys(desk.English) {
		area, _, _ := strings.Cut(key, ".")
		areas[area] = true
	}
	seen := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range literal.FindAllStringSubmatch(string(raw), -1) {
			area, _, _ := strings.Cut(m[1], ".")
			if !areas[area] || strings.HasSuffix(m[1], ".yaml") || strings.HasSuffix(m[1], "-") {
				continue
			}
			seen++
			if !Has(m[1]) {
				t.Errorf("%s says %q, which has no sentence", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 50 {
		t.Errorf("only %d keys were found in the code: the search is broken", seen)
	}
}
