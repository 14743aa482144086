package when

import "unicode/utf8"

// numeral takes a number in Chinese numerals: 三, 十五, 廿八, 零五, 二〇二六. Two numerals side by side are two numbers, as in
// 三四點.
func (c *cutter) numeral(r rune) bool {
	if _, ok := c.numerals[r]; !ok {
		return false
	}
	var all []int
	n := 0
	for n < len(c.s)-c.i {
		r, size := utf8.DecodeRuneInString(c.s[c.i+n:])
		v, ok := c.numerals[r]
		if !ok {
			break
		}
		all = append(all, v)
		n += size
	}
	return c.put(n, numbers(all)...)
}

// numbers are what a row of numerals says.
func numbers(all []int) []token {
	if year := inDigits(all); len(all) == 4 && year > 0 {
		return []token{{kind: fourKind, n: year, width: 4, han: true}}
	}
	var read []token
	for len(all) > 0 {
		t, n := leading(all)
		t.kind, t.han = numberKind, true
		read = append(read, t)
		all = all[n:]
	}
	if len(read) > 2 { // a code
		return []token{{kind: otherKind, han: true}}
	}
	return read
}

// inDigits is the number whose digits the numerals are, 0 where one of them is more than a digit.
func inDigits(all []int) int {
	n := 0
	for _, v := range all {
		if v >= 10 {
			return 0
		}
		n = n*10 + v
	}
	return n
}

// leading is the number that the numerals begin with, and of how many of them it is.
func leading(all []int) (t token, n int) {
	first, second, third := all[0], at(all, 1), at(all, 2)
	switch {
	case first == 0 && second > 0 && second < 10: // 零五
		return token{n: second, width: 2}, 2
	case first >= 10 && second > 0 && second < 10: // 十五, 廿八
		return token{n: first + second}, 2
	case first > 0 && first < 10 && second == 10 && third > 0 && third < 10: // 二十八
		return token{n: first*10 + third}, 3
	case first > 0 && first < 10 && second == 10: // 二十
		return token{n: first * 10}, 2
	}
	return token{n: first}, 1
}

// at is the numeral in that place, -1 where there is none.
func at(all []int, i int) int {
	if i >= len(all) {
		return -1
	}
	return all[i]
}
