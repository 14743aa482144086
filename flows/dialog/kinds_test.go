package dialog_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// one is a dialog of one question; got is its answers once it was answered.
func one(s dialog.Step, got *dialog.Answers) *dialog.Flow {
	return dialog.New("visitor", 1, s).Done(func(t *dialog.Talk) error {
		*got = t.Answers
		return nil
	})
}

func open(*dialog.Talk, desk.Day) bool { return true }

// weekdays are free, but not the sixteenth.
func weekdays(_ *dialog.Talk, d desk.Day) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !strings.HasSuffix(string(d), "-16")
}

func TestDaysAreReadAsPeopleWriteThem(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Date("day", open), &got)) // Wednesday, 4 March 2026
	p := w.person(1, desk.English)
	for said, want := range map[string]desk.Day{
		"2026-12-01": "2026-12-01", "2026/12/1": "2026-12-01", "2026.12.01": "2026-12-01", "１/１２/２０２６": "2026-12-01",
		"25/12/2026": "2026-12-25", "12/25/2026": "2026-12-25", "1 Dec": "2026-12-01", "1st December 2026": "2026-12-01",
		"Dec 1": "2026-12-01", "December 1, 2026": "2026-12-01", "12月1日": "2026-12-01", "2026年12月1日": "2026-12-01",
		"12 月 1 號": "2026-12-01", "1 Jan": "2027-01-01", "today": "2026-03-04", "Tomorrow": "2026-03-05", "明天": "2026-03-05",
		"後天": "2026-03-06", "Monday": "2026-03-09", "星期五": "2026-03-06", "週日": "2026-03-08", "13/3": "2026-03-13", "5/5": "2026-05-05",
		"31 Dec 2026": "2026-12-31",
	} {
		got = nil
		p.begins("visitor")
		p.writes(said)
		if d := got.Day("day"); d != want {
			t.Errorf("%q is %q, want %q", said, d, want)
		}
		if p.active() != "" {
			p.presses("Cancel")
		}
	}
}

func TestADayThatCannotBeHadGetsASentence(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Date("day", weekdays), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	for said, want := range map[string]string{
		"2026-03-03": "has passed", "2019-01-01": "has passed", "2031-01-01": "too far ahead", "7 March": "cannot be chosen",
		"2026-02-30": "no such day", "perhaps": "could not read", "4/4/2026": "cannot be chosen", "6/4/2026": "Do you mean Mon 6 Apr or Thu 4 Jun?",
	} {
		p.writes(said)
		p.shows(want)
	}
	if got != nil {
		t.Errorf("answered %v", got)
	}
}

func TestDaysAreReadInWordsAndShown(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", dialog.New("visitor", 1, dialog.Date("day", open), dialog.Text("who")).Done(func(t *dialog.Talk) error {
		got = t.Answers
		return nil
	})) // Wednesday, 4 March 2026
	p := w.person(1, desk.English)
	for said, want := range map[string]struct {
		day   desk.Day
		shown string
	}{
		"day after tomorrow": {"2026-03-06", "Fri 6 Mar"}, "next Friday please": {"2026-03-13", "Fri 13 Mar"}, "大後天": {"2026-03-07", "Sat 7 Mar"},
		"下周五": {"2026-03-13", "Fri 13 Mar"}, "十二月一日": {"2026-12-01", "Tue 1 Dec"}, "聽日下晝": {"2026-03-05", "tomorrow"},
		"15號": {"2026-03-15", "Sun 15 Mar"}, "in three days": {"2026-03-07", "Sat 7 Mar"},
		"tonight": {"2026-03-04", "today"},
	} {
		p.begins("visitor")
		p.writes(said)
		p.shows("Understood: "+want.shown, "Who is coming?")
		p.writes("Mr Chan")
		if d := got.Day("day"); d != want.day {
			t.Errorf("%q is %q, want %q", said, d, want.day)
		}
	}
}

func TestATimeThatIsSaidWithTheDayIsNotAskedAgain(t *testing.T) {
	var got dialog.Answers
	day := func(t *dialog.Talk) desk.Day { return t.Answers.Day("day") }
	w := newWorld(t, "14:00", dialog.New("visitor", 1,
		dialog.Date("day", open),
		dialog.Time("time", func(*dialog.Talk) []time.Time { return nil }).Anytime(day).After("day"),
		dialog.Text("who"),
	).Done(func(t *dialog.Talk) error {
		got = t.Answers
		return nil
	})) // Wednesday, 4 March 2026
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.writes("tomorrow at half past nine")
	p.shows("Understood: tomorrow 09:30", "Who is coming?")
	p.writes("Mr Chan")
	if at, _ := got.Time("time"); got.Day("day") != "2026-03-05" || at.In(estate().Zone).Format("02 15:04") != "05 09:30" {
		t.Errorf("answered %v", got)
	}
	p.begins("visitor")
	p.writes("Friday afternoon")
	p.shows("Understood: Fri 6 Mar", "About what time?")
}

func TestADayInWordsThatIsNotClearIsAskedFor(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Date("day", open), &got)) // Wednesday, 4 March 2026
	p := w.person(1, desk.English)
	p.begins("visitor")
	for said, want := range map[string]string{
		"next week": "Which day from Mon 9 Mar to Sun 15 Mar?", "whenever": "Which day and time", "31 February": "no such day", "last Friday": "has passed",
		"Monday or Tuesday": "more than one", "改天": "Which day and time",
	} {
		p.writes(said)
		p.shows(want)
	}
	if got != nil {
		t.Errorf("answered %v", got)
	}
}

func TestTimesAreReadInWords(t *testing.T) {
	halves := func(t *dialog.Talk) []time.Time {
		var all []time.Time
		for half := range 24 {
			all = append(all, t.Tx.Estate().At("2026-03-05", 9*time.Hour+time.Duration(half)*30*time.Minute))
		}
		return all
	}
	var got dialog.Answers
	anytime := dialog.Time("time", halves).Anytime(func(*dialog.Talk) desk.Day { return "2026-03-05" })
	w := newWorld(t, "14:00", one(anytime, &got)) // Wednesday, 4 March 2026
	p := w.person(1, desk.English)
	for said, want := range map[string]string{
		"half past nine": "09:30", "quarter to five": "16:45", "三點搭四": "15:20", "下晝三點半左右": "15:30", "3": "15:00", "三點": "15:00", "noon": "12:00",
		"tomorrow at 3pm": "15:00", "兩點三個字": "14:15", "maybe around 10am please": "10:00", "8pm": "20:00", "9 at night": "21:00",
	} {
		got = nil
		p.begins("visitor")
		p.writes(said)
		at, _ := got.Time("time")
		if got == nil || at.In(estate().Zone).Format("2006-01-02 15:04") != "2026-03-05 "+want {
			t.Errorf("%q is %v, want %s", said, at, want)
		}
		if p.active() != "" {
			p.presses("Cancel")
		}
	}
	p.begins("visitor")
	for said, want := range map[string]string{
		"friday 3pm": "Fri 6 Mar 15:00 is not free", "tomorrow afternoon": "one time", "whenever": "Which day and time", "yesterday 3pm": "has passed",
	} {
		p.writes(said)
		p.shows(want)
	}
}

func TestADayThatHasJustPassedIsNotTakenForNextYears(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Date("day", weekdays), &got)) // Wednesday, 4 March 2026
	p := w.person(1, desk.English)
	p.begins("visitor")
	for said, want := range map[string]string{"1 Mar": "has passed", "2月20日": "has passed", "3/3": "has passed", "4/1": "has passed", "2 Jan": "too far"} {
		p.writes(said)
		if want == "too far" { // next year's, which is a Saturday
			want = "cannot be chosen"
		}
		p.shows(want)
	}
}

func TestTheSheetIsNeverEmpty(t *testing.T) {
	var got dialog.Answers
	only := func(_ *dialog.Talk, d desk.Day) bool { return d == "2026-03-20" || d == "2026-08-03" }
	w := newWorld(t, "14:00", one(dialog.Date("day", only), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.writes("1 May")
	p.shows("cannot be chosen", "August 2026", "[3]", "[◀]")
	p.writes("1 Dec")
	p.shows("cannot be chosen", "March 2026", "[20]")
	p.presses("▶")
	p.shows("August 2026")
	p.presses("◀")
	p.shows("March 2026")
	w.serve(one(dialog.Date("day", func(*dialog.Talk, desk.Day) bool { return false }), &got))
	p.writes("2 May")
	p.shows("Nothing is free")
	if strings.Contains(p.screen().String(), "[Mo]") {
		t.Errorf("the sheet is empty:\n%s", p.screen())
	}
}

func TestTheSheetShowsWeeksFromMondayAndFreeDaysAlone(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Date("day", weekdays), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	m := p.shows("March 2026", "[Mo] [Tu] [We] [Th] [Fr] [Sa] [Su]", "[·] [·] [[4]] [5] [6] [·] [·]", "[·] [17] [18] [19] [20] [·] [·]")
	if strings.Contains(m.String(), "◀]") {
		t.Errorf("one can turn to the past:\n%s", m)
	}
	if toast := p.presses("·"); toast == "" && got != nil {
		t.Error("a day that is shut can be pressed")
	}
	p.presses("▶")
	p.shows("April 2026", "[·] [·] [1] [2] [3] [·] [·]")
	p.presses("◀")
	p.presses("18")
	if d := got.Day("day"); d != "2026-03-18" {
		t.Errorf("chose %q", d)
	}
}

func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	free := func(t *dialog.Talk) []time.Time {
		var all []time.Time
		for hour := range 24 {
			all = append(all, t.Tx.Estate().At("2026-03-05", time.Duration(hour)*time.Hour+30*time.Minute))
		}
		return all
	}
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Time("time", free), &got))
	p := w.person(1, desk.English)
	for said, want := range map[string]string{
		"14:30": "14:30", "1430": "14:30", "2:30pm": "14:30", "2:30 PM": "14:30", "２：３０pm": "14:30", "14點30分": "14:30",
		"下午2:30": "14:30", "12:30am": "00:30", "12:30 p.m.": "12:30", "9.30": "09:30", "0930": "09:30", "中午12:30": "12:30",
	} {
		got = nil
		p.begins("visitor")
		p.writes(said)
		at, _ := got.Time("time")
		if got == nil || at.In(estate().Zone).Format("15:04") != want {
			t.Errorf("%q is %v, want %s", said, at, want)
		}
		if p.active() != "" {
			p.presses("Cancel")
		}
	}
	p.begins("visitor")
	for said, want := range map[string]string{"14:31": "14:31 is not free", "25:00": "no such day or time", "soon": "could not read", "am 2pm": "could not read"} {
		p.writes(said)
		p.shows(want)
	}
	p.shows("[00:30] [01:30]", "1 / 4")
	p.presses("▶")
	p.shows("2 / 4", "06:30")
	p.presses("07:30")
	if at, _ := got.Time("time"); at.In(estate().Zone).Hour() != 7 {
		t.Errorf("chose %v", at)
	}
}

func TestNumbersAreReadInAnyWidthAndKeptWithinTheirBounds(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Number("count", 1, 99), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	for _, bad := range []string{"0", "100", "-3", "two", "1.5", "99999999999999999999"} {
		p.writes(bad)
		p.shows("whole number from 1 to 99")
	}
	p.writes("４２")
	if n, ok := got.Number("count"); !ok || n != 42 {
		t.Errorf("got %d, %v", n, ok)
	}
}

func TestPhoneIsTypedOrSharedByItsOwnerAlone(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Phone("who"), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	keys := p.rooms[p.Chat][0]
	if len(keys.Keys) != 1 || !keys.Keys[0][0].Contact {
		t.Fatalf("no key to share a number: %+v", keys)
	}
	for _, bad := range []string{"123", "12345678901234567890", "call me", "0800-FLOWERS", "+852"} {
		p.writes(bad)
		p.shows("not a telephone number")
	}
	p.sends(chat.Update{Contact: &chat.Contact{Phone: "85291234567", User: 2}})
	p.shows("somebody else")
	p.sends(chat.Update{Contact: &chat.Contact{Phone: "85291234567"}})
	p.shows("somebody else")
	p.sends(chat.Update{Contact: &chat.Contact{Phone: "85291234567", User: 1}})
	if got.Text("who") != "+85291234567" {
		t.Errorf("got %q", got.Text("who"))
	}
	removed := false
	for _, m := range p.rooms[p.Chat] {
		removed = removed || m.RemoveKeys
	}
	if !removed {
		t.Error("the key stays under the text box")
	}
	for said, want := range map[string]string{
		"9123 4567": "+85291234567", "９１２３４５６７": "+85291234567", "+86 138 0013 8000": "+8613800138000", "0086 138 0013 8000": "+8613800138000",
		"+886 912 345 678": "+886912345678", "+44 20 7946 0958": "+442079460958", "(852) 9123-4567": "+85291234567",
	} {
		got = nil
		p.begins("visitor")
		p.writes(said)
		if got.Text("who") != want {
			t.Errorf("%q is %q, want %q", said, got.Text("who"), want)
		}
		if p.active() != "" {
			p.presses("Cancel")
		}
	}
}

func TestSomebodyElsesPhoneIsTypedOrTheirCard(t *testing.T) {
	for _, card := range []string{"9123 4567", "85291234567", "+85291234567"} {
		var got dialog.Answers
		w := newWorld(t, "14:00", one(dialog.Phone("who").Anothers(), &got))
		p := w.person(1, desk.English)
		p.begins("visitor")
		p.sends(chat.Update{Contact: &chat.Contact{Phone: "85261234567", User: 1}})
		p.shows("your own number")
		p.sends(chat.Update{Contact: &chat.Contact{Phone: card, User: 2}})
		if got.Text("who") != "+85291234567" {
			t.Errorf("%s is %q", card, got.Text("who"))
		}
		for _, m := range p.rooms[p.Chat] {
			if len(m.Keys) > 0 || m.RemoveKeys {
				t.Errorf("a key to share a number:\n%s", m)
			}
		}
	}
}

func TestLeavingAPhoneTakesItsKeyAway(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Phone("who"), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.presses("Cancel")
	last := p.rooms[p.Chat][len(p.rooms[p.Chat])-2]
	if !last.RemoveKeys {
		t.Errorf("the key stays:\n%s", last)
	}
}

func units(n int) func(*dialog.Talk) []desk.Unit {
	var all []desk.Unit
	for _, building := range []string{"A", "B", "Tower 2"} {
		for floor := 1; floor <= n; floor++ {
			for flat := 1; flat <= 3; flat++ {
				all = append(all, desk.Unit{
					ID: desk.UnitID(len(all) + 1), Building: building, Floor: fmt.Sprint(floor), Number: fmt.Sprintf("%d%02d", floor, flat),
				})
			}
		}
	}
	return func(*dialog.Talk) []desk.Unit { return all }
}

func TestUnitIsFoundByBuildingFloorAndDoorOrTyped(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Unit("home", units(12)), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.shows("[Building A] [Building B]")
	p.presses("Building B")
	p.shows("[1/F] [2/F]", "1 / 2")
	p.presses("▶")
	p.presses("12/F")
	p.shows("[B-1201] [B-1202]")
	p.presses("Back")
	p.shows("[1/F]")
	p.presses("Back")
	p.shows("[Building A]")
	p.presses("Building B")
	p.presses("3/F")
	p.presses("B-302")
	if id := got.Unit("home"); id != desk.UnitID(36+8) {
		t.Errorf("chose %d", id)
	}
	for _, said := range []string{"A-1203", "a1203", "A 12 03", "Ａ－１２０３"} {
		got = nil
		p.begins("visitor")
		p.writes(said)
		if id := got.Unit("home"); id != 36 {
			t.Errorf("%q is %d", said, id)
		}
	}
	p.begins("visitor")
	p.writes("1203")
	p.shows("fits 3 of them", "A-1203", "B-1203", "Tower 2-1203", "Show all")
	p.writes("C-99")
	p.shows("don’t know a unit")
}

func TestChoicesArePagedAndFoundByWords(t *testing.T) {
	options := func(*dialog.Talk) []dialog.Option {
		var all []dialog.Option
		for i := range 20 {
			all = append(all, dialog.Option{Value: fmt.Sprintf("v%d", i), Label: fmt.Sprintf("Sofa %d", i)})
		}
		return append(all, dialog.Option{Value: strings.Repeat("long", 20), Label: "冷氣 Ａir-Con"}, dialog.Option{Value: "x", Label: strings.Repeat("名", 200)})
	}
	var got dialog.Answers
	flow := func(s dialog.Step) *dialog.Flow {
		return dialog.New("visitor", 1, s, dialog.Text("who").TakesStray()).Done(func(t *dialog.Talk) error { got = t.Answers; return nil })
	}
	w := newWorld(t, "14:00", flow(dialog.Choice("home", options).Search()))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.shows("[Sofa 0] [Sofa 1]", "1 / 4")
	p.presses("▶")
	p.shows("Sofa 6", "2 / 4")
	p.writes("１ SOFA")
	p.shows("fits 11 of them", "Sofa 14", "Show all")
	p.presses("Show all")
	p.shows("1 / 4")
	p.writes("there is a leak")
	p.shows("Noted", "there is a leak")
	p.writes("Stool")
	p.shows("found nothing with", "Stool")
	p.writes("air-con")
	if got.Text("home") != strings.Repeat("long", 20) || got.Text("who") != "there is a leak" {
		t.Errorf("got %s", got)
	}
}

func TestAlbumsAreOneAnswer(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Media("who").Max(3), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	photo := func(id string) desk.Media { return desk.Media{Kind: desk.Photo, FileID: id} }
	p.sends(chat.Update{Media: []desk.Media{photo("a"), photo("b")}, Messages: []desk.MessageID{51, 52}})
	p.shows("2 kept")
	p.sends(chat.Update{Media: []desk.Media{photo("c"), photo("d")}})
	p.shows("At most 3", "3 kept")
	p.presses("Next")
	if files := got.Media("who"); len(files) != 3 || files[2].FileID != "c" {
		t.Errorf("got %v", got.Media("who"))
	}
}

func TestAFormIsAskedAsItIsDeclared(t *testing.T) {
	fields := func(t *dialog.Talk) []dialog.Field {
		all := []dialog.Field{
			{Name: "name", Label: "visitor.who", Max: 50},
			{Name: "many", Label: "visitor.count", Kind: dialog.FieldNumber, Min: 1, Max: 5},
		}
		if n, _ := t.Answers.Number(dialog.FieldStep("form", "many")); n > 1 {
			all = append(all, dialog.Field{Name: "plate", Label: "visitor.plate", Optional: true})
		}
		return append(all, dialog.Field{Name: "stars", Label: "visitor.time", Kind: dialog.FieldRating},
			dialog.Field{Name: "where", Label: "visitor.home", Kind: dialog.FieldLocation},
			dialog.Field{Name: "day", Label: "visitor.day", Kind: dialog.FieldDate})
	}
	var got []desk.Field
	f := dialog.New("visitor", 1, dialog.Form("form", fields), dialog.Confirm("confirm", nil)).Done(func(t *dialog.Talk) error {
		got = t.Fields("form")
		return nil
	})
	w := newWorld(t, "14:00", f)
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.writes("Mr Ho")
	p.presses("3")
	p.presses("Skip")
	p.presses("★★★★")
	p.sends(chat.Update{Location: &chat.Location{Latitude: 22.28, Longitude: 114.15}})
	p.writes("tomorrow")
	p.shows("Visitor: <b>Mr Ho</b>", "People: <b>3</b>", "Plate: <b>–</b>", "★★★★", "22.28000, 114.15000", "tomorrow")
	p.presses("Confirm")
	if len(got) != 5 || got[1].Value != "3" || got[4].Kind != desk.FieldDay {
		t.Errorf("got %+v", got)
	}
}

// What turns text about, has no width or ends the program's lines is taken out; letters that join stay.
func TestTypedTextIsCleaned(t *testing.T) {
	for said, want := range map[string]string{
		"a\u202eb": "ab", "\u2066x\u2069": "x", "zero\u200bwidth\ufeff": "zerowidth", "bell\a\x00": "bell", "one\r\ntwo": "one\ntwo",
		"👨\u200d👩\u200d👧": "👨\u200d👩\u200d👧", "שלום": "שלום", "\u200d \u200e": "", "a\tb": "a b",
	} {
		if got := dialog.Clean(said); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
	if got := dialog.CleanName(" Chan\n\u202eTai  Man "+strings.Repeat("x", 300), 20); got != "Chan Tai Man xxxxxxx" {
		t.Errorf("the name is %q", got)
	}
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Text("who"), &got))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.writes("\u200b\u202e")
	p.shows("can't use that")
	p.writes("\u202eevil <b>")
	if got.Text("who") != "evil <b>" {
		t.Errorf("got %q", got.Text("who"))
	}
}

func TestEveryKindAsksInEveryLanguage(t *testing.T) {
	soon := func(t *dialog.Talk) []time.Time {
		return []time.Time{t.Now().Add(time.Hour), t.Now().Add(26 * time.Hour)}
	}
	steps := []dialog.Step{
		dialog.Unit("home", units(12)), dialog.Phone("who"), dialog.Number("count", 1, 9), dialog.Date("day", weekdays),
		dialog.Time("time", soon).Lasting(2 * time.Hour), dialog.Location("plate"),
	}
	var got dialog.Answers
	f := dialog.New("visitor", 1, append(steps, dialog.Confirm("confirm", nil))...).Done(func(t *dialog.Talk) error { got = t.Answers; return nil })
	for i, l := range desk.Languages {
		w := newWorld(t, "14:00", f)
		p := w.person(desk.UserID(i+1), l)
		p.begins("visitor")
		for _, said := range []string{"none such", "A-1203", "nobody", "9123 4567", "x", "3", "x", "1/1/2020", "9 Mar", "x", "15:00", "lobby"} {
			p.writes(said)
		}
		p.presses("✏️")
		if n := strings.Count(p.screen().String(), "["); n != 8 {
			t.Errorf("%s: %d buttons:\n%s", l, n, p.screen())
		}
		p.presses("◀")
		p.presses("✅")
		if got == nil {
			t.Errorf("%s: it does not end", l)
		}
	}
}

func TestWhereNothingIsFreeTheQuestionSaysSo(t *testing.T) {
	none := func(*dialog.Talk) []time.Time { return nil }
	for _, s := range []dialog.Step{
		dialog.Date("day", func(*dialog.Talk, desk.Day) bool { return false }), dialog.Time("time", none),
		dialog.Unit("home", units(0)), dialog.Choice("home", few()),
	} {
		var got dialog.Answers
		w := newWorld(t, "14:00", one(s, &got))
		p := w.person(1, desk.English)
		p.begins("visitor")
		p.shows("Nothing is free here")
		p.presses("Back")
		p.shows("home")
	}
}

func TestADayThatHasBeenIsReadAsPeopleWriteIt(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.PastDay("day"), &got)) // Wednesday, 4 March 2026
	p := w.person(1, desk.English)
	for said, want := range map[string]desk.Day{
		"2026-02-20": "2026-02-20", "20/2": "2026-02-20", "2月20日": "2026-02-20", "20 Feb": "2026-02-20", "today": "2026-03-04",
		"Yesterday": "2026-03-03", "昨日": "2026-03-03", "昨天": "2026-03-03", "前天": "2026-03-02", "Monday": "2026-03-02",
		"星期五": "2026-02-27", "Tue 24 Feb": "2026-02-24", "1 Jan": "2026-01-01",
	} {
		got = nil
		p.begins("visitor")
		p.writes(said)
		if d := got.Day("day"); d != want {
			t.Errorf("%q is %q, want %q", said, d, want)
		}
		if p.active() != "" {
			p.presses("Cancel")
		}
	}
	p.begins("visitor")
	for said, want := range map[string]string{
		"2026-11-30": "has not come yet", "5月30日": "has not come yet", "tomorrow": "could not read", "perhaps": "could not read",
		"2024-01-01": "too long ago", "3/2": "Do you mean",
	} {
		p.writes(said)
		p.shows(want)
	}
	p.presses("yesterday")
	if d := got.Day("day"); d != "2026-03-03" {
		t.Errorf("pressed %q", d)
	}
}

func TestHowLongAgoIsReadAsPeopleWriteIt(t *testing.T) {
	var got dialog.Answers
	w := newWorld(t, "14:00", one(dialog.Past("day", 24*time.Hour), &got))
	p := w.person(1, desk.English)
	for said, want := range map[string]time.Duration{
		"10 min ago": 10 * time.Minute, "10 minutes ago": 10 * time.Minute, "10m": 10 * time.Minute, "1 hour ago": time.Hour, "2h ago": 2 * time.Hour,
		"10 分鐘前": 10 * time.Minute, "十分钟前": 10 * time.Minute, "兩小時前": 2 * time.Hour, "Just now": 0, "13:50": 10 * time.Minute,
		"yesterday 15:00": 23 * time.Hour,
	} {
		got = nil
		p.begins("visitor")
		p.writes(said)
		if at, ok := got.Time("day"); !ok || w.now.Sub(at) != want {
			t.Errorf("%q is %s, want %s ago", said, at, want)
		}
		if p.active() != "" {
			p.presses("Cancel")
		}
	}
	p.begins("visitor")
	for said, want := range map[string]string{"30 hours ago": "too long ago", "soon": "could not read a time"} {
		p.writes(said)
		p.shows(want)
	}
}

func TestWhatIsLookedForAndFoundOnceIsNamed(t *testing.T) {
	options := func(*dialog.Talk) []dialog.Option {
		return []dialog.Option{{Value: "1", Label: "Umbrella to borrow"}, {Value: "2", Label: "Air-conditioner leaking"}}
	}
	done := func(*dialog.Talk) error { return nil }
	w := newWorld(t, "14:00", dialog.New("visitor", 1, dialog.Choice("home", options).Search(), dialog.Text("who")).Done(done))
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.writes("leak")
	p.shows("“leak”", "Air-conditioner leaking", "press Back")
	p.presses("Back")
	p.writes("Umbrella to borrow") // said whole, it needs no saying again
	if strings.Contains(p.screen().Text, "taken as") {
		t.Errorf("said again: %s", p.screen().Text)
	}
}
