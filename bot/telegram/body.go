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
	"sync/atomic"

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

// payload is the body of a request. A transport may read it after it has answered, so that its buffer is free
// only once the caller and every reader are done.
type payload struct {
	buf  *buffer
	kind string // content type
	uses atomic.Int32
}

func (p *payload) done() {
	if p.uses.Add(-1) == 0 {
		p.buf.free()
	}
}

func (p *payload) reader() *payloadReader {
	p.uses.Add(1)
	return &payloadReader{Reader: bytes.NewReader(p.buf.Bytes()), of: p}
}

type payloadReader struct {
	*bytes.Reader
	of     *payload
	closed atomic.Bool
}

// Close may be called more than once, as transports do.
func (r *payloadReader) Close() error {
	if r.closed.CompareAndSwap(false, true) {
		r.of.done()
	}
	return nil
}

// encode writes parameters as JSON.
func encode(params any) (*payload, error) {
	p := &payload{buf: newBuffer(), kind: "application/json"}
	p.uses.Store(1)
	enc := json.NewEncoder(p.buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(params); err != nil {
		p.done()
		return nil, err
	}
	return p, nil
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
	p := &payload{buf: newBuffer()}
	p.uses.Store(1)
	w := multipart.NewWriter(p.buf)
	p.kind = w.FormDataContentType()
	if err := fill(w, values, field, file); err != nil {
		p.done()
		return nil, err
	}
	return p, nil
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
		Body: p.reader(), ContentLength: int64(p.buf.Len()),
	}).WithContext(ctx)
	req.GetBody = func() (io.ReadCloser, error) { return p.reader(), nil }
	return req
}
