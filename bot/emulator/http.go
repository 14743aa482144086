package emulator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// answer is what goes back over the wire.
type answer struct {
	code int
	kind string // content type
	body []byte
}

const jsonKind = "application/json"

// errDead is a connection that dies instead of answering.
var errDead = fmt.Errorf("read answer: %w", syscall.ECONNRESET)

// ServeHTTP answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := s.serve(r)
	if err != nil {
		panic(http.ErrAbortHandler) // net/http's own way to drop a connection; it recovers this
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.code)
	w.Write(a.body) // a client that has gone away is no concern of Telegram's
}

// Do answers a request in the process, without a socket. It honours the request's context.
func (s *Server) Do(r *http.Request) (*http.Response, error) {
	a, err := s.serve(r)
	if r.Body != nil {
		if closing := r.Body.Close(); err == nil {
			err = closing
		}
	}
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: http.StatusText(a.code), StatusCode: a.code, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {a.kind}}, Body: io.NopCloser(bytes.NewReader(a.body)),
		ContentLength: int64(len(a.body)), Request: r,
	}, nil
}

type roundTripper struct{ s *Server }

// RoundTrip is Do.
func (t roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return t.s.Do(r) }

// HTTPClient is a client whose every request ends here, whatever its host.
func (s *Server) HTTPClient() *http.Client { return &http.Client{Transport: roundTripper{s}} }

func (s *Server) serve(r *http.Request) (answer, error) {
	path := r.URL.Path
	if file, ok := strings.CutPrefix(path, "/file/bot"); ok {
		token, name, _ := strings.Cut(file, "/")
		if token != s.token {
			return refusalAnswer(&refused{Code: 401, Description: "Unauthorized"}), nil
		}
		return s.download(r.Context(), name)
	}
	call, ok := strings.CutPrefix(path, "/bot")
	token, method, slash := strings.Cut(call, "/")
	switch {
	case !ok || !slash || !strings.Contains(token, ":"):
		return refusalAnswer(&refused{Code: 404, Description: "Not Found"}), nil
	case token != s.token:
		return refusalAnswer(&refused{Code: 401, Description: "Unauthorized"}), nil
	}
	return s.method(r, strings.TrimSuffix(method, "/"))
}

// method carries one call out, from its parameters to its answer.
func (s *Server) method(r *http.Request, name string) (answer, error) {
	m, known := methods[strings.ToLower(name)]
	if !known {
		return s.refused(name, nil, &refused{Code: 404, Description: "Not Found"}), nil
	}
	p, err := decode(r)
	if err != nil {
		return s.fails(r.Context(), m.name, p, err)
	}
	c := &call{s: s, method: m.name, params: p, now: time.Now()}
	fault := s.fault(m.name, c.faultChat())
	if a, done, err := fault.before(r.Context()); done {
		return a, err
	}
	err = c.check(m)
	if err == nil {
		err = c.run(r.Context(), m)
	}
	if fault != nil && fault.Kind == DropAnswer {
		return answer{}, errDead
	}
	for _, unknown := range c.unknown {
		s.refuse(Refusal{Method: m.name, Params: p.shown(), Code: 200, Description: fmt.Sprintf("unknown parameter %q, which Telegram ignores", unknown)})
	}
	if err != nil {
		return s.fails(r.Context(), m.name, p, err)
	}
	return answer{code: 200, kind: jsonKind, body: c.answer()}, nil
}

// fails turns a handler's error into an answer, or into a dead connection where the caller has gone.
func (s *Server) fails(ctx context.Context, method string, p params, err error) (answer, error) {
	if no, ok := errors.AsType[*refused](err); ok {
		return s.refused(method, p.shown(), no), nil
	}
	if ctx.Err() != nil {
		return answer{}, context.Cause(ctx)
	}
	return answer{}, err
}

func (s *Server) refused(method string, shown map[string]string, no *refused) answer {
	s.mu.Lock()
	if no.Code == 404 {
		s.calls[method]++
	}
	s.mu.Unlock()
	s.refuse(Refusal{Method: method, Params: shown, Code: no.Code, Description: no.Description})
	return refusalAnswer(no)
}

func refusalAnswer(no *refused) answer {
	b := append([]byte(`{"ok":false,"error_code":`), strconv.Itoa(no.Code)...)
	b = append(b, `,"description":`...)
	b = appendString(b, no.Description)
	switch {
	case no.RetryAfter > 0:
		b = append(b, `,"parameters":{"retry_after":`...)
		b = append(strconv.AppendInt(b, int64(no.RetryAfter), 10), '}')
	case no.MigrateTo != 0:
		b = append(b, `,"parameters":{"migrate_to_chat_id":`...)
		b = append(strconv.AppendInt(b, no.MigrateTo, 10), '}')
	}
	return answer{code: no.Code, kind: jsonKind, body: append(b, '}')}
}

// refused is a call that Telegram does not carry out, in its own words.
type refused struct {
	Code        int
	Description string
	RetryAfter  int // seconds
	MigrateTo   int64
}

// Error is Telegram's sentence.
func (r *refused) Error() string { return r.Description }

func bad(format string, args ...any) error {
	return &refused{Code: 400, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(format string, args ...any) error {
	return &refused{Code: 403, Description: "Forbidden: " + fmt.Sprintf(format, args...)}
}
