package understand

import (
	"fmt"
	"testing"
)

func TestProbe(t *testing.T) {
	u := understanding
	for _, name := range []string{"phrases.tsv", "more.tsv"} {
		for _, p := range phrases(t, name) {
			units := u.splitter.split(p.text, false)
			if len(units) == 0 || len(units) > window {
				continue
			}
			w := u.scratch.Get().(*work)
			clear(w.best)
			clear(w.told)
			u.weigh(units, w)
			top := float32(0)
			for i := range u.rows {
				top = max(top, w.best[i])
			}
			total := float32(0)
			for _, f := range features(units, u.things.find(units, nil), nil) {
				if n, ok := u.model.numbers[f]; ok {
					total += u.model.telling[n]
				} else {
					total += 2 * weights[f.kind()]
				}
			}
			unk := 0
			for _, x := range units {
				if x.stem == none {
					unk++
				}
			}
			total += float32(unk) * 2.5
			if p.ref == "-" && top > 1.5 || p.ref != "-" && top < 7 && !p.emergency {
				fmt.Printf("PROBE %s %s top %.1f talk %.1f ratio %.2f unk %d/%d %s\n", map[bool]string{true: "TALK", false: "real"}[p.ref == "-"], name[:4], top, w.best[len(u.rows)], top/total, unk, len(units), p.text)
			}
		}
	}
}
