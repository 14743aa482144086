package emulator

import (
	"time"
)

// User is an account: a person, or the bot itself.
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot,omitempty"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
	// Phone is a person's number, which the bot learns when it is shared.
	Phone string `json:"phone,omitempty"`

	// ReadsAll is a bot's privacy mode switched off (can_read_all_group_messages).
	ReadsAll bool `json:"reads_all,omitempty"`
}

// Group is a chat of several people.
type Group struct {
	ID          int64  `json:"id"`   // 0: given one; supergroups and channels start with -100
	Type        string `json:"type"` // group, supergroup (the default) or channel
	Title       string `json:"title"`
	Username    string `json:"username,omitempty"` // empty for a private group
	Description string `json:"description,omitempty"`
	Forum       bool   `json:"forum,omitempty"` // has topics; supergroups only
}

// Member is somebody's standing in a group.
type Member struct {
	User      User            `json:"user"`
	Status    string          `json:"status"` // creator, administrator, member, restricted, left or kicked
	Anonymous bool            `json:"anonymous,omitempty"`
	Denied    map[string]bool `json:"denied,omitempty"` // rights that an administrator lacks, by Telegram's names
}

// Entity is a marked stretch of a text. Offset and Length count UTF-16 code units.
type Entity struct {
	Type          string `json:"type"`
	Offset        int    `json:"offset"`
	Length        int    `json:"length"`
	URL           string `json:"url,omitempty"`
	User          int64  `json:"user,omitempty"`
	Language      string `json:"language,omitempty"`
	CustomEmojiID string `json:"custom_emoji_id,omitempty"`
}

// Media is a file shown in a message.
type Media struct {
	Kind     string `json:"kind"` // photo, document, video, voice, audio, animation, video_note or sticker
	FileID   string `json:"file_id"`
	UniqueID string `json:"unique_id"`
	Size     int64  `json:"size"` // bytes
	Name     string `json:"name,omitempty"`
	MIME     string `json:"mime,omitempty"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Duration int    `json:"duration,omitempty"` // seconds
	Emoji    string `json:"emoji,omitempty"`
	Spoiler  bool   `json:"spoiler,omitempty"`
}

// Button is one inline button.
type Button struct {
	Text  string `json:"text"`
	Data  string `json:"data,omitempty"`
	URL   string `json:"url,omitempty"`
	Style string `json:"style,omitempty"` // primary, danger, success or empty
	// Other is any other kind of button, as Telegram wrote it: web_app, copy_text, switch_inline_query…
	Other string `json:"other,omitempty"`
}

// KeyButton is one button of the keyboard that stands in for the phone's own.
type KeyButton struct {
	Text            string `json:"text"`
	RequestContact  bool   `json:"request_contact,omitempty"`
	RequestLocation bool   `json:"request_location,omitempty"`
	Style           string `json:"style,omitempty"`
}

// Contact is a shared telephone number.
type Contact struct {
	Phone     string `json:"phone"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	User      int64  `json:"user,omitempty"` // whose it is; 0 when Telegram does not know
}

// Location is a point on the map, in degrees.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	// Title and Address are those of a venue; a mere point has none.
	Title   string `json:"title,omitempty"`
	Address string `json:"address,omitempty"`
}

// Message is one message as it stands now.
type Message struct {
	ID       int       `json:"id"`
	Chat     int64     `json:"chat"`
	Thread   int       `json:"thread,omitempty"` // topic; 0 in the main chat
	From     User      `json:"from"`
	AsChat   int64     `json:"as_chat,omitempty"` // sender_chat: an anonymous administrator's group, or a channel
	Date     time.Time `json:"date"`
	EditDate time.Time `json:"edit_date,omitzero"`

	Text     string    `json:"text,omitempty"`
	Caption  string    `json:"caption,omitempty"`
	Entities []Entity  `json:"entities,omitempty"` // of Text or of Caption
	HTML     string    `json:"-"`                  // Text or Caption as safe HTML for showing
	Media    *Media    `json:"media,omitempty"`
	Contact  *Contact  `json:"contact,omitempty"`
	Location *Location `json:"location,omitempty"`
	Album    string    `json:"album,omitempty"` // media_group_id
	ReplyTo  int       `json:"reply_to,omitempty"`
	Quote    string    `json:"quote,omitempty"`
	Forward  string    `json:"forward,omitempty"` // the name it was forwarded from

	Inline         [][]Button    `json:"inline,omitempty"`
	ReplyKeyboard  [][]KeyButton `json:"reply_keyboard,omitempty"`
	OneTime        bool          `json:"one_time,omitempty"` // the reply keyboard hides after one use
	Placeholder    string        `json:"placeholder,omitempty"`
	RemoveKeyboard bool          `json:"remove_keyboard,omitempty"`
	ForceReply     bool          `json:"force_reply,omitempty"`
	Silent         bool          `json:"silent,omitempty"`
	Protected      bool          `json:"protected,omitempty"`
	NoPreview      bool          `json:"no_preview,omitempty"`

	Service  string            `json:"service,omitempty"` // see the Service constants; empty for what people write
	About    []int64           `json:"about,omitempty"`   // whom or what the service message is about: users, a message, a chat
	Topic    string            `json:"topic,omitempty"`   // the topic's name in a service message about it
	Pinned   bool              `json:"pinned,omitempty"`
	Reaction map[string]string `json:"reaction,omitempty"` // emoji by user id
}

// What a service message tells.
const (
	ServiceJoined       = "joined"
	ServiceLeft         = "left"
	ServicePinned       = "pinned"
	ServiceMigratedTo   = "migrated_to"
	ServiceMigratedFrom = "migrated_from"
	ServiceTopicCreated = "topic_created"
	ServiceTopicEdited  = "topic_edited"
	ServiceTopicClosed  = "topic_closed"
	ServiceTopicOpened  = "topic_reopened"
)

// Draft is what a person is about to send.
type Draft struct {
	Text      string       // the text, or the caption of the first of Media
	ReplyTo   int          // message id; 0: none
	Thread    int          // topic; 0: the main chat
	Media     []DraftMedia // each its own message
	Album     bool         // Media carry one media_group_id
	Contact   *Contact
	Location  *Location
	Forward   bool // looks forwarded from somebody else
	Anonymous bool // an administrator writes as the group
}

// DraftMedia is a file a person is about to send.
type DraftMedia struct {
	Kind     string // photo (the default), document, video, voice, audio, animation, video_note, sticker
	Data     []byte
	Size     int64 // bytes to pretend where Data is empty: a file too large to carry about
	Name     string
	MIME     string
	Duration int // seconds
	Emoji    string
}

// Toast is an answered press, as its presser sees it.
type Toast struct {
	QueryID string    `json:"query_id"`
	Text    string    `json:"text,omitempty"`
	Alert   bool      `json:"alert,omitempty"`
	URL     string    `json:"url,omitempty"`
	At      time.Time `json:"at"`
}

// Command is one entry of the bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// FaultKind is a way for a call to go wrong.
type FaultKind int

// The faults that can be asked for.
const (
	TooMany     FaultKind = iota + 1 // 429 with Fault.RetryAfter seconds
	ServerError                      // 502 with an HTML body; nothing is done
	DropAnswer                       // the call is carried out, then the connection dies
	Reset                            // the connection dies before anything is done
	Slow                             // the answer comes Fault.Delay later
	Forbidden                        // 403 "Forbidden: bot was blocked by the user"
)

// Fault asks for the next Times calls that match to go wrong.
type Fault struct {
	Method     string // "" matches every method but getUpdates; "download" is a file being fetched
	Chat       int64  // 0 matches every chat
	Times      int    // 0 counts as once, negative as for ever
	Kind       FaultKind
	RetryAfter int           // seconds, for TooMany; 0 counts as 1
	Delay      time.Duration // for Slow
	// Until is when it ends by itself, by the machine's clock; TooMany then asks for what is left. Zero is never.
	Until time.Time
}

// Refusal is a call that Telegram would have refused, or taken without doing what was meant.
type Refusal struct {
	Method      string
	Params      map[string]string
	Code        int // HTTP status; 200 for a parameter that Telegram would silently ignore
	Description string
}

// Limits are the rates beyond which Telegram answers 429. Zero fields stand for the documented figures.
type Limits struct {
	PerSecond      int  // sends and edits overall, a second: 30
	ChatPerSecond  int  // sends to one chat, a second: 1
	ChatBurst      int  // sends to one chat at once: 5
	GroupPerMinute int  // sends to one group, a minute: 20
	Off            bool // no limits
}

// NoLimits turns rate limits off.
func NoLimits() Limits { return Limits{Off: true} }
