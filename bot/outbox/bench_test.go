package outbox

import (
	"context"
	"fmt"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/telegram"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// BenchmarkPick chooses, settles and queues one row while so many chats wait.
func BenchmarkPick(b *testing.B) {
	for _, waiting := range []int{1, 100, 10_000, 100_000} {
		b.Run(fmt.Sprint(waiting), func(b *testing.B) {
			s := newSchedule(NoLimits())
			now := time.Unix(1e9, 0)
			row := chat.RowID(0)
			queue := func(c desk.ChatID) {
				row++
				s.add(storage.Queued{Row: row, Chat: c, Lane: chat.Lane(uint64(row) % uint64(chat.Lanes))}, now)
			}
			for i := range waiting {
				queue(desk.ChatID(i + 1))
			}
			b.ReportAllocs()
			for b.Loop() {
				it, _ := s.next(now)
				if it == nil || !s.admit(it, now, false, 1) {
					b.Fatal("nothing goes")
				}
				c := it.sending.chat
				s.underWay--
				s.settled(it.row, now)
				queue(c)
			}
		})
	}
}

// BenchmarkSend takes a row from its commit to Telegram and its outcome to the database, many chats at once;
// commits are shared, as the one writer shares them.
func BenchmarkSend(b *testing.B) {
	tg := emulator.New(emulator.Config{Limits: emulator.NoLimits(), KeepMessages: 3})
	engine, err := bolt.Open(b.TempDir()+"/desk.db", storage.Buckets, bolt.Options{})
	must(b, err)
	db, err := storage.Open(engine, &desk.Estate{ID: "e", Zone: time.UTC})
	must(b, err)
	api, err := telegram.New(tg.Token(), "", tg)
	must(b, err)
	const people = 256
	reports := make(chan []chat.Outcome, people)
	s := New(db, api, time.Now, func(o []chat.Outcome) { reports <- o }, Options{Limits: NoLimits()})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	var chats []desk.ChatID
	for range people {
		id := tg.AddUser(emulator.User{FirstName: "Ann"}).ID
		tg.OpenChat(id)
		chats = append(chats, desk.ChatID(id))
	}
	b.ReportAllocs()
	b.ResetTimer()
	for sent := 0; sent < b.N; {
		n := min(people, b.N-sent)
		var effects storage.Effects
		must(b, db.Update(time.Now(), func(tx *storage.Tx) error {
			for i := range n {
				o := text(chats[i], "What is it <b>about</b>?")
				o.Content.Buttons = [][]chat.Button{{{Text: "Air", Data: "a"}}, {{Text: "Water", Data: "b"}}}
				if err := tx.Post(o); err != nil {
					return err
				}
			}
			effects = *tx.Effects()
			return nil
		}))
		s.Queue(effects.Rows)
		var ids []chat.RowID
		var outcomes []chat.Outcome
		for len(outcomes) < n {
			outcomes = append(outcomes, <-reports...)
		}
		must(b, db.Update(time.Now(), func(tx *storage.Tx) error {
			for _, o := range outcomes {
				ids = append(ids, o.Row)
				if _, _, err := tx.Settle(o); err != nil {
					return err
				}
			}
			return nil
		}))
		s.Settled(ids)
		sent += n
	}
	b.StopTimer()
	cancel()
	must(b, <-ended)
	must(b, db.Close())
}
