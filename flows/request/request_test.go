package request_test

import (
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// apps are the languages that people's apps report.
var apps = map[desk.Language]string{
	desk.English: "en", desk.TraditionalChinese: "zh-hant", desk.SimplifiedChinese: "zh-hans",
}

func TestARequestIsAskedForByItsFormInEveryLanguage(t *testing.T) {
	for l, app := range apps {
		t.Run(string(l), func(t *testing.T) {
			w := flowstest.New(t, "14:00")
			front := w.Group(desk.FrontDesk)
			p := w.TenantNamed("A-1203", "Chan", app)
			say := func(key string) string { return text.Plain(l, key) }
			pass, _ := catalogue.Default().Find("2.1")
			group, _ := catalogue.Default().RequestGroup("passes")
			whose := pass.Fields[0]
			p.Presses(say("home.requests"))
			p.Presses(group.ButtonIn(l))
			p.Shows(pass.NameIn(l), "14:10")
			p.Presses(pass.ButtonIn(l))
			p.Shows(whose.AskIn(l))
			p.Presses(whose.Options[1].LabelIn(l))
			p.Shows(pass.Fields[1].AskIn(l))
			p.Writes("two")
			p.Writes("2")
			p.Shows(pass.Fields[2].AskIn(l), pass.Fields[2].HintIn(l))
			p.Writes("Ho, Lam")
			p.Presses(say("dialog.skip"))
			p.Presses(say("dialog.skip"))
			p.Shows("A-1203", pass.NameIn(l), whose.Options[1].LabelIn(l), "Ho, Lam", "14:10", say("request.no-price"))
			p.Presses(say("dialog.confirm"))
			p.Shows("Q-1001", pass.NameIn(l), "14:10", whose.LabelIn(l), whose.Options[1].LabelIn(l))
			got := w.Ticket("Q-1001")
			if got.Kind != desk.Request || got.Kind.Shared() || got.Place.Label != "A-1203" || len(got.Fields) != 3 {
				t.Errorf("opened %+v", got.OpenedData)
			}
			for reader := range apps {
				w.Admin().In(front).Presses(text.Plain(reader, "language.name"))
				front.Sees("Q-1001", pass.NameIn(reader), whose.LabelIn(reader), whose.Options[1].LabelIn(reader), "Ho, Lam")
			}
		})
	}
}

func TestTheCaseThatATenantTellsIsPromisedItsOwnTime(t *testing.T) {
	for _, c := range []struct{ button, due string }{{"Simple partitions", "Fri 6 Mar"}, {"Whole floor", "Mon 9 Mar"}} {
		w := flowstest.New(t, "14:00")
		engineers := w.Group(desk.Engineering)
		p := w.Tenant("A-1203")
		fitOut(p, c.button)
		p.Presses("Skip")
		p.Presses("Not yet")
		p.Presses("Skip")
		p.Shows("Decided within", "working days of complete documents")
		p.Presses("Confirm")
		wong := engineers.Member("Wong")
		wong.Presses("Documents complete")
		p.Sees("Q-1001", "the documents are complete, 14:00", "Decided by "+c.due)
		engineers.Sees("Q-1001", "Decided by "+c.due)
		if m := engineers.Find("Q-1001", "Documents complete"); m != nil {
			t.Errorf("what has come is still awaited:\n%s", m)
		}
		w.Close()
	}
}

// fitOut fills the form in up to whether the documents are complete.
func fitOut(p *flowstest.Person, variant string) {
	p.Writes("/request")
	p.Presses("Fit-out")
	p.Presses(variant)
	p.Writes("a glass wall")
	p.Writes("Lee & Co")
	p.Writes("20 Mar")
}

func TestCompleteDocumentsStartTheirClockAtOnce(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	fitOut(p, "Simple partitions")
	p.SendsPhoto("")
	p.Presses("Next")
	p.Presses("Complete")
	p.Presses("Skip")
	p.Shows("Decided by Fri 6 Mar")
	p.Presses("Confirm")
	p.Shows("Q-1001", "Decided by Fri 6 Mar")
	p.SeesNot("the documents are complete,")
	if m := engineers.Sees("Q-1001", "simple partitions"); m.Buttons == nil {
		t.Error("the card has no buttons")
	}
	if _, ok := engineers.Last().Button("Documents complete"); ok {
		t.Error("what has come is awaited")
	}
}

func TestOutOfHoursTheTimeCountsFromTheOpening(t *testing.T) {
	w := flowstest.New(t, "20:00")
	w.View(func(r *storage.Reader) error {
		for d := range r.Estate().Office.Week {
			r.Estate().Office.Week[d] = []desk.Period{{From: 9 * time.Hour, Until: 18 * time.Hour}}
		}
		return nil
	})
	w.Group(desk.FrontDesk)
	managers := w.Group(desk.Managers)
	p := w.Tenant("A-1203")
	p.Writes("/request")
	p.Presses("Parking")
	p.Presses("Bicycle")
	p.Presses("Skip") // the plate
	p.Presses("Skip")
	p.Presses("Skip")
	p.Shows("Completed by tomorrow 09:10")
	p.Presses("Confirm")
	w.Until("09:02")
	managers.SeesNot("Q-1001")
	w.Until("09:09")
	p.SeesNot("we have not kept our promise")
	w.Until("09:11")
	p.Sees("Q-1001", "we have not kept our promise", "09:10")
}

func TestAVisitorIsRegisteredInADialogOfItsOwn(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/services")
	p.Presses("Other requests")
	p.Presses("Goods & visitors")
	p.Shows("Visitor registration", "Inspection and release of goods")
	p.Presses("Ask for one of these")
	p.Presses("Register a visitor")
	p.Shows("Who is coming?")
	p.Writes("/menu")
	p.Presses("Register a visitor")
	p.Shows("Who is coming?")
}

func TestALostThingWasLostOnADayThatHasPassed(t *testing.T) {
	w := flowstest.New(t, "14:00")
	security := w.Group(desk.Security)
	p := w.Tenant("A-1203")
	p.Writes("/request")
	p.Presses("Security")
	p.Presses("Lost property")
	p.Writes("a black umbrella")
	p.Writes("the lobby")
	p.Shows("On which day was it lost?", "[yesterday]")
	p.Presses("yesterday")
	p.SendsPhoto("it looked so")
	p.Presses("Next") // the caption was kept
	p.Shows("a black umbrella", "Tue 3 Mar", "it looked so")
	p.Presses("Confirm")
	security.Sees("Q-1001", "On which day it was lost: Tue 3 Mar", "1 below")
}

func TestAnAnswerThatNamesACaseIsThatCase(t *testing.T) {
	w := flowstest.New(t, "14:00")
	w.Group(desk.Accounts)
	p := w.Tenant("A-1203")
	p.Writes("/request")
	for _, press := range []string{"Charges", "Pay at the counter", "Electricity", "Cash", "Skip", "Skip", "Skip", "Confirm"} {
		p.Presses(press)
	}
	if got := w.Ticket("Q-1001").Service; got.Variant != "cash" {
		t.Errorf("opened for %v", got)
	}
}

func TestTheWordAloneThatTheDocumentsAreCompleteStartsNothing(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	fitOut(p, "Simple partitions")
	p.Presses("Skip") // no drawing
	p.Presses("Complete")
	p.Presses("Skip")
	p.Shows("Decided within 2 working days of complete documents")
	p.Presses("Confirm")
	w.Wait(20 * time.Minute)
	engineers.Member("Wong").Presses("Documents complete")
	p.Sees("Q-1001", "the documents are complete, 14:20", "Decided by Fri 6 Mar")
}

func TestADecisionIsToApproveOrToRefuse(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	wong := engineers.Member("Wong")
	p := w.Tenant("A-1203")
	for range 2 {
		fitOut(p, "Simple partitions")
		for _, press := range []string{"Skip", "Complete", "Skip", "Confirm"} {
			p.Presses(press)
		}
	}
	for _, id := range []desk.TicketID{"Q-1001", "Q-1002"} {
		wong.PressesOn(0, card.Data(id, desk.Accept, ""))
	}
	if m := engineers.Find("Q-1001", "[✅ Approve]", "[⛔ Refuse]"); m == nil {
		t.Errorf("no decision is offered:\n%s", engineers)
	}
	wong.PressesOn(0, card.Data("Q-1001", desk.Finish, ""))
	p.Sees("Q-1001", "Wong has approved it, 14:00")
	engineers.Sees("Q-1001", "✅ Approved")
	wong.PressesOn(0, card.Data("Q-1002", desk.Decline, ""))
	wong.Replies(engineers.Sees("why is Q-1002 refused?"), "the wall carries the floor above")
	p.Sees("Q-1002", "Wong has refused it, 14:00", "the wall carries the floor above")
	engineers.Sees("Q-1002", "⛔ Refused: the wall carries the floor above")
	p.Writes("/status")
	p.Shows("Q-1001", "approved", "Q-1002", "refused")
	if got := w.Ticket("Q-1002"); !got.Over() || got.Declined == "" {
		t.Errorf("it is %s, refused for %q", got.State, got.Declined)
	}
}

func TestWhatNeedsNoDecisionIsNotRefused(t *testing.T) {
	w := flowstest.New(t, "14:00")
	front := w.Group(desk.FrontDesk)
	lee := front.Member("Lee")
	p := w.Tenant("A-1203")
	p.Writes("/request")
	for _, press := range []string{"Parking", "Bicycle", "Skip", "Skip", "Skip", "Confirm"} {
		p.Presses(press)
	}
	lee.PressesOn(0, card.Data("Q-1001", desk.Accept, ""))
	lee.PressesOn(0, card.Data("Q-1001", desk.Decline, ""))
	front.SeesNot("refused?")
}
