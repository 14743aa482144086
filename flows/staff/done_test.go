package staff_test

import (
	"encoding/json"
	"strings"
	"testing"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// wet is a request whose service has a checklist and wants a photo, at the cleaners, one of whom has it.
func wet(t *testing.T) (w *flowstest.World, cleaners *flowstest.Room, wong, tenant *flowstest.Person, steps []catalogue.Step) {
	t.Helper()
	w = flowstest.New(t, "14:00")
	cleaners, tenant = w.Group(desk.Cleaning), w.Tenant("A-1203")
	slippery, _ := catalogue.Default().Find("6.4")
	tenant.Writes("/request")
	tenant.Presses("Rain")
	tenant.Presses("Slippery")
	tenant.Writes("lobby")
	tenant.Presses("Skip")
	tenant.Shows("A photo of how it is now helps us")
	tenant.Presses("Skip")
	tenant.Presses("Confirm")
	wong = cleaners.Member("Wong")
	wong.Presses("Accept")
	return w, cleaners, wong, tenant, slippery.Steps
}

func finish(p *flowstest.Person, id desk.TicketID) string {
	return p.PressesOn(0, card.Data(id, desk.Finish, ""))
}

// ending is what was noted with the end of a ticket, and the audit's line of it.
func ending(w *flowstest.World, id desk.TicketID) (d desk.DoneData, audited string) {
	w.View(func(r *storage.Reader) error {
		events, err := r.Events(id)
		for _, e := range events {
			if e.Type == desk.EvDone {
				if err := json.Unmarshal(e.Data, &d); err != nil {
					return err
				}
			}
		}
		log, err2 := r.AuditLog()
		for _, line := range log {
			if line.Action == string(desk.Finish) {
				audited = line.Detail
			}
		}
		if err == nil {
			err = err2
		}
		return err
	})
	return d, audited
}

func TestDoneAsksOnceForTheRestOfTheChecklist(t *testing.T) {
	w, cleaners, wong, tenant, steps := wet(t)
	mats, signs := steps[0].LabelIn(desk.English), steps[1].LabelIn(desk.English)
	if toast := finish(wong, "Q-1001"); toast != "2 of 2 steps not ticked: "+mats+", "+signs {
		t.Errorf("Done is answered %q", toast)
	}
	cleaners.Sees("Q-1001", "2 of 2 steps not ticked", "Done all the same?", "[✅ Done all the same]  [☑️ Steps 0/2]")
	tenant.SeesNot("done by Wong")
	wong.Presses("Steps 0/2")
	wong.Presses("▫️ " + mats)
	cleaners.Sees("1 of 2 steps done", "· Wong 14:00")
	if toast := finish(wong, "Q-1001"); toast != "1 of 2 steps not ticked: "+signs {
		t.Errorf("Done is answered %q", toast)
	}
	cleaners.SeesOnce("Done all the same?")
	wong.Presses("Done all the same")
	wong.Replies(cleaners.Sees("reply to this message with a photo of the finished job for Q-1001"), "too dark for one")
	tenant.Sees("Q-1001", "done by Wong")
	cleaners.SeesNot("Done all the same?")
	if d, audited := ending(w, "Q-1001"); len(d.Left) != 1 || d.Left[0] != steps[1].Name || audited != "without "+steps[1].Name+"; no photo" {
		t.Errorf("noted %+v, audited %q", d, audited)
	}
}

func TestAStepOnceTickedCanBeTakenBack(t *testing.T) {
	_, cleaners, wong, _, steps := wet(t)
	wong.Presses("Steps 0/2")
	for _, step := range steps {
		wong.Presses("▫️ " + step.LabelIn(desk.English))
	}
	cleaners.Sees("Q-1001", "Steps 2/2")
	wong.Presses("✅ " + steps[1].LabelIn(desk.English)) // it was a mistake
	cleaners.Sees("Q-1001", "Steps 1/2")
}

// done brings the request to where the photo is asked for.
func toThePhoto(t *testing.T) (w *flowstest.World, cleaners *flowstest.Room, wong, tenant *flowstest.Person, prompt *flowstest.Message) {
	t.Helper()
	w, cleaners, wong, tenant, steps := wet(t)
	wong.Presses("Steps 0/2")
	for _, step := range steps {
		wong.Presses("▫️ " + step.LabelIn(desk.English))
	}
	cleaners.Sees("Q-1001", "A photo of the finished job is wanted")
	if toast := finish(wong, "Q-1001"); toast != "" {
		t.Errorf("Done is answered %q", toast)
	}
	return w, cleaners, wong, tenant, cleaners.Sees("Wong, reply to this message with a photo of the finished job for Q-1001", "A-1203 gets the photo", "(asks for a reply)")
}

func TestThePhotoOfTheFinishedJobGoesToTheTenant(t *testing.T) {
	w, cleaners, wong, tenant, prompt := toThePhoto(t)
	tenant.SeesNot("done by Wong")
	wong.SendsReply(prompt, "mats at both doors")
	tenant.Sees("Q-1001", "done by Wong, 14:00")
	tenant.Sees("Wong on Q-1001", "mats at both doors", "(photo)")
	cleaners.Sees("Sent to A-1203")
	cleaners.SeesNot("photo of the finished job is wanted")
	if got := w.Ticket("Q-1001"); got.NoPhoto != "" || got.State != desk.StateAnswered {
		t.Errorf("%s, without a photo because of %q", got.State, got.NoPhoto)
	}
	wong.SendsReply(prompt, "and by the lifts") // one more photo
	tenant.Sees("Wong on Q-1001", "and by the lifts", "(photo)")
}

func TestWhyThereIsNoPhotoStaysWithTheCard(t *testing.T) {
	w, cleaners, wong, tenant, prompt := toThePhoto(t)
	lam := cleaners.Member("Lam")
	lam.Replies(prompt, "let me")
	cleaners.Sees("Somebody else was asked here")
	wong.Sends(chat.Update{Media: []desk.Media{{Kind: desk.Voice, FileID: "v"}}, ReplyTo: prompt.ID})
	cleaners.Sees("reply with a photo of the finished job, or with words why there is none")
	wong.Replies(prompt, "my camera is broken")
	tenant.Sees("Q-1001", "done by Wong")
	tenant.SeesNot("camera")
	cleaners.Sees("Q-1001 is done. Noted why there is no photo.")
	cleaners.Sees("Wet-weather floor safety", "No photo: my camera is broken")
	if d, audited := ending(w, "Q-1001"); d.NoPhoto != "my camera is broken" || audited != "no photo" {
		t.Errorf("noted %+v, audited %q", d, audited)
	}
}

func TestTheEndOfAnAlarmWaitsForNoPhoto(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	wong := engineers.Member("Wong")
	tenant := w.Tenant("A-1203")
	wong.Writes("/open A-1203")
	wong.Presses("Chan Tai Man")
	wong.Replies(engineers.Sees("👤 Wong", "[✕ Cancel]"), "flood")
	wong.Presses("Confirm")
	wong.Presses("I'm going")
	if toast := finish(wong, "E-1001"); !strings.Contains(toast, "4 of 4 steps") {
		t.Errorf("Done is answered %q", toast)
	}
	wong.Presses("Done all the same")
	tenant.Sees("E-1001", "all clear")
	prompt := engineers.Sees("Wong, a photo for E-1001?")
	wong.SendsReply(prompt, "the valve")
	tenant.Sees("Wong on E-1001", "the valve", "(photo)")
}
