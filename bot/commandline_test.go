package bot_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdesk/bot/emulator"
)

// program builds the whole program and tells where it lies.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "frontdesk")
	if out, err := exec.Command("go", "build", "-o", path, "frontdesk").CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	return path
}

// result is how a command ended.
type result struct {
	out, err string
	status   int
}

func command(t *testing.T, path string, env []string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), path, args...)
	c.Dir = t.TempDir()
	c.Env = append([]string{"HOME=" + c.Dir, "TMPDIR=" + c.Dir}, env...)
	return c
}

func runs(t *testing.T, path string, env []string, args ...string) result {
	t.Helper()
	c := command(t, path, env, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return result{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// TestCommandLine goes through the program as an operator does, against an emulated Telegram.
func TestCommandLine(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	path, folder := program(t), t.TempDir()
	data, tenantsFile := filepath.Join(folder, "data"), filepath.Join(folder, "units.csv")
	write(t, tenantsFile, tenants)
	world := emulator.New(emulator.Config{})
	telegram := httptest.NewServer(world)
	defer telegram.Close()
	env := []string{"TELEGRAM_BOT_TOKEN=" + world.Token(), "TELEGRAM_API_URL=" + telegram.URL}

	t.Run("no token names the demo", func(t *testing.T) {
		r := runs(t, path, nil)
		if r.status != 1 || !strings.Contains(r.err, "go run . demo") || strings.Count(r.err, "\n") != 1 || r.out != "" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("configuration's faults name file and line", func(t *testing.T) {
		file := filepath.Join(folder, "c.yaml")
		write(t, file, "estate:\n  colour: red\n  zone: Nowhere\n")
		for _, args := range [][]string{{"serve", "--config", file}, {"check", "--config", file}, {"import", "--config", file, tenantsFile}} {
			r := runs(t, path, env, args...)
			if said := r.out + r.err; r.status != 1 || !strings.Contains(said, file+":2: ") || !strings.Contains(said, file+":3: ") {
				t.Errorf("%v: %+v", args, r)
			}
		}
	})
	t.Run("the catalogue is printed", func(t *testing.T) {
		file := filepath.Join(folder, "services.yaml")
		write(t, file, "estate: {language: en}\ncatalogue:\n  \"5.11\": {variant: sagging, desk: security, targets: {arrive: 20s, fix: null}}\n")
		r := runs(t, path, nil, "catalogue", "--config", file, "--format", "csv")
		if r.status != 0 || strings.Count(r.out, "\n") != 85 || !strings.Contains(r.out, "5.11,repair,tenant,security,always,sagging,tenant,arrive=20s\n") {
			t.Errorf("%+v", r)
		}
		if r := runs(t, path, nil, "catalogue", "--config", file); r.status != 0 || !strings.Contains(r.out, "Ceiling sagging") {
			t.Errorf("%+v", r)
		}
		if r := runs(t, path, nil, "catalogue", "--language", "zh-Hans"); r.status != 0 || !strings.Contains(r.out, "更换灯管") {
			t.Errorf("%+v", r)
		}
	})
	t.Run("a wrong token ends serve", func(t *testing.T) {
		r := runs(t, path, []string{"TELEGRAM_BOT_TOKEN=1:secretsecret", env[1]}, "serve", "--data", filepath.Join(folder, "other"))
		if r.status != 1 || !strings.Contains(r.err, "token") || strings.Contains(r.err, "secretsecret") {
			t.Errorf("%+v", r)
		}
	})
	t.Run("a busy port names --listen", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if r := runs(t, path, nil, "demo", "--listen", l.Addr().String()); r.status != 1 || !strings.Contains(r.err, "--listen") {
			t.Errorf("%+v", r)
		}
	})
	t.Run("serve", func(t *testing.T) {
		serve := begin(t, command(t, path, env, "serve", "--data", data))
		if line := serve.line(t); adminLine.FindString(line) == "" {
			t.Errorf("printed %q", line)
		}
		if r := runs(t, path, env, "serve", "--data", data); r.status != 1 || !strings.Contains(r.err, "another Frontdesk is running on "+data) {
			t.Errorf("a second one: %+v", r)
		}
		serve.logs(t, "the front desk is open")
		r := runs(t, path, nil, "import", "--data", data, tenantsFile)
		wantLinks(t, r, 2)
		if r := runs(t, path, nil, "check", "--data", data); r.status != 0 || !strings.Contains(r.out, "that runs on it") {
			t.Errorf("check: %+v", r)
		}
		serve.stop(t)
		if strings.Contains(serve.log.String(), world.Token()) {
			t.Error("the token is in the log")
		}
	})
	t.Run("import by itself", func(t *testing.T) {
		wantLinks(t, runs(t, path, nil, "import", "--data", data, tenantsFile), 0)
		wantLinks(t, runs(t, path, env, "import", "--reissue", "--data", data, tenantsFile), 2)
		wrong := filepath.Join(folder, "wrong.csv")
		write(t, wrong, strings.Replace(tenants, "+85291234567", "12", 1))
		r := runs(t, path, nil, "import", "--data", data, wrong)
		if r.status != 1 || r.out != "" || !strings.Contains(r.err, wrong) || !strings.Contains(r.err, "2") || strings.Contains(r.err, "panic") {
			t.Errorf("a wrong file: %+v", r)
		}
	})
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func wantLinks(t *testing.T, r result, fresh int) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(r.out)).ReadAll()
	if err != nil || r.status != 0 || len(rows) != 3 || strings.Join(rows[0], ",") != "building,floor,unit,name,link" {
		t.Fatalf("imported %+v, %v", r, err)
	}
	if n := strings.Count(r.out, "https://t.me/frontdesk_bot?start="); n != fresh {
		t.Errorf("%d links, want %d:\n%s", n, fresh, r.out)
	}
}

// process is a command that goes on until it is stopped.
type process struct {
	*exec.Cmd
	out *bufio.Reader
	log *journal
}

func begin(t *testing.T, c *exec.Cmd) *process {
	t.Helper()
	p := &process{Cmd: c, log: &journal{}}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = p.log
	p.out = bufio.NewReader(out)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *process) line(t *testing.T) string {
	t.Helper()
	line, err := p.out.ReadString('\n')
	if err != nil {
		t.Fatalf("read output: %v\n%s", err, p.log)
	}
	return line
}

// logs waits until the log says so. Another process can only be looked at again and again; the test's own
// deadline bounds it.
func (p *process) logs(t *testing.T, what string) {
	t.Helper()
	for !strings.Contains(p.log.String(), what) {
		if t.Context().Err() != nil {
			t.Fatalf("the log never says %q:\n%s", what, p.log)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// stop asks the process to end, which it does by itself and in good order.
func (p *process) stop(t *testing.T) {
	t.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, p.out); err != nil {
		t.Error(err)
	}
	if err := p.Wait(); err != nil {
		t.Errorf("ended with %v:\n%s", err, p.log)
	}
}
