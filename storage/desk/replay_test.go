package desk

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func asJSON(t interface{ Fatal(...any) }, v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// kept is what comes back from being stored.
func kept[T any](t interface{ Fatal(...any) }, v T) T {
	var back T
	if err := json.Unmarshal([]byte(asJSON(t, v)), &back); err != nil {
		t.Fatal(err)
	}
	return back
}

func TestEventsAreFreshUntilTheyAreStored(t *testing.T) {
	k := opened(t, Repair, "take=3m")
	must(t, k.Accept(wong, minutes(1)))
	fresh := k.Fresh()
	if len(fresh) != 2 || fresh[0].Seq != 1 || fresh[1].Seq != 2 || fresh[1].Type != EvAccepted || fresh[1].By != wong || fresh[1].At != minutes(1) {
		t.Errorf("%+v", fresh)
	}
	if k.Stored(); len(k.Fresh()) != 0 {
		t.Error("stored events are still fresh")
	}
	if err := k.Accept(ho, minutes(2)); err == nil || len(k.Fresh()) != 0 {
		t.Error("a refusal is recorded")
	}
}

func TestEventThatIsUnknownChangesNothing(t *testing.T) {
	k := opened(t, Repair, "take=3m;reply=15m")
	must(t, k.Accept(wong, minutes(1)))
	events := k.Fresh()
	for _, e := range []Event{
		{Type: "priced", Version: 1, Data: json.RawMessage(`{"hkd": 480}`)},
		{Type: EvDone, Version: 2, Data: json.RawMessage(`{"how": {"new": "shape"}}`)},
		{Type: EvSaid, Version: 9, Data: json.RawMessage(`"another shape"`)},
	} {
		e.Seq, e.By, e.At = 3, ho, minutes(2)
		with, err := Replay(k.ID, append(events[:2:2], e))
		must(t, err)
		if with.Events != 3 {
			t.Errorf("%s v%d is not counted", e.Type, e.Version)
		}
		if with.Events = 2; asJSON(t, with) != asJSON(t, k) {
			t.Errorf("%s v%d changes the ticket:\n%s\n%s", e.Type, e.Version, asJSON(t, k), asJSON(t, with))
		}
		with.Events = 3
		if must(t, with.Arrive(wong, minutes(3))); with.Fresh()[0].Seq != 4 {
			t.Errorf("what comes after %s v%d takes its number", e.Type, e.Version)
		}
	}
}

func TestEventThatCannotBeReadFailsTheReplay(t *testing.T) {
	for _, e := range []EventType{EvOpened, EvAmended, EvRefused, EvSaid, EvUndelivered, EvReceived, EvAnswered, EvAlerted, EvBreached, EvAcknowledged, EvHeld, EvResumed, EvReclassified, EvAgreed} {
		_, err := Replay("R-1001", []Event{{Seq: 7, Type: e, Version: 1, At: start, Data: json.RawMessage(`[]`)}})
		if err == nil || !strings.Contains(err.Error(), "replay R-1001 event 7") {
			t.Errorf("%s: %v", e, err)
		}
	}
}

func TestInvitationIsOpenOnceAndForItsTime(t *testing.T) {
	fresh := Invite{Issued: start, Expires: start.Add(InviteLife)}
	used, revoked, admins := fresh, fresh, Invite{Admin: true, Issued: start}
	used.Used, revoked.Revoked = minutes(1), minutes(1)
	for _, c := range []struct {
		name string
		i    Invite
		at   time.Time
		open bool
	}{
		{"fresh", fresh, start, true},
		{"on its last day", fresh, start.Add(InviteLife - 1), true},
		{"after it", fresh, start.Add(InviteLife), false},
		{"used", used, minutes(2), false},
		{"revoked", revoked, minutes(2), false},
		{"the administrator's, years later", admins, start.AddDate(9, 0, 0), true},
	} {
		if c.i.Open(c.at) != c.open {
			t.Errorf("%s: open is %t", c.name, !c.open)
		}
	}
}

func TestInvitationCodesCannotBeGuessed(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := NewCode()
		if len(code) != 22 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" || seen[code] {
			t.Fatalf("code %q", code)
		}
		seen[code] = true
		if once, again := HashCode(code), HashCode(code); strings.Contains(once, code) || once != again {
			t.Fatalf("hashes %q and %q of %q", once, again, code)
		}
	}
}

func TestPresenceIsBeingSeenSinceLeaving(t *testing.T) {
	for _, c := range []struct {
		seen, left time.Time
		present    bool
	}{
		{present: false},
		{seen: minutes(1), present: true},
		{left: minutes(1), present: false},
		{seen: minutes(1), left: minutes(2), present: false},
		{seen: minutes(2), left: minutes(2), present: false},
		{seen: minutes(2), left: minutes(1), present: true},
	} {
		if (Member{Seen: c.seen, Left: c.left}).Present() != c.present {
			t.Errorf("seen %s, left %s: present is %t", c.seen, c.left, !c.present)
		}
	}
}

func TestDesksAndLanguagesAreThoseListed(t *testing.T) {
	for _, n := range Names {
		if !n.Valid() {
			t.Errorf("%s is no desk", n)
		}
	}
	for _, l := range Languages {
		if !l.Valid() {
			t.Errorf("%s is not spoken", l)
		}
	}
	if Name("").Valid() || Name("kitchen").Valid() || Language("fr").Valid() {
		t.Error("what is not listed is valid")
	}
}

func TestGroupsHaveNegativeNumbers(t *testing.T) {
	if !UserID(5).Private().Private() || ChatID(-5).Private() || ChatID(0).Private() || ChatID(-5).String() != "-5" {
		t.Error("a chat is taken for another kind")
	}
	if UserID(5).String() != "5" || PersonID(5).String() != "5" {
		t.Error("numbers are written otherwise")
	}
}
