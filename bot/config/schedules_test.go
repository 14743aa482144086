package config_test

import (
	"os"
	"regexp"
	"testing"
	"time"

	"frontdesk/flows"
	"frontdesk/scheduler"
)

func TestEveryPeriodicJobIsNamedWithWhenItRuns(t *testing.T) {
	for file, entry := range map[string]string{"../../README.md": "\\| `%s` \\| `(.*?)` \\|", "default.yaml": `(?m)^# +%s: "(.*?)"`} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for job, expr := range flows.Jobs() {
			found := regexp.MustCompile(regexp.MustCompile("%s").ReplaceAllString(entry, job)).FindStringSubmatch(string(raw))
			if found == nil || found[1] != expr {
				t.Errorf("%s says of %s %q, it runs at %q", file, job, found, expr)
			}
			if _, err := scheduler.ParseApart(expr, time.UTC, time.Hour); err != nil {
				t.Errorf("%s: %v", job, err)
			}
		}
	}
}
