package telegram

import (
	"github.com/go-json-experiment/json/jsontext"

	"frontdesk/storage/desk"
)

// The structs here hold the part of an update that the desk needs. The library's models are not used for it:
// some of them fail on a member of a union that they do not know, and with them the whole update.

type wireUpdate struct {
	ID      int64        `json:"update_id"`
	Message *wireMessage `json:"message"`
	Edited  *wireMessage `json:"edited_message"`
	Press   *wirePress   `json:"callback_query"`
	Self    *wireChange  `json:"my_chat_member"`
	Member  *wireChange  `json:"chat_member"`
}

type wireMessage struct {
	ID          desk.MessageID `json:"message_id"`
	Thread      desk.ThreadID  `json:"message_thread_id"`
	InTopic     bool           `json:"is_topic_message"`
	From        wireUser       `json:"from"`
	SenderChat  wireRef        `json:"sender_chat"`
	Chat        wireChat       `json:"chat"`
	Date        int64          `json:"date"`
	EditDate    int64          `json:"edit_date"`
	Text        string         `json:"text"`
	Caption     string         `json:"caption"`
	Album       string         `json:"media_group_id"`
	ReplyTo     wireReplied    `json:"reply_to_message"`
	Forward     present        `json:"forward_origin"`
	Contact     *wireContact   `json:"contact"`
	Location    *wireLocation  `json:"location"`
	Venue       wireVenue      `json:"venue"`
	MigrateTo   desk.ChatID    `json:"migrate_to_chat_id"`
	MigrateFrom desk.ChatID    `json:"migrate_from_chat_id"`

	Photo     []wirePhoto `json:"photo"`
	Animation *wireFile   `json:"animation"`
	Video     *wireFile   `json:"video"`
	Voice     *wireFile   `json:"voice"`
	Audio     *wireFile   `json:"audio"`
	Document  *wireFile   `json:"document"`
	Sticker   *wireFile   `json:"sticker"`
	VideoNote *wireFile   `json:"video_note"`

	// What somebody said in a way that the desk has no word for.
	Dice      present `json:"dice"`
	Poll      present `json:"poll"`
	Game      present `json:"game"`
	Story     present `json:"story"`
	Checklist present `json:"checklist"`
	Paid      present `json:"paid_media"`
	LivePhoto present `json:"live_photo"`
	Rich      present `json:"rich_message"`
}

// unspoken reports whether the message was said by a person and is nothing that the desk takes in.
func (m *wireMessage) unspoken() bool {
	return bool(m.Dice || m.Poll || m.Game || m.Story || m.Checklist || m.Paid || m.LivePhoto || m.Rich)
}

type wirePress struct {
	ID      string       `json:"id"`
	From    wireUser     `json:"from"`
	Message *wireMessage `json:"message"`
	Data    string       `json:"data"`
}

type wireChange struct {
	Chat wireChat   `json:"chat"`
	From wireUser   `json:"from"`
	Date int64      `json:"date"`
	New  wireMember `json:"new_chat_member"`
}

type wireMember struct {
	User     wireUser `json:"user"`
	Status   string   `json:"status"`
	IsMember bool     `json:"is_member"`
}

type wireUser struct {
	ID       desk.UserID `json:"id"`
	Bot      bool        `json:"is_bot"`
	First    string      `json:"first_name"`
	Last     string      `json:"last_name"`
	Username string      `json:"username"`
	Language string      `json:"language_code"`
}

type wireChat struct {
	ID       desk.ChatID `json:"id"`
	Type     string      `json:"type"`
	Title    string      `json:"title"`
	Username string      `json:"username"`
	Forum    bool        `json:"is_forum"`
}

type wireRef struct {
	ID desk.ChatID `json:"id"`
}

type wireReplied struct {
	ID   int64 `json:"message_id"`
	From struct {
		Bot bool `json:"is_bot"`
	} `json:"from"`
	Text    string `json:"text"`
	Caption string `json:"caption"`
}

type wireContact struct {
	Phone string      `json:"phone_number"`
	First string      `json:"first_name"`
	Last  string      `json:"last_name"`
	User  desk.UserID `json:"user_id"`
}

type wireVenue struct {
	Title   string `json:"title"`
	Address string `json:"address"`
}

type wireLocation struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type wirePhoto struct {
	FileID string `json:"file_id"`
	Unique string `json:"file_unique_id"`
	Size   int64  `json:"file_size"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
}

type wireFile struct {
	FileID string `json:"file_id"`
	Unique string `json:"file_unique_id"`
	Name   string `json:"file_name"`
	MIME   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
}

// present is true where a member is there, whatever is in it.
type present bool

// UnmarshalJSONFrom passes over the value.
func (p *present) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	*p = d.PeekKind() != 'n'
	return d.SkipValue()
}

// media is what was sent with the message: at most one file in each update.
func (m *wireMessage) media() []desk.Media {
	kinds := [...]struct {
		kind desk.MediaKind
		file *wireFile
	}{
		{desk.Animation, m.Animation}, // comes with the same file as a document, for older bots
		{desk.Video, m.Video}, {desk.Voice, m.Voice}, {desk.Audio, m.Audio}, {desk.Document, m.Document},
		{desk.Sticker, m.Sticker}, {desk.VideoNote, m.VideoNote},
	}
	for _, k := range kinds {
		if f := k.file; f != nil {
			return []desk.Media{{Kind: k.kind, FileID: f.FileID, Unique: f.Unique, Name: f.Name, MIME: f.MIME, Size: f.Size}}
		}
	}
	if len(m.Photo) == 0 {
		return nil
	}
	largest := m.Photo[0]
	for _, p := range m.Photo[1:] {
		if p.Width*p.Height >= largest.Width*largest.Height {
			largest = p
		}
	}
	return []desk.Media{{Kind: desk.Photo, FileID: largest.FileID, Unique: largest.Unique, MIME: "image/jpeg", Size: largest.Size}}
}
