package oncall

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// day is how long a day is by the clock on the wall.
const day = 24 * time.Hour

// parseClock reads a time of day as people write it: 18:00, 18.00, 1800, 18, 6pm, １８：３０.
func parseClock(s string) (since time.Duration, ok bool) {
	s = strings.ToLower(norm.NFKC.String(strings.TrimSpace(s)))
	half, noon := "", false
	for _, suffix := range []string{"am", "pm"} {
		if rest, cut := strings.CutSuffix(s, suffix); cut {
			s, half, noon = strings.TrimSpace(rest), suffix, suffix == "pm"
		}
	}
	hours, minutes := splitClock(s)
	h, herr := strconv.ParseUint(hours, 10, 8)
	m, merr := strconv.ParseUint(minutes, 10, 8)
	if herr != nil || merr != nil || m > 59 || len(minutes) != 2 || half != "" && (h < 1 || h > 12) {
		return 0, false
	}
	if half != "" {
		h %= 12
		if noon {
			h += 12
		}
	}
	if h == 24 && m == 0 {
		h = 0
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute, h < 24
}

// marks are what people put between hours and minutes, and behind them.
var marks = strings.NewReplacer(".", ":", "點", ":", "点", ":", "時", ":", "时", ":", "分", "") //nolint:gosmopolitan // read, not said

func splitClock(s string) (hours, minutes string) {
	hours, minutes, split := strings.Cut(marks.Replace(s), ":")
	switch {
	case !split && (len(s) == 3 || len(s) == 4): // 730 and 1800
		return s[:len(s)-2], s[len(s)-2:]
	case minutes == "":
		minutes = "00"
	}
	return hours, minutes
}

// showClock writes a time of day.
func showClock(since time.Duration) string {
	since %= day
	return fmt.Sprintf("%02d:%02d", int(since.Hours()), int(since.Minutes())%60)
}
