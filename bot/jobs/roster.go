package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"frontdesk/flows/roster"
	"frontdesk/storage/chat"
)

// roster fetches a tenants' file and reads it, which takes seconds for a large one. Who sent it, and what
// becomes of its rows, is the flows' to decide.
func (w *Worker) roster(ctx context.Context, args json.RawMessage) (any, error) {
	var a chat.FileArgs
	if err := json.Unmarshal(args, &a); err != nil {
		return nil, fmt.Errorf("read tenants' file: %w", err)
	}
	var file bytes.Buffer
	if _, err := w.api.Download(ctx, a.FileID, &file); err != nil {
		return nil, fmt.Errorf("read tenants' file: %w", err)
	}
	rows, faults := roster.Parse(file.Bytes())
	return roster.Reading{Rows: rows, Faults: faults}, nil
}
