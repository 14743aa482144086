package dialog

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"frontdesk/storage/chat"
)

// Text asks for words; its answer is text.
func Text(name string) Step { return Step{name: name, q: words{}} }

// words is a question that is answered in words.
type words struct{ basic }

func (words) kind() string { return "text" }

func (words) said(a *asked, said string) reply {
	if n := utf8.RuneCountInString(said); a.step.max > 0 && n > a.step.max {
		return refuse("dialog.too-long", "max", a.step.max, "n", n)
	}
	return answer(said)
}

func (words) sent(a *asked, u chat.Update) (reply, bool) {
	if !a.step.place || u.Location == nil {
		return reply{}, false
	}
	return answer(point(*u.Location)), true
}

func (words) reads(raw json.RawMessage) bool { return readsAs[string](raw) }

func (words) shown(_ *Talk, _ Step, raw json.RawMessage) string { return showText(raw) }

// pointFormat writes a point on the map: latitude and longitude in degrees.
const pointFormat = "%f, %f"

func point(l chat.Location) string { return fmt.Sprintf("%.5f, %.5f", l.Latitude, l.Longitude) }

// Location asks for a place, as a point on the map or in words; its answer is text.
func Location(name string) Step { return Step{name: name, q: location{}, place: true, max: maxPlace} }

// maxPlace is the longest description of a place, in characters.
const maxPlace = 300

// location is a question that is answered by a place.
type location struct{ words }

func (location) kind() string { return "location" }
