package roster

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"frontdesk/storage/desk"
)

const plain = `building,floor,unit,name,phone,language
A,12,1203,陳大文,2345 6789,zh-HK
B,3,B,"Smith, Jane",+44 20 7946 0000,en-GB
B,-1,7,O'Neil,,
`

var plainRows = []Row{
	{Line: 2, Building: "A", Floor: "12", Unit: "1203", Name: "陳大文", Phone: "+85223456789", Language: desk.TraditionalChinese},
	{Line: 3, Building: "B", Floor: "3", Unit: "B", Name: "Smith, Jane", Phone: "+442079460000", Language: desk.English},
	{Line: 4, Building: "B", Floor: "-1", Unit: "7", Name: "O'Neil"},
}

func TestSamePeopleHoweverTheFileWasSaved(t *testing.T) {
	reordered := "Language,NAME, phone ,Unit,Floor,Building\nzh-HK,陳大文,2345 6789,1203,12,A\n" +
		"en-GB,\"Smith, Jane\",+44 20 7946 0000,B,3,B\n,O'Neil,,7,-1,B\n"
	for name, file := range map[string]string{
		"plain":                 plain,
		"byte order mark":       "\uFEFF" + plain,
		"CRLF":                  strings.ReplaceAll(plain, "\n", "\r\n"),
		"CR":                    strings.ReplaceAll(plain, "\n", "\r"),
		"no last line end":      strings.TrimSuffix(plain, "\n"),
		"UTF-16 LE":             utf16File(plain, false),
		"UTF-16 BE":             utf16File(plain, true),
		"other order and case":  reordered,
		"traditional header":    strings.Replace(plain, Header, "樓座,樓層,單位,姓名,電話,語言", 1),
		"simplified header":     strings.Replace(plain, Header, "楼座,楼层,单位,姓名,电话,语言", 1),
		"tabs":                  separated(plain, "\t"),
		"semicolons":            separated(plain, ";"),
		"space after commas":    strings.ReplaceAll(plain, ",", ", "),
		"empty rows at the end": plain + ",,,,,\n \u3000,,,,,\n",
		"empty columns":         strings.ReplaceAll(plain, "\n", ",,\n"),
		"zero-width marks":      strings.ReplaceAll(plain, "1203", "\u200B12\u200E03\u2060"),
		"full-width cells":      strings.NewReplacer("1203", "１２０３", "2345 6789", "２３４５　６７８９").Replace(plain),
	} {
		rows, faults := Parse([]byte(file))
		if len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
		if diff := cmp.Diff(plainRows, rows); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A file with companies and roles says more; one without says the same as ever.
func TestCompaniesAndRolesAreOptional(t *testing.T) {
	file := "role,building,floor,unit,name,phone,language,公司\ncontact,A,1,101,Ann,,en, Ho & Co\n成員,A,1,102,Bob,,en,Ho & Co\n,A,2,201,Cy,,,\n"
	want := []Row{
		{Line: 2, Building: "A", Floor: "1", Unit: "101", Name: "Ann", Language: desk.English, Company: "Ho & Co", Role: desk.RoleContact},
		{Line: 3, Building: "A", Floor: "1", Unit: "102", Name: "Bob", Language: desk.English, Company: "Ho & Co", Role: desk.RoleMember},
		{Line: 4, Building: "A", Floor: "2", Unit: "201", Name: "Cy"},
	}
	rows, faults := Parse([]byte(file))
	if diff := cmp.Diff(want, rows); diff != "" || len(faults) > 0 {
		t.Errorf("%v %s", faults, diff)
	}
}

func TestBlankLinesCountAsLines(t *testing.T) {
	rows, faults := Parse([]byte("\n" + strings.Replace(plain, "\nB,3", "\n\n,,,,,\nB,3", 1)))
	if len(faults) > 0 || len(rows) != 3 || rows[0].Line != 3 || rows[1].Line != 6 {
		t.Errorf("%v %v", rows, faults)
	}
}

// separated puts another separator between the cells, and keeps the comma inside one.
func separated(file, with string) string {
	return strings.ReplaceAll(strings.ReplaceAll(file, ",", with), "Smith"+with, "Smith,")
}

func utf16File(s string, big bool) string {
	var b bytes.Buffer
	for _, unit := range utf16.Encode([]rune("\uFEFF" + s)) {
		if big {
			b.Write([]byte{byte(unit >> 8), byte(unit)})
		} else {
			b.Write([]byte{byte(unit), byte(unit >> 8)})
		}
	}
	return b.String()
}

func TestPhonesBecomeInternational(t *testing.T) {
	for cell, want := range map[string]string{
		"2345 6789": "+85223456789", "9123-4567": "+85291234567", "(852) 2345 6789": "+85223456789",
		"＋852 ２３４５６７８９": "+85223456789", "+86 138 1234 5678": "+8613812345678", "+886 912 345 678": "+886912345678",
		"tel:+852-2345-6789": "+85223456789", "'+85223456789": "+85223456789", "": "",
	} {
		rows, faults := Parse([]byte(Header + "\nA,1,1,Ann,\"" + cell + "\",en\n"))
		if len(faults) > 0 || rows[0].Phone != want {
			t.Errorf("%q: %v %v", cell, rows, faults)
		}
	}
	for cell, want := range map[string]Code{
		"999": BadPhone, "13812345678": BadPhone, "8.52E+11": BadPhone, "9123 4567 / 2345 6789": BadPhone,
		"9123 4567 (Ann)": BadPhone, "23456789a": BadPhone, "二三四五": BadPhone, "+": BadPhone, "-": BadPhone,
		"2345 6789 ext 12": PhoneExtension, "2345 6789#12": PhoneExtension, "2345 6789 x12": PhoneExtension,
	} {
		_, faults := Parse([]byte(Header + "\nA,1,1,Ann,\"" + cell + "\",en\n"))
		if len(faults) != 1 || faults[0].Code != want || faults[0].Column != 5 {
			t.Errorf("%q: %v", cell, faults)
		}
		for _, value := range faults[0].Args {
			if value != "phone" {
				t.Errorf("%q: the fault quotes %q", cell, value)
			}
		}
	}
}

func TestLanguagesBecomeOnesTheDeskSpeaks(t *testing.T) {
	for cell, want := range map[string]desk.Language{
		"zh-Hant": desk.TraditionalChinese, "zh-HK": desk.TraditionalChinese, "zh-TW": desk.TraditionalChinese,
		"zh-MO": desk.TraditionalChinese, "zh_hk": desk.TraditionalChinese, "yue": desk.TraditionalChinese,
		"yue-HK": desk.TraditionalChinese, "zh-Hant-CN": desk.TraditionalChinese,
		"zh": desk.SimplifiedChinese, "zh-CN": desk.SimplifiedChinese, "zh-SG": desk.SimplifiedChinese,
		"ZH-HANS": desk.SimplifiedChinese, "cmn": desk.SimplifiedChinese, "yue-Hans": desk.SimplifiedChinese,
		"en": desk.English, "EN-us": desk.English, "ｅｎ": desk.English, "": "",
	} {
		rows, faults := Parse([]byte(Header + "\nA,1,1,Ann,," + cell + "\n"))
		if len(faults) > 0 || rows[0].Language != want {
			t.Errorf("%q: %v %v", cell, rows, faults)
		}
	}
	for _, cell := range []string{"fr", "ja", "und", "english", "中文", "*", "x-private", "xx", "en_US.UTF-8"} {
		_, faults := Parse([]byte(Header + "\nA,1,1,Ann,," + cell + "\n"))
		if len(faults) != 1 || faults[0].Code != BadLanguage || faults[0].Args["value"] != cell {
			t.Errorf("%q: %v", cell, faults)
		}
	}
}

func TestNamesStayAsTheyAreWritten(t *testing.T) {
	for cell, want := range map[string]string{
		" 陳　大文 ": "陳 大文", "Ａnn": "Ａnn", "<b>Bob</b> & 👨‍👩‍👧": "<b>Bob</b> & 👨‍👩‍👧", "می\u200Cخواهم": "می\u200Cخواهم",
		"\u202EAnn\u200D": "Ann", "=1+1": "=1+1",
	} {
		rows, faults := Parse([]byte(Header + "\nA,1,1," + cell + ",,\n"))
		if len(faults) > 0 || rows[0].Name != want {
			t.Errorf("%q: %v %v", cell, rows, faults)
		}
	}
}

func TestALargeFileIsRead(t *testing.T) {
	var b strings.Builder
	b.WriteString(Header + "\n")
	for i := range MaxRows {
		fmt.Fprintf(&b, "A,%d,%d,Ann,,en\n", i/100, i)
	}
	if rows, faults := Parse([]byte(b.String())); len(rows) != MaxRows || len(faults) > 0 {
		t.Errorf("%d rows, %v", len(rows), faults)
	}
	b.WriteString("B,1,1,Ann,,en\n")
	want := fmt.Sprintf("Line %d: There are more than 100000 rows. Split the file into several.", MaxRows+2)
	if rows, faults := Parse([]byte(b.String())); rows != nil || len(faults) != 1 || faults[0].Error() != want {
		t.Errorf("%d rows, %v", len(rows), faults)
	}
}

func TestEndlessFaultsAreCutWithAWord(t *testing.T) {
	rows, faults := Parse([]byte(Header + "\n" + strings.Repeat(",,,x,,\n", MaxFaults)))
	if rows != nil || len(faults) != MaxFaults+1 || faults[MaxFaults].Code != More {
		t.Errorf("%d rows, %d faults", len(rows), len(faults))
	}
	_, faults = Parse([]byte(Header + strings.Repeat(",x", MaxFaults+1)))
	if len(faults) != MaxFaults+1 || faults[MaxFaults].Code != More {
		t.Errorf("%d faults in the header", len(faults))
	}
	_, faults = Parse([]byte(Header + "\n" + strings.Repeat("A,1,1,,,\n", MaxFaults)))
	if len(faults) != MaxFaults || faults[MaxFaults-1].Code != Required {
		t.Errorf("%d faults, the last %v", len(faults), faults[len(faults)-1])
	}
}
