package control_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/bot/control"
)

var handlers = map[string]control.Handler{
	"double": func(_ context.Context, args json.RawMessage) (any, error) {
		var n int
		if err := json.Unmarshal(args, &n); err != nil {
			return nil, err
		}
		return 2 * n, nil
	},
	"fail":  func(context.Context, json.RawMessage) (any, error) { return nil, errors.New("line 3 is wrong") },
	"panic": func(context.Context, json.RawMessage) (any, error) { panic("a mistake") },
	"wait": func(ctx context.Context, _ json.RawMessage) (any, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	},
}

// serve listens at path until the test ends, or stop is called.
func serve(t *testing.T, path string) (stop func()) {
	t.Helper()
	l, err := control.Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- control.Serve(ctx, l, handlers, slog.New(slog.DiscardHandler)) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	return stop
}

func socket(t *testing.T) string { return filepath.Join(t.TempDir(), "control") }

func TestACommandIsAnswered(t *testing.T) {
	path := socket(t)
	serve(t, path)
	var got int
	if err := control.Call(t.Context(), path, "double", 21, &got); err != nil || got != 42 {
		t.Errorf("got %d, %v", got, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("socket's mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestFailuresAreToldApart(t *testing.T) {
	path := socket(t)
	if err := control.Call(t.Context(), path, "double", 1, nil); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("nobody there: %v", err)
	}
	stop := serve(t, path)
	var refused *control.Refused
	if err := control.Call(t.Context(), path, "fail", nil, nil); !errors.As(err, &refused) || refused.Message != "line 3 is wrong" {
		t.Errorf("failing command: %v", err)
	}
	if err := control.Call(t.Context(), path, "panic", nil, nil); !errors.As(err, &refused) {
		t.Errorf("panicking command: %v", err)
	}
	if err := control.Call(t.Context(), path, "double", "x", nil); !errors.As(err, &refused) {
		t.Errorf("wrong arguments: %v", err)
	}
	if err := control.Call(t.Context(), path, "unheard of", nil, nil); !errors.Is(err, control.ErrUnknown) {
		t.Errorf("unknown command: %v", err)
	}
	stop()
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket stays behind: %v", err)
	}
}

func TestAStaleSocketIsReplacedAndNothingElseIs(t *testing.T) {
	path := socket(t)
	stale, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	stale.SetUnlinkOnClose(false)
	if err := stale.Close(); err != nil {
		t.Fatal(err)
	}
	if err := control.Call(t.Context(), path, "double", 1, nil); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("stale socket: %v", err)
	}
	serve(t, path)
	if err := control.Call(t.Context(), path, "double", 1, nil); err != nil {
		t.Error(err)
	}
	file := filepath.Join(t.TempDir(), "control")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Listen(file); err == nil {
		t.Error("a file of somebody's was replaced")
	}
}

func TestALongPathWorksToo(t *testing.T) {
	folder := filepath.Join(t.TempDir(), strings.Repeat("long", 40))
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "control")
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		if _, err := control.Listen(path); err == nil || !strings.Contains(err.Error(), "too long for a socket") {
			t.Errorf("error %v, want that the path is too long", err)
		}
		return
	}
	stop := serve(t, path)
	var got int
	if err := control.Call(t.Context(), path, "double", 1, &got); err != nil || got != 2 {
		t.Errorf("got %d, %v", got, err)
	}
	stop()
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket stays behind: %v", err)
	}
}

func TestTheEndWaitsForNobody(t *testing.T) {
	path := socket(t)
	stop := serve(t, path)
	silent, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	called := make(chan error, 1)
	go func() { called <- control.Call(t.Context(), path, "wait", nil, nil) }()
	var n int
	if err := control.Call(t.Context(), path, "double", 1, &n); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := <-called; err == nil {
		t.Error("a command that was ended told of success")
	}
}

func TestRubbishIsRefused(t *testing.T) {
	path := socket(t)
	serve(t, path)
	for _, said := range []string{"\n", "{\n", "null\n", `{"command":7}` + "\n"} {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write([]byte(said)); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(conn)
		if err != nil || !strings.Contains(string(answer), `"error"`) {
			t.Errorf("said %q, answered %q, %v", said, answer, err)
		}
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestWhoeverLeavesEndsTheirCommand(t *testing.T) {
	path := socket(t)
	stop := serve(t, path)
	ctx, cancel := context.WithCancel(t.Context())
	called := make(chan error, 1)
	go func() { called <- control.Call(ctx, path, "wait", nil, nil) }()
	cancel()
	if err := <-called; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	stop()
}
