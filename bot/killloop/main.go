// Command killloop kills the front desk under load, again and again, and counts what was lost.
//
//	go run ./bot/killloop -kills 200 -seed 1
//
// It plays Telegram (the emulator, behind a loopback port) and everybody who writes there: tenants who report repairs,
// make requests and register visitors in their own clumsy ways, fill in the services' forms, correct what they wrote and
// send albums; newcomers who ask to be let in; engineers who take some tickets and leave others, tick checklists, show
// what they have done, and say that they are on call or off; clerks who put tickets on hold and open matters for callers;
// managers who see to what is late and decide who is let in. The desk is a process of its own, this program run again as a child, with its real
// database, connections and socket, and a clock on which a second is a minute. It is killed with SIGKILL at a random
// moment: by time, while it starts, before or after the n-th call to Telegram is carried out, or right after it was
// given updates. The next one starts at once on the same data.
//
// After the last kill everybody ends what they began, desk time runs on over the next night and the office's next
// opening, and the desk is stopped cleanly. What it kept is then held against what people did and saw: each confirmed
// repair, visitor, request or call is one ticket with all that was said and answered, as it was said last, or one message
// in an open ticket where the day's budget was used up and the person was told so; each album is one message with all
// its parts; each request to be let in has one decision, told once; each word of being on call or off was taken in once
// and in order; each hold stands once and ends once; each ticket has the escalations, breaches and new times that its
// own events and the policy that it was opened with call for, holds left out, and no other; each board lists what is
// open; each confirmed update was taken in, nothing waits to be sent, and no message came twice but the one that was
// under way when its sender died.
//
// It must never help the desk: it knows no more of the database than the verdict needs, and only after the end.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

// usualPeople is how many tenants there are in a short run.
const usualPeople = 24

// choices are what can be asked for.
type choices struct {
	kills  int
	seed   uint64
	people int
	loud   bool
	keep   string
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == childWord {
		if err := child(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, "killloop child:", err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := parent(ctx, os.Args[1:], os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "killloop:", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

func parseChoices(args []string) (c choices, err error) {
	f := flag.NewFlagSet("killloop", flag.ContinueOnError)
	f.IntVar(&c.kills, "kills", 200, "how often the desk is killed")
	f.Uint64Var(&c.seed, "seed", 1, "what chance begins with; the system's own timing differs in every run")
	f.IntVar(&c.people, "people", 0, "how many tenants there are; 0: more for a longer run, so that few have more matters than a day has room for")
	f.BoolVar(&c.loud, "v", false, "tell of every kill")
	f.StringVar(&c.keep, "keep", "", "work in this folder, which must be empty, and keep it")
	if err := f.Parse(args); err != nil {
		return c, err
	}
	if c.kills < 0 || c.people < 0 || f.NArg() > 0 {
		return c, errors.New("want -kills 0 or more, -people 0 or more, and nothing else")
	}
	if c.people == 0 {
		c.people = max(usualPeople, c.kills/2)
	}
	return c, nil
}

// parent does one whole run and says what came of it.
func parent(ctx context.Context, args []string, out io.Writer) error {
	c, err := parseChoices(args)
	if err != nil {
		return err
	}
	folder, err := workplace(c.keep)
	if err != nil {
		return err
	}
	began := time.Now()
	v, err := perform(ctx, c, folder, out)
	if err != nil {
		return fmt.Errorf("%w (its data: %s)", err, folder)
	}
	if err := v.print(out, time.Since(began)); err != nil {
		return fmt.Errorf("print verdict: %w", err)
	}
	if len(v.faults) > 0 {
		return fmt.Errorf("%d faults (its data: %s)", len(v.faults), folder)
	}
	if c.keep != "" {
		return nil
	}
	return os.RemoveAll(folder)
}

// workplace is an empty folder to work in.
func workplace(keep string) (string, error) {
	if keep == "" {
		return os.MkdirTemp("", "killloop-")
	}
	if err := os.MkdirAll(keep, 0o700); err != nil {
		return "", fmt.Errorf("make folder: %w", err)
	}
	entries, err := os.ReadDir(keep)
	if err != nil {
		return "", fmt.Errorf("look into folder: %w", err)
	}
	if len(entries) > 0 {
		return "", fmt.Errorf("%s is not empty", keep)
	}
	return keep, nil
}
