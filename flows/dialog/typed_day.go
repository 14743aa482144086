package dialog

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/storage/desk"
)

// The ways in which people write a day: the year first, the year last, in Chinese, with the name of a month.
var (
	yearFirst   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	yearLast    = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?$`)
	chineseDay  = regexp.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日號号]?$`) //nolint:gosmopolitan // read, not said
	dayThenName = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?([a-z]{3,9})\.?,?(?: ?(\d{4}))?$`)
	nameThenDay = regexp.MustCompile(`^([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$`)
)

// readDays are the days that the words may mean, the likelier first: two where a day and a month could each be
// the other. A day without a year is one that has just passed, or the next such.
func readDays(said string, today desk.Day) []desk.Day {
	said = folded(said)
	if m := yearFirst.FindStringSubmatch(said); m != nil {
		return days(today, m[1], m[2], m[3])
	}
	if m := chineseDay.FindStringSubmatch(strings.ReplaceAll(said, " ", "")); m != nil {
		return days(today, m[1], m[2], m[3])
	}
	if m := yearLast.FindStringSubmatch(said); m != nil {
		both := append(days(today, m[3], m[2], m[1]), days(today, m[3], m[1], m[2])...)
		return slices.Compact(both)
	}
	if m := dayThenName.FindStringSubmatch(said); m != nil {
		return days(today, m[3], monthNamed(m[2]), m[1])
	}
	if m := nameThenDay.FindStringSubmatch(said); m != nil {
		return days(today, m[3], monthNamed(m[1]), m[2])
	}
	return nil
}

// justPassed is for how many days somebody who names a day without its year means the one that has passed.
const justPassed = 60

// days is the day of those numbers, none where there is no such day.
func days(today desk.Day, year, month, day string) []desk.Day {
	if year == "" {
		thisYear, err := strconv.Atoi(string(today[:4])) // a day begins with its year
		if err != nil {
			return nil
		}
		for y := thisYear - 1; y < thisYear+9; y++ { // 29 February may be that far
			if d := days(today, strconv.Itoa(y), month, day); len(d) > 0 && d[0] >= today.Add(-justPassed) {
				return d
			}
		}
		return nil
	}
	m, merr := strconv.Atoi(month)
	n, derr := strconv.Atoi(day)
	if merr != nil || derr != nil {
		return nil
	}
	d := desk.Day(fmt.Sprintf("%s-%02d-%02d", year, m, n))
	if !d.Valid() {
		return nil
	}
	return []desk.Day{d}
}

// monthNamed is the number of the month whose English name begins so, "" for none.
func monthNamed(name string) string {
	if name == "sept" {
		name = "sep"
	}
	for m := time.January; m <= time.December; m++ {
		full := strings.ToLower(m.String())
		if name == full || name == full[:3] {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}
