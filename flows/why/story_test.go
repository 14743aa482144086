package why_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/why"
	"frontdesk/storage/desk"
)

// past is a ticket whose timer fires every minute until now.
type past struct {
	*desk.Ticket
	e   *desk.Estate
	now time.Time
}

func (p *past) until(clock string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", clock, p.e.Zone)
	if err != nil {
		panic(err)
	}
	for ; p.now.Before(at); p.now = p.now.Add(time.Minute) {
		p.fire()
	}
	p.fire()
	return p.now.UTC()
}

func (p *past) fire() {
	p.RunOut(p.now)
	for _, l := range p.Lapses(p.e, p.now) {
		p.Lapse(l, p.now)
	}
	alerts, breaches, _ := p.Climb(p.e, p.now)
	for _, b := range breaches {
		p.Breach(b, p.now)
	}
	for _, a := range alerts {
		p.Raised(a, p.now)
	}
	for _, b := range breaches { // as though ten minutes more were promised
		if b.Clock != desk.ClockTake {
			p.Renew(desk.RenewedData{Clock: b.Clock, Cycle: b.Cycle, Due: b.Due, Until: p.now.Add(10 * time.Minute)}, p.now)
		}
	}
}

func (p *past) say(t *testing.T, l desk.Language) string {
	d := card.Drawing{Estate: p.e, Services: catalogue.Default(), Language: l, Now: p.now}
	parts := why.Answer(d, p.Ticket, p.Fresh())
	for _, part := range parts {
		plain := flowstest.Plain(part)
		if n := len(utf16.Encode([]rune(plain))); n > 4096 || strings.Contains(part, "[why.") || strings.Contains(part, "{") {
			t.Errorf("%s: %d units:\n%s", l, n, part)
		}
	}
	return flowstest.Plain(strings.Join(parts, "\n\n"))
}

func story(t *testing.T, k desk.Kind, n desk.Name, key string, u desk.Urgency, opened time.Time) *past {
	t.Helper()
	s, ok := catalogue.Default().Find(key)
	if !ok {
		t.Fatal("no service ", key)
	}
	e := flowstest.Estate()
	e.Desks = map[desk.Name]desk.Hours{desk.Engineering: {Always: true}, desk.Security: {Always: true}}
	for d := time.Monday; d <= time.Friday; d++ {
		e.Office.Week[d] = []desk.Period{{From: 9 * time.Hour, Until: 18 * time.Hour}}
	}
	e.Days = &desk.Calendar{Week: desk.WorkingWeek, Days: map[desk.Day]desk.SpecialDay{"2026-12-25": {Kind: desk.Holiday, Name: map[desk.Language]string{
		desk.English: "Christmas Day", desk.TraditionalChinese: "聖誕節", desk.SimplifiedChinese: "圣诞节",
	}}}}
	o := desk.OpenedData{
		Kind: k, Desk: n, Service: s.Ref, Urgency: u, Promises: catalogue.Default().Promises(s, u, nil), Policy: e.PolicyFor(n, k, u),
	}
	made := desk.Open("R-1001", o, desk.Actor{As: desk.AsTenant, Name: "Chan"}, opened)
	made.NoteCarded(opened)
	return &past{made, e, opened}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func sees(t *testing.T, said string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(said, w) {
			t.Errorf("no %q in:\n%s", w, said)
		}
	}
}

func TestTheWholeStoryOfARepairIsTold(t *testing.T) {
	p := story(t, desk.Repair, desk.Engineering, "5.13", desk.Urgent, time.Date(2026, 12, 23, 6, 0, 0, 0, time.UTC))
	ng := desk.Actor{As: desk.AsStaff, User: 2, Name: "Ng"}
	must(t, p.SeeTo(p.e, ng, p.until("2026-12-23 14:20")))
	must(t, p.Accept(wong, p.until("2026-12-23 15:10")))
	must(t, p.Called(wong, p.now))
	p.until("2026-12-23 15:12")
	held := desk.HeldData{Cause: desk.CauseSupplier, Reason: "parts", Until: p.now.Add(48 * time.Minute)}
	must(t, p.Hold(p.e, held, false, wong, p.now))
	p.until("2026-12-23 16:11")
	found := desk.ReclassifiedData{
		Service: desk.ServiceRef{Ref: "5.11", Variant: "sagging"}, Desk: desk.Security, Urgency: desk.Ordinary, Reason: "the ceiling",
		Promises: p.Promises, Policy: p.e.PolicyFor(desk.Security, desk.Repair, desk.Ordinary),
	}
	must(t, p.Reclassify(p.e, found, wong, p.now))
	p.until("2026-12-23 16:31")
	must(t, p.Agree(p.e, desk.Window{From: p.now.Add(18 * time.Hour), Until: p.now.Add(20 * time.Hour)}, ng, p.now))
	p.until("2026-12-23 16:40")
	sees(t, p.say(t, desk.English),
		"Card to the desk: promised within 3 min, from 14:00\n✅ Met 14:00, was due 14:03.",
		"Taken: promised within 3 min, from 16:11\n16:11–16:40 ran 29 min\n❗ Was due 16:14.",
		"Met 15:10 by Wong, too late: was due 14:15.",
		"14:00–15:12 ran 1 h 12 min\n15:12–16:00 ⏸ 48 min: 🏭 A supplier, “parts” (Wong)\n16:00–16:40 ran 40 min\n= ran 1 h 52 min of 2 h 40 min in all",
		"❗ Was due 14:15; now due tomorrow 12:31.",
		"Not started: it begins with arriving.",
		"14:03 📣 Supervisors told: Taken", "14:15 ❗ On site: not kept, was due 14:15", "14:15 🤝 On site: the tenant was promised 14:25",
		"14:20 🙋 Ng sees to it: Taken", "14:50 ⏳ Ng had it in hand too long: Taken", "14:50 📣 ",
		"16:00 ⏰ the expected time came", "16:11 ➡️ Wong gave it to Security: Ceiling sagging or coming down, Ordinary. “the ceiling”",
		"16:31 🗓 Ng agreed a visit, tomorrow 10:31–12:31")
	sees(t, p.say(t, desk.TraditionalChinese), "14:03 📣 已通知主管：接單", "14:20 🙋 Ng 表示跟進：接單", "16:11 ➡️ Wong 轉交保安部", "改答應住戶 14:25 前")
	sees(t, p.say(t, desk.SimplifiedChinese), "14:03 📣 已通知主管：接单", "14:20 🙋 Ng 表示跟进：接单", "16:11 ➡️ Wong 转交保安部", "改答应住户 14:25 前")
}

func TestAHolidayAndAWeekendAreNamed(t *testing.T) {
	p := story(t, desk.Request, desk.FrontDesk, "2.1", "", time.Date(2026, 12, 24, 9, 55, 0, 0, time.UTC))
	p.until("2026-12-28 09:01")
	sees(t, p.say(t, desk.English),
		"Completed: promised within 10 min of the desk’s hours, from Thu 24 Dec 17:55\nThu 24 Dec 17:55–18:00 ran 5 min\n"+
			"Thu 24 Dec 18:00–09:00 today 🎌 87 h: closed for Christmas Day\n09:00–09:01 ran 1 min\n= ran 6 min of 87 h 6 min in all\nDue 09:05.")
	sees(t, p.say(t, desk.TraditionalChinese), "🎌 87 小時：聖誕節休息")
	sees(t, p.say(t, desk.SimplifiedChinese), "🎌 87 小时：圣诞节放假")
	p.until("2026-12-28 09:05")
	sees(t, p.say(t, desk.English), "❗ Was due 09:05; promised anew by 09:15.")
}

func TestWhatCameAgainAndAgainIsOneLine(t *testing.T) {
	p := story(t, desk.Repair, desk.Engineering, "5.13", desk.Critical, time.Date(2026, 12, 23, 6, 0, 0, 0, time.UTC))
	must(t, p.Accept(wong, p.now), p.Cant(p.e, "tools", wong, p.now))
	p.until("2026-12-23 15:50")
	sees(t, p.say(t, desk.English), "14:00 ✕ Wong could not do it: “tools”")
	p = story(t, desk.Request, desk.Security, "2.1", desk.Critical, time.Date(2026, 12, 23, 6, 0, 0, 0, time.UTC))
	p.until("2026-12-23 16:00")
	if said := p.say(t, desk.English); strings.Count(said, "Managers told") > 12 {
		t.Errorf("the same again and again:\n%s", said)
	}
}

func TestWorkingDaysAreSaidInWords(t *testing.T) {
	promised := desk.Promise{Clock: desk.ClockComplete, Days: 3, From: desk.Money}
	for l, want := range map[desk.Language]string{
		desk.English:            "promised when the office closes on working day 3 after that\nNot started: it begins with the money coming in.",
		desk.TraditionalChinese: "其後第 3 個工作天辦公時間結束前\n未開始：",
		desk.SimplifiedChinese:  "此后第 3 个工作日下班前\n未开始：",
	} {
		said := told(t, promised, l, opened, func(*desk.Estate, *desk.Ticket) error { return nil })
		sees(t, flowstest.Plain(strings.Join(said, "\n")), want)
	}
}
