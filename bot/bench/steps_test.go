package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"frontdesk/bot"
	"frontdesk/storage/kv"
)

// contender is something that answers people.
type contender struct {
	name  string
	start func(b *testing.B, w *world) (stop func())
	// commits counts its transactions, where it has any.
	commits *atomic.Int64
}

var (
	ours = durable("desk", 0)
	// onePerStep commits every update by itself, with at most one message's outcome in the same transaction.
	onePerStep = durable("one-commit", 1)
	inMemory   = contender{name: "bare", start: func(b *testing.B, w *world) func() { return startBare(b, w) }}
)

// durable is the desk with so many pieces of each kind in a transaction, or as many as it sees fit.
func durable(name string, atOnce int) contender {
	return deskIn(name, bot.Seams{AtOnce: atOnce}, func(b *testing.B) string { return b.TempDir() })
}

// deskIn is the desk on the database in a folder, which may be there already.
func deskIn(name string, seams bot.Seams, folder func(*testing.B) string) contender {
	commits := &atomic.Int64{}
	seams.Engine = func(e kv.Engine) kv.Engine { return counted{e, commits} }
	return contender{name: name, commits: commits, start: func(b *testing.B, w *world) func() {
		data := folder(b)
		o := options(b, w.Token, data)
		o.APIURL, o.Seams = w.address, seams
		kept := built(data)
		d := open(b, o)
		d.settle(w.First, w.people)
		return func() {
			if kept {
				d.forget(w.First, w.people)
			}
			d.close()
		}
	}}
}

// built reports whether there is a database in the folder.
func built(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "frontdesk.db"))
	return err == nil
}

// BenchmarkSteps has people walk the repair dialog, from its first message to the ticket, as fast as they are
// answered: on the desk, each step durable before it is answered; on the bare library, with everything in memory;
// and on the desk with a commit for each step.
func BenchmarkSteps(b *testing.B) {
	for _, people := range []int{50, 500} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			for range b.N {
				compare(b, people, []contender{ours, inMemory, onePerStep})
			}
		})
	}
}

// figures are one measurement's.
type figures struct {
	perSecond, p50, p99 float64 // steps, ms, ms
	cpu                 float64 // µs a step that this process took of the machine's processors
	allocated           float64 // KiB a step
	perCommit           float64 // steps
}

func compare(b *testing.B, people int, all []contender) {
	b.Helper()
	if *only != "" {
		all = slices.DeleteFunc(slices.Clone(all), func(c contender) bool { return c.name != *only })
	}
	measured := map[string][]figures{}
	for range *rounds {
		for _, c := range all {
			measured[c.name] = append(measured[c.name], measure(b, people, c))
		}
	}
	medians := map[string]figures{}
	for _, c := range all {
		m := median(measured[c.name])
		medians[c.name] = m
		b.ReportMetric(m.perSecond, c.name+"-steps/s")
		b.ReportMetric(m.p50, c.name+"-p50-ms")
		b.ReportMetric(m.p99, c.name+"-p99-ms")
		b.ReportMetric(m.cpu, c.name+"-cpu-µs/step")
		b.ReportMetric(m.allocated, c.name+"-KiB/step")
		if c.commits != nil {
			b.ReportMetric(m.perCommit, c.name+"-steps/commit")
		}
	}
	for _, c := range all[1:] {
		b.ReportMetric(medians[all[0].name].perSecond/medians[c.name].perSecond, all[0].name+"/"+c.name)
	}
	b.ReportMetric(0, "ns/op")
}

func measure(b *testing.B, people int, c contender) figures {
	b.Helper()
	w := newWorld(b, people)
	defer w.end()
	stop := c.start(b, w)
	defer stop()
	w.walk(*walks / 3) // until connections stand and caches are warm
	before, commits, memory := processorTime(), c.committed(), allocated()
	r := w.walk(*walks)
	used, filled := processorTime()-before, allocated()-memory
	return figures{
		perCommit: float64(r.Steps) / float64(max(1, c.committed()-commits)), allocated: float64(filled) / 1024 / float64(max(1, r.Steps)), perSecond: r.perSecond(), p50: milliseconds(r.P50), p99: milliseconds(r.P99),
		cpu: float64(used.Microseconds()) / float64(max(1, r.Steps)),
	}
}

func (c contender) committed() int64 {
	if c.commits == nil {
		return 0
	}
	return c.commits.Load()
}

func median(of []figures) figures {
	slices.SortFunc(of, func(a, b figures) int { return int(a.perSecond - b.perSecond) })
	return of[len(of)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// allocated is how many bytes this process has taken of the heap so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// processorTime is what this process has used of the machine's processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0 // it is there on every system that this runs on
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
