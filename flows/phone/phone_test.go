package phone_test

import (
	"testing"
	"time"

	"frontdesk/flows/phone"
	"frontdesk/storage/desk"
)

func TestNumbersAreReadAsTheRegionWritesThem(t *testing.T) {
	for _, c := range []struct{ said, region, want, shown string }{
		{"9123 4567", "HK", "+85291234567", "9123 4567"},
		{"９１２３－４５６７", "HK", "+85291234567", "9123 4567"},
		{"+852 2345 6789", "HK", "+85223456789", "2345 6789"},
		{"138 0013 8000", "CN", "+8613800138000", "138 0013 8000"},
		{"0912-345-678", "TW", "+886912345678", "0912 345 678"},
		{"+86 138 0013 8000", "HK", "+8613800138000", "+86 138 0013 8000"},
		{"00886912345678", "HK", "+886912345678", "+886 912 345 678"},
		{"+1 (202) 555-0123", "TW", "+12025550123", "+1 202-555-0123"},
	} {
		got, ok := phone.Read(c.said, c.region)
		if !ok || got != c.want {
			t.Errorf("%q in %s is %q, want %q", c.said, c.region, got, c.want)
		}
		if shown := phone.Format(got, c.region); shown != c.shown {
			t.Errorf("%s in %s is shown as %q, want %q", got, c.region, shown, c.shown)
		}
	}
}

func TestWhatIsNoNumberIsRefused(t *testing.T) {
	for _, said := range []string{"", "+", "12", "999", "1234567", "0912345678", "13800138000", "call 91234567", "9123 4567 ext 5", "+999 123 456", "91234567\u202e9"} {
		if got, ok := phone.Read(said, "HK"); ok {
			t.Errorf("%q is taken for %s", said, got)
		}
	}
	if got := phone.Format("no number", "HK"); got != "no number" {
		t.Errorf("shown as %q", got)
	}
}

func TestASharedNumberHasItsCountryCode(t *testing.T) {
	for said, want := range map[string]string{"85291234567": "+85291234567", "+85291234567": "+85291234567", "8613800138000": "+8613800138000"} {
		if got, ok := phone.Shared(said); !ok || got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
	if got, ok := phone.Shared("88812345678"); ok {
		t.Errorf("a number that nobody can call is taken for %s", got)
	}
}

func TestTheRegionIsTheEstates(t *testing.T) {
	taipei, err := time.LoadLocation("Asia/Taipei")
	if err != nil {
		t.Skip("no zones here")
	}
	for want, e := range map[string]*desk.Estate{
		"CN": {Calendar: "mainland-china", Zone: taipei}, "TW": {Zone: taipei}, "HK": {Zone: time.FixedZone("HKT", 8*3600)},
	} {
		if got := phone.Region(e); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func FuzzReadGivesE164OrNothing(f *testing.F) {
	for _, seed := range []string{"9123 4567", "+86 138", "００", "(((", "+852 9123 4567;ext=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, said string) {
		got, ok := phone.Read(said, "HK")
		if !ok {
			return
		}
		if again, same := phone.Read(got, "TW"); !same || again != got {
			t.Fatalf("%q is %q, and then %q", said, got, again)
		}
	})
}
