package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"frontdesk/storage/desk"
)

// TooMany says that Telegram takes no more for now.
type TooMany struct {
	Method     string
	RetryAfter time.Duration // at least one second
}

// Migrate says that the group has a new identity.
type Migrate struct{ To desk.ChatID }

// Forbidden says that the bot cannot write there: blocked, put out, not allowed to begin, no right to speak.
type Forbidden struct{ Method, Description string }

// BadRequest says that Telegram will never take the call as it stands.
type BadRequest struct {
	Method, Description string
	Reason              Reason
}

// Conflict says that somebody else fetches the updates, or a webhook gets them.
type Conflict struct{ Description string }

// Unauthorized says that the token is not, or no longer, a bot's.
type Unauthorized struct{ Description string }

// Temporary is a fault that passes: a server's, or the network's. Whether Telegram has acted is not known.
type Temporary struct {
	Method, Description string
	cause               error // a context's end, and nothing else: other causes spell the token
}

// Reason tells those refusals apart that something can be done about.
type Reason uint8

// The reasons.
const (
	Other       Reason = iota
	NotModified        // the message stands so already
	Gone               // there is no such message any more, or it cannot be changed
	Unparsable         // the text is not the HTML that Telegram knows
	NoThread           // the topic is gone
	TooOld             // the press has been forgotten
	NoRight            // the bot has not been given the right to do it
)

func (e *TooMany) Error() string {
	return fmt.Sprintf("%s: too many requests, again in %s", e.Method, e.RetryAfter)
}

func (e *Migrate) Error() string { return fmt.Sprintf("group has become %s", e.To) }

func (e *Forbidden) Error() string { return e.Method + ": " + e.Description }

func (e *BadRequest) Error() string { return e.Method + ": " + e.Description }

func (e *Conflict) Error() string { return "getUpdates: " + e.Description }

func (e *Unauthorized) Error() string { return "token refused: " + e.Description }

func (e *Temporary) Error() string { return e.Method + ": " + e.Description }

// Unwrap gives the context's end, where that was the cause.
func (e *Temporary) Unwrap() error { return e.cause }

// Because reports whether err is a refusal for this reason.
func Because(err error, r Reason) bool {
	var bad *BadRequest
	return errors.As(err, &bad) && bad.Reason == r
}

// Refused reports whether Telegram will never do what was asked: there, or as it was asked.
func Refused(err error) bool {
	var (
		bad       *BadRequest
		forbidden *Forbidden
		migrate   *Migrate
	)
	return errors.As(err, &bad) || errors.As(err, &forbidden) || errors.As(err, &migrate)
}

// phrases are what Telegram's sentences are known by. They carry no codes.
var phrases = []struct {
	part   string
	reason Reason
}{
	{"message is not modified", NotModified},
	{"CHAT_NOT_MODIFIED", NotModified}, // pinned already
	{"message to edit not found", Gone},
	{"message to delete not found", Gone},
	{"message can't be edited", Gone},
	{"message can't be deleted", Gone},
	{"there is no text in the message to edit", Gone},
	{"there is no caption in the message to edit", Gone},
	{"MESSAGE_ID_INVALID", Gone},
	{"message identifier is not specified", Gone},
	{"can't parse entities", Unparsable},
	{"message thread not found", NoThread},
	{"TOPIC_DELETED", NoThread},
	{"TOPIC_CLOSED", NoThread},
	{"query is too old", TooOld},
	{"QUERY_ID_INVALID", TooOld},
	{"not enough rights to manage pinned messages", NoRight},
	{"CHAT_ADMIN_REQUIRED", NoRight},
}

// shut are refusals that mean what 403 means.
var shut = []string{
	"chat not found", "user not found", "PEER_ID_INVALID", "CHAT_WRITE_FORBIDDEN", "CHAT_RESTRICTED", "CHAT_SEND_PLAIN_FORBIDDEN",
	"have no rights to send", "not enough rights to send text", "need administrator rights", "USER_IS_BLOCKED", "group chat was deactivated",
}

func reasonOf(description string) Reason {
	for _, p := range phrases {
		if strings.Contains(description, p.part) {
			return p.reason
		}
	}
	return Other
}

func meansShut(description string) bool {
	for _, part := range shut {
		if strings.Contains(description, part) {
			return true
		}
	}
	return false
}

// refusal is what Telegram answers instead of a result.
type refusal struct {
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int64       `json:"retry_after"`
		MigrateTo  desk.ChatID `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// failed turns an answer that is not 200 into an error. The status counts, whatever is in the body: a proxy's
// page is no sentence of Telegram's.
func (c *Client) failed(method string, status int, body []byte) error {
	var r refusal
	if json.Unmarshal(body, &r, lenient) != nil || r.Description == "" {
		r.Description = fmt.Sprintf("%d %s", status, http.StatusText(status))
	}
	said := c.redact(r.Description)
	switch {
	case status == http.StatusTooManyRequests:
		return &TooMany{Method: method, RetryAfter: time.Duration(max(1, r.Parameters.RetryAfter)) * time.Second}
	case status == http.StatusUnauthorized, status == http.StatusNotFound:
		return &Unauthorized{Description: said}
	case status == http.StatusForbidden:
		return &Forbidden{Method: method, Description: said}
	case status == http.StatusConflict:
		return &Conflict{Description: said}
	case status < 400, status >= 500, status == http.StatusRequestTimeout:
		return &Temporary{Method: method, Description: said}
	case r.Parameters.MigrateTo != 0:
		return &Migrate{To: r.Parameters.MigrateTo}
	case meansShut(said):
		return &Forbidden{Method: method, Description: said}
	}
	return &BadRequest{Method: method, Description: said, Reason: reasonOf(said)}
}

// lost turns a fault on the way into an error. The cause itself is left behind, because net/http puts the
// address, and so the token, into its errors.
func (c *Client) lost(method string, err error) error {
	t := &Temporary{Method: method, Description: c.redact(err.Error())}
	for _, end := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, end) {
			t.cause = end
		}
	}
	return t
}

// nonsense is a 200 that cannot be read.
func nonsense(method string) error {
	return &Temporary{Method: method, Description: "answer makes no sense"}
}
