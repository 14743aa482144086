// Package emulator is a stateful, strict Bot API in the process.
package emulator

import (
	"encoding/json"
	"io"
	"net/http"
)

// Config says what the emulated bot is.
type Config struct {
	Token        string        // "" makes a fixed made-up one
	Bot          User          // default: id 7000000001, username frontdesk_bot
	Limits       Limits        // zero value: Telegram's documented rates
	Sentinel     func(Refusal) // told of every call that Telegram would refuse; may be nil
	KeepMessages int           // messages kept in each chat; 0 keeps all
}

// Server is one bot's Telegram.
type Server struct{}

func New(Config) *Server                                                { return &Server{} }
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request)      {}
func (s *Server) Do(r *http.Request) (*http.Response, error)            { return nil, io.EOF }
func (s *Server) HTTPClient() *http.Client                              { return nil }
func (s *Server) Token() string                                         { return "" }
func (s *Server) AddUser(u User) User                                   { return u }
func (s *Server) AddGroup(g Group) Group                                { return g }
func (s *Server) Join(chat, user int64, status string) error            { return nil }
func (s *Server) OpenChat(user int64)                                   {}
func (s *Server) Say(user, chat int64, m Draft) (Message, error)        { return Message{}, nil }
func (s *Server) Edit(user, chat int64, message int, text string) error { return nil }
func (s *Server) Press(user, chat int64, message int, data string) (string, error) {
	return "", nil
}
func (s *Server) Block(user int64)                              {}
func (s *Server) Unblock(user int64)                            {}
func (s *Server) Migrate(group int64) (int64, error)            { return 0, nil }
func (s *Server) Inject(raw json.RawMessage)                    {}
func (s *Server) Redeliver(n int)                               {}
func (s *Server) Users() []User                                 { return nil }
func (s *Server) Groups() []Group                               { return nil }
func (s *Server) Members(chat int64) []Member                   { return nil }
func (s *Server) Messages(chat int64) []Message                 { return nil }
func (s *Server) Toasts(user int64) []Toast                     { return nil }
func (s *Server) File(fileID string) ([]byte, string, bool)     { return nil, "", false }
func (s *Server) Commands(scope, language string) []Command     { return nil }
func (s *Server) Watch() (changes <-chan struct{}, stop func()) { return nil, func() {} }
func (s *Server) Pending() int                                  { return 0 }
func (s *Server) Fail(Fault)                                    {}
func (s *Server) Refusals() []Refusal                           { return nil }
func (s *Server) Calls(method string) int                       { return 0 }
func (s *Server) Save(w io.Writer) error                        { return nil }
func (s *Server) Load(r io.Reader) error                        { return nil }
