package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// DefaultURL is Telegram's own server.
const DefaultURL = "https://api.telegram.org"

// How long an answer is waited for.
const (
	callTimeout   = 30 * time.Second
	uploadTimeout = 5 * time.Minute
	pollSlack     = 15 * time.Second // beyond what the long poll itself may take
)

// HTTPDoer carries requests out; *http.Client is one.
type HTTPDoer interface {
	Do(*http.Request) (*http.Response, error)
}

// Client makes the calls. It may be used by several goroutines. The library gives the parameter types, and none
// of the sends: its answers are decoded whole, and fail on what they do not know after Telegram has acted.
type Client struct {
	http HTTPDoer
	// The token is inside these two alone, so that no way of printing a Client shows it.
	address func(prefix, rest string) *url.URL
	redact  func(string) string
}

var (
	errToken   = errors.New("a bot token is digits, a colon and letters, as @BotFather gives it")
	errAddress = errors.New("want http:// or https:// and a host")
)

// New makes a client for the bot with this token. apiURL "" is Telegram's own server; doer nil is a pooled
// transport. Nothing is called yet; an error never holds the token.
func New(token, apiURL string, doer HTTPDoer) (*Client, error) {
	id, secret, ok := strings.Cut(token, ":")
	if !ok || id == "" || secret == "" || strings.Trim(id, "0123456789") != "" || strings.ContainsFunc(secret, notInToken) {
		return nil, fmt.Errorf("read bot token: %w", errToken)
	}
	if apiURL == "" {
		apiURL = DefaultURL
	}
	base, err := url.Parse(strings.TrimRight(apiURL, "/"))
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" || base.User != nil {
		return nil, fmt.Errorf("read API address: %w", errAddress)
	}
	if doer == nil {
		doer = Transport()
	}
	c := &Client{http: doer}
	hide := []string{token, "<token>", url.QueryEscape(token), "<token>", url.PathEscape(token), "<token>"}
	if len(secret) >= shortestSecret {
		hide = append(hide, secret, "<token>")
	}
	c.redact = strings.NewReplacer(hide...).Replace
	c.address = func(prefix, rest string) *url.URL {
		u := *base
		u.Path += prefix + token + "/" + rest
		return &u
	}
	return c, nil
}

// shortestSecret is how long a token's second part is at least; a made-up one of a letter would blot out words.
const shortestSecret = 16

func notInToken(r rune) bool {
	return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// transport carries requests out without what http.Client adds for redirects and cookies, of which Telegram has
// none.
type transport struct{ *http.Transport }

// Do implements HTTPDoer.
func (t transport) Do(r *http.Request) (*http.Response, error) { return t.RoundTrip(r) }

// Transport has room for many idle connections to one host: Go's default keeps two, and makes a new one for
// nearly every call.
func Transport() HTTPDoer {
	return transport{&http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          256,
		MaxIdleConnsPerHost:   256,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
	}}
}

// Format keeps the client from being printed field by field.
func (c *Client) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "telegram.Client") } //nolint:errcheck // a printer has nobody to tell

// answer is what Telegram says to a call that it carried out.
type answer[T any] struct {
	OK     bool `json:"ok"`
	Result T    `json:"result"`
}

// call sends params as JSON and reads the result.
func call[T any](ctx context.Context, c *Client, method string, params any, within time.Duration) (T, error) {
	p, err := encode(params)
	if err != nil {
		return *new(T), fmt.Errorf("%s: encode parameters: %w", method, err)
	}
	return post[T](ctx, c, method, p, within)
}

// post sends what has been written and reads the result.
func post[T any](ctx context.Context, c *Client, method string, p *payload, within time.Duration) (T, error) {
	var a answer[T]
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	body, err := c.round(p.request(ctx, c.address("/bot", method)), method)
	if err != nil {
		return a.Result, err
	}
	defer body.free()
	if err := json.Unmarshal(body.Bytes(), &a, lenient); err != nil || !a.OK {
		return a.Result, nonsense(method)
	}
	return a.Result, nil
}

// round carries a request out and reads the answer to its end, so that the connection can be used again.
func (c *Client) round(req *http.Request, method string) (*buffer, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, c.lost(method, err)
	}
	body := newBuffer()
	_, err = body.ReadFrom(resp.Body)
	if closing := resp.Body.Close(); err == nil {
		err = closing
	}
	switch {
	case err != nil:
		err = c.lost(method, err)
	case resp.StatusCode != http.StatusOK:
		err = c.failed(method, resp.StatusCode, body.Bytes())
	default:
		return body, nil
	}
	body.free()
	return nil, err
}
