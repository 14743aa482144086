package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// params are a call's parameters as Telegram sees them: every value is a text, whatever the body's format.
type params struct {
	values  map[string]string
	uploads map[string]upload
}

// upload is a file inside a multipart body.
type upload struct {
	name string
	mime string
	data []byte
}

const (
	maxUpload = 50 << 20
	maxBody   = maxUpload + 1<<20 // a file and what describes it
)

// shown is a copy of the texts, for a refusal.
func (p params) shown() map[string]string {
	m := make(map[string]string, len(p.values)+len(p.uploads))
	maps.Copy(m, p.values)
	for k, v := range p.uploads {
		m[k] = fmt.Sprintf("file %q of %d bytes", v.name, len(v.data))
	}
	return m
}

// decode reads the query and a JSON, urlencoded or multipart body. A body of any other kind is not looked at,
// as at Telegram.
func decode(r *http.Request) (params, error) {
	p := params{}
	if r.URL.RawQuery != "" {
		if err := p.form(r.URL.RawQuery); err != nil {
			return p, err
		}
	}
	if r.Body == nil || r.Body == http.NoBody {
		return p, nil
	}
	var err error
	kind := r.Header.Get("Content-Type")
	switch {
	case strings.HasPrefix(kind, "application/json"):
		err = p.json(r)
	case strings.HasPrefix(kind, "multipart/form-data"):
		err = p.multipart(r.Body, kind)
	case strings.HasPrefix(kind, "application/x-www-form-urlencoded"):
		var body []byte
		if body, err = readBody(r); err == nil {
			err = p.form(string(body))
		}
	}
	if err != nil {
		return p, err
	}
	for _, v := range p.values {
		if !utf8.ValidString(v) {
			return p, bad("strings must be encoded in UTF-8")
		}
	}
	return p, nil
}

func readBody(r *http.Request) ([]byte, error) {
	size := r.ContentLength
	if size < 0 || size > maxBody {
		size = 512
	}
	buf := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	if _, err := buf.ReadFrom(io.LimitReader(r.Body, maxBody+1)); err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	if buf.Len() > maxBody {
		return nil, &refused{Code: 413, Description: "Request Entity Too Large"}
	}
	return buf.Bytes(), nil
}

func (p *params) set(name, value string) {
	if p.values == nil {
		p.values = make(map[string]string, 8)
	}
	p.values[name] = value
}

func (p *params) form(s string) error {
	form, err := url.ParseQuery(s)
	if err != nil {
		return bad("can't parse query parameters")
	}
	for k, v := range form {
		p.set(k, v[0])
	}
	return nil
}

func (p *params) json(r *http.Request) error {
	body, err := readBody(r)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		return bad("can't parse JSON object")
	}
	for k, raw := range object {
		switch {
		case raw[0] == 'n': // null: as if it were not there
		case raw[0] != '"':
			p.set(k, string(raw))
		case bytes.IndexByte(raw, '\\') < 0:
			p.set(k, string(raw[1:len(raw)-1]))
		default:
			var text string
			if err := json.Unmarshal(raw, &text); err != nil {
				return bad("can't parse JSON object")
			}
			p.set(k, text)
		}
	}
	return nil
}

func (p *params) multipart(body io.Reader, kind string) error {
	_, args, err := mime.ParseMediaType(kind)
	if err != nil || args["boundary"] == "" {
		return bad("can't parse multipart boundary")
	}
	left := int64(maxBody)
	for form := multipart.NewReader(body, args["boundary"]); ; {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil // even before the first part: an empty body is a call without parameters
		}
		if err != nil {
			return fmt.Errorf("read multipart body: %w", bodyError(err))
		}
		data, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return fmt.Errorf("read multipart body: %w", bodyError(err))
		}
		if left -= int64(len(data)); left < 0 {
			return &refused{Code: 413, Description: "Request Entity Too Large"}
		}
		if part.FileName() == "" {
			p.set(part.FormName(), string(data))
			continue
		}
		if p.uploads == nil {
			p.uploads = map[string]upload{}
		}
		p.uploads[part.FormName()] = upload{name: part.FileName(), mime: part.Header.Get("Content-Type"), data: data}
	}
}

// bodyError tells a damaged body, which Telegram refuses, from a caller who stopped sending.
func bodyError(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || strings.HasPrefix(err.Error(), "multipart:") || strings.HasPrefix(err.Error(), "malformed") {
		return bad("can't parse multipart body")
	}
	return err
}

func (p params) text(name string) string { return p.values[name] }

func (p params) has(name string) bool {
	if _, ok := p.values[name]; ok {
		return true
	}
	_, ok := p.uploads[name]
	return ok
}

// number reads a whole number; what is absent is 0.
func (p params) number(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(p.values[name]), 10, 64)
	if err != nil {
		return 0 // Telegram reads what is no number as 0; check refuses it where that hides a mistake
	}
	return n
}

// flag reads a truth value in any of the ways that Telegram takes.
func (p params) flag(name string) bool {
	switch strings.ToLower(p.values[name]) {
	case "true", "yes", "1", "y", "t":
		return true
	}
	return false
}

// object reads a JSON value into dst; what is absent leaves it alone.
func (p params) object(name, what string, dst any) error {
	raw := p.values[name]
	if raw == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(raw), dst); err != nil {
		return bad("can't parse %s", what)
	}
	return nil
}
