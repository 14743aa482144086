package dialog

import (
	"regexp"
	"strconv"
	"strings"
)

//nolint:gosmopolitan // read, not said
var (
	// spokenNumber is a number below a hundred in Chinese numerals.
	spokenNumber = regexp.MustCompile(`[一二兩两三四五六七八九]?十[一二三四五六七八九]?|[一二兩两三四五六七八九]`)
	// halfPast is half an hour behind the hour.
	halfPast = regexp.MustCompile(`([點点時时])半`)
	// ones are the numerals, each behind its number.
	ones = strings.NewReplacer("一", "1", "二", "2", "兩", "2", "两", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// numerals writes in digits what is said of a clock in Chinese numerals: 下午三點半 is 下午3點30.
func numerals(said string) string {
	said = spokenNumber.ReplaceAllStringFunc(said, func(number string) string {
		tens, rest, ten := strings.Cut(number, "十") //nolint:gosmopolitan // read, not said
		if !ten {
			return ones.Replace(number)
		}
		n := 10
		if t, err := strconv.Atoi(ones.Replace(tens)); err == nil {
			n = t * 10
		}
		if o, err := strconv.Atoi(ones.Replace(rest)); err == nil {
			n += o
		}
		return strconv.Itoa(n)
	})
	return halfPast.ReplaceAllString(said, "${1}30")
}
