package writer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"frontdesk/bot/writer"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// steps are flows that do what a step of a dialog does to the database: the session moves on, a screen changes.
type steps struct{ scribe }

func (s *steps) Handle(tx *storage.Tx, u chat.Update) error {
	key := storage.SessionKey{Chat: u.Chat.ID, User: desk.UserID(u.Chat.ID)}
	session := fmt.Appendf(nil, `{"instance":"a","dialog":"repair","version":1,"step":"describe","revision":%d}`, u.ID)
	row := chat.Outgoing{
		Lane: chat.Conversation, Chat: u.Chat.ID, Slot: storage.ScreenSlot(u.Chat.ID),
		Content: chat.Content{Text: fmt.Sprintf("What is broken? (%d)", u.ID)},
	}
	return errors.Join(tx.PutSession(key, session), tx.Show(row))
}

func (s *steps) Conclude(*storage.Tx) error { return nil }

// BenchmarkSteps compares a commit for each update with one for a batch.
func BenchmarkSteps(b *testing.B) {
	for _, size := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) { benchmarkSteps(b, size) })
	}
}

func benchmarkSteps(b *testing.B, size int) {
	_, db := open(b, b.TempDir())
	w := writer.New(db, &steps{}, time.Now, func(*storage.Effects, []chat.RowID) {}, decode, quiet())
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	b.ResetTimer()
	for next := int64(1); next <= int64(b.N); {
		batch := make([]writer.Raw, 0, size)
		for ; len(batch) < size && next <= int64(b.N); next++ {
			batch = append(batch, writer.Raw{ID: next, JSON: json.RawMessage(fmt.Sprintf(`{"update_id":%d}`, next))})
		}
		if err := w.Take(ctx, batch); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
	cancel()
	if err := errors.Join(<-ended, db.Close()); err != nil {
		b.Fatal(err)
	}
}
