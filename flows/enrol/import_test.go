package enrol_test

import (
	"strings"
	"testing"

	"frontdesk/flows/enrol"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/roster"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// list is a world into which tenants' files are taken.
type list struct {
	*flowstest.Apart
	t *testing.T
	// out says who of the file taken in last was not taken in, and why.
	out string
}

func newList(t *testing.T) *list {
	t.Helper()
	return &list{Apart: flowstest.New(t, "14:00").Apart(), t: t}
}

// takes takes a file in, and gives the codes by "unit name", those alone that were made.
func (l *list) takes(reissue bool, lines ...string) map[string]string {
	l.t.Helper()
	rows, faults := roster.Parse([]byte("building,floor,unit,name,phone,language,company,role\n" + strings.Join(lines, "\n")))
	if len(faults) > 0 {
		l.t.Fatal(faults)
	}
	codes := map[string]string{}
	l.Do(func(tx *storage.Tx) error {
		issued, err := enrol.Import(tx, rows, reissue)
		l.out = ""
		for _, i := range issued {
			l.out += i.Said(desk.English)
			if i.Code != "" {
				codes[i.Row.Unit+" "+i.Row.Name] = i.Code
			}
		}
		return err
	})
	return codes
}

func (l *list) comes(name, code string) *flowstest.Person {
	l.t.Helper()
	p := l.Stranger(name, "en")
	l.opens(p, code)
	return p
}

func (l *list) opens(p *flowstest.Person, code string) {
	l.t.Helper()
	p.Writes("/start " + code)
	p.Presses(text.Plain(p.Language(), "enrol.yes"))
}

// living are the people registered in a unit of building A, floor 1.
func (l *list) living(unit string) (party string, names string) {
	l.t.Helper()
	l.View(func(r *storage.Reader) error {
		u, _, err := r.UnitNamed("main", "A", "1", unit)
		if err != nil {
			return err
		}
		id, residents, err := tenancy.Living(r, u.ID)
		if err != nil {
			return err
		}
		p, _, err := r.Party(id)
		party, names = p.Name, tenancy.Names(desk.English, residents)
		return err
	})
	return party, names
}

func (l *list) lives(unit, party, names string) {
	l.t.Helper()
	if p, n := l.living(unit); p != party || n != names {
		l.t.Errorf("%s has %q: %s; want %q: %s", unit, p, n, party, names)
	}
}

func TestACompanyIsOnePartyWithSeveralUnits(t *testing.T) {
	l := newList(t)
	file := []string{"A,1,101,Ann,,en,Ho & Co,", "A,1,102,Bob,,en,Ho & Co,contact", "A,1,102,Ann,,en,Ho & Co,", "A,1,103,Cy,,en,,"}
	codes := l.takes(false, file...)
	if codes["101 Ann"] == "" || codes["101 Ann"] != codes["102 Ann"] {
		t.Errorf("Ann has the codes %q and %q", codes["101 Ann"], codes["102 Ann"])
	}
	all := "Bob (contact, link not opened yet), Ann (link not opened yet)"
	l.lives("101", "Ho & Co", all)
	l.lives("102", "Ho & Co", all)
	l.lives("103", "Cy", "Cy (contact, link not opened yet)")
	if again := l.takes(false, file...); len(again) > 0 {
		t.Errorf("the same file makes %v", again)
	}
	ann := l.comes("Ann", codes["102 Ann"])
	if l.Homes(ann) != "A-1101 A-1102" && l.Homes(ann) != "A-101 A-102" {
		t.Errorf("homes %q", l.Homes(ann))
	}
	if more := l.takes(false, append(file, "A,1,104,Bob,,en,Ho & Co,")...); len(more) > 0 {
		t.Errorf("a unit more makes %v", more)
	}
	l.lives("104", "Ho & Co", "Bob (contact, link not opened yet), Ann")
}

// A column that comes later groups who is there already; it moves nobody out.
func TestNamingACompanyLater(t *testing.T) {
	l := newList(t)
	l.takes(false, "A,1,101,Ann,,en,,", "A,1,102,Bob,,en,,", "A,1,103,Cy,,en,,", "A,1,103,Di,,en,,")
	l.takes(false, "A,1,101,Ann,,en,Ho & Co,", "A,1,102,Bob,,en,Ho & Co,", "A,1,103,Cy,,en,Ho & Co,")
	all := "Ann (contact, link not opened yet), Bob (link not opened yet)"
	l.lives("101", "Ho & Co", all)
	l.lives("102", "Ho & Co", all)
	l.lives("103", "Cy", "Cy (contact, link not opened yet), Di (link not opened yet)")
}

// Whoever opens a second person's link with an account that acts here already is here under their own name: the
// file, which goes on calling them otherwise, makes no second person and no new link.
func TestWhoCameByAnotherAccountGetsNoNewLink(t *testing.T) {
	l := newList(t)
	file := []string{"A,1,101,Ann,,en,,", "A,1,102,Ho & Co,,en,,"}
	codes := l.takes(false, file...)
	ann := l.comes("Ann", codes["101 Ann"])
	l.opens(ann, codes["102 Ho & Co"])
	for _, reissue := range []bool{false, true} {
		if again := l.takes(reissue, file...); len(again) > 0 {
			t.Errorf("reissue %t makes %v", reissue, again)
		}
	}
	l.lives("102", "Ho & Co", "Ann (contact)")
}

// The office's file does not bring back whom the household has removed, unless links are made anew.
func TestWhoWasRemovedStaysOutUntilLinksAreMadeAnew(t *testing.T) {
	l := newList(t)
	file := []string{"A,1,101,Ann,,en,,", "A,1,101,Bob,,en,,"}
	l.takes(false, file...)
	l.Do(func(tx *storage.Tx) error {
		u, _, err := tx.UnitNamed("main", "A", "1", "101")
		if err != nil {
			return err
		}
		party, residents, err := tenancy.Living(&tx.Reader, u.ID)
		if err != nil {
			return err
		}
		return tenancy.Remove(tx, party, residents[1].ID)
	})
	if again := l.takes(false, file...); len(again) > 0 {
		t.Errorf("makes %v", again)
	}
	l.lives("101", "Ann", "Ann (contact, link not opened yet)")
	if again := l.takes(true, file...); len(again) != 2 {
		t.Errorf("makes %v anew", again)
	}
	l.lives("101", "Ann", "Ann (contact, link not opened yet), Bob (link not opened yet)")
}

func TestACompanyThatComesBackBeginsAnew(t *testing.T) {
	l := newList(t)
	l.takes(false, "A,1,101,Ann,,en,Ho & Co,")
	var first desk.PartyID
	l.Do(func(tx *storage.Tx) error {
		u, _, err := tx.UnitNamed("main", "A", "1", "101")
		if err != nil {
			return err
		}
		if first, _, err = tx.OccupantOf(u.ID); err != nil {
			return err
		}
		_, err = tenancy.MoveOut(tx, first, u.ID)
		return err
	})
	l.Now = l.Now.AddDate(0, 1, 0)
	for _, reissue := range []bool{true, false} {
		l.takes(reissue, "A,1,101,Ann,,en,Ho & Co,", "A,1,102,Bob,,en,Ho & Co,")
	}
	all := "Ann (contact, link not opened yet), Bob (link not opened yet)"
	l.lives("101", "Ho & Co", all)
	l.lives("102", "Ho & Co", all)
	l.View(func(r *storage.Reader) error {
		u, _, err := r.UnitNamed("main", "A", "1", "101")
		if err != nil {
			return err
		}
		if now, _, err := r.OccupantOf(u.ID); err != nil || now == first {
			t.Errorf("it sees what was before (%v)", err)
		}
		return nil
	})
}

// leaves ends the stay of whoever lives in a unit of building A, floor 1.
func (l *list) leaves(unit string) {
	l.t.Helper()
	l.Do(func(tx *storage.Tx) error {
		u, _, err := tx.UnitNamed("main", "A", "1", unit)
		if err != nil {
			return err
		}
		party, _, err := tx.OccupantOf(u.ID)
		if err != nil {
			return err
		}
		_, err = tenancy.MoveOut(tx, party, u.ID)
		return err
	})
}

func TestWhoHasMovedOutIsNotInvitedByTheSameFile(t *testing.T) {
	l := newList(t)
	file := []string{"A,1,101,Ann,9123 4567,en,,", "A,1,102,Bob,,en,,"}
	l.comes("Ann", l.takes(false, file...)["101 Ann"])
	l.leaves("101")
	l.Now = l.Now.AddDate(0, 0, 7)
	for _, again := range [][]string{file, {"A,1,101,Ann Lee,9123 4567,en,,", file[1]}} {
		if made := l.takes(false, again...); len(made) > 0 || !strings.Contains(l.out, "A-1101: Ann") && !strings.Contains(l.out, "A-101: Ann") {
			t.Errorf("makes %v and says %q", made, l.out)
		}
		l.lives("101", "", "")
	}
	l.takes(false, "A,1,101,Cy,,en,,", file[1])
	l.lives("101", "Cy", "Cy (contact, link not opened yet)")
	for _, reissue := range []bool{false, true} {
		made := l.takes(reissue, append(file, "A,1,101,Cy,,en,,")...)
		if made["101 Ann"] != "" || !strings.Contains(l.out, "another household lives there now; Ann was not invited") {
			t.Errorf("reissue %t makes %v and says %q", reissue, made, l.out)
		}
		l.lives("101", "Cy", "Cy (contact, link not opened yet)")
	}
	l.leaves("101")
	if made := l.takes(true, file...); made["101 Ann"] == "" || l.out != "" {
		t.Errorf("links made anew do not bring Ann back: %v, %q", made, l.out)
	}
}

func TestAUnitThatACompanyHasLeftIsNotGivenBackByTheSameFile(t *testing.T) {
	l := newList(t)
	file := []string{"A,1,101,Ann,,en,Ho & Co,", "A,1,102,Ann,,en,Ho & Co,"}
	l.takes(false, file...)
	l.leaves("101")
	l.Now = l.Now.AddDate(0, 0, 7)
	l.takes(false, file...)
	l.lives("101", "", "")
	l.lives("102", "Ho & Co", "Ann (contact, link not opened yet)")
}
