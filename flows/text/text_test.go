package text

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

var placeholder = regexp.MustCompile(`\{[A-Za-z]+\}`)

func TestEverySentenceStandsInEveryLanguage(t *testing.T) {
	for _, l := range desk.Languages {
		for _, key := range Keys(desk.English) {
			if strings.TrimSpace(sentences[l][key]) == "" {
				t.Errorf("%s lacks %s", l, key)
			}
		}
		for _, key := range Keys(l) {
			if _, ok := sentences[desk.English][key]; !ok {
				t.Errorf("%s has %s, which English lacks", l, key)
			}
		}
	}
}

// The date alone is written with other parts in each language: a month's name or its number.
func TestPlaceholdersAgreeBetweenLanguages(t *testing.T) {
	for _, key := range Keys(desk.English) {
		if strings.HasPrefix(key, "time.") {
			continue
		}
		want := parts(sentences[desk.English][key])
		for _, l := range desk.Languages {
			if got := parts(sentences[l][key]); !slices.Equal(got, want) {
				t.Errorf("%s %s has %v, English has %v", l, key, got, want)
			}
		}
	}
}

func parts(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestWhatPeopleWroteIsEscapedOnce(t *testing.T) {
	got := fill("{a} {b}", []any{"a", "<b> & {b}", "b", HTML("<i>x</i>")}, escape)
	if want := "&lt;b&gt; &amp; {b} <i>x</i>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLanguageIsChosenFromTheApp(t *testing.T) {
	for tag, want := range map[string]desk.Language{
		"zh-hans": desk.SimplifiedChinese, "zh-CN": desk.SimplifiedChinese, "zh-TW": desk.TraditionalChinese,
		"zh-HK": desk.TraditionalChinese, "zh-hant": desk.TraditionalChinese, "yue": desk.TraditionalChinese,
		"en-GB": desk.English, "fr": desk.TraditionalChinese, "": desk.TraditionalChinese, "!": desk.TraditionalChinese,
	} {
		if got := Match(tag, desk.TraditionalChinese); got != want {
			t.Errorf("Match(%q) = %s, want %s", tag, got, want)
		}
	}
}

func TestClockNamesTheDayUnlessItIsToday(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	now := time.Date(2026, 3, 6, 23, 50, 0, 0, zone)
	for add, want := range map[time.Duration]string{
		5 * time.Minute: "23:55", 15 * time.Minute: "tonight 00:05", 6*time.Hour + 9*time.Minute: "tonight 05:59", 6*time.Hour + 10*time.Minute: "tomorrow 06:00", -24 * time.Hour: "23:50 yesterday",
		72 * time.Hour: "Mon 9 Mar 23:50",
	} {
		if got := Clock(desk.English, now.Add(add), now, zone); got != want {
			t.Errorf("in %v: got %q, want %q", add, got, want)
		}
	}
}

func TestWhatComesBeforeDawnIsTonightInTheEvening(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	due := time.Date(2026, 3, 7, 0, 4, 0, 0, zone)
	for hour, want := range map[int]string{12: "明天 00:04", 17: "明天 00:04", 18: "凌晨 00:04", 23: "凌晨 00:04"} {
		if got := Clock(desk.TraditionalChinese, due, time.Date(2026, 3, 6, hour, 59, 0, 0, zone), zone); got != want {
			t.Errorf("at %02d:59: got %q, want %q", hour, got, want)
		}
	}
}

func TestTheEndOfTheDayIsNamedAtNight(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	for hour, want := range map[int]string{0: "23:59 today", 5: "23:59 today", 6: "23:59", 14: "23:59", 18: "23:59 today", 23: "23:59 today"} {
		now := time.Date(2026, 3, 6, hour, 10, 0, 0, zone)
		end := time.Date(2026, 3, 6, 23, 59, 0, 0, zone)
		if got := Clock(desk.English, end, now, zone); got != want {
			t.Errorf("at %02d:10: got %q, want %q", hour, got, want)
		}
	}
}

func TestLatenessIsNeverOverstated(t *testing.T) {
	for d, want := range map[time.Duration]string{
		59 * time.Second: "59 s", 119 * time.Second: "1 min", time.Hour: "1 h", 61 * time.Minute: "1 h 1 min",
		47*time.Hour + 59*time.Minute: "47 h 59 min", 71 * time.Hour: "2 days",
	} {
		if got := Span(desk.English, d); got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}
