package sayings_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/bot/sayings"
)

func TestEachLineIsPrintedAsWhatTheDeskMakesOfIt(t *testing.T) {
	c, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	if err := sayings.New(c, now, "", &out).PrintAll(t.Context(), strings.NewReader("there is a fire\r\nhello\n\ntomorrow 3pm")); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for i, want := range []string{`"emergency":true`, `{"matches":[],"emergency":false,"when":null,"ask":""}`, `{"matches":[]`, `"start":"2026-11-21T15:00:00`} {
		if len(lines) != 4 || !strings.Contains(lines[i], want) {
			t.Fatalf("line %d has no %s:\n%s", i+1, want, out.String())
		}
	}
}

func TestCantoneseIsReadAsSaid(t *testing.T) {
	c, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	now := time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)
	if err := sayings.New(c, now, "yue", &out).Print("1/12 3pm"); err != nil || !strings.Contains(out.String(), `"start":"2026-12-01T15:00:00`) {
		t.Errorf("%v, %s", err, out.String())
	}
}
