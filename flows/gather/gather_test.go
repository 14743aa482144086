package gather_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestAnAlbumIsAskedAboutOnceAndWhole(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	before := len(p.Messages)
	p.SendsAlbum(4, "what is this?", nil)
	if len(p.Messages) != before {
		t.Error("somebody answers before the album is whole")
	}
	w.Wait(time.Second)
	p.Shows("what is this?", "What is it about?")
	p.Presses("Something broken")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Ordinary")
	p.SkipsFields("5.13")
	p.Presses("is here now")
	p.Shows("4 attached")
}

func TestAnAlbumSurvivesARestartAndItsCaptionMayChangeMeanwhile(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	parts := p.SendsAlbum(3, "the kitchin", nil)
	p.Edits(parts[0], "the kitchen")
	w.Reopen()
	w.Jump(time.Hour)
	p.Shows("the kitchen")
}

func TestAnAlbumOfWhichPartsCameWhileTheDeskWasDownStaysOne(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	part := chat.Update{Album: "one", Media: []desk.Media{flowstest.Photo("a")}}
	p.Sends(part)
	w.Reopen()
	w.Now = w.Now.Add(time.Hour)
	w.Do(func(tx *storage.Tx) error {
		_, err := w.Desk().Start(tx)
		return err
	})
	p.Sends(part)
	p.Sends(part)
	w.Wait(5 * time.Second)
	p.Shows("You sent 3 files", "What is it about?")
}

func TestAnAlbumComesBeforeWhatIsSaidOrPressedAfterIt(t *testing.T) {
	w := flowstest.New(t, "14:00")
	group := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	opens(p, "leak")
	group.Member("Wong").Replies(group.Sees("R-1001", "[✋ Accept]"), "> which room?")
	p.SendsAlbum(3, "this one", nil)
	p.Writes("and the next")
	if first, second := group.Sees("this one"), group.Sees("and the next"); first.ID > second.ID {
		t.Error("the words come before the album")
	}
	p.Writes("/repair")
	for _, press := range []string{"Water", "Air-con", "Ordinary", "Skip", "Skip"} {
		p.Presses(press)
	}
	p.Writes("another leak")
	p.SendsAlbum(3, "", nil)
	p.Presses("Skip") // before the album counts as whole
	w.Wait(time.Second)
	p.Shows("📎 3 kept", "Next")
}

func TestFilesBelowWhichACommandStandsAreNotLost(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.SendsAlbum(3, "/repair", nil)
	w.Wait(time.Second)
	p.Shows("/repair", "Sounds like something to repair")
	p.Presses("Something else")
	p.Presses("Something broken")
	for _, press := range []string{"Water", "Air-con", "Ordinary", "Skip", "Skip", "is here now"} {
		p.Presses(press)
	}
	p.Shows("3 attached")
}

func TestAChangeToAPartIsNoPart(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	var first desk.MessageID
	for i := range 10 {
		m := p.Sends(chat.Update{Album: "one", Text: fmt.Sprint("part ", i), Media: []desk.Media{flowstest.Photo("a")}})
		if i == 0 {
			first = m
		}
		if i == 8 {
			p.Edits(first, "part none")
		}
	}
	p.Shows("part none", "part 9")
}

func TestAClockThatIsSetBackKeepsNobodyWaiting(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	for range 40 {
		p.Writes("again")
	}
	w.Jump(-365 * 24 * time.Hour)
	p.Writes("still here")
	w.Wait(time.Minute)
	p.Shows("still here")
}

func TestTwoAlbumsAtOnceStayTwo(t *testing.T) {
	w := flowstest.New(t, "14:00")
	group := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	wong := group.Member("Wong")
	for i := range 3 {
		p.Sends(chat.Update{Album: "one", Text: fmt.Sprint("one ", i), Media: []desk.Media{flowstest.Photo("a")}})
		wong.Sends(chat.Update{Album: "two", Media: []desk.Media{flowstest.Photo("b")}})
	}
	w.Wait(time.Second)
	p.Shows("one 0", "one 1", "one 2")
}

func TestAFloodIsToldOnceAndNothingIsLost(t *testing.T) {
	w := flowstest.New(t, "14:00")
	group := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	opens(p, "leak")
	group.Member("Wong").Replies(group.Sees("R-1001", "[✋ Accept]"), "> which room?")
	for i := range 100 {
		p.Writes(fmt.Sprintf("message-%03d.", i))
	}
	p.SeesOnce("faster than I can pass on")
	before := len(group.Messages)
	w.Wait(time.Minute)
	if n := len(group.Messages) - before; n > 3 {
		t.Errorf("what was held back came as %d messages", n)
	}
	var all strings.Builder
	for _, m := range group.Messages {
		all.WriteString(m.Text)
	}
	last := -1
	for i := range 100 {
		at := strings.Index(all.String(), fmt.Sprintf("message-%03d.", i))
		if at <= last {
			t.Fatalf("message %d is lost or out of order", i)
		}
		last = at
	}
	p.Writes("calm again")
	group.SeesOnce("calm again")
}

func TestWordsOnceBehindStayBehindUntilThoseBeforeThemAreTaken(t *testing.T) {
	w := flowstest.New(t, "14:00")
	group := w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	opens(p, "leak")
	group.Member("Wong").Replies(group.Sees("R-1001", "[✋ Accept]"), "> which room?")
	for range 35 {
		p.Writes("again")
	}
	m := p.Writes("lats")
	p.Edits(m, "last")
	p.Writes("/help") // a command is taken at once
	p.Shows("/repair")
	w.Reopen()
	w.Jump(2 * time.Minute)
	group.SeesOnce("last")
	group.SeesNot("lats")
}

func TestNothingIsHeldBackWhileAnAlarmIsOut(t *testing.T) {
	w := flowstest.New(t, "14:00")
	security := w.Group(desk.Security)
	p := w.Tenant("A-1203")
	for range 60 {
		p.Writes("help")
	}
	p.Writes("/menu")
	p.Presses("Emergency")
	p.Presses("Help")
	p.Presses("That's all")
	p.Writes("behind the lift")
	security.SeesOnce("behind the lift")
}

func TestDangerWaitsBehindNothing(t *testing.T) {
	for name, writes := range map[string]func(p *flowstest.Person){
		"in a flood": func(p *flowstest.Person) {
			for range 40 {
				p.Writes("again")
			}
			p.Writes("there is a fire on 12/F")
		},
		"by an edit of what waits in a flood": func(p *flowstest.Person) {
			var last desk.MessageID
			for range 40 {
				last = p.Writes("again")
			}
			p.Edits(last, "there is a fire on 12/F")
		},
		"below an album": func(p *flowstest.Person) { p.SendsAlbum(3, "there is a fire on 12/F", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			w := flowstest.New(t, "14:00")
			p := w.Tenant("A-1203")
			writes(p)
			p.Shows("there is a fire on 12/F", "Fire or smoke")
			w.Wait(time.Minute)
			p.Presses("Fire or smoke")
			if n := len(w.Ticket("E-1001").Media); strings.Contains(name, "album") && n != 3 {
				t.Errorf("%d files", n)
			}
		})
	}
}

func TestWhatWaitsLeavesNothingBehind(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.SendsAlbum(2, "x", nil)
	w.Wait(time.Minute)
	w.View(func(r *storage.Reader) error {
		if next, waits := r.NextTimer(); waits && next.Sub(w.Now) < 0 {
			t.Errorf("a timer stays at %s", next)
		}
		return nil
	})
}

// opens has the tenant report a leak.
func opens(p *flowstest.Person, words string) {
	p.Writes("/repair")
	for _, press := range []string{"Water", "Air-con", "Ordinary", "Skip", "Skip"} {
		p.Presses(press)
	}
	p.Writes(words)
	for _, press := range []string{"Skip", "is here now", "Confirm"} {
		p.Presses(press)
	}
}
