package understand

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"frontdesk/flows/catalogue"
	"frontdesk/storage/desk"
)

// first is the service that is matched first, and its case.
func first(u *Understanding, said string) desk.ServiceRef {
	if m := u.Read(said).Matches; len(m) > 0 {
		return m[0].Ref
	}
	return desk.ServiceRef{}
}

func TestScriptsWidthsCaseAndSlipsAreReadAsOne(t *testing.T) {
	for _, said := range []string{
		"冷氣漏水", "冷气漏水", "空調漏水", "空调漏水", "aircon漏水", "ＡＩＲＣＯＮ　ｌｅａｋｉｎｇ", "air-con leaks", "airconditoner leaking", "the A/C leaked",
		"my ac 漏水 呀 please 快啲", "hello 唔該 aircon 漏水 可以派人来吗",
	} {
		if got := first(understanding, said); got.Ref != "5.13" {
			t.Errorf("%q is %v", said, got)
		}
	}
}

func TestTheCaseIsNamedWhereTheWordsTellIt(t *testing.T) {
	for _, c := range []struct{ said, ref, variant string }{
		{"ceiling panel", "5.11", ""},
		{"the ceiling is sagging", "5.11", "sagging"},
		{"天花要換3塊", "5.11", "replace"},
		{"交管理費", "2.12", ""},
		{"用支票交管理費", "2.12", "cheque"},
		{"locked out, please open my door", "3.15", "lock or open"},
	} {
		if got := first(understanding, c.said); got.Ref != c.ref || got.Variant != c.variant {
			t.Errorf("%q is %v, want %s %s", c.said, got, c.ref, c.variant)
		}
	}
}

func TestWhoeverNeedsATradesmanNeedsARepair(t *testing.T) {
	for said, want := range map[string]string{
		"I need a plumber tomorrow": "4.4", "need a locksmith": "4.4", "聽日想搵個水喉佬": "4.4", "明天想找个水管工": "4.4",
		"my plumber is coming tomorrow, let him in": "3.3",
	} {
		if got := first(understanding, said); got.Ref != want {
			t.Errorf("%q is %v, want %s", said, got, want)
		}
	}
}

func TestThePointOfAStoryMayStandAnywhere(t *testing.T) {
	idle := strings.Repeat("yesterday we went to the beach and ate noodles. ", 20)
	for _, said := range []string{idle + "the aircon leaks. " + idle, "the aircon leaks " + idle, idle + "the aircon leaks"} {
		if got := first(understanding, said); got.Ref != "5.13" {
			t.Errorf("%.40q... is %v", said, got)
		}
	}
	if r := understanding.Read(idle + "help I am trapped in the lift. " + idle); !r.Emergency {
		t.Error("an emergency within a story is none")
	}
}

func TestWhatSaysNothingIsMatchedToNothing(t *testing.T) {
	for _, said := range []string{"", " ", "🙂🙂🙂", "👍", "...", "？？？", "\n\n", "\xff\xfe", strings.Repeat("😀", 4000), "asdkjh"} {
		if r := understanding.Read(said); len(r.Matches) > 0 || r.Emergency {
			t.Errorf("%.20q is %v", said, r)
		}
	}
}

func TestAnOperatorsServiceIsFoundByItsNameAndItsSynonyms(t *testing.T) {
	const file = `catalogue:
  "7.1":
    {kind: request, desk: lobby, group: goods, icon: 🎁, targets: complete=10m, fields: [pieces],
     name: {en: "Parcel kept", zh-Hant: "代收包裹", zh-Hans: "代收包裹"}, button: {en: "Parcel", zh-Hant: "代收包裹", zh-Hans: "代收包裹"},
     synonyms: {en: [my amazon order], zh-Hant: [淘寶貨到咗未]}}
  "5.13": {synonyms: {en: [the cold box weeps]}}
  "2.3": {withdrawn: true}
`
	c, err := catalogue.Default().Changed([]byte(file), "f.yaml")
	if err != nil {
		t.Fatal(err)
	}
	u := New(c)
	for said, want := range map[string]string{
		"代收包裹": "7.1", "where is my amazon order": "7.1", "淘寶貨到咗未呀": "7.1", "the cold box weeps": "5.13", "aircon leaks": "5.13",
	} {
		if got := first(u, said); got.Ref != want {
			t.Errorf("%q is %v, want %s", said, got, want)
		}
	}
	if got := first(u, "單車位"); got.Ref == "2.3" {
		t.Error("a service that is offered no longer is matched")
	}
}

func TestMatchesAreInOrderAndScoresShares(t *testing.T) {
	for _, p := range phrases(t, "phrases.tsv") {
		last := 1.0
		for _, m := range understanding.Read(p.text).Matches {
			if m.Score > last || m.Score <= 0 {
				t.Errorf("%q: %v scores %v after %v", p.text, m.Ref, m.Score, last)
			}
			if _, ok := catalogue.Default().Service(m.Ref); !ok && m.Ref.Variant != "" {
				t.Errorf("%q: there is no %v", p.text, m.Ref)
			}
			last = m.Score
		}
	}
}

func TestManyReadAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				if got := first(understanding, "冷氣漏水"); got.Ref != "5.13" {
					t.Errorf("it is %v", got)
				}
			}
		})
	}
	all.Wait()
}

func FuzzReadNeverPanics(f *testing.F) {
	for _, said := range []string{"aircon leaking", "部𨋢停咗 入面有人", "7/F no power", "12樓B室", "é’s", "\x00", "ａ１樓"} {
		f.Add(said)
	}
	f.Fuzz(func(t *testing.T, said string) {
		r := understanding.Read(said)
		if r.Emergency && len(r.Matches) == 0 {
			t.Errorf("%q is an emergency of no kind", said)
		}
		for _, m := range r.Matches {
			if m.Score < 0 || m.Score > 1 || !utf8.ValidString(m.Ref.Ref) {
				t.Errorf("%q: %v", said, m)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for name, said := range map[string]string{
		"short":   "aircon漏水 12/F unit 3",
		"story":   "Hi there, we have clients flying in from Singapore next week and our own boardroom is being painted, so I was wondering if we could hire a room from you for half a day",
		"longest": strings.Repeat("管理室您好，我是20樓的林太太，冷氣一直滴水。", 170),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				understanding.Read(said)
			}
		})
	}
}

// BenchmarkNaive is what a search for the synonyms as they stand would take, to compare with.
func BenchmarkNaive(b *testing.B) {
	var all []string
	c := catalogue.Default()
	for _, s := range c.Services() {
		for _, said := range c.Synonyms(s.Ref) {
			for _, text := range said {
				all = append(all, strings.ToLower(text))
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		said := strings.ToLower("aircon漏水 12/F unit 3")
		for _, text := range all {
			if strings.Contains(said, text) {
				break
			}
		}
	}
	b.ReportMetric(float64(len(all)), "synonyms")
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		New(catalogue.Default())
	}
}
