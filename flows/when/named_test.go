package when

import (
	"fmt"
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

func TestADayThatHasBeenIsReadByItsName(t *testing.T) {
	const wednesday = desk.Day("2026-03-04")
	for said, want := range map[string]desk.Day{
		"today": "2026-03-04", "今日": "2026-03-04", "Yesterday": "2026-03-03", "琴日": "2026-03-03", "昨天": "2026-03-03", "前日": "2026-03-02",
		"the day before yesterday": "2026-03-02", "大前天": "2026-03-01", "Monday": "2026-03-02", "禮拜日": "2026-03-01", "sun": "2026-03-01", "Wed": "2026-03-04",
		"周五": "2026-02-27",
	} {
		if day, ok := DayBeen(said, wednesday); !ok || day != want {
			t.Errorf("%q is read as %s, %t, want %s", said, day, ok, want)
		}
	}
	for _, said := range []string{"聽日", "後天", "the other day", "早前", "yesterday 3pm", "20 Feb", "soon", ""} {
		if day, ok := DayBeen(said, wednesday); ok {
			t.Errorf("%q is read as %s", said, day)
		}
	}
}

func TestATimeOfDayThatHasBeenMayBeYesterdays(t *testing.T) {
	for said, want := range map[string]string{
		"14:30": "14:30 -0", "2pm": "14:00 -0", "today 9am": "09:00 -0", "yesterday 14:30": "14:30 -1", "14:30 yesterday": "14:30 -1", "yesterday at 2:30pm": "14:30 -1",
		"昨天 14:30": "14:30 -1", "昨日下午三點": "15:00 -1", "琴日三點": "15:00 -1", "昨晚十點": "22:00 -1", "last night at 11": "23:00 -1", "今朝九點半": "09:30 -0",
	} {
		c, ago, ok := Been(said)
		if got := fmt.Sprintf("%02d:%02d -%d", c.Hour, c.Minute, ago); !ok || got != want {
			t.Errorf("%s is read as %s, %t, want %s", said, got, ok, want)
		}
	}
	for _, said := range []string{"tomorrow 3pm", "前天三點", "yesterday", "soon", "earlier today", ""} {
		if c, ago, ok := Been(said); ok {
			t.Errorf("%s is read as %v, %d days ago", said, c, ago)
		}
	}
}

func TestASentenceIsTakenWithoutItsTimes(t *testing.T) {
	for said, want := range map[string]string{
		"tomorrow 3pm please": "please", "明天下午3點可以": "可以", "Monday or Tuesday": "or", "天花板在漏水": "天花板在漏水", "no time here": "no time here", "": "",
		"come on Friday, bring 2 ladders": "come , bring 2 ladders",
	} {
		if got := strings.Join(strings.Fields(Without(said)), " "); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}
