package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	hongKong = time.FixedZone("HKT", 8*60*60)
	estate   = &Estate{ID: "bay", Zone: hongKong}
	// start is 14:00 in the estate.
	start   = time.Date(2026, 3, 6, 6, 0, 0, 0, time.UTC)
	tenant  = Actor{As: AsTenant, User: 11, Person: 1, Name: "Chan"}
	wong    = Actor{As: AsStaff, User: 21, Name: "Wong"}
	ho      = Actor{As: AsStaff, User: 22, Name: "Ho"}
	minutes = func(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }
)

// opened is a ticket that promises what the text says, with semicolons between.
func opened(t interface{ Fatal(...any) }, k Kind, promises string) *Ticket {
	o := OpenedData{Kind: k, Estate: "bay", Desk: Engineering, Reporter: Reporter{User: 11, Name: "Chan"}}
	for text := range strings.SplitSeq(promises, ";") {
		p, err := ParsePromise(text)
		if err != nil {
			t.Fatal(err)
		}
		o.Promises = append(o.Promises, p)
	}
	return Open(TicketID(k.Letter()+"-1001"), o, tenant, start)
}

func must(t interface{ Fatal(...any) }, errs ...error) {
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// in is a repair in the state, held by Wong from accepted on, whose reply is late and has been told of.
func in(t *testing.T, s State) *Ticket {
	t.Helper()
	if s == StateWithdrawn {
		k := in(t, StateAccepted)
		must(t, k.Withdraw(estate, WithdrawnData{Why: NotNeeded}, tenant, start))
		return k
	}
	k := opened(t, Repair, "reply=1m;fix=15m;complete=1h@documents")
	path := []State{StateOpen, StateAccepted, StateOnSite, StateDone, StateAnswered}
	steps := []func() error{
		func() error { return k.Accept(wong, start) },
		func() error { return k.Arrive(wong, start) },
		func() error { return k.Finish(wong, start) },
		func() error { return k.Told(wong, start) },
	}
	for _, step := range steps[:slices.Index(path, s)] {
		must(t, step())
	}
	for _, clock := range []Clock{ClockReply, ClockFix} {
		k.Raised(Alert{Ticket: k.ID, Clock: clock, Level: 1}, minutes(1))
	}
	return k
}

// pressed are the actions as a press of Ho's.
var pressed = map[Action]func(*Ticket) error{
	Accept: func(k *Ticket) error { return k.Accept(ho, minutes(2)) },
	Arrive: func(k *Ticket) error { return k.Arrive(ho, minutes(2)) },
	Decline: func(k *Ticket) error {
		k.Promises = append(k.Promises, Promise{Clock: ClockApprove, Days: 2, From: Opened})
		return k.Decline("too near the wall", ho, minutes(2))
	},
	Finish:      func(k *Ticket) error { return k.Finish(ho, minutes(2)) },
	CantDo:      func(k *Ticket) error { return k.Cant(estate, "no key", ho, minutes(2)) },
	AddNote:     func(k *Ticket) error { return k.Note(NotedData{Text: "n"}, ho, minutes(2)) },
	HaveCalled:  func(k *Ticket) error { return k.Called(ho, minutes(2)) },
	ShowNumber:  func(k *Ticket) error { return k.NumberShown(ho, minutes(2)) },
	HaveTold:    func(k *Ticket) error { return k.Told(ho, minutes(2)) },
	SeeTo:       func(k *Ticket) error { return k.SeeTo(estate, ho, minutes(2)) },
	SendMessage: func(k *Ticket) error { return k.Say(SaidData{Text: "m", ToTenant: true}, ho, minutes(2)) },
	NoteMoment:  func(k *Ticket) error { return k.Came(Documents, ho, minutes(2), minutes(2)) },
	TickStep:    func(k *Ticket) error { return k.Tick(StepData{Step: "keys"}, ho, minutes(2)) },
	PutOnHold:   func(k *Ticket) error { return k.Hold(estate, forParts(60), false, ho, minutes(2)) },
	GoOn: func(k *Ticket) error {
		if k.May(PutOnHold) {
			k.record(EvHeld, wong, minutes(2), forParts(60))
		}
		return k.GoOn(ho, minutes(2))
	},
	Change: func(k *Ticket) error {
		return k.Reclassify(estate, ReclassifiedData{Urgency: Urgent, Promises: k.Promises}, ho, minutes(2))
	},
}

// forParts is a hold of our own until so many minutes after the start.
func forParts(until int) HeldData {
	return HeldData{Cause: CauseUs, Reason: "waiting for parts", Until: minutes(until)}
}

func TestActionIsLegalInTheStateOrRefused(t *testing.T) {
	const (
		stays    = State("")           // done, and the state remains
		notNow   = State(NotNow)       // refused
		tooLate  = State(AlreadyTaken) // refused, with who was first
		notYours = State(NotYours)     // refused, with whose it is
	)
	states := []State{StateOpen, StateAccepted, StateOnSite, StateDone, StateAnswered}
	for action, becomes := range map[Action][]State{
		Accept:      {StateAccepted, tooLate, tooLate, tooLate, tooLate},
		Arrive:      {notNow, StateOnSite, notNow, notNow, notNow},
		Finish:      {notNow, StateDone, StateDone, notNow, notNow},
		CantDo:      {StateOpen, notYours, notYours, notNow, notNow},
		AddNote:     {stays, stays, stays, stays, stays},
		HaveCalled:  {stays, stays, stays, stays, stays},
		ShowNumber:  {stays, stays, stays, stays, stays},
		HaveTold:    {notNow, notNow, notNow, StateAnswered, notNow},
		SeeTo:       {stays, stays, stays, notNow, notNow}, // done: nothing is owed that runs
		SendMessage: {stays, stays, stays, stays, stays},
		NoteMoment:  {stays, stays, stays, notNow, notNow},
		TickStep:    {notNow, stays, stays, notNow, notNow},
		PutOnHold:   {stays, stays, stays, notNow, notNow},
		GoOn:        {stays, stays, stays, notNow, notNow},
		Change:      {stays, stays, stays, notNow, notNow},
	} {
		for i, state := range states {
			k := in(t, state)
			before := k.Events
			err := pressed[action](k)
			var refused *Error
			switch want := becomes[i]; want {
			case notNow, tooLate, notYours:
				if !errors.As(err, &refused) || refused.Code != Code(want) || k.Events != before || k.State != state {
					t.Errorf("%s when %s: %v, then %s; want it refused as %s", action, state, err, k.State, want)
				}
				if want != notNow && !slices.Contains(refused.Args, any("Wong")) {
					t.Errorf("%s when %s: %v does not say who has it", action, state, refused.Args)
				}
			case stays:
				if err != nil || k.State != state || k.Events == before {
					t.Errorf("%s when %s: %v, then %s; want it noted", action, state, err, k.State)
				}
			default:
				if err != nil || k.State != want {
					t.Errorf("%s when %s: %v, then %s; want %s", action, state, err, k.State, want)
				}
			}
		}
	}
}

func TestOnlyWhoHoldsATicketSetsItFree(t *testing.T) {
	for _, s := range []State{StateAccepted, StateOnSite} {
		k := in(t, s)
		if err := k.MayGiveUp(ho); !refusedAs(err, NotYours) {
			t.Errorf("when %s: Ho may give up what Wong holds: %v", s, err)
		}
		if err := errors.Join(k.MayGiveUp(wong), k.Cant(estate, "no key", wong, minutes(2))); err != nil || k.State != StateOpen {
			t.Errorf("when %s: Wong may not: %v", s, err)
		}
	}
}

func TestEveryLegalActionCanBePressed(t *testing.T) {
	for state, actions := range legal {
		if !slices.Equal(state.Actions(), actions) {
			t.Errorf("%s offers %v", state, state.Actions())
		}
		for _, a := range actions {
			if pressed[a] == nil {
				t.Errorf("%s when %s is legal, and untested", a, state)
			}
			if k := in(t, state); !k.May(a) {
				t.Errorf("%s when %s is legal, and refused", a, state)
			}
		}
	}
}

func TestAnswerIsToldInPersonOnlyWhereItCouldNotBeDelivered(t *testing.T) {
	k := in(t, StateDone)
	if k.Offers(HaveTold) || !k.Offers(AddNote) {
		t.Error("the card offers to have told while the answer is under way")
	}
	k.NoteUndelivered(minutes(2))
	if !k.Offers(HaveTold) {
		t.Error("the card does not offer to have told although the answer did not arrive")
	}
	k.Delivered(minutes(3))
	if k.State != StateAnswered || k.Answered.How != ByMessage || !k.Undelivered.IsZero() {
		t.Errorf("%s, %+v", k.State, k.Answered)
	}
}

func TestOnlyTheAnswerToAFinishedTicketCloses(t *testing.T) {
	for _, s := range []State{StateOpen, StateAccepted, StateOnSite, StateAnswered} {
		k := in(t, s)
		before := k.Events
		k.Delivered(minutes(2))
		if k.State != s || k.Events != before {
			t.Errorf("a delivery when %s makes it %s", s, k.State)
		}
	}
}

func TestWhatTheTenantSaysIsTakenInAnyState(t *testing.T) {
	for s := range legal {
		k := in(t, s)
		responded := k.Responded
		must(t, k.Say(SaidData{Text: "still dripping"}, tenant, minutes(2)))
		if k.State != s || k.Responded != responded || !k.Talked.IsZero() {
			t.Errorf("when %s: %s, %+v", s, k.State, k.Responded)
		}
	}
}

func TestTheFirstResponseCounts(t *testing.T) {
	k := opened(t, Repair, "reply=15m")
	must(t, k.Note(NotedData{Text: "internal"}, wong, minutes(1)), k.Accept(wong, minutes(1)), k.NumberShown(wong, minutes(1)))
	if k.Responded.Held() {
		t.Fatalf("what the tenant does not hear of is a response: %+v", k.Responded)
	}
	must(t, k.Called(wong, minutes(2)), k.Say(SaidData{Text: "coming", ToTenant: true}, ho, minutes(3)))
	if k.Responded.At != minutes(2) || k.Responded.By != wong || k.Talked != minutes(3) {
		t.Errorf("%+v, talked %s", k.Responded, k.Talked)
	}
}

func TestCardIsCardedOnce(t *testing.T) {
	k := opened(t, Repair, "work_order=3m")
	k.NoteCarded(minutes(1))
	k.NoteCarded(minutes(2))
	if k.Carded != minutes(1) || k.Events != 2 {
		t.Errorf("carded at %s after %d events", k.Carded, k.Events)
	}
}

func TestWhatIsSaidLaterIsAdded(t *testing.T) {
	k := Open("E-1001", OpenedData{Kind: Emergency, Media: []Media{{Kind: Photo, FileID: "a"}}}, tenant, start)
	k.Amend(AmendedData{Place: &Place{Label: "lobby"}}, tenant, minutes(1))
	k.Amend(AmendedData{Description: "smoke", Media: []Media{{Kind: Photo, FileID: "b"}}}, tenant, minutes(1))
	k.Amend(AmendedData{Description: "much"}, tenant, minutes(1))
	if k.Place.Label != "lobby" || k.Description != "smoke\nmuch" || len(k.Media) != 2 {
		t.Errorf("%+v", k.OpenedData)
	}
}

func TestTicketNumbersTellTheKind(t *testing.T) {
	if Repair.Letter() != "R" || Emergency.Letter() != "E" {
		t.Error("letters have changed: numbers already given out would be another kind's")
	}
}

func TestRefusalCarriesItsCauseForTheLogAlone(t *testing.T) {
	cause := errors.New("disk full")
	err := &Error{Code: NotAllowed, Cause: cause}
	if !errors.Is(err, cause) || err.Error() != "not-allowed: disk full" || Refuse(NotNow).Error() != "not-now" {
		t.Errorf("%v", err)
	}
}
