package story_test

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage/desk"
)

const units = "building,floor,unit,name,phone,language\nA,12,1203,陳美玲,+85291234567,zh-Hant\nB,3,301,\"<b>Smith</b>, John\",,en\n"

// sendsFile has the administrator send a tenants' file.
func sendsFile(w *story.World, content string) {
	w.T.Helper()
	w.Admin.LooksAway()
	w.Admin.Sends(emulator.Draft{Media: []emulator.DraftMedia{{Kind: "document", Name: "units.csv", MIME: "text/csv", Data: []byte(content)}}})
}

// links are the codes in the file that the administrator got, by name.
func links(w *story.World) map[string]string {
	w.T.Helper()
	m := w.Admin.Sees("links.csv")
	content, _, ok := w.Telegram.File(m.Media.FileID)
	if !ok {
		w.T.Fatal("the file of links is not there")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\ufeff"))).ReadAll()
	if err != nil || strings.Join(rows[0], ",") != "building,floor,unit,name,link" {
		w.T.Fatalf("the file of links: %v, %v", rows, err)
	}
	codes := map[string]string{}
	for _, row := range rows[1:] {
		_, code, _ := strings.Cut(row[4], "https://t.me/frontdesk_bot?start=")
		codes[row[3]] = code
	}
	return codes
}

func TestTheAdministratorSendsTheTenantsFileAndGetsTheirLinks(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		sendsFile(w, "\ufeff"+units)
		w.Admin.SeesOnce("People read: 2. New invitation links in this file: 2.", "links.csv")
		codes := links(w)
		mei := w.Stranger("Mei", desk.English)
		mei.Writes("/start " + codes["陳美玲"])
		mei.Sees("陳美玲", "A-1203")
		john := w.Stranger("John", desk.English)
		john.Writes("/start " + codes["<b>Smith</b>, John"])
		john.Sees("Are you <b>Smith</b>, John, of unit B-301?")
		john.Presses("Yes, that's me")

		sendsFile(w, units)
		w.Admin.SeesOnce("People read: 2. New invitation links in this file: 0.")
		if w.Logged(codes["陳美玲"]) > 0 || w.Logged("91234567") > 0 {
			w.T.Error("a code or a telephone number is in the log")
		}
	})
}

func TestAFaultyFileIsExplainedAndNothingOfItImported(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		sendsFile(w, units+"A,12,1204,,+85291234567,xx\n")
		w.Admin.SeesOnce("Nothing was imported. Faults in the file: 2.", "Line 4, column 4 (name)", "Line 4, column 6 (language)", "\"xx\" is no language")
		sendsFile(w, units)
		w.Admin.SeesOnce("People read: 2. New invitation links in this file: 2.")

		sendsFile(w, "building,floor,unit,name,phone,language\nA,12,1203,\xb3\xaf\xac\xfc\xac\xc2,,\n")
		w.Admin.SeesOnce("CSV UTF-8")
		sendsFile(w, "")
		w.Admin.SeesOnce("The file is empty")
		w.Admin.LooksAway()
		w.Admin.Sends(emulator.Draft{Media: []emulator.DraftMedia{{Kind: "document", Name: "units.csv", Size: 30 << 20}}})
		w.Admin.SeesOnce("The file is larger than 20 MB")

		tenant := w.Tenant("C-101")
		tenant.Sends(emulator.Draft{Media: []emulator.DraftMedia{{Kind: "document", Name: "units.csv", Data: []byte(units)}}})
		tenant.SeesNot("links.csv")
	})
}

func TestAnInvitationWorksOnceForThirtyDays(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		code, late := w.Invite("A-1203", "Mei", desk.English), w.Invite("A-1204", "Late", desk.English)
		mei, thief := w.Stranger("Mei", desk.English), w.Stranger("Thief", desk.English)
		mei.Writes("/start " + code)
		thief.Writes("/start " + code)
		mei.Presses("Yes, that's me")
		mei.Sees("Thank you, you are enrolled.")
		thief.Presses("Yes, that's me")
		thief.Sees("This invitation is not valid")
		thief.LooksAway()
		thief.Writes("/start " + code)
		thief.Sees("This invitation is not valid")
		thief.SeesNot("A-1203")
		mei.LooksAway()
		mei.Writes("/start " + code)
		mei.Sees("Hello Mei · A-1203")

		w.Advance(30*24*time.Hour - 4*time.Minute)
		patient := w.Stranger("Late", desk.English)
		patient.Writes("/start " + late)
		patient.Sees("Are you Late, of unit A-1204?")
		w.Advance(5 * time.Minute)
		patient.Presses("Yes, that's me")
		patient.Sees("This invitation is not valid")
	})
}

func TestGuessesAtInvitationsAreThrottled(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		code := w.Invite("A-1203", "Mei", desk.English)
		guesser := w.Stranger("Guesser", desk.English)
		for i := range 5 {
			guesser.Writes(fmt.Sprintf("/start AAAAAAAAAAAAAAAAAAAAA%d", i))
		}
		guesser.Sees("This invitation is not valid")
		guesser.LooksAway()
		guesser.Writes("/start " + code)
		guesser.Sees("Too many invalid invitations.")
		guesser.SeesNot("Mei")
		w.Wait(61 * time.Minute)
		guesser.Writes("/start " + code)
		guesser.Sees("Are you Mei")
	})
}

func TestSummaryInPrivateIsForWhoeverIsInTheManagersGroup(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant, engineers := w.Tenant("A-1203"), w.Group("engineering")
		unknown := w.Stranger("Yip", desk.English)
		managers := w.Found(emulator.Group{Title: "managers"}, unknown)
		managers.Link("managers")
		known, ho := managers.Member("Wong"), engineers.Member("Ho")
		tenant.Reports("Air-conditioner leaking")
		w.Until("14:20")
		known.Says("/summary")
		managers.SeesOnce("Harbour Court, today until 14:20", "Opened 1 · done, and the tenant told 0", "Open now 1 · overdue 1", "Engineering")
		known.Writes("/summary")
		known.SeesOnce("Opened 1 · done, and the tenant told 0")

		asked := w.Telegram.Calls("getChatMember")
		unknown.Writes("/summary")
		unknown.Writes("/summary")
		if n := unknown.Count("Opened 1 · done, and the tenant told 0"); n != 2 {
			w.T.Errorf("somebody who is in the group gets %d summaries of two:\n%s", n, unknown)
		}
		if n := w.Telegram.Calls("getChatMember") - asked; n != 1 {
			w.T.Errorf("Telegram was asked %d times, want once", n)
		}
		stranger := w.Stranger("Stranger", desk.English)
		stranger.Writes("/summary")
		stranger.SeesOnce("The summary is for managers.")
		tenant.Writes("/summary")
		tenant.SeesOnce("The summary is for managers.")

		managers.PutsOut(known.User)
		known.LooksAway()
		known.Writes("/summary")
		known.SeesOnce("The summary is for managers.")
		ho.Says("/summary")
		engineers.SeesOnce("The summary is for managers.")
	})
}

func TestSetUpExplainsWhatIsMissing(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		g := w.Found(emulator.Group{Title: "Engineers"})
		g.SeesOnce("I am ready here.")
		ho := g.Member("Ho")
		ho.Says("/link engineering")
		g.SeesOnce("Only the administrator of the front desk can do that.")
		w.Admin.In(g).Says("/link plumbing")
		g.SeesOnce("I don't know the desk “plumbing”")
		w.Admin.In(g).Says("/link engineering security")
		g.SeesOnce("This group is now: Engineering, Security.")

		public := w.Found(emulator.Group{Title: "Everybody", Username: "everybody"})
		w.Admin.In(public).Says("/link cleaning")
		public.Sees("This group is public")
		plain := w.FoundWith("member", emulator.Group{Title: "Guards"})
		w.Admin.In(plain).Says("/link cleaning")
		plain.Sees("I need to be an administrator of this group")
		w.Admin.Writes("/link cleaning")
		w.Admin.SeesOnce("Say /link in the group")
	})
}
