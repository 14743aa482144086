package when

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

var hongKong = time.FixedZone("HKT", 8*3600)

// wednesday is an afternoon in March.
var wednesday = time.Date(2026, 3, 4, 14, 0, 0, 0, hongKong)

// spoken is a reading as a rule's test writes it.
func spoken(r Reading) string {
	const layout = "Mon 2 Jan 2006 15:04"
	switch {
	case r.Ask != "":
		return r.Ask
	case r.IsZero():
		return "none"
	case r.Moment():
		return r.Start.Format(layout)
	}
	return r.Start.Format(layout) + " – " + r.End.Format(layout)
}

func readsAs(t *testing.T, now time.Time, l desk.Language, want map[string]string) {
	t.Helper()
	for said, w := range want {
		if got := spoken(Read(said, now, l)); got != w {
			t.Errorf("%q at %s is %s, want %s", said, now.Format(time.DateTime), got, w)
		}
	}
}

func TestWhatIsUnclearIsAskedByName(t *testing.T) {
	readsAs(t, wednesday, desk.TraditionalChinese, map[string]string{
		"昨天下午三點": AskPast, "today 9am": AskPast, "last friday": AskPast, "3月1日": AskPast,
		"31 February": AskImpossible, "二月三十日": AskImpossible, "25:00": AskImpossible, "聽日25點": AskImpossible, "2027-02-29": AskImpossible,
		"改天": AskVague, "whenever": AskVague, "有空再說": AskVague, "得閒先": AskVague, "not tomorrow": AskVague, "in a few days": AskVague,
		"1/12 下午": AskDayOrMonth, "3/6": AskDayOrMonth,
		"Monday or Tuesday": AskWhich, "聽日三點定四點": AskWhich, "Friday 7 March": AskWhich,
	})
}

func TestADayOrAMonthIsAskedAboutInChineseAlone(t *testing.T) {
	december := "Tue 1 Dec 2026 00:00 – Wed 2 Dec 2026 00:00"
	for l, want := range map[desk.Language]string{
		desk.English: december, Cantonese: december, desk.TraditionalChinese: AskDayOrMonth, desk.SimplifiedChinese: AskDayOrMonth,
	} {
		readsAs(t, wednesday, l, map[string]string{
			"1/12": want, "1/12 上嚟睇": december, "on 1/12 please": december, "1/12 可以嗎": map[bool]string{true: december, false: AskDayOrMonth}[l == Cantonese],
		})
	}
	r := Read("1/12 下午三點", wednesday, desk.TraditionalChinese)
	if got := r.Either[0].Format(time.RFC3339) + " " + r.Either[1].Format(time.RFC3339); got != "2026-12-01T15:00:00+08:00 2027-01-12T15:00:00+08:00" {
		t.Errorf("asked between %s", got)
	}
	if q := r.Question(desk.English, wednesday); !strings.Contains(q, "Tue 1 Dec or Tue 12 Jan") {
		t.Errorf("asked %q", q)
	}
}

func TestOnlyTheDateThatIsToComeIsTaken(t *testing.T) {
	readsAs(t, time.Date(2026, 12, 5, 15, 0, 0, 0, hongKong), desk.TraditionalChinese, map[string]string{
		"1/12": "Tue 12 Jan 2027 00:00 – Wed 13 Jan 2027 00:00", "25/12": "Fri 25 Dec 2026 00:00 – Sat 26 Dec 2026 00:00",
		"12/25": "Fri 25 Dec 2026 00:00 – Sat 26 Dec 2026 00:00", "12/12": "Sat 12 Dec 2026 00:00 – Sun 13 Dec 2026 00:00",
	})
}

func TestTodaysOwnWeekdayIsTodayWhileItsTimeIsAhead(t *testing.T) {
	readsAs(t, wednesday, desk.English, map[string]string{
		"Wednesday 3pm": "Wed 4 Mar 2026 15:00", "Wednesday 1pm": "Wed 11 Mar 2026 13:00", "Wednesday": "Wed 4 Mar 2026 00:00 – Thu 5 Mar 2026 00:00",
		"next Wednesday": "Wed 11 Mar 2026 00:00 – Thu 12 Mar 2026 00:00", "下周三": "Wed 11 Mar 2026 00:00 – Thu 12 Mar 2026 00:00",
		"Wednesday morning": "Wed 11 Mar 2026 06:00 – Wed 11 Mar 2026 12:00",
	})
}

func TestAWeekEndsOnSunday(t *testing.T) {
	sunday := time.Date(2026, 3, 8, 10, 0, 0, 0, hongKong)
	readsAs(t, sunday, desk.English, map[string]string{
		"next Monday": "Mon 9 Mar 2026 00:00 – Tue 10 Mar 2026 00:00", "下星期日": "Sun 15 Mar 2026 00:00 – Mon 16 Mar 2026 00:00",
		"下周五10点": "Fri 13 Mar 2026 10:00", "this Wednesday": AskPast, "next week": "Mon 9 Mar 2026 00:00 – Mon 16 Mar 2026 00:00",
	})
}

func TestWithoutAmOrPmTheHourIsOneOfTheDay(t *testing.T) {
	for said, want := range map[string]string{
		"tomorrow at 1": "13:00", "tomorrow at 7": "19:00", "tomorrow at 8": "08:00", "tomorrow at 11": "11:00", "tomorrow at 12": "12:00",
		"聽日七點": "19:00", "明天八点": "08:00", "明天十二點": "12:00", "tomorrow 03:00": "03:00", "tomorrow 19:00": "19:00", "tomorrow 7am": "07:00",
	} {
		readsAs(t, wednesday, desk.English, map[string]string{said: "Thu 5 Mar 2026 " + want})
	}
}

func TestTheNightGoesOnAfterMidnight(t *testing.T) {
	want := map[string]string{
		"tonight at midnight": "Thu 5 Mar 2026 00:00", "今晚十二點": "Thu 5 Mar 2026 00:00", "今晚十二點半": "Thu 5 Mar 2026 00:30", "今晚一點": "Thu 5 Mar 2026 01:00",
		"今晚凌晨兩點": "Thu 5 Mar 2026 02:00", "tonight at 8": "Wed 4 Mar 2026 20:00", "聽晚十二點": "Fri 6 Mar 2026 00:00",
	}
	readsAs(t, wednesday, desk.English, want)
	small := time.Date(2026, 3, 5, 0, 20, 0, 0, hongKong) // what is still to come of the night
	readsAs(t, small, desk.English, map[string]string{"tonight at 2": "Thu 5 Mar 2026 02:00", "今晚十二點": "Fri 6 Mar 2026 00:00"})
}

func TestNumbersThatAreNoTimeAreNone(t *testing.T) {
	for _, said := range []string{
		"unit 12A", "3 lamps", "floor 12", "9123 4567", "+852 2345 6789", "R-1001", "$500", "12樓", "三盞燈", "3號車位", "八號風球", "500元", "at 3 Garden Road",
		"between floors 2 and 4", "1/2 of the lights", "3.5 m", "二號𨋢", "快一點", "有三點建議", "1:100", "24/7", "12", "1203",
	} {
		readsAs(t, wednesday, desk.English, map[string]string{said: "none"})
	}
}

func TestReportsAndHabitsAreNoAppointments(t *testing.T) {
	for _, said := range []string{
		"waited two hours", "broken for three days", "兩日前開始漏水", "leaking since yesterday", "aircon broke on Monday", "等咗兩個鐘", "坏了三天了", "昨天开始漏水",
		"noise every night at 11pm", "逢星期日裝修", "the lift stopped at 1pm", "約了昨天下午三點，沒有人來", "cancel my 3pm booking", "hot water only works at night",
	} {
		readsAs(t, wednesday, desk.English, map[string]string{said: "none"})
	}
}

func TestSmallTalkIsNoTime(t *testing.T) {
	for _, said := range []string{
		"good morning", "morning, my tap leaks", "早晨", "早，水喉漏水", "晚安", "see you tomorrow", "聽日見", "今天天氣很好", "nice weather today", "have a nice weekend",
		"週末愉快", "may I ask a question", "thanks for yesterday", "今日好熱", "😀😀", "", "   ", "lol", "talk to you later", "隨時會掉下來",
	} {
		readsAs(t, wednesday, desk.English, map[string]string{said: "none"})
	}
}

func TestAnAppointmentBesideAReportIsRead(t *testing.T) {
	readsAs(t, wednesday, desk.English, map[string]string{
		"It has been leaking since yesterday, please come tomorrow 3pm":    "Thu 5 Mar 2026 15:00",
		"壞咗三日，聽朝十點嚟整得唔得":                                                   "Thu 5 Mar 2026 10:00",
		"tomorrow is no good, can you do friday 3pm":                       "Fri 6 Mar 2026 15:00",
		"please change my appointment from Thursday to Friday":             "Fri 6 Mar 2026 00:00 – Sat 7 Mar 2026 00:00",
		"3 lamps out on floor 12, come Friday 10am, my phone is 9123 4567": "Fri 6 Mar 2026 10:00",
		"waited two hours, 聽日下晝三點可以嗎, thank you":                           "Thu 5 Mar 2026 15:00",
	})
}

func TestTimesThatNoClockShowsOnThatDayAreTheNextItDoes(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 7, 12, 0, 0, 0, zone)
	if got := Read("tomorrow 2:30am", now, desk.English).Start.Format(time.RFC3339); got != "2026-03-08T03:00:00-04:00" {
		t.Errorf("got %s", got)
	}
}

func TestEveryQuestionHasItsSentence(t *testing.T) {
	for _, ask := range []string{AskPast, AskImpossible, AskVague, AskDayOrMonth, AskWhich} {
		if !text.Has("when." + ask) {
			t.Errorf("no sentence for %s", ask)
		}
	}
}

func TestALongTextIsReadInTime(t *testing.T) {
	for _, part := range []string{"三點", "1 ", "\n3pm", "半", "一點", "day ", "every "} {
		Read(strings.Repeat(part, 100_000), wednesday, desk.English)
	}
}
