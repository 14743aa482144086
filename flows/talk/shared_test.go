package talk_test

import (
	"testing"

	"frontdesk/flows/card"
	"frontdesk/storage/desk"
)

func TestAContactFollowsASharedMatterAsItChanges(t *testing.T) {
	b := newBench(t)
	contact := b.TenantNamed("A-1203", "Lam", "zh-hant")
	contact.PressesOn(0, card.Matter+"R-1001")
	before := contact.Screen()
	does(b.wong, "R-1001", desk.Accept)
	if m := contact.Shows("R-1001", "Wong"); m.ID != before.ID {
		t.Error("the screen is another message")
	}
	contact.SeesNot("[Accept]")
	contact.PressesOn(0, card.Home)
	n := len(contact.Messages)
	does(b.wong, "R-1001", desk.Arrive)
	if len(contact.Messages) != n {
		t.Error("somebody who looks elsewhere is told")
	}
}

func TestAContactWritesAboutASharedMatterAndNeitherReadsTheOther(t *testing.T) {
	b := newBench(t)
	contact := b.TenantNamed("A-1203", "Lam", "en")
	contact.PressesOn(0, card.Matter+"R-1001")
	m := contact.Replies(contact.Screen(), "is it danger?")
	asked := b.engineers.Sees("Lam on R-1001", "danger")
	contact.Edits(m, "is it dangerous?")
	b.engineers.SeesOnce("is it dangerous?", "edited")
	b.wong.Replies(asked, "> not at all")
	if answer := contact.Sees("Wong on R-1001", "not at all"); answer.ReplyTo != m {
		t.Errorf("the answer quotes %d", answer.ReplyTo)
	}
	b.engineers.SeesOnce("Sent to A-1203")
	mine := b.wong.Replies(asked, "> but keep out")
	contact.SeesOnce("keep out")
	b.wong.Edits(mine, "> but keep out of it")
	contact.SeesOnce("keep out of it")
	b.wong.Replies(b.shown(), "> which room?")
	b.tenant.SeesOnce("which room?")
	contact.SeesNot("which room?")
	b.tenant.Writes("the kitchen")
	for _, words := range []string{"not at all", "keep out", "dangerous"} {
		b.tenant.SeesNot(words)
	}
	contact.SeesNot("the kitchen")
	contact.Presses("No emergency")
	contact.Shows("R-1001")
	contact.Writes("and the bath?")
	contact.Shows("What is it about?", "R-1001")
	contact.Presses("R-1001")
	b.engineers.SeesOnce("Lam on R-1001", "and the bath?")
}

func TestWhoeverSharesNothingWritesAboutNothing(t *testing.T) {
	b := newBench(t)
	other := b.TenantNamed("A-1204", "Ng", "en")
	other.Writes("what about next door?")
	if _, offered := other.Screen().Button("R-1001"); offered {
		t.Error("somebody else's matter is offered")
	}
	b.engineers.SeesNot("next door")
}
