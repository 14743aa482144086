package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"frontdesk/storage/desk"
)

// cast is everybody who takes part in a run, and everything.
type cast struct {
	choices
	estate  *desk.Estate
	world   *world
	process *process
	killer  *killer
	staff   *staff
	tenants []*tenant
	comers  []*newcomer
	clerks  []*clerk
	callers []*tenant
}

// perform does a whole run and judges it. The error says why it could not be brought to its end.
func perform(ctx context.Context, c choices, folder string, out io.Writer) (*verdict, error) {
	a, err := assemble(c, folder, out)
	if err != nil {
		return nil, err
	}
	defer a.world.server.Close()
	if err := a.process.start(); err != nil {
		return nil, err
	}
	defer a.process.abandon()
	codes, err := a.world.setUp(ctx, a.process, c.people)
	if err != nil {
		return nil, fmt.Errorf("set up: %w", err)
	}
	for i, code := range codes {
		t := newTenant(a.world, c.seed, i, code)
		if i < c.people {
			a.tenants = append(a.tenants, t)
			continue
		}
		a.callers, a.world.callers = append(a.callers, t), append(a.world.callers, t.user)
	}
	for i := range clerks {
		a.clerks = append(a.clerks, newClerk(a.world, c.seed, i))
	}
	a.comers = a.newcomers()
	v := &verdict{kills: c.kills, people: c.people}
	if err := a.play(ctx, v); err != nil {
		return nil, err
	}
	rest, err := a.rest(ctx)
	if err != nil {
		return nil, err
	}
	return v, a.judge(ctx, v, rest)
}

// opening is what desk time shows at first, in the estate's zone: shortly before the end of the night, in which what
// can wait wakes nobody.
const opening = 7*time.Hour + 45*time.Minute

func assemble(c choices, folder string, out io.Writer) (*cast, error) {
	estate, err := ours()
	if err != nil {
		return nil, err
	}
	w, address, err := newWorld(c.seed)
	if err != nil {
		return nil, err
	}
	a := &cast{choices: c, estate: estate, world: w, staff: newStaff(w, c.seed)}
	now := time.Now()
	a.process = &process{
		folder: folder, address: address, token: w.Token(), from: now,
		opening: estate.StartOfDay(now.AddDate(0, 0, 1)).Add(opening),
	}
	w.now = a.process.now
	a.killer = &killer{rng: chance(c.seed, "killer"), process: a.process, tap: w.tap, tell: func(string, ...any) {}}
	if c.loud {
		a.killer.tell = func(format string, args ...any) {
			_, _ = fmt.Fprintf(out, time.Now().Format(clock)+format+"\n", args...) //nolint:errcheck // it only tells
		}
	}
	return a, nil
}

// clock is how -v shows the machine's time.
const clock = "15:04:05.000 "

// play has everybody act while the desk is killed, and then bring to its end what they began.
func (a *cast) play(ctx context.Context, v *verdict) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := &crowd{cancel: cancel, verdict: v}
	var tenants, staff sync.WaitGroup
	closing, home := make(chan struct{}), make(chan struct{})
	for _, t := range a.tenants {
		tenants.Go(func() { c.ended(ctx, t.live(ctx, closing)) })
	}
	for _, n := range a.comers {
		tenants.Go(func() { c.ended(ctx, n.live(ctx, closing)) })
	}
	for _, t := range a.callers {
		tenants.Go(func() { c.ended(ctx, t.enrol(ctx)) })
	}
	for _, k := range a.clerks {
		tenants.Go(func() { c.ended(ctx, k.live(ctx, closing)) })
	}
	staff.Go(func() { c.ended(ctx, a.staff.live(ctx, home)) })
	c.ended(ctx, a.killer.run(ctx, a.kills))
	close(closing)
	a.killer.tell("no more kills; everybody ends what they began")
	tenants.Wait()
	a.killer.tell("the tenants have ended")
	close(home)
	staff.Wait()
	a.killer.tell("the clock runs on")
	return c.failed
}

// crowd notes how those who act ended. Somebody who gets no answer is a fault of the desk, and does no more;
// whatever else goes wrong ends the run.
type crowd struct {
	cancel  context.CancelFunc
	verdict *verdict

	mu     sync.Mutex
	failed error
}

func (c *crowd) ended(ctx context.Context, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err == nil || c.failed != nil && ctx.Err() != nil:
	case errors.Is(err, errStuck):
		c.verdict.fault("forgotten: %v", err)
	default:
		c.failed = errors.Join(c.failed, err)
		c.cancel()
	}
}

// rest runs the clock on, stops the desk cleanly and returns when that was, by its clock.
func (a *cast) rest(ctx context.Context) (time.Time, error) {
	until := a.estate.StartOfDay(a.process.opening).Add(runOn)
	rest, err := a.process.settle(ctx, until)
	if err != nil {
		return rest, err
	}
	for began := time.Now(); a.world.Pending() > 0; time.Sleep(look) {
		if time.Since(began) > longest {
			return rest, fmt.Errorf("%d updates are not confirmed %s after everything else", a.world.Pending(), longest)
		}
	}
	a.killer.tell("the desk is at rest")
	return rest, a.process.stop()
}

// runOn is until when desk time runs on at the end, from the beginning of its first day: over the next night to the
// office's next opening, at which everything that is late is told once more.
const runOn = 33*time.Hour + 30*time.Minute

// judge holds what the desk kept against what people did and saw.
func (a *cast) judge(ctx context.Context, v *verdict, rest time.Time) error {
	calls := a.world.record.since(0)
	updates, taken := a.world.record.taken()
	k, err := examine(ctx, a.process.database(), filepath.Join(a.process.folder, "judged.db"), rest, updates)
	if err != nil {
		return err
	}
	for what, n := range kinds(a.world.Refusals()) {
		a.killer.tell("refused %d times: %s", n, what)
	}
	log, err := os.ReadFile(a.process.log())
	if err != nil {
		return fmt.Errorf("read the desk's log: %w", err)
	}
	var reports []*report
	var follows []*follow
	for _, t := range a.tenants {
		reports, follows = append(reports, t.reports...), append(follows, t.follows...)
	}
	var holds []*hold
	for _, k := range a.clerks {
		reports, holds = append(reports, k.calls...), append(holds, k.holds...)
		v.calledIn += len(k.calls)
	}
	v.faults = append(v.faults, a.world.record.faults...)
	v.faults = append(v.faults, judgeReports(reports, k.tickets, k.estate, taken, receiptsIn(calls))...)
	v.faults = append(v.faults, judgeFollows(follows, k.tickets)...)
	v.faults = append(v.faults, judgeDoors(a.comers, k)...)
	v.faults = append(v.faults, judgeWords(a.staff.words, k.audit)...)
	v.faults = append(v.faults, judgeRefusals(a.world.Refusals())...)
	v.faults = append(v.faults, judgeLog(string(log), a.process.token)...)
	n, faults := judgePresses(a.staff.pressed, k.tickets, taken)
	v.presses, v.faults = n, append(v.faults, faults...)
	held, faults := judgeHolds(holds, k.tickets, taken, rest)
	v.holds, v.faults = held, append(v.faults, faults...)
	v.faults = append(v.faults, judgePhotos(a.staff.photos, k.tickets)...)
	v.faults = append(v.faults, judgeTicks(a.staff.lists, k.tickets, taken)...)
	a.judgeTickets(v, k, rest, calls)
	k.judgeRest(v)
	for _, g := range []int64{a.world.engineering.ID, a.world.managers.ID} {
		v.faults = append(v.faults, judgeBoards(g, a.world.Messages(g), k.tickets, a.where)...)
	}
	a.judgeMornings(v, rest, calls)
	v.tickets, v.updates, v.calls, v.refused = len(k.tickets), len(updates), a.world.Calls(""), len(a.world.Refusals())
	v.count(reports)
	v.albums, v.doors = len(follows), len(k.joins)
	for _, said := range a.staff.words {
		v.words += len(said)
	}
	v.ran = rest.Sub(a.process.opening)
	if len(v.faults) == 0 {
		return nil
	}
	return writeCalls(filepath.Join(a.process.folder, "calls.log"), calls)
}

// judgeTickets holds each ticket's escalations against its events, and the messages against both.
func (a *cast) judgeTickets(v *verdict, k *kept, rest time.Time, calls []*call) {
	expected := map[told]int{}
	for _, t := range k.tickets {
		raised, faults := t.history.escalations(k.estate, rest)
		faults = append(faults, t.history.silences(k.estate, rest)...)
		v.escalations += raised
		v.breaches += len(t.history.breached)
		for _, f := range faults {
			v.fault("%s: %s", t.ID, f)
		}
		v.faults = append(v.faults, t.judgeReplay()...)
		v.faults = append(v.faults, t.judgeAlerts(k.estate, a.where)...)
		for what, n := range t.due(k.estate, a.where) {
			expected[what] += n
		}
	}
	for _, j := range k.joins {
		expected[told{int64(j.User), theRequest, string(j.Verdict)}] = 1
		delete(expected, told{int64(j.User), theRequest, string(desk.Withdrawn)}) // that is on their screen
	}
	doubles, faults := tell(calls).compare(expected, lastWords(calls))
	v.doubles, v.faults = doubles, append(v.faults, faults...)
}

// where is the group of a desk.
func (a *cast) where(n desk.Name) int64 {
	switch n {
	case desk.Engineering:
		return a.world.engineering.ID
	case desk.Supervisors:
		return a.world.supervisors.ID
	}
	return a.world.managers.ID
}

// judgeRest: at the end nothing waits, and nothing was given up.
func (k *kept) judgeRest(v *verdict) {
	for _, o := range k.waiting {
		v.fault("a message still waits to be sent: row %d to chat %d", o.ID, o.Chat)
	}
	if k.jobs > 0 {
		v.fault("%d jobs still wait", k.jobs)
	}
	for _, err := range k.damage {
		v.fault("the records do not hold together: %v", err)
	}
	for _, d := range k.dead {
		v.fault("%s became a dead letter: %s", d.Piece, d.Why)
	}
	for _, id := range k.unseen {
		v.fault("update %d was confirmed and never taken in", id)
	}
}

// judgeMornings: the managers have had one proof of life each morning.
func (a *cast) judgeMornings(v *verdict, rest time.Time, calls []*call) {
	last := lastWords(calls)
	want, got, excused := mornings(a.estate, a.process.opening, rest), 0, 0
	for _, c := range calls {
		if c.sends() && c.chat == a.world.managers.ID && proofOfLife.MatchString(c.text) {
			got++
			if last[c] {
				excused++
			}
		}
	}
	if got < want || got > want+excused {
		v.fault("%d mornings have passed, and the managers had proof of life %d times", want, got)
	}
	v.doubles += max(0, got-want)
}
