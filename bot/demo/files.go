package demo

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"frontdesk/bot/emulator"
)

const (
	inMemory = 8 << 20 // bytes of an upload beyond which it waits on disk
	mostHeld = 10      // files of one album, as at Telegram
)

// shownTypes are the pictures that a browser may show, and playedTypes the sounds that it may play; anything else
// is only ever downloaded.
var (
	shownTypes  = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true, "image/gif": true}
	playedTypes = map[string]bool{"application/ogg": true, "audio/mpeg": true}
)

// send takes photos or documents, or samples of such, with the text as their caption.
func (p *Page) send(r *http.Request) (_ any, err error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return nil, refusal{http.StatusUnsupportedMediaType, "bad_input", ""}
	}
	if err := r.ParseMultipartForm(inMemory); err != nil {
		return nil, formFault(err)
	}
	defer func() {
		if gone := r.MultipartForm.RemoveAll(); gone != nil && err == nil {
			err = fmt.Errorf("remove upload: %w", gone)
		}
	}()
	numbers := map[string]int64{}
	for _, name := range []string{"user", "chat", "reply_to", "thread"} {
		if value := r.FormValue(name); value != "" {
			if numbers[name], err = strconv.ParseInt(value, 10, 64); err != nil {
				return nil, badInput
			}
		}
	}
	if !p.playable(numbers["user"]) {
		return nil, refusal{http.StatusBadRequest, "nobody", ""}
	}
	media, err := chosen(r.FormValue("kind"), r.MultipartForm.File["file"])
	if err != nil {
		return nil, err
	}
	_, err = p.world.Say(numbers["user"], numbers["chat"], emulator.Draft{
		Text: r.FormValue("text"), ReplyTo: int(numbers["reply_to"]), Thread: int(numbers["thread"]),
		Media: media, Album: len(media) > 1,
	})
	return done, refusedBy(err)
}

// formFault tells a form too large from one that makes no sense.
func formFault(err error) error {
	if strings.Contains(err.Error(), "request body too large") { // the multipart reader hides the type
		return refusal{http.StatusRequestEntityTooLarge, "too_large", ""}
	}
	return badInput
}

func chosen(kind string, files []*multipart.FileHeader) ([]emulator.DraftMedia, error) {
	switch {
	case samples[kind] != nil:
		return samples[kind], nil
	case kind != "photo" && kind != "document", len(files) == 0:
		return nil, badInput
	case len(files) > mostHeld:
		return nil, refusal{http.StatusBadRequest, "too_many", ""}
	}
	media := make([]emulator.DraftMedia, 0, len(files))
	for _, header := range files {
		data, err := contents(header)
		if err != nil {
			return nil, err
		}
		found := http.DetectContentType(data)
		if kind == "photo" && !shownTypes[found] {
			return nil, refusal{http.StatusBadRequest, "not_photo", ""}
		}
		if kind == "document" && header.Header.Get("Content-Type") != "" {
			found = header.Header.Get("Content-Type")
		}
		media = append(media, emulator.DraftMedia{Kind: kind, Data: data, Name: header.Filename, MIME: found})
	}
	return media, nil
}

func contents(header *multipart.FileHeader) ([]byte, error) {
	f, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("open upload: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	return data, nil
}

// media serves a file of the chats. What is no picture comes as a download, whatever it says it is, so
// that nothing a person or the bot sent can run as a part of the page.
func (p *Page) media(w http.ResponseWriter, r *http.Request) {
	data, name, found := p.world.File(r.PathValue("id"))
	if !found {
		http.NotFound(w, r)
		return
	}
	kind := http.DetectContentType(data)
	if !shownTypes[kind] && !playedTypes[kind] {
		kind = "application/octet-stream"
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	if _, err := w.Write(data); err != nil {
		p.opts.Log.Debug("send a file to the page", "error", err)
	}
}
