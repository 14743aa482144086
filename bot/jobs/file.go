package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
)

// files is the folder of kept files, within the data folder; partly ends the names of those half fetched.
const (
	files  = "files"
	partly = ".partial"
)

// sweep removes what a killed process left half fetched. Nothing is being fetched yet.
func (w *Worker) sweep() error {
	entries, err := os.ReadDir(w.folder(files))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), partly) {
			err = errors.Join(err, gone(filepath.Join(w.folder(files), e.Name())))
		}
	}
	return err
}

// keepFile keeps a file under the SHA-256 of its bytes. What is there under that name is that file.
func (w *Worker) keepFile(ctx context.Context, args json.RawMessage) (any, error) {
	var a chat.FileArgs
	if err := json.Unmarshal(args, &a); err != nil {
		return nil, fmt.Errorf("keep file: %w", err)
	}
	kept, err := w.keep(ctx, a.FileID)
	if err != nil {
		return nil, fmt.Errorf("keep file: %w", err)
	}
	return kept, nil
}

func (w *Worker) keep(ctx context.Context, fileID string) (kept chat.FileKept, err error) {
	folder := w.folder(files)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return kept, err
	}
	partial, err := os.CreateTemp(folder, "*"+partly) // mode 0600
	if err != nil {
		return kept, err
	}
	defer func() { err = errors.Join(err, gone(partial.Name())) }()
	sum := sha256.New()
	size, err := w.api.Download(ctx, fileID, io.MultiWriter(partial, sum))
	if err == nil {
		err = partial.Sync()
	}
	if err := errors.Join(err, partial.Close()); err != nil {
		return kept, err
	}
	kept = chat.FileKept{SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size}
	if err := os.Rename(partial.Name(), filepath.Join(folder, kept.SHA256)); err != nil {
		return kept, err
	}
	return kept, bolt.SyncFolder(folder)
}

// gone removes what an unfinished download left; after a finished one there is nothing by that name.
func gone(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// member asks where somebody stands in a group.
func (w *Worker) member(ctx context.Context, args json.RawMessage) (any, error) {
	var a chat.MemberArgs
	if err := json.Unmarshal(args, &a); err != nil {
		return nil, fmt.Errorf("ask about member: %w", err)
	}
	found, err := w.api.Member(ctx, a.Chat, a.User)
	if err != nil {
		return nil, fmt.Errorf("ask about member: %w", err)
	}
	return chat.MemberFound{Present: found.Present, Admin: found.Admin}, nil
}
