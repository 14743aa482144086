package flows_test

import (
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestALinkThatIsTriedByWhoeverForwardsItStaysOpen(t *testing.T) {
	w := flowstest.New(t, "14:00")
	contact := w.Tenant("A-1203")
	code := w.Invite("A-1203", "Bob")
	contact.Writes("/start " + code)
	contact.Shows("This link is for Bob. Forward it to them", "Hello Chan Tai Man · A-1203")
	bob := w.Stranger("Bob", "en")
	bob.Writes("/start " + code)
	bob.Shows("Are you Bob")
	bob.Presses("Yes")
	bob.Shows("Hello Bob · A-1203")
	contact.Writes("/start " + code)
	contact.Shows("not valid")
}

func TestALinkOrACodeThatIsPastedIsOpened(t *testing.T) {
	w := flowstest.New(t, "14:00")
	for name, before := range map[string]string{"Bob": "", "Cy": "https://t.me/" + flowstest.Bot + "?start=", "Di": " t.me/" + flowstest.Bot + "?start="} {
		p := w.Stranger(name, "en")
		p.Writes(before + w.Invite("A-1203", name))
		p.Shows("Are you "+name, "A-1203")
	}
	p := w.Stranger("Ed", "en")
	p.Writes("https://t.me/" + flowstest.Bot + "?start=" + desk.NewCode())
	p.Shows("not valid")
	p.Writes(desk.NewCode()) // it may be anything
	p.Shows("You wrote")
	p.Writes("https://t.me/another_bot?start=" + w.Invite("A-1203", "Ed"))
	p.Shows("You wrote")
}
