package emulator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	_ "image/gif"  // photos may be GIF,
	_ "image/jpeg" // JPEG
	_ "image/png"  // or PNG
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	maxDownload  = 20 << 20
	maxPhoto     = 10 << 20
	linkLifetime = time.Hour
)

// file is one file at Telegram. What people pretend to send has a size and no data.
type file struct {
	ID        string    `json:"id"`
	UniqueID  string    `json:"unique_id"`
	Kind      string    `json:"kind"`
	Name      string    `json:"name,omitempty"`
	MIME      string    `json:"mime,omitempty"`
	Size      int64     `json:"size"`
	Width     int       `json:"width,omitempty"`
	Height    int       `json:"height,omitempty"`
	Emoji     string    `json:"emoji,omitempty"`
	Data      []byte    `json:"data,omitempty"`
	LinkUntil time.Time `json:"link_until,omitzero"`
	thumb     string    // the id of a photo's smaller size
}

var filePrefix = map[string]string{
	"photo": "AgACAgQAAx0", "document": "BQACAgQAAx0", "video": "BAACAgQAAx0", "voice": "AwACAgQAAx0",
	"audio": "CQACAgQAAx0", "animation": "CgACAgQAAx0", "video_note": "DQACAgQAAx0", "sticker": "CAACAgQAAx0",
}

var usualMIME = map[string]string{
	"photo": "image/jpeg", "video": "video/mp4", "voice": "audio/ogg", "audio": "audio/mpeg",
	"animation": "video/mp4", "video_note": "video/mp4", "sticker": "image/webp",
}

// store keeps a file. Equal bytes of one kind and name are kept once.
func (s *Server) store(f file) *file {
	var sum [sha256.Size]byte
	if len(f.Data) > 0 {
		h := sha256.New()
		h.Write([]byte(f.Kind + "\x00" + f.Name + "\x00"))
		h.Write(f.Data)
		h.Sum(sum[:0])
		if known := s.byContent[sum]; known != nil {
			return known
		}
		f.Size = int64(len(f.Data))
	}
	if f.MIME == "" || f.MIME == "application/octet-stream" {
		f.MIME = usualMIME[f.Kind]
		if byName := mime.TypeByExtension(path.Ext(f.Name)); f.Kind == "document" && byName != "" {
			f.MIME, _, _ = strings.Cut(byName, ";")
		}
	}
	if f.Kind == "document" && f.MIME == "" {
		f.MIME = "application/octet-stream"
	}
	s.nextFile++
	f.UniqueID = fmt.Sprintf("AgAD%011d", s.nextFile)
	f.ID = filePrefix[f.Kind] + f.UniqueID
	s.keepFile(&f)
	if len(f.Data) > 0 {
		s.byContent[sum] = &f
	}
	return &f
}

// keepFile puts a file where its ids find it.
func (s *Server) keepFile(f *file) {
	s.files[f.ID] = f
	if f.Kind == "photo" {
		f.thumb = strings.Replace(f.ID, "AgACAgQAAx0", "AgACAgQAAxs", 1)
		s.files[f.thumb] = f
	}
}

func (f *file) media() *Media {
	return &Media{
		Kind: f.Kind, FileID: f.ID, UniqueID: f.UniqueID, Size: f.Size, Name: f.Name, MIME: f.MIME,
		Width: f.Width, Height: f.Height, Emoji: f.Emoji,
	}
}

// media takes the file in a parameter: an upload, attach://name, or the id of a file known to Telegram.
func (c *call) media(field, kind string) (*Media, error) {
	value := c.text(field)
	up, uploaded := c.uploads[field]
	if name, ok := strings.CutPrefix(value, "attach://"); ok {
		if up, uploaded = c.uploads[name]; !uploaded {
			return nil, bad("wrong file identifier/HTTP URL specified")
		}
	}
	if uploaded {
		return c.s.uploaded(up, kind)
	}
	switch {
	case value == "":
		return nil, bad("there is no %s in the request", kind)
	case strings.HasPrefix(value, "http://"), strings.HasPrefix(value, "https://"):
		return nil, bad("failed to get HTTP URL content") // there is no web here to fetch it from
	}
	f := c.s.files[value]
	switch {
	case f == nil:
		return nil, bad("wrong remote file identifier specified: Wrong string length")
	case f.Kind != kind:
		return nil, bad("can't use file of type %s as %s", title(f.Kind), title(kind))
	}
	return f.media(), nil
}

func title(kind string) string {
	words := strings.Split(kind, "_")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, "")
}

func (s *Server) uploaded(up upload, kind string) (*Media, error) {
	f := file{Kind: kind, Name: path.Base(strings.ReplaceAll(up.name, `\`, "/")), MIME: up.mime, Data: up.data}
	switch {
	case len(up.data) == 0:
		return nil, bad("file must be non-empty")
	case len(up.data) > maxUpload:
		return nil, &refused{Code: 413, Description: "Request Entity Too Large"}
	case kind == "photo":
		if len(up.data) > maxPhoto {
			return nil, bad("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(up.data), maxPhoto)
		}
		size, _, err := image.DecodeConfig(bytes.NewReader(up.data))
		if err != nil {
			return nil, bad("IMAGE_PROCESS_FAILED")
		}
		if size.Width+size.Height > 10000 || size.Width > 20*size.Height || size.Height > 20*size.Width {
			return nil, bad("PHOTO_INVALID_DIMENSIONS")
		}
		f.Width, f.Height, f.Name, f.MIME = size.Width, size.Height, "", ""
	}
	return s.store(f).media(), nil
}

func (c *call) getFile() error {
	f := c.s.files[c.text("file_id")]
	switch {
	case f == nil:
		return bad("wrong file_id or the file is temporarily unavailable")
	case f.Size > maxDownload:
		return bad("file is too big")
	}
	f.LinkUntil = c.now.Add(linkLifetime)
	b := appendFileHead(c.result(256), f.ID, f.UniqueID, f.Size)
	c.out = append(fieldString(b, "file_path", f.path()), '}')
	return nil
}

// path is where the file is fetched: what Telegram calls it, never the sender's own name for it.
func (f *file) path() string {
	ext := path.Ext(f.Name)
	if known, err := mime.ExtensionsByType(f.MIME); ext == "" && err == nil && len(known) > 0 {
		ext = known[0]
	}
	if f.Kind == "photo" {
		ext = ".jpg"
	}
	return f.Kind + "s/file_" + strings.TrimLeft(f.UniqueID[4:], "0") + ext
}

// download answers /file/bot<token>/<path>, for an hour after getFile gave the path.
func (s *Server) download(ctx context.Context, name string) (answer, error) {
	fault := s.fault("download", 0)
	if a, done, err := fault.before(ctx); done {
		return a, err
	}
	if fault != nil && fault.Kind == DropAnswer {
		return answer{}, errDead
	}
	_, number, _ := strings.Cut(name, "/file_")
	number = strings.TrimSuffix(number, path.Ext(number))
	n, err := strconv.ParseInt(number, 10, 64)
	kind, _, _ := strings.Cut(name, "s/")
	s.mu.Lock()
	f := s.files[filePrefix[kind]+fmt.Sprintf("AgAD%011d", n)]
	alive := err == nil && f != nil && time.Now().Before(f.LinkUntil)
	s.mu.Unlock()
	if !alive || f.path() != name {
		return s.refused("download", map[string]string{"file_path": name}, &refused{Code: 404, Description: "Not Found"}), nil
	}
	return answer{code: 200, kind: "application/octet-stream", body: f.bytes()}, nil
}

// bytes are the file's content; what was only pretended is zeroes.
func (f *file) bytes() []byte {
	if len(f.Data) == 0 {
		return make([]byte, min(f.Size, maxDownload))
	}
	return slices.Clip(f.Data)
}

// File gives a file's bytes and its MIME type.
func (s *Server) File(fileID string) ([]byte, string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[fileID]
	if f == nil {
		return nil, "", false
	}
	kind := f.MIME
	if f.Kind == "photo" && len(f.Data) > 0 {
		kind = http.DetectContentType(f.Data)
	}
	return f.bytes(), kind, true
}

func (c *call) getUserProfilePhotos() error {
	c.out = append(c.result(32), `{"total_count":0,"photos":[]}`...)
	return nil
}
