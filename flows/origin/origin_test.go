package origin

import (
	"testing"

	"pgregory.net/rapid"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestACorrectionTakesThePlaceOfItsOwnWordsAlone(t *testing.T) {
	for _, c := range []struct {
		before, words string
		i, n          int
		want          string
	}{
		{"a", "b", 0, 1, "b"},
		{"a\nb", "c", 0, 1, "c"},
		{"a\nb", "c", 1, 2, "a\nc"},
		{"a\nb\nc", "", 1, 3, "a\n\nc"},
		{"caption", "other", 0, 10, "other"}, // an album has one caption, and its first part carries it
		{"caption", "second", 4, 10, "caption\nsecond"},
		{"caption", "", 4, 10, "caption"},
		{"caption\nsecond", "second", 4, 10, "caption\nsecond"},
		{"", "first", 3, 10, "first"},
	} {
		if got := inPlace(c.before, c.words, c.i, c.n); got != c.want {
			t.Errorf("%q in place of part %d of %d of %q: %q, want %q", c.words, c.i, c.n, c.before, got, c.want)
		}
	}
}

func TestACorrectionOfKnownWordsTakesTheirPlaceWhateverCameBetween(t *testing.T) {
	for _, c := range []struct {
		before, said, words, want string
		ok                        bool
	}{
		{"a\nb", "a", "c", "c\nb", true},
		{"a\nb", "b", "c", "a\nc", true},
		{"a\nb\nc", "a\nb", "d", "d\nc", true},
		{"a\nb", "a", "", "b", true},
		{"ab\nb", "b", "c", "ab\nc", true},
		{"a\nb", "x", "c", "", false},
		{"a", "", "c", "", false},
	} {
		if got, ok := swapped(c.before, c.said, c.words); got != c.want || ok != c.ok {
			t.Errorf("%q for %q in %q: %q %t, want %q %t", c.words, c.said, c.before, got, ok, c.want, c.ok)
		}
	}
}

func TestAnExchangedFileLeavesTheOthers(t *testing.T) {
	album := []desk.Media{{FileID: "a", Unique: "1"}, {FileID: "b", Unique: "2"}}
	if got := exchanged(album, []desk.Media{{FileID: "again", Unique: "2"}}, 1, 2); got != nil {
		t.Errorf("the same file under another name counts as another: %v", got)
	}
	got := exchanged(album, []desk.Media{{FileID: "c", Unique: "3"}}, 1, 2)
	if len(got) != 2 || got[0].FileID != "a" || got[1].FileID != "c" || album[1].FileID != "b" {
		t.Errorf("got %v from %v", got, album)
	}
	if got := exchanged(album, []desk.Media{{FileID: "c", Unique: "3"}}, 2, 3); len(got) != 3 {
		t.Errorf("a file was taken away though nobody can tell which: %v", got)
	}
}

func TestPlacesOfPartsAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(t, "n")
		i := rapid.IntRange(0, n-1).Draw(t, "i")
		if gotI, gotN := placed(place(i, n)); gotI != i && n > 1 || gotN != n {
			t.Fatalf("%d of %d is read as %d of %d", i, n, gotI, gotN)
		}
	})
}

func TestPointsAndNumbersAreCarriedAsWhatTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := chat.Location{Latitude: rapid.Float64Range(-90, 90).Draw(t, "latitude"), Longitude: rapid.Float64Range(-180, 180).Draw(t, "longitude")}
		words, _ := Said(chat.Update{Location: &at})
		c, ok := Carried(words)
		if !ok || c.Location == nil || c.Location.Latitude-at.Latitude > 1e-5 || at.Longitude-c.Location.Longitude > 1e-5 {
			t.Fatalf("%+v becomes %q and %+v", at, words, c.Location)
		}
	})
	words, _ := Said(chat.Update{Contact: &chat.Contact{Name: "Mrs\nChan", Phone: "+85298765432"}})
	if c, ok := Carried(words); !ok || c.Card.Name != "Mrs Chan" || c.Card.Phone != "+85298765432" {
		t.Errorf("the card becomes %q and %+v", words, c.Card)
	}
	for _, words := range []string{"", "📍 here", "📍 22.28000, 114.15000 and so on", "📇", "call +85298765432"} {
		if _, ok := Carried(words); ok {
			t.Errorf("%q is no point and no card", words)
		}
	}
}

func TestTheSignIsTakenAwayInBothWidths(t *testing.T) {
	for _, words := range []string{"> go", "＞go", ">> go", ">go"} {
		if !IsAtOnce(words) || AtOnce(words) != "go" {
			t.Errorf("%q: %t, %q", words, IsAtOnce(words), AtOnce(words))
		}
	}
	if IsAtOnce("a > b") {
		t.Error("a sign within the words counts")
	}
}
