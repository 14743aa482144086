package story_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/flows/catalogue"
	"frontdesk/storage/desk"
)

// offered is what an operator's file makes of the services.
func offered(t *testing.T, file string) *catalogue.Catalogue {
	t.Helper()
	c, err := config.Parse("frontdesk.yaml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return c.Catalogue
}

// posters is a service of the operator's own, with a field that nobody else asks.
const posters = `catalogue:
  fields:
    paper:
      kind: choice
      label: {en: Paper, zh-Hant: 紙張, zh-Hans: 纸张}
      options:
        - {value: plain, label: {en: Plain, zh-Hant: 白紙, zh-Hans: 白纸}}
        - {value: glossy, label: {en: Glossy, zh-Hant: 光面紙, zh-Hans: 光面纸}}
  "7.1":
    {kind: request, desk: lobby, group: parking, icon: 🎁, targets: complete=1h, fields: [paper],
     name: {en: Posters hung, zh-Hant: 代貼海報, zh-Hans: 代贴海报}, button: {en: Posters, zh-Hant: 貼海報, zh-Hans: 贴海报},
     steps: [{name: hung, label: {en: Hung, zh-Hant: 已貼, zh-Hans: 已贴}}],
     price: {en: $20 each, zh-Hant: 每張二十元, zh-Hans: 每张二十元}}
`

// withdrawn is the file after the operator's change: the own service is gone, a built-in one withdrawn, and another
// promised sooner.
const withdrawn = `catalogue:
  "2.3": {withdrawn: true}
  "5.13": {targets: {arrive: 5m, fix: null}}
`

func TestAServiceIsRemovedWhileItsTicketsAreOpen(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Offers(offered(t, posters))
		lobby, front, engineers := w.Group("lobby"), w.Group("front-desk"), w.Group("engineering")
		chan1, lam := w.TenantNamed("A-1203", "Chan", desk.TraditionalChinese), w.TenantNamed("A-1204", "Lam", desk.English)
		ho, mei, wong := lobby.Member("Ho"), front.Member("Mei"), engineers.Member("Wong")
		asks := func(p *story.Tenant, labels ...string) {
			p.Writes("/request")
			for _, label := range labels {
				p.Presses(label)
			}
		}
		asks(chan1, "停車", "貼海報", "光面紙", "略過", "略過")
		chan1.Sees("請核對", "代貼海報", "每張二十元")
		chan1.Presses("確認")
		chan1.Sees("Q-1001", "代貼海報", "收費：每張二十元", "紙張：光面紙")
		asks(chan1, "停車", "單車", "電單車、機車", "略過", "略過", "略過", "確認")
		chan1.Sees("Q-1002", "電單車")
		lam.Reports("Air-conditioner leaking")
		before := []*desk.Ticket{w.Ticket("Q-1001"), w.Ticket("Q-1002"), w.Ticket("R-1001")}

		half := w.TenantNamed("A-1205", "Yip", desk.English)
		asks(half, "Parking", "Posters")
		half.Sees("Paper")
		other := w.TenantNamed("A-1206", "Kwok", desk.English)
		asks(other, "Parking", "icycle", "Bicycle")
		other.Sees("plate number")
		ho.Says("/open A-1204")
		ho.Presses(lobby.Sees("Who called?"), "Nobody")
		ho.Replies(lobby.Sees("Which service?"), "posters")
		lobby.Sees("Paper", "[Glossy]")

		w.Offers(offered(t, withdrawn))
		for _, old := range before {
			if now := w.Ticket(old.ID); !slices.Equal(now.Promises, old.Promises) {
				t.Errorf("%s promised %v, and now %v", old.ID, old.Promises, now.Promises)
			}
		}
		ho.Presses(lobby.Sees("Q-1001"), "Accept")
		lobby.SeesOnce("Q-1001 · Posters hung", "Paper: Glossy", "$20 each", "Ho has it")
		chan1.Sees("Q-1001 · 代貼海報：Ho 已於 14:00 開始辦理")
		ho.Says("/why Q-1001")
		lobby.Sees("Q-1001", "Posters hung")
		ho.Presses(lobby.Sees("Q-1001 · Posters hung", "Paper: Glossy"), "Done")
		chan1.Sees("🟢 Q-1001", "代貼海報", "Ho")
		chan1.Writes("/status")
		chan1.Sees("Q-1001", "代貼海報", "Q-1002", "電單車")

		mei.Presses(front.Sees("Q-1002"), "Accept")
		mei.Presses(front.Sees("Q-1002"), "Done")
		wong.Presses(engineers.Sees("R-1001"), "Accept")
		engineers.Sees("R-1001", "On site by 14:15")

		half.Presses("Glossy")
		half.Sees("no longer")
		other.Presses("Skip")
		other.Sees("no longer")
		ho.Presses(lobby.Sees("Paper", "[Glossy]"), "Glossy")
		lobby.Sees("no longer")
		for _, p := range []*story.Tenant{half, other} {
			if shown := p.Room.String(); strings.Contains(shown, "Q-1003") {
				t.Errorf("%s has opened what is not offered:\n%s", p.Name, shown)
			}
		}
		w.Until("14:16")
		lam.Sees("R-1001", "we have not kept our promise", "on site by 14:15")
	})
}

// priced posts a price for a repair, and wants a photo of it once it is done.
const priced = `catalogue:
  "5.13": {price: {en: $80, zh-Hant: 八十元, zh-Hans: 八十元}, proof: true}
`

func TestAPostedPriceIsShownBeforeAndAfterConfirming(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Offers(offered(t, priced))
		engineers := w.Group("engineering")
		tenant, wong := w.Tenant("A-1203"), engineers.Member("Wong")
		tenant.Fills(story.Report{Service: "Air-conditioner leaking"})
		tenant.Sees("Please check", "Price: $80")
		tenant.Presses("Confirm")
		tenant.Sees("R-1001", "Price: $80")
		card := engineers.Sees("R-1001", "Price: $80")
		wong.Presses(card, "Accept")
		card.Shows("Price: $80", "A photo of the finished job is wanted")
		w.Offers(nil) // what was agreed stands
		wong.Presses(card, "On site")
		card.Shows("Price: $80", "Wong is on site")
	})
}

func TestThePhotoOfTheFinishedJobReachesTheTenant(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Offers(offered(t, priced))
		engineers := w.Group("engineering")
		tenant, wong := w.Tenant("A-1203"), engineers.Member("Wong")
		tenant.Reports("Air-conditioner leaking")
		card := engineers.Sees("R-1001")
		wong.Presses(card, "Accept")
		wong.Presses(card, "Done")
		tenant.SeesNot("reports it done")
		prompt := engineers.Sees("Wong, reply to this message with a photo of the finished job for R-1001")
		wong.SendsBack(prompt, emulator.Draft{Text: "dry again", Media: story.Photos(2), Album: true})
		w.Wait(time.Minute)
		tenant.SeesOnce("R-1001", "Wong reports it done at 14:00")
		tenant.Sees("Wong on R-1001", "dry again")
		card.Shows("✔️ Done by Wong; the tenant was told 14:00")
	})
}
