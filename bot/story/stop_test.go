package story_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdesk/bot"
	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

func TestAStopInTheMiddleKeepsTheQueueForTheNextStart(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		w.Telegram.Fail(emulator.Fault{Method: "sendMessage", Chat: s.engineers.ID, Kind: emulator.Reset, Times: -1})
		s.tenant.Fills(story.Report{Service: "Air-conditioner leaking"})
		if _, err := w.Telegram.Press(s.tenant.User, s.tenant.ID, s.tenant.Sees("Please check").ID, confirmation(w, s)); err != nil {
			w.T.Fatal(err)
		}
		time.Sleep(20 * time.Second)
		s.engineers.SeesNothing()
		began := time.Now()
		w.Stop()
		if took := time.Since(began); took > 5*time.Second {
			w.T.Errorf("ended after %s", took)
		}
		w.Telegram.ClearFaults()
		time.Sleep(time.Minute)
		w.Start()
		s.engineers.SeesOnce("R-1001", "Air-conditioner leaking", "[✋ Accept]")
		s.tenant.SeesOnce("R-1001", "Received 14:00")
	})
}

func TestASecondFrontDeskOnTheSameDataIsRefused(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		_, err := bot.New(w.Options())
		if !errors.Is(err, kv.ErrInUse) || !strings.Contains(err.Error(), "another Frontdesk is running") {
			w.T.Errorf("error %v", err)
		}
		w.Admin.Writes("/menu")
		w.Admin.Sees("Harbour Court")
	})
}

// tags are what people do not see.
var tags = strings.NewReplacer("<b>", "", "</b>", "")

func TestARepairInEachLanguage(t *testing.T) {
	t.Parallel()
	for l, name := range map[desk.Language]string{
		desk.English: "Mary Wong", desk.TraditionalChinese: "黃美儀", desk.SimplifiedChinese: "王美仪",
	} {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				say := func(key string, args ...any) string { return tags.Replace(text.Plain(l, key, args...)) }
				tenant, engineers := w.TenantNamed("A-1203", name, l), w.GroupIn(l, "engineering")
				ho := engineers.Member("Ho")
				tenant.ReportsAll(story.Report{Service: "Breaker tripped, no power", Urgency: desk.Critical})
				screen := tenant.SeesOnce("R-1001", say("receipt.state-open", "time", "14:00"))
				card := engineers.SeesOnce("R-1001", name, say("card.state-open"))
				w.Until("14:01")
				ho.Presses(card, say("action.accept"))
				screen.Shows(say("receipt.state-accepted", "who", "Ho", "time", "14:01"))
				ho.Presses(card, say("action.arrive"))
				ho.Presses(card, say("action.finish"))
				card.Shows(say("card.state-answered", "who", "Ho", "time", "14:01"))
				tenant.SeesNot("{")
				engineers.SeesNot("{")
			})
		})
	}
}
