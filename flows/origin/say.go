package origin

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Said is what a message says: its words and its files. A point on the map and a shared number become a line that
// Carried reads again.
func Said(u chat.Update) (words string, files []desk.Media) {
	words = strings.TrimSpace(u.Text)
	switch {
	case words != "":
	case u.Location != nil:
		words = fmt.Sprintf("📍 %.5f, %.5f", u.Location.Latitude, u.Location.Longitude)
	case u.Contact != nil:
		words = strings.TrimSpace("📇 "+strings.Join(strings.Fields(u.Contact.Name), " ")) + " " + u.Contact.Phone
	}
	return words, u.Media
}

var (
	pointLine = regexp.MustCompile(`^📍 (-?\d{1,2}\.\d{5}), (-?\d{1,3}\.\d{5})$`)
	cardLine  = regexp.MustCompile(`^📇 (?:(.+) )?(\+?[0-9]{5,15})$`)
)

// Carried is what the words of a point or of a shared number are sent on as; ok is false for any other words.
func Carried(words string) (c chat.Content, ok bool) {
	if m := pointLine.FindStringSubmatch(words); m != nil {
		latitude, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return chat.Content{}, false
		}
		longitude, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return chat.Content{}, false
		}
		return chat.Content{Location: &chat.Location{Latitude: latitude, Longitude: longitude}}, true
	}
	if m := cardLine.FindStringSubmatch(words); m != nil {
		return chat.Content{Card: &chat.Contact{Name: m[1], Phone: m[2]}}, true
	}
	return chat.Content{}, false
}
