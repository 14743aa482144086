package when

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func TestProbe(t *testing.T) {
	f, err := os.Open(os.Getenv("PROBE"))
	if err != nil {
		t.Skip()
	}
	z, _ := time.LoadLocation("Asia/Hong_Kong")
	now := time.Date(2026, 3, 4, 14, 0, 0, 0, z)
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		l, x := desk.Language("en"), c[0]
		if len(c) > 1 {
			l, x = desk.Language(c[0]), c[1]
		} else if strings.ContainsFunc(x, han) {
			l = desk.TraditionalChinese
		}
		if l == "yue" {
			l = "zh-Hant"
		}
		r := Read(x, now, l)
		if r.IsZero() && os.Getenv("ALL") == "" {
			continue
		}
		fm := func(t time.Time) string {
			if t.IsZero() {
				return "-"
			}
			return t.Format("Mon 2/1 15:04")
		}
		fmt.Printf("%-60s %s .. %s %s\n", x, fm(r.Start), fm(r.End), r.Ask)
	}
}
