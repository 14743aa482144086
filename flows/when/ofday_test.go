package when

import (
	"fmt"
	"testing"
)

func TestATimeOfDayIsReadByItself(t *testing.T) {
	for said, want := range map[string]string{
		"14:30": "14:30", "1430": "14:30", "0930": "09:30", "2:30pm": "14:30", "2:30 PM": "14:30", "２：３０pm": "14:30", "14點30分": "14:30",
		"14時30分": "14:30", "下午2:30": "14:30", "12:30am": "00:30", "12:30 p.m.": "12:30", "9.30": "09:30", "中午12:30": "12:30", "2pm": "14:00",
		"下午三點": "15:00", "下午三点半": "15:30", "三點": "15:00", "上午十點": "10:00", "十一点": "11:00", "中午十二點": "12:00", "早上九時半": "09:30",
		"下午两点": "14:00", "晚上七點四十五分": "19:45", "下午3點半": "15:30", "二十點": "20:00", "half past nine": "09:30", "quarter to five": "16:45",
		"9 in the evening": "21:00", "三點搭四": "15:20", "noon": "12:00", "5": "17:00", "03:00": "03:00", "at 3": "15:00",
	} {
		c, ok := OfDay(said)
		if got := fmt.Sprintf("%02d:%02d", c.Hour, c.Minute); !ok || got != want {
			t.Errorf("%s is read as %s, %t, want %s", said, got, ok, want)
		}
	}
	for _, said := range []string{"三樓", "半", "十個", "三十點", "25:00", "am 2pm", "soon", "12A", "tomorrow 3pm", "2-4pm", "晚上十二點", "", "3 lamps", "12345", "下午"} {
		if c, ok := OfDay(said); ok {
			t.Errorf("%s is read as a time: %v", said, c)
		}
	}
}
