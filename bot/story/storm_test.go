package story_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/story"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// storm is how many tickets fall due during an outage. With 10,000, as after a bad night:
//
//	go test ./bot/story -count=1 -v -run Storm -storm 10000
var storm = flag.Int("storm", 300, "how many tickets are overdue after the outage")

// TestStormAfterAnOutageIsToldInFullTheMostUrgentFirst has a tenth of the tickets critical, a fifth urgent, and the
// rest ordinary, opened by 100 tenants while nobody works.
func TestStormAfterAnOutageIsToldInFullTheMostUrgentFirst(t *testing.T) {
	t.Parallel()
	story.Run(t, "09:00", func(w *story.World) {
		groups := []*story.Group{w.Group("engineering"), w.Group("supervisors"), w.Group("managers")}
		var tenants []*story.Tenant
		for i := range min(100, *storm/10) {
			tenants = append(tenants, w.TenantNamed(fmt.Sprintf("A-%d", 1201+i), fmt.Sprint("Tenant ", i), desk.English))
		}
		w.Stop()
		w.Start()
		opens(t, w, tenants)
		w.Stop()
		time.Sleep(4 * time.Hour)
		for _, r := range groups {
			r.LooksAway()
		}
		began := time.Now()
		w.Open()
		time.Sleep(time.Hour) // the cards may take longer; nobody waits for them
		var took time.Duration

		for _, g := range groups {
			last, told := 0, 0
			for _, m := range g.Messages() {
				for line := range strings.SplitSeq(m.Text, "\n") {
					if !strings.HasPrefix(line, "⏰") || told == *storm { // later, what is urgent comes again
						continue
					}
					told++
					took = max(took, m.Date.Sub(began))
					rank := rankIn(line)
					if rank < last {
						t.Fatalf("%s hears of a more urgent one late: %s", g.Title, line)
					}
					last = rank
				}
			}
			if told != *storm {
				t.Errorf("%s is told of %d, want %d", g.Title, told, *storm)
			}
			t.Logf("%s: %d told in %s", g.Title, told, took.Round(time.Second))
		}
		for _, p := range tenants {
			heard := map[string]bool{}
			for _, m := range p.Find("we have not kept our promise") {
				if number := strings.Fields(m.Text)[1]; !heard[number] { // later there is another new time
					heard[number], took = true, max(took, m.Date.Sub(began))
				}
			}
		}
		t.Logf("%d overdue: all desks and tenants are told after %s", *storm, took.Round(time.Second))
	})
}

func rankIn(line string) int {
	for rank, word := range []string{"critical", "urgent", "ordinary"} {
		if strings.Contains(line, word) {
			return rank
		}
	}
	return 0
}

func urgencyOf(i int) desk.Urgency {
	switch {
	case i%10 == 9:
		return desk.Critical
	case i%10 > 6:
		return desk.Urgent
	}
	return desk.Ordinary
}

// opens has all tickets opened at once, and their cards shown before.
func opens(t *testing.T, w *story.World, tenants []*story.Tenant) {
	t.Helper()
	err := w.App.Do(context.Background(), func(tx *storage.Tx) error {
		for i := range *storm {
			id, err := tx.NextNumber(desk.Repair)
			if err != nil {
				return err
			}
			u := urgencyOf(i)
			k := desk.Open(id, desk.OpenedData{
				Kind: desk.Repair, Estate: "main", Desk: desk.Engineering, Service: desk.ServiceRef{Ref: "5.13"}, Urgency: u,
				Place:    desk.Place{Label: string(u)},
				Reporter: desk.Reporter{User: desk.UserID(tenants[i%len(tenants)].User), Name: "Chan", Language: desk.English, Enrolled: true},
				Promises: []desk.Promise{{Clock: desk.ClockReply, Within: 15 * time.Minute, From: desk.Opened}},
				Policy:   tx.Estate().PolicyFor(desk.Engineering, desk.Repair, u),
			}, desk.System, tx.Now())
			if err := errors.Join(tx.PutTicket(k), watch.Arm(tx, k)); err != nil {
				return err
			}
		}
		tx.Touched() // nobody sees their cards: that is not what is measured
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
