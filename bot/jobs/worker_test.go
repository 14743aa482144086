package jobs_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/jobs"
	"frontdesk/bot/telegram"
	"frontdesk/flows/roster"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// service is a chat service that holds some files and fails as a test says.
type service struct {
	mu     sync.Mutex
	files  map[string]string
	faults []error // of the next calls
	calls  int
	panics bool
	menus  []chat.CommandsArgs
	set    []time.Time // when each was
}

func (s *service) fault() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	if s.panics {
		panic("a mistake")
	}
	if len(s.faults) == 0 {
		return nil
	}
	err := s.faults[0]
	s.faults = s.faults[1:]
	return err
}

func (s *service) Member(_ context.Context, group desk.ChatID, user desk.UserID) (chat.Change, error) {
	return chat.Change{User: user, Present: group == -7, Admin: user == 1}, s.fault()
}

func (s *service) Download(_ context.Context, id string, w io.Writer) (int64, error) {
	n, err := io.WriteString(w, s.files[id])
	return int64(n), errors.Join(err, s.fault())
}

func (s *service) SetCommands(_ context.Context, menu chat.CommandsArgs) error {
	if err := s.fault(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.menus = append(s.menus, menu)
	s.set = append(s.set, time.Now())
	return nil
}

type world struct {
	t       *testing.T
	folder  string
	api     *service
	db      *storage.DB
	worker  *jobs.Worker
	results []chat.JobResult
	stop    func()
}

func inWorld(t *testing.T, play func(w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, folder: t.TempDir(), api: &service{files: map[string]string{"a": "leak.jpg's bytes"}}}
		engine, err := bolt.Open(filepath.Join(w.folder, "frontdesk.db"), storage.Buckets, bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if w.db, err = storage.Open(engine, &desk.Estate{Zone: time.UTC}); err != nil {
			t.Fatal(err)
		}
		w.worker = jobs.New(w.db, engine, w.api, time.Now, w.report, jobs.Options{
			Folder: w.folder, Log: slog.New(slog.DiscardHandler),
		})
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- w.worker.Run(ctx) }()
		w.stop = sync.OnceFunc(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
		play(w)
		w.stop()
		if err := w.db.Close(); err != nil {
			t.Error(err)
		}
	})
}

// report ends the job in the database, as the flows do, before the result is noted.
func (w *world) report(r chat.JobResult) {
	err := w.db.Update(time.Now(), func(tx *storage.Tx) error {
		_, _, err := tx.EndJob(r.Job)
		return err
	})
	if err != nil {
		w.t.Error(err)
	}
	w.api.mu.Lock()
	defer w.api.mu.Unlock()
	w.results = append(w.results, r)
}

func (w *world) queue(k chat.JobKind, args any) {
	w.t.Helper()
	var added []chat.Job
	err := w.db.Update(time.Now(), func(tx *storage.Tx) error {
		defer func() { added = tx.Effects().Jobs }()
		return tx.QueueJob(k, args)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.worker.Queue(added)
}

// run does one job to its end.
func (w *world) run(k chat.JobKind, args any) chat.JobResult {
	w.t.Helper()
	before := len(w.results)
	w.queue(k, args)
	for synctest.Wait(); w.worker.Busy(); synctest.Wait() {
		time.Sleep(time.Second)
	}
	if len(w.results) != before+1 {
		w.t.Fatalf("%d results of one job", len(w.results)-before)
	}
	return w.results[before]
}

func data[T any](t *testing.T, r chat.JobResult) (v T) {
	t.Helper()
	if r.Err != "" {
		t.Fatalf("job failed: %s", r.Err)
	}
	if err := json.Unmarshal(r.Data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAFileIsKeptUnderTheSumOfItsBytes(t *testing.T) {
	inWorld(t, func(w *world) {
		for range 2 { // the second time it is there already
			kept := data[chat.FileKept](t, w.run(chat.JobKeepFile, chat.FileArgs{FileID: "a"}))
			sum := sha256.Sum256([]byte(w.api.files["a"]))
			path := filepath.Join(w.folder, "files", hex.EncodeToString(sum[:]))
			content, err := os.ReadFile(path)
			if err != nil || string(content) != w.api.files["a"] || kept.SHA256 != filepath.Base(path) {
				t.Fatalf("kept %+v, content %q, %v", kept, content, err)
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v, %v", info.Mode(), err)
			}
		}
		w.api.faults = []error{&telegram.BadRequest{Description: "file is too big"}}
		if r := w.run(chat.JobKeepFile, chat.FileArgs{FileID: "a"}); r.Err == "" {
			t.Error("a refusal is no success")
		}
		entries, err := os.ReadDir(filepath.Join(w.folder, "files"))
		if err != nil || len(entries) != 1 {
			t.Errorf("files %v, %v, want the one", entries, err)
		}
	})
}

func TestAFileForWhichThereIsNoRoomIsKeptLater(t *testing.T) {
	inWorld(t, func(w *world) {
		for range 6 {
			w.api.faults = append(w.api.faults, fmt.Errorf("write: %w", syscall.ENOSPC))
		}
		w.queue(chat.JobKeepFile, chat.FileArgs{FileID: "a"})
		time.Sleep(10 * time.Minute)
		if len(w.results) != 0 || w.worker.Busy() {
			t.Fatalf("results %+v, and busy: %v", w.results, w.worker.Busy())
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(w.results) != 1 || w.results[0].Err != "" {
			t.Errorf("results %+v", w.results)
		}
	})
}

func TestWhatAKilledProcessLeftHalfFetchedIsRemoved(t *testing.T) {
	inWorld(t, func(w *world) {
		data[chat.FileKept](t, w.run(chat.JobKeepFile, chat.FileArgs{FileID: "a"}))
		left := filepath.Join(w.folder, "files", "123.partial")
		if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		w.stop()
		ctx, cancel := context.WithCancel(w.t.Context())
		cancel()
		if err := w.worker.Run(ctx); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(filepath.Dir(left))
		if err != nil || len(entries) != 1 {
			t.Errorf("files %v, %v, want the one that is whole", entries, err)
		}
	})
}

func TestBackupsAreKeptForFourteenDays(t *testing.T) {
	inWorld(t, func(w *world) {
		backups := filepath.Join(w.folder, "backups")
		for day := range 20 {
			kept := data[chat.BackupKept](t, w.run(chat.JobBackup, struct{}{}))
			if want := "frontdesk-" + time.Now().UTC().Format(time.DateOnly) + ".db"; kept.Name != want || kept.Size == 0 {
				t.Fatalf("day %d: kept %+v, want %s", day, kept, want)
			}
			if err := bolt.CheckFile(w.t.Context(), filepath.Join(backups, kept.Name)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(backups, "frontdesk-mine.db"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			time.Sleep(24 * time.Hour)
		}
		entries, err := os.ReadDir(backups)
		if err != nil || len(entries) != 14+1 {
			t.Errorf("%d backups, %v, want 14 and the file of somebody else's", len(entries), err)
		}
	})
}

func TestMemberAndCheck(t *testing.T) {
	inWorld(t, func(w *world) {
		found := data[chat.MemberFound](t, w.run(chat.JobMember, chat.MemberArgs{Chat: -7, User: 1}))
		if !found.Present || !found.Admin {
			t.Errorf("found %+v", found)
		}
		data[struct{}](t, w.run(chat.JobCheck, struct{}{}))
	})
}

func TestATenantsFileIsReadWhole(t *testing.T) {
	const header = "building,floor,unit,name,phone,language\n"
	inWorld(t, func(w *world) {
		w.api.files["right"] = header + "A,12,1203,Chan,91234567,en\nA,12,1204,Ho,,\n"
		w.api.files["wrong"] = header + "A,12,1203,Chan,91234567,en\nA,12,1204,,,\n"
		right := data[roster.Reading](t, w.run(chat.JobRoster, chat.FileArgs{FileID: "right"}))
		want := roster.Row{Line: 2, Building: "A", Floor: "12", Unit: "1203", Name: "Chan", Phone: "+85291234567", Language: desk.English}
		if len(right.Rows) != 2 || len(right.Faults) != 0 || right.Rows[0] != want {
			t.Errorf("read %+v", right)
		}
		wrong := data[roster.Reading](t, w.run(chat.JobRoster, chat.FileArgs{FileID: "wrong"}))
		if len(wrong.Rows) != 0 || len(wrong.Faults) != 1 || !strings.Contains(wrong.Faults[0].Error(), "Line 3, column 4") {
			t.Errorf("read %+v", wrong)
		}
	})
}

func TestAFaultThatPassesIsWaitedOut(t *testing.T) {
	inWorld(t, func(w *world) {
		w.api.faults = []error{&telegram.Temporary{}, &telegram.TooMany{RetryAfter: time.Minute}, fmt.Errorf("x: %w", &telegram.Temporary{})}
		began := time.Now()
		data[chat.MemberFound](t, w.run(chat.JobMember, chat.MemberArgs{Chat: -7, User: 1}))
		if waited := time.Since(began); waited < time.Minute {
			t.Errorf("done after %s, before Telegram wanted to be asked again", waited)
		}
	})
}

func TestAFaultThatStaysIsToldInTheEnd(t *testing.T) {
	inWorld(t, func(w *world) {
		for range 100 {
			w.api.faults = append(w.api.faults, &telegram.Temporary{Description: "502"})
		}
		if r := w.run(chat.JobRoster, chat.FileArgs{FileID: "a"}); r.Err == "" {
			t.Error("no error")
		}
		if w.api.calls > 10 {
			t.Errorf("tried %d times", w.api.calls)
		}
	})
}

func TestWhatCannotBeDoneIsAFailureAndNoMore(t *testing.T) {
	inWorld(t, func(w *world) {
		if r := w.run("unheard-of", struct{}{}); r.Err == "" {
			t.Error("an unknown kind is no success")
		}
		if r := w.run(chat.JobMember, "no object"); r.Err == "" {
			t.Error("wrong arguments are no success")
		}
		w.api.panics = true
		if r := w.run(chat.JobMember, chat.MemberArgs{}); r.Err == "" {
			t.Error("a panic is no success")
		}
	})
}

func TestAJobBrokenOffWaitsForTheNextStart(t *testing.T) {
	inWorld(t, func(w *world) {
		for range 100 {
			w.api.faults = append(w.api.faults, &telegram.Temporary{})
		}
		w.queue(chat.JobMember, chat.MemberArgs{Chat: -7, User: 1})
		synctest.Wait()
		w.stop()
		if len(w.results) != 0 {
			t.Fatalf("results %+v of a job that was broken off", w.results)
		}
		w.api.faults = nil
		again := jobs.New(w.db, nil, w.api, time.Now, w.report, jobs.Options{Folder: w.folder})
		if err := errors.Join(again.Load(w.t.Context()), again.Load(t.Context())); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(w.t.Context())
		ended := make(chan error)
		go func() { ended <- again.Run(ctx) }()
		synctest.Wait()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if len(w.results) != 1 || w.results[0].Err != "" {
			t.Errorf("results %+v, want one", w.results)
		}
	})
}
