package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"sync"

	"frontdesk/storage/chat"
)

// maxPooled is the size in bytes above which a buffer is not kept for the next call.
const maxPooled = 64 << 10

// buffer is a pooled buffer.
type buffer struct{ bytes.Buffer }

var buffers = sync.Pool{New: func() any { return new(buffer) }}

func newBuffer() *buffer {
	b := buffers.Get().(*buffer) //nolint:errcheck // the pool holds nothing else
	b.Reset()
	return b
}

func (b *buffer) free() {
	if b.Cap() <= maxPooled {
		buffers.Put(b)
	}
}

// payload is the body of a request.
type payload struct {
	bytes []byte
	kind  string // content type
}

// reader is of a kind that net/http knows to lie in memory: it writes such a body together with the headers, and
// any other by itself after them.
func (p *payload) reader() io.ReadCloser { return io.NopCloser(bytes.NewReader(p.bytes)) }

// encode writes parameters as JSON.
func encode(params any) (*payload, error) {
	b := newBuffer()
	defer b.free()
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(params); err != nil {
		return nil, err
	}
	return &payload{bytes: bytes.Clone(b.Bytes()), kind: "application/json"}, nil
}

// form writes parameters and one file as a multipart form, in which each value is a text of its own.
func form(params any, field string, file *chat.File) (*payload, error) {
	raw, err := json.Marshal(params)
	if err != nil {
		return nil, err
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := fill(w, values, field, file); err != nil {
		return nil, err
	}
	return &payload{bytes: b.Bytes(), kind: w.FormDataContentType()}, nil
}

func fill(w *multipart.Writer, values map[string]json.RawMessage, field string, file *chat.File) error {
	for name, value := range values {
		text := string(value)
		if value[0] == '"' {
			if err := json.Unmarshal(value, &text); err != nil {
				return err
			}
		}
		if err := w.WriteField(name, text); err != nil {
			return err
		}
	}
	part, err := w.CreateFormFile(field, file.Name)
	if err != nil {
		return err
	}
	if _, err := part.Write(file.Data); err != nil {
		return err
	}
	return w.Close()
}

// request posts the payload. It can be read anew, so that a transport may repeat a request whose connection
// died before it was sent.
func (p *payload) request(ctx context.Context, to *url.URL) *http.Request {
	req := (&http.Request{
		Method: http.MethodPost, URL: to, Header: http.Header{"Content-Type": {p.kind}},
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: p.reader(), ContentLength: int64(len(p.bytes)),
	}).WithContext(ctx)
	req.GetBody = func() (io.ReadCloser, error) { return p.reader(), nil }
	return req
}
