package scripts

import (
	"strings"
	"testing"
)

func TestTraditionalIsReadAsSimplified(t *testing.T) {
	if got := strings.Map(Simplified, "冷氣漏水，請派師傅嚟睇吓 12/F"); got != "冷气漏水，请派师傅嚟睇吓 12/F" {
		t.Errorf("it is %s", got)
	}
}

func TestEachCharacterStandsOnceAndIsReadInOneStep(t *testing.T) {
	seen := map[rune]bool{}
	above := []rune(nil)
	for line := range strings.Lines(table) {
		runes := []rune(strings.TrimSpace(line))
		if len(runes) == 0 || runes[0] == '#' {
			continue
		}
		if above == nil {
			above = runes
			continue
		}
		if len(above) != len(runes) {
			t.Errorf("%s stands above %s", string(above), string(runes))
		}
		above = nil
	}
	for from, to := range simplified {
		if again, ok := simplified[to]; ok {
			t.Errorf("%c is read as %c, and that as %c", from, to, again)
		}
		seen[from] = true
	}
	if len(seen) < 2500 {
		t.Errorf("there are %d", len(seen))
	}
}

func TestPairsAreReadAsTheyAreTyped(t *testing.T) {
	if got := Pairs("左咗 既嘅 x"); len(got) != 2 || got['左'] != '咗' || got['既'] != '嘅' {
		t.Errorf("they are %v", got)
	}
}
