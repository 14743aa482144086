package emergency_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/emergency"
	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestAnOpenQuestionFollowsTheAlarm(t *testing.T) {
	for _, app := range []string{"en", "zh-hant", "zh-hans"} {
		s := newScene(t)
		p := s.TenantNamed("A-1203", "Chan", app)
		l := p.Language()
		p.Writes("/emergency")
		p.Presses(text.Plain(l, "danger.button-help"))
		p.SendsPhoto("")
		asked := p.Shows(text.Plain(l, "emergency.there"))
		kept, _, _ := strings.Cut(asked.Text, "\n")
		guard := s.security.Member("Lee")
		guard.Joins()
		s.Wait(time.Minute)
		does(guard, desk.SeeTo)
		p.Shows(kept, "Lee", text.Plain(l, "emergency.there"))
		s.Wait(5 * time.Minute) // the time has passed and nobody comes
		p.Shows("14:05", "❗", text.Plain(l, "emergency.there"))
		does(guard, desk.Accept)
		m := p.Shows("Lee", text.Plain(l, "emergency.there"))
		if m.ID != asked.ID {
			t.Errorf("%s: the question comes again:\n%s", l, m)
		}
		if !strings.Contains(m.Text, text.Say(l, "receipt.alarm-accepted",
			"who", text.Plain(l, "receipt.known", "who", "Lee", "desk", text.Plain(l, "desk.security")), "time", "14:06")) {
			t.Errorf("%s: it is not said who comes:\n%s", l, m)
		}
		p.Presses(text.Plain(l, "emergency.there")) // its buttons hold
		if m := p.Screen(); strings.Contains(m.String(), text.Plain(l, "emergency.there")) {
			t.Errorf("%s: it is still asked:\n%s", l, m)
		}
		s.Close()
	}
}

func TestAQuestionThatIsNotShownStaysAway(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	asks(p)
	p.Presses("Help")
	p.Writes("/menu")
	guard := s.security.Member("Lee")
	guard.Joins()
	does(guard, desk.Accept)
	if m := p.Screen(); strings.Contains(m.Text, "Is it at") || !strings.Contains(m.Text, "Harbour Court") {
		t.Errorf("the screen is written over:\n%s", m)
	}
}

func TestWordsThatSoundAnAlarmAreToldOnce(t *testing.T) {
	long := strings.Repeat("smoke ", 500)
	for _, words := range []string{"there is smoke", long} {
		s := newScene(t)
		p := s.Tenant("A-1203")
		asks(p)
		m := p.SendsPhoto(words)
		s.security.SeesNot("writes:")
		if n := s.security.Count("there is smoke"); words != long && n != 2 { // the card and the alarm
			t.Errorf("told %d times", n)
		}
		files := 0
		for _, m := range s.security.Messages {
			files += len(m.Media)
		}
		if files != 1 {
			t.Errorf("%d photos", files)
		}
		if words == long && s.security.Count(strings.TrimSpace(words[:1200])) != 1 {
			t.Error("the whole is not shown once")
		}
		p.Edits(m, "no, steam")
		s.security.SeesNot("writes:")
		s.security.SeesOnce("Chan Tai Man corrects", "no, steam")
		s.security.SeesNot("there is smoke")
		s.security.SeesNot("smoke smoke")
		p.Writes("and water, too")
		s.security.SeesOnce("writes:", "and water, too")
		s.Close()
	}
	s := newScene(t)
	p := s.Stranger("Bob", "en")
	asks(p)
	p.Sends(chat.Update{Location: &chat.Location{Latitude: 22.3, Longitude: 114.1}})
	s.security.Sees("E-1001", "22.3") // the card says it
}

func TestALiftsAlarmSaysByWhenTheyAreFree(t *testing.T) {
	for l, want := range map[desk.Language][2]string{
		desk.English:            {"Free by 14:05.", "They were to be free by 14:05"},
		desk.TraditionalChinese: {"須於 14:05 前救出", "原須於 14:05 前救出"},
		desk.SimplifiedChinese:  {"须在 14:05 前救出", "原须在 14:05 前救出"},
	} {
		s := newScene(t)
		s.Admin().In(s.security).Presses(text.Plain(l, "language.name"))
		p := s.Tenant("A-1203")
		asks(p)
		p.Presses("Trapped in lift")
		s.security.Sees(emergency.NameIn(l, desk.DangerLift), want[0], text.Plain(l, "action.going"))
		s.Wait(6 * time.Minute)
		s.security.Sees(emergency.NameIn(l, desk.DangerLift), want[1])
		s.Close()
	}
}
