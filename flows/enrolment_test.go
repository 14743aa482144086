package flows_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/roster"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestWrongCodesAreThrottled(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Stranger("Bob", "en")
	code := w.Invite("A-1203", "Bob")
	for range 5 {
		p.Writes("/start " + desk.NewCode())
		p.Shows("not valid")
	}
	p.Writes("/start " + code)
	p.Shows("Too many invalid invitations")
	w.Wait(61 * time.Minute)
	p.Writes("/start " + code)
	p.Shows("Are you Bob")
}

func TestACodeWorksOnce(t *testing.T) {
	w := flowstest.New(t, "14:00")
	code := w.Invite("A-1203", "Chan")
	p, thief := w.Stranger("Chan", "en"), w.Stranger("Bob", "en")
	p.Writes("/start " + code)
	thief.Writes("/start " + code)
	thief.Shows("Are you Chan")
	p.Presses("Yes")
	thief.Presses("Yes")
	thief.Shows("not valid")
	thief.SeesNot("Hello")
	for range 9 { // whoever opens their own link again is at home, and guesses nothing
		p.Writes("/start " + code)
	}
	p.Shows("Hello Chan · A-1203")
}

func TestRevokedAndExpiredCodes(t *testing.T) {
	w := flowstest.New(t, "14:00")
	revoked, expired := w.Invite("A-1203", "Chan"), w.Invite("A-1204", "Ho")
	p := w.Stranger("Chan", "en")
	w.Do(func(tx *storage.Tx) error {
		i, _, err := tx.Invite(revoked)
		if err != nil {
			return err
		}
		i.Revoked = tx.Now()
		return tx.PutInvite(i)
	})
	p.Writes("/start " + revoked)
	p.Shows("not valid")
	w.Jump(desk.InviteLife - time.Hour)
	p.Writes("/start " + expired)
	p.Shows("Are you Ho")
	w.Jump(2 * time.Hour)
	p.Presses("Continue") // it was asked about meanwhile
	p.Presses("Yes")
	p.Shows("not valid")
}

func TestNobodyIsEnrolledByNo(t *testing.T) {
	w := flowstest.New(t, "14:00")
	code := w.Invite("A-1203", "Chan")
	p := w.Stranger("Bob", "en")
	p.Writes("/start " + code)
	p.Presses("No")
	p.Shows("nothing has been changed", "invitation link")
	p.Writes("/repair")
	p.Shows("I don't know your unit yet")
}

func TestASecondUnitForTheSameAccount(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/start " + w.Invite("B-0501", "Chan & Co."))
	p.Presses("Yes")
	p.Shows("A-1203", "B-0501")
	p.Writes("/repair")
	p.Shows("Which unit")
	p.Presses("B-0501")
	p.Shows("What needs repair")
}

func TestAnAccountKnownByItsLanguageAloneBecomesTheInvitedPerson(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Stranger("Bob", "en")
	p.Writes("/language")
	p.Presses("简体中文")
	p.Writes("/start " + w.Invite("A-1203", "陈大文"))
	p.Presses("是的")
	p.Shows("陈大文，您好 · A-1203")
}

func TestTheAdministratorsCodeWorksOnce(t *testing.T) {
	w := flowstest.New(t, "14:00")
	var code string
	w.Do(func(tx *storage.Tx) (err error) {
		code, err = w.Desk().Start(tx)
		return err
	})
	if code != "" {
		t.Errorf("there is an administrator, and a code %q", code)
	}
}

// A tenants' file sent to the bot gives the links as a file, and nothing at all where anything is wrong.
func TestATenantsFileInTheChat(t *testing.T) {
	w := flowstest.New(t, "14:00")
	file := desk.Media{Kind: desk.Document, FileID: "f", Name: "Units.CSV", Size: 100}
	answer := func(csv string) {
		t.Helper()
		w.Admin().Sends(chat.Update{Media: []desk.Media{file}})
		rows, faults := roster.Parse([]byte(csv))
		raw, err := json.Marshal(roster.Reading{Rows: rows, Faults: faults})
		if err != nil {
			t.Fatal(err)
		}
		w.Finish(raw, "")
	}
	const header = "building,floor,unit,name,phone,language\n"
	answer(header + "A,12,1203,,,\n")
	w.Admin().Sees("Nothing was imported", "Line 2, column 4")
	answer(header + "A,12,1203,Chan <b>,91234567,en\nA,12,1203,Ho,91234567,\n")
	w.Admin().Sees("People read: 2. New invitation links in this file: 2.")
	for range 2 { // the same file again changes nothing
		answer(header + "A,12,1203,Chan <b>,91234567,en\nA,12,1203,Ho,91234567,\n")
		w.Admin().Sees("People read: 2. New invitation links in this file: 0.")
	}
	front := w.Group(desk.FrontDesk)
	wong := front.Member("Wong")
	wong.Writes("/moveout A-1203")
	wong.Presses("Confirm")
	answer(header + "A,12,1203,Chan <b>,91234567,en\nA,12,1203,Ho,91234567,\nA,12,1204,Li,,\n")
	w.Admin().Sees("Not taken in: 2", "A-1203: Chan <b> has left", "Is somebody back?")
	answer(header + "A,12,1203,Di,92345678,en\n")
	answer(header + "A,12,1203,Chan <b>,91234567,en\n")
	w.Admin().Sees("A-1203: another household lives there now; Chan <b> was not invited")
	links := string(w.Admin().Sees("People read: 3. New invitation links in this file: 1.").File.Data)
	_, his, _ := strings.Cut(links, "Li")
	_, code, _ := strings.Cut(his, "?start=")
	p := w.Stranger("x", "en")
	p.Writes("/start " + strings.TrimSpace(code))
	p.Shows("Are you Li", "A-1204")
	w.Admin().Sends(chat.Update{Media: []desk.Media{file}})
	w.Finish(nil, "the file is gone")
	w.Admin().Sees("could not be fetched")
	file.Size = 30 << 20
	w.Admin().Sends(chat.Update{Media: []desk.Media{file}})
	w.Admin().Sees("larger than 20 MB")
	bob := w.Stranger("Bob", "en")
	bob.Sends(chat.Update{Media: []desk.Media{file}}) // is a message like any other stranger's
	bob.Shows("don't know your unit")
}

func TestLinkIsTheAdministratorsInAPrivateGroup(t *testing.T) {
	w := flowstest.New(t, "14:00")
	g := w.NewGroup("Engineers")
	admin := w.Admin().In(g)
	g.Member("Bob").Writes("/link engineering")
	g.Sees("Only the administrator")
	admin.Writes("/link enginering")
	g.Sees("“enginering”")
	g.BotBecomes(w.Admin(), true, false)
	admin.Writes("/link engineering")
	g.Sees("I need to be an administrator")
	g.BotBecomes(w.Admin(), true, true)
	g.Chat.Public = true
	admin.Writes("/link engineering")
	g.Sees("This group is public")
	g.Chat.Public = false
	admin.Anonymous = true
	admin.Writes("/link engineering")
	g.Sees("anonymous administrator")
	g.SeesNot("✅")
	admin.Anonymous = false
	admin.Writes("/link engineering, Front_Desk security")
	g.Sees("✅", "Engineering, Front desk, Security")
	other := w.Group(desk.Security) // linked again elsewhere
	p := w.Tenant("A-1203")
	p.Writes("/menu")
	p.Presses("Emergency")
	p.Presses("Help")
	other.Sees("E-1001")
	g.SeesNot("E-1001", "[✋ Accept]")
	g.Member("Bob").Presses("简体中文")
	g.Sees("Cards here are in English")
}

func TestWhatSomebodyRaisedBeforeTheyCameInStaysTheirs(t *testing.T) {
	w := flowstest.New(t, "14:00")
	w.Group(desk.Security)
	p := w.Stranger("Ho", "zh-hans")
	p.Writes("/language")
	p.Presses("English") // by which a record of theirs begins
	p.Presses("Emergency")
	p.Presses("Help")
	p.Writes("lift stuck at the lobby")
	p.Writes("/start " + w.Invite("A-1203", "Ho Siu Ming"))
	p.Presses("Yes")
	p.Writes("/status")
	p.Shows("E-1001")
}
