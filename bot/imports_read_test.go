package bot_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// module is the module's own path, which every import of ours begins with.
const module = "frontdesk"

// An arrow is one import, as one file states it.
type arrow struct {
	from string // the importing package's folder, "." for the root
	to   string // the import path
	test bool   // the file is a test
	file string // where it stands, for the person who mends it
}

// readArrows reads every import of every Go file under root, whatever system or tag it is built for.
func readArrows(t *testing.T, root string) []arrow {
	t.Helper()
	var arrows []arrow
	tree := os.DirFS(root)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && passedOver(name) {
			return fs.SkipDir
		}
		if entry.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		read, err := readFile(filepath.Join(root, filepath.FromSlash(name)), name)
		arrows = append(arrows, read...)
		return err
	})
	if err != nil {
		t.Fatalf("read the module's imports: %v", err)
	}
	return arrows
}

// passedOver tells of a folder that the go command does not build either.
func passedOver(folder string) bool {
	base := path.Base(folder)
	return base == "testdata" || base != "." && (base[0] == '.' || base[0] == '_')
}

func readFile(file, name string) ([]arrow, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var arrows []arrow
	for _, spec := range parsed.Imports {
		to, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		arrows = append(arrows, arrow{from: path.Dir(name), to: to, test: strings.HasSuffix(name, "_test.go"), file: name})
	}
	return arrows, nil
}
