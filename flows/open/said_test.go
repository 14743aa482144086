package open_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// first is the first button of what stands last in the group.
func (b *bench) first() chat.Button {
	return b.engineers.Last().Buttons[0][0]
}

func TestASentenceIsOfferedAsWhatItSoundsLike(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open 冷氣漏水")
	m := b.engineers.Sees("“冷氣漏水”", "Which service?", "[Sounds like: 💧 Air-con leaking]", "[▶]")
	if row := m.Buttons[0]; len(row) != 1 || row[0].Style != chat.Primary {
		t.Errorf("the likeliest stands in %+v", row)
	}
	if n := strings.Count(m.String(), "Air-con leaking"); n != 1 {
		t.Errorf("it is offered %d times", n)
	}
	b.wong.Presses("Sounds like")
	b.engineers.Sees("Whose unit is it about?")
	b.answers("A-1203")
	b.wong.Presses("Chan Tai Man")
	b.wong.Presses("Ordinary")
	b.answers("over the sofa")
	b.wong.Presses("Running")
	b.engineers.Sees("When was the call?", "[10 min ago]") // what they said is not asked again
	b.wong.Presses("10 min ago")
	b.engineers.Sees("Please check", "Service: 💧 Air-con leaking", "Words: 冷氣漏水", "Called: 14:00")
	b.wong.Presses("Confirm")
	if k := b.Ticket("R-1001"); k.Description != "冷氣漏水" || k.Danger != "" || k.Place.Label != "A-1203" {
		t.Errorf("opened: %q %q %q", k.Description, k.Danger, k.Place.Label)
	}
}

func TestAUnitIsKnownAtEitherEndOfTheSentence(t *testing.T) {
	for _, said := range []string{
		"A-1203 冷氣漏水", "冷氣漏水 A-1203", "a1203 冷氣漏水", "A-1203冷氣漏水", "冷氣漏水，A座1203室", "A座12樓03室 冷氣漏水", "冷氣漏水 喺A 1203",
	} {
		b := newBench(t)
		b.wong.Writes("/open " + said)
		b.engineers.Sees("“冷氣漏水”", "Sounds like: 💧 Air-con leaking")
		b.wong.Presses("Sounds like")
		b.engineers.Sees("Who called?", "[Chan Tai Man]")
	}
}

func TestWordsThatMatchNothingAreKept(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open blah blub")
	m := b.engineers.Sees("“blah blub”", "Which service?")
	if strings.Contains(m.String(), "Sounds like") {
		t.Errorf("something is guessed:\n%s", m)
	}
	b.answers("something else")
	b.wong.Presses("Skip")
	b.answers("Mr Ho")
	b.wong.Presses("Skip")
	b.wong.Presses("Ordinary")
	b.wong.Presses("Just now")
	b.engineers.Sees("Please check", "Words: blah blub")
}

func TestAnUnknownUnitIsNamedAndTheWordsKept(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-9999 冷氣漏水")
	b.engineers.Sees("I don’t know a unit “A-9999”", "Whose unit is it about?")
	b.answers("A-1203")
	b.wong.Presses("Chan Tai Man")
	b.engineers.Sees("“冷氣漏水”", "Sounds like: 💧 Air-con leaking")
}

func TestAnotherSentenceIsAnotherMatter(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-1203 冷氣漏水")
	b.wong.Presses("Sounds like")
	b.wong.Writes("/open A-1203 冷氣漏水")
	b.engineers.Sees("You had not finished this", "Who called?")
	b.wong.Writes("/open 水浸 A座大堂")
	b.engineers.Sees("“水浸 A座大堂”", "Sounds like: 🚨 Flood")
	if strings.Contains(b.engineers.Last().Text, "not finished") {
		t.Error("an emergency goes on with something else")
	}
}

func TestAFloodOfWhichAGuardIsToldSoundsAfterTwoPresses(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open 水浸 A座大堂")
	presses := 0
	for ; b.Tickets() == 0 && presses < 9; presses++ {
		b.wong.Presses(b.first().Text) // always the one that stands first
	}
	if presses != 2 {
		t.Errorf("%d presses", presses)
	}
	b.security.Sees("E-1001", "Flood or burst pipe", "A座大堂", "水浸")
	k := b.Ticket("E-1001")
	if k.Danger != desk.DangerFlood || k.Desk != desk.Engineering || k.Service.Ref != "6.7" || k.Place.Label != "A座大堂" || k.Description != "水浸 A座大堂" {
		t.Errorf("opened: %+v", k.OpenedData)
	}
	if !k.Opened.Equal(b.Now) || k.Reporter.Name != "Wong" {
		t.Errorf("opened %s by %+v", k.Opened, k.Reporter)
	}
}

func TestAnEmergencyWithoutAPlaceIsAskedForIt(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open 有人暈倒")
	b.wong.Presses("Sounds like: 🚨 Somebody ill or hurt")
	b.engineers.Sees("Where is it?", "[Skip")
	b.answers("G/F, by the back door")
	b.engineers.Sees("Confirm, and the alarm sounds", "Place: G/F, by the back door", "Words: 有人暈倒")
	b.wong.Presses("Confirm")
	k := b.Ticket("E-1001")
	if k.Danger != desk.DangerMedical || k.Desk != desk.Security || k.Service.Ref != "3.13" || k.Place.Unit != 0 || k.Place.Label != "G/F, by the back door" {
		t.Errorf("opened: %+v", k.OpenedData)
	}
	if name := k.Names[desk.TraditionalChinese]; name != "有人不適或受傷" {
		t.Errorf("called %q", name)
	}
}

func TestThePlaceOfAnEmergencyMayBeAUnit(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open 有人暈倒")
	b.wong.Presses("Sounds like")
	b.answers("a 1203")
	b.wong.Presses("Confirm")
	if k := b.Ticket("E-1001"); k.Place.Label != "A-1203" || k.Place.Unit == 0 || k.Party == 0 {
		t.Errorf("opened at %+v", k.Place)
	}
	b.wong.Writes("/open A-1203 有人困3號電梯")
	b.wong.Presses("Sounds like: 🚨 Trapped in a lift")
	b.engineers.Sees("Unit: A-1203", "Place: 3號電梯")
	b.wong.Presses("Confirm")
	if k := b.Ticket("E-1002"); k.Place.Label != "A-1203 → 3號電梯" || k.Danger != desk.DangerLift {
		t.Errorf("opened at %+v", k.Place)
	}
}

func TestAnUnknownUnitDoesNotHoldAnEmergencyUp(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-9999 火警")
	b.wong.Presses("Sounds like: 🚨 Fire or smoke")
	b.engineers.Sees("I don’t know a unit “A-9999”", "Where is it?")
	b.wong.Presses("Skip")
	b.wong.Presses("Confirm")
	if k := b.Ticket("E-1001"); k.Danger != desk.DangerFire || k.Description != "A-9999 火警" {
		t.Errorf("opened: %+v", k.OpenedData)
	}
}

func TestHowLongAgoTheCallWasIsReadFromTheSentence(t *testing.T) {
	for said, want := range map[string]time.Duration{"冷氣漏水 A-1203，十五分鐘前打來": 15 * time.Minute, "A-1203 air con leaking, called 10 minutes ago": 10 * time.Minute} {
		b := newBench(t)
		b.wong.Writes("/open " + said)
		b.wong.Presses("Sounds like")
		if !strings.HasPrefix(said, "A-1203") {
			b.answers("A-1203") // the unit is in the middle
		}
		b.wong.Presses("Chan Tai Man")
		b.wong.Presses("Ordinary")
		b.answers("over the sofa")
		b.wong.Presses("Running")
		b.engineers.Sees("Please check", "Called: "+b.Now.Add(-want).In(time.FixedZone("", 8*3600)).Format("15:04"))
	}
	b := newBench(t)
	b.wong.Writes("/open A-1203 冷氣漏水，三個鐘前開始")
	b.wong.Presses("Sounds like")
	b.wong.Presses("Chan Tai Man")
	b.wong.Presses("Ordinary")
	b.answers("over the sofa")
	b.wong.Presses("Running")
	b.engineers.Sees("When was the call?") // so long ago is since when it leaks
}

func TestWordsInThePlaceOfAServiceAreGuessed(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Chan Tai Man")
	b.answers("冷氣漏水")
	b.engineers.Sees("Air-con leaking")
}

func TestTheEmergenciesStandAsDangersInTheListOfServices(t *testing.T) {
	b := newBench(t)
	b.wong.Writes("/open A-1203")
	b.wong.Presses("Nobody: we found it")
	b.engineers.Sees("[🚨 Flood or burst pipe]", "[🚨 Power is out]") // the desk's own
	b.answers("gas")
	b.engineers.Sees("Confirm, and the alarm sounds", "Service: 🚨 Smell of gas")
	b.wong.Presses("Confirm")
	if k := b.Ticket("E-1001"); k.Danger != desk.DangerGas || k.Desk != desk.Security {
		t.Errorf("opened: %+v", k.OpenedData)
	}
}

func TestADangerWhoseServiceIsWithdrawnIsACallForAssistance(t *testing.T) {
	b := newBench(t)
	b.Offers(`catalogue: {"6.6": {withdrawn: true}}`)
	b.wong.Writes("/open I am trapped in the lift")
	b.wong.Presses("Sounds like: 🚨 Trapped in a lift")
	b.wong.Presses("Confirm")
	if k := b.Ticket("E-1001"); k.Danger != desk.DangerLift || k.Service.Ref != "3.13" || k.Desk != desk.Security || k.Names[desk.English] != "Trapped in a lift" {
		t.Errorf("opened: %+v", k.OpenedData)
	}
	b.security.Sees("E-1001", "Trapped in a lift")
}

func TestADangerGoesToTheDeskThatTheOperatorGivesIt(t *testing.T) {
	b := newBench(t)
	b.Offers(`catalogue: {"6.7": {desk: lobby}, "3.13": {desk: lobby}}`)
	lobby := b.Group(desk.Lobby)
	for i, c := range []struct {
		said string
		desk desk.Name
	}{{"/open 水浸 A座大堂", desk.Lobby}, {"/open 有人暈倒 A座大堂", desk.Lobby}, {"/open A座大堂全座停電", desk.Engineering}} {
		b.wong.Writes(c.said)
		b.wong.Presses("🚨")
		b.wong.Presses("Confirm")
		id := desk.TicketID("E-" + strconv.Itoa(1001+i))
		if k := b.Ticket(id); k.Desk != c.desk || len(k.Promises) == 0 {
			t.Errorf("%q is opened at %s", c.said, k.Desk)
		}
		if c.desk == desk.Lobby {
			lobby.Sees(string(id))
		}
	}
}

func TestThePlaceOfAnEmergencyHasTheBuildingThatItNames(t *testing.T) {
	b := newBench(t)
	b.Tenant("B-0501")
	for i, c := range []struct {
		said string
		want desk.Place
	}{
		{"水浸 B座大堂", desk.Place{Building: "B", Label: "B座大堂"}},
		{"A-1203 水浸 B座大堂", desk.Place{Building: "B", Label: "A-1203 → B座大堂"}},
		{"A-1203 水浸 後樓梯", desk.Place{Building: "A", Floor: "12", Label: "A-1203 → 後樓梯"}},
	} {
		b.wong.Writes("/open " + c.said)
		b.wong.Presses("🚨")
		b.wong.Presses("Confirm")
		got := b.Ticket(desk.TicketID("E-" + strconv.Itoa(1001+i))).Place
		if got.Unit = 0; got != c.want {
			t.Errorf("%q: %+v, want %+v", c.said, got, c.want)
		}
	}
}
