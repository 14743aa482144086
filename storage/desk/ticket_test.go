package desk

import "testing"

func TestTicketIsSeenByItsAuthorAndSharedOnesByTheContact(t *testing.T) {
	chan1, contact := Person{ID: 1, User: 11}, Person{ID: 2, User: 12}
	enrolled, stranger := Reporter{Person: 1, User: 11, Enrolled: true}, Reporter{User: 11}
	for name, c := range map[string]struct {
		kind      Kind
		by        Reporter
		party     PartyID
		who       Person
		contactOf []PartyID
		sees      bool
	}{
		"the author":                             {Repair, enrolled, 5, chan1, nil, true},
		"the author of an emergency":             {Emergency, enrolled, 5, chan1, nil, true},
		"the author with another account":        {Repair, enrolled, 5, Person{ID: 1, User: 99}, nil, true},
		"who has the author's account now":       {Repair, enrolled, 5, Person{ID: 3, User: 11}, nil, false},
		"a stranger with the author's account":   {Repair, enrolled, 5, Person{User: 11}, nil, false},
		"the author before and after enrolment":  {Emergency, stranger, 0, chan1, nil, true},
		"the author, known by a language before": {Emergency, Reporter{Person: 9, User: 11}, 0, chan1, nil, true},
		"the contact":                            {Repair, enrolled, 5, contact, []PartyID{4, 5}, true},
		"the contact, of an emergency":           {Emergency, enrolled, 5, contact, []PartyID{5}, false},
		"the contact, of a request":              {Request, enrolled, 5, contact, []PartyID{5}, false},
		"another party's contact":                {Repair, enrolled, 5, contact, []PartyID{4}, false},
		"a member who is not the contact":        {Repair, enrolled, 5, contact, nil, false},
		"a contact, of what belongs to no party": {Repair, stranger, 0, contact, []PartyID{0}, false},
		"nobody":                                 {Repair, Reporter{}, 5, Person{}, nil, false},
	} {
		k := Open("R-1001", OpenedData{Kind: c.kind, Reporter: c.by, Party: c.party}, tenant, start)
		if k.MaySee(c.who, c.contactOf) != c.sees {
			t.Errorf("%s sees it: %t", name, !c.sees)
		}
	}
}

func TestKindsHaveLettersOfTheirOwn(t *testing.T) {
	seen := map[string]Kind{}
	for _, k := range []Kind{Repair, Emergency, Request, Booking, Complaint} {
		if other, taken := seen[k.Letter()]; taken || len(k.Letter()) != 1 {
			t.Errorf("%s has the letter %q, as has %q", k, k.Letter(), other)
		}
		seen[k.Letter()] = k
	}
}

func TestJoinIsOpenUntilItIsDecided(t *testing.T) {
	for v, open := range map[Verdict]bool{Undecided: true, Admitted: false, MovedIn: false, Declined: false, Withdrawn: false} {
		if (Join{Verdict: v}).Open() != open {
			t.Errorf("%q is open: %t", v, !open)
		}
	}
}
