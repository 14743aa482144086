package story_test

import (
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage/desk"
)

func TestAnEnrolledPersonsAlarmSoundsUntilSomebodyTakesIt(t *testing.T) {
	t.Parallel()
	story.Run(t, "03:00", func(w *story.World) {
		tenant, security, managers := w.Tenant("A-1203"), w.Group("security"), w.Group("managers")
		guard := security.Member("Guard Lee")
		tenant.Writes("/menu")
		tenant.Sees("In danger? Call first:", "999", "2345 6789", "Emergency")
		tenant.Presses("Emergency")
		tenant.Presses("Help")
		tenant.Sees("E-1001", "The alarm is out", "999")
		card := security.SeesOnce("🚨 E-1001", "A-1203", "Chan Tai Man", "[✋ I'm going]")
		first := security.SeesOnce("pressed the alarm just now")
		managers.SeesNot("E-1001")

		w.Wait(20 * time.Second)
		security.SeesOnce("pressed the alarm just now")
		w.Wait(15 * time.Second)
		security.SeesOnce("pressed the alarm")
		security.SeesOnce("pressed the alarm at 03:00. At 03:00 nobody has taken it")
		if first.Stands() {
			t.Error("the alarm's first message still stands beside its repeat")
		}
		tenant.Writes("In the kitchen, there is smoke")
		security.SeesOnce("E-1001", "Chan Tai Man is here:", "In the kitchen, there is smoke")
		card.Shows("A-1203", "In the kitchen, there is smoke")
		w.Wait(3 * time.Minute)
		security.SeesOnce("pressed the alarm")
		managers.SeesOnce("pressed the alarm at 03:00") // in the place of the supervisors, of whom there is no group

		guard.Presses(card, "I'm going")
		tenant.SeesOnce("Guard Lee (Security) has your alarm")
		heard := security.SeesOnce("pressed the alarm", "taken 03:03", "Guard Lee")
		w.Wait(time.Minute)
		guard.Presses(card, "On site")
		w.Wait(10 * time.Minute)
		heard.Shows("taken 03:03")
		security.SeesOnce("pressed the alarm")
		managers.SeesOnce("pressed the alarm")
		guard.Presses(card, "Done")
		tenant.SeesOnce("all clear, says Guard Lee")
	})
}

func TestAnUnknownPersonsAlarmAsksWhereAndWhat(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		security, managers := w.Group("security"), w.Group("managers")
		guard := security.Member("Guard Lee")
		visitor := w.Stranger("Visitor", desk.English)
		visitor.Writes("/start")
		visitor.Sees("999", "Open the invitation link", "Emergency")
		visitor.Presses("Emergency")
		visitor.Presses("Help")
		visitor.Sees("Where are you?")
		card := security.SeesOnce("E-1001", "place not known yet", "Visitor", "not enrolled", "[📞 Call]")
		visitor.Writes("Lobby of tower B")
		security.SeesOnce("E-1001", "Visitor is here", "Lobby of tower B")
		card.Shows("Lobby of tower B")
		visitor.Sends(emulator.Draft{Text: "Somebody fell", Media: story.Photos(1)})
		card.Shows("Somebody fell")
		guard.Presses(card, "I'm going")
		visitor.SeesOnce("Guard Lee (Security) has your alarm")
		w.Wait(5 * time.Minute)
		managers.SeesNot("pressed the alarm")
	})
}

func TestAnAlarmWithoutASecurityGroupReachesWhoeverIsThere(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant := w.Tenant("A-1203")
		w.Admin.LooksAway()
		tenant.Writes("/menu")
		tenant.Presses("Emergency")
		tenant.Presses("Help")
		card := w.Admin.Sees("E-1001", "A-1203", "I'm going")
		w.Admin.PressesOn(card, "t|E-1001|accept|")
		tenant.SeesOnce("has your alarm")
	})
}
