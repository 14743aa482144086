package roster

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

func TestLinksAreCSVThatASpreadsheetDoesNotCompute(t *testing.T) {
	var out bytes.Buffer
	err := WriteLinks(&out, []Link{
		{"A", "-1", "1203", "陳大文", "https://t.me/frontdesk_bot?start=abc"},
		{"B", "3", "B", `=HYPERLINK("x")`, "https://t.me/frontdesk_bot?start=def"},
		{"B", "+3", "@7", "-Ann, Lee", "https://t.me/frontdesk_bot?start=ghi"},
		{"B", "3", "-", "\tTab", "https://t.me/frontdesk_bot?start=jkl"},
		{"B", "3", "", "＝1", "https://t.me/frontdesk_bot?start=mno"},
	})
	want := `building,floor,unit,name,link
A,-1,1203,陳大文,https://t.me/frontdesk_bot?start=abc
B,3,B,"'=HYPERLINK(""x"")",https://t.me/frontdesk_bot?start=def
B,+3,'@7,"'-Ann, Lee",https://t.me/frontdesk_bot?start=ghi
B,3,'-,'	Tab,https://t.me/frontdesk_bot?start=jkl
B,3,,'＝1,https://t.me/frontdesk_bot?start=mno
`
	if err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestLinksSayThatTheyCouldNotBeWritten(t *testing.T) {
	in, out := io.Pipe()
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := WriteLinks(out, []Link{{Name: "Ann"}}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}
