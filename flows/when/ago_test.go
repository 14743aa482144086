package when

import (
	"testing"
	"time"
)

func TestHowLongAgoIsReadByItself(t *testing.T) {
	for said, want := range map[string]time.Duration{
		"10 min ago": 10 * time.Minute, "10 minutes ago": 10 * time.Minute, "10m": 10 * time.Minute, "10m ago": 10 * time.Minute, "10 m": 10 * time.Minute,
		"10mins": 10 * time.Minute, "1 hour ago": time.Hour, "2h ago": 2 * time.Hour, "an hour ago": time.Hour, "half an hour ago": 30 * time.Minute,
		"twenty-five minutes ago": 25 * time.Minute, "an hour and a half ago": 90 * time.Minute, "1.5 hours ago": 90 * time.Minute,
		"a quarter of an hour ago": 15 * time.Minute, "1 hour 20 minutes ago": 80 * time.Minute, "about 10 min ago": 10 * time.Minute, "2 days ago": 48 * time.Hour,
		"10分鐘前": 10 * time.Minute, "10 分鐘前": 10 * time.Minute, "十分钟前": 10 * time.Minute, "10分前": 10 * time.Minute, "10分": 10 * time.Minute, "１０分鐘之前": 10 * time.Minute,
		"1小時前": time.Hour, "兩小時前": 2 * time.Hour, "兩個鐘前": 2 * time.Hour, "2個小時以前": 2 * time.Hour, "三個鐘頭前": 3 * time.Hour, "半小時前": 30 * time.Minute,
		"半個鐘前": 30 * time.Minute, "個半鐘前": 90 * time.Minute, "三個字前": 15 * time.Minute, "一刻鐘前": 15 * time.Minute, "大約十五分鐘前": 15 * time.Minute,
		"一小時二十分鐘前": 80 * time.Minute, "兩天前": 48 * time.Hour,
	} {
		if ago, ok := Ago(said); !ok || ago != want {
			t.Errorf("%s is read as %s, %t, want %s", said, ago, ok, want)
		}
	}
}

func TestWhatDoesNotSayHowLongAgoIsNotRead(t *testing.T) {
	for _, said := range []string{
		"", "ago", "10", "14:30", "1430", "3pm", "yesterday", "soon", "in 10 minutes", "10 min later", "10分鐘後", "a few minutes ago", "幾分鐘前",
		"兩三個鐘前", "2 months ago", "10 ft", "3 lamps", "12A", "三樓", "10 minutes or 20 minutes", "waited 10 minutes", "9999 days ago", "before 3pm",
	} {
		if ago, ok := Ago(said); ok {
			t.Errorf("%s is read as %s ago", said, ago)
		}
	}
}

func TestHowLongAgoIsReadFromASentence(t *testing.T) {
	for said, want := range map[string]time.Duration{
		"water leaking, called 10 minutes ago": 10 * time.Minute, "冷氣漏水，十五分鐘前打來": 15 * time.Minute, "半小時前水浸": 30 * time.Minute, "10分钟前 空调漏水": 10 * time.Minute,
	} {
		if ago, ok := AgoIn(said); !ok || ago != want {
			t.Errorf("%s is read as %s, %t, want %s", said, ago, ok, want)
		}
	}
	for _, said := range []string{
		"", "冷氣漏水", "waited 10 minutes", "in 10 minutes", "飯前十分鐘", "10 minutes ago and 20 minutes ago", "3 lamps", "last week", "lamp 2 is out",
	} {
		if ago, ok := AgoIn(said); ok {
			t.Errorf("%s is read as %s ago", said, ago)
		}
	}
}
