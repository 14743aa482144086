package catalogue

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Fault is something wrong in a catalogue's file.
type Fault struct {
	Line int // counted from 1; 0 where it is the whole file's
	Text string
}

// Faults are all that is wrong in a file.
type Faults struct {
	File string
	List []Fault
}

// Error lists every fault on a line of its own, as file:line: fault.
func (f *Faults) Error() string {
	lines := make([]string, len(f.List))
	for i, fault := range f.List {
		lines[i] = f.File + ": " + fault.Text
		if fault.Line > 0 {
			lines[i] = fmt.Sprintf("%s:%d: %s", f.File, fault.Line, fault.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func (f *Faults) add(line int, format string, args ...any) {
	f.List = append(f.List, Fault{Line: line, Text: fmt.Sprintf(format, args...)})
}

var (
	yamlLine    = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)
	yamlUnknown = regexp.MustCompile(`field (\S+) not found in type \S+`)
	yamlType    = regexp.MustCompile("^cannot unmarshal \\S+ (?:`(.*)` )?into .*$")
)

// addYAML takes the faults that the parser found, without its names for our types.
func (f *Faults) addYAML(err error) {
	found := []string{err.Error()}
	if types := (*yaml.TypeError)(nil); errors.As(err, &types) {
		found = types.Errors
	}
	for _, s := range found {
		line := 0
		if m := yamlLine.FindStringSubmatch(s); m != nil {
			s = strings.TrimPrefix(s, m[0])
			if n, err := strconv.Atoi(m[1]); err == nil {
				line = n
			}
		}
		s = yamlUnknown.ReplaceAllString(s, `unknown key "$1"`)
		if m := yamlType.FindStringSubmatch(s); m != nil {
			s = strings.TrimSpace(fmt.Sprintf("%s is not what belongs here", said(m[1])))
		}
		f.add(line, "%s", s)
	}
}

// said is what stands in the file, where the parser quotes it.
func said(quoted string) string {
	if quoted == "" {
		return "this"
	}
	return strconv.Quote(quoted)
}
