package card_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// asked is a request with a field of every kind.
func asked() (card.Drawing, *desk.Ticket) {
	opened := time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)
	s, _ := catalogue.Default().Service(catalogue.Visitors)
	t := desk.Open("Q-1001", desk.OpenedData{
		Kind: desk.Request, Estate: "main", Desk: s.Desk, Service: s.Ref, Promises: catalogue.Default().Promises(s, "", nil),
		Place: desk.Place{Unit: 1, Label: "A-1203"}, Reporter: desk.Reporter{Name: "Chan", Enrolled: true},
		Fields: []desk.Field{
			{Key: "visitor.who", Value: "<b>Ho & Sons"},
			{Key: "visitor.count", Value: "3", Kind: desk.FieldNumber},
			{Key: "visitor.time", Value: "2026-03-05T02:30:00Z", Kind: desk.FieldMoment},
			{Key: "visitor.day", Value: "2026-03-09", Kind: desk.FieldDay},
			{Key: "visitor.plate", Value: ""},
			{Key: "form.gone", Value: "kept"},
			{Key: "visitor.phone", Value: "+85291234567", Kind: desk.FieldPhone},
			{Key: "visitor.time", Value: "soon", Kind: desk.FieldMoment},
		},
	}, desk.System, opened)
	return card.Drawing{Estate: flowstest.Estate(), Services: catalogue.Default(), Language: desk.English, Now: opened}, t
}

func TestAnswersAreDrawnByTheirKind(t *testing.T) {
	d, ticket := asked()
	for _, shown := range []string{
		flowstest.Plain(card.Staff(d, ticket).Text), flowstest.Plain(card.Receipt(d, ticket).Text), card.Words(d, ticket),
	} {
		for _, want := range []string{
			"Visitor: <b>Ho & Sons", "People: 3", "Expected: Thu 5 Mar 10:30", "Day: Mon 9 Mar", "form.gone: kept", "Expected: soon",
		} {
			if !strings.Contains(shown, want) {
				t.Errorf("want %q in:\n%s", want, shown)
			}
		}
		for _, not := range []string{"9123", "Plate"} {
			if strings.Contains(shown, not) {
				t.Errorf("%q is shown:\n%s", not, shown)
			}
		}
	}
}

func TestARequestIsArrivedAtOnlyWhereSomebodysComingIsPromised(t *testing.T) {
	for _, c := range []struct {
		promise desk.Promise
		want    bool
	}{
		{desk.Promise{Clock: desk.ClockComplete, Within: 10 * time.Minute, From: desk.Opened}, false},
		{desk.Promise{Clock: desk.ClockArrive, Within: 15 * time.Minute, From: desk.Opened}, true},
		{desk.Promise{Clock: desk.ClockComplete, Within: time.Hour, From: desk.Arrived}, true},
	} {
		d, ticket := asked()
		ticket.Promises = []desk.Promise{c.promise}
		by := desk.Actor{As: desk.AsStaff, User: 1, Name: "Lee"}
		if err := ticket.Accept(by, d.Now); err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(slices.Concat(card.Staff(d, ticket).Buttons...), func(b chat.Button) bool {
			_, action, _, _ := card.ParseData(b.Data)
			return action == desk.Arrive
		})
		if got != c.want {
			t.Errorf("promised %s: there is a button to arrive: %v", c.promise, got)
		}
	}
}
