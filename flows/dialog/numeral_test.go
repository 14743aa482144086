package dialog

import "testing"

func TestATimeOfDayIsReadInChineseNumerals(t *testing.T) {
	for said, want := range map[string][2]int{
		"下午三點": {15, 0}, "下午三点半": {15, 30}, "三點": {3, 0}, "上午十點": {10, 0}, "十一点": {11, 0}, "中午十二點": {12, 0},
		"早上九時半": {9, 30}, "下午两点": {14, 0}, "晚上七點四十五分": {19, 45}, "下午3點半": {15, 30}, "二十點": {20, 0}, "14:30": {14, 30},
	} {
		hour, minute, ok := readClock(said)
		if !ok || [2]int{hour, minute} != want {
			t.Errorf("%s is read as %d:%02d, %v", said, hour, minute, ok)
		}
	}
	for _, said := range []string{"三樓", "半", "十個", "三十點"} {
		if _, _, ok := readClock(said); ok {
			t.Errorf("%s is read as a time", said)
		}
	}
}
