package main

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// judgeFollows: an album that was sent outside any dialog is one message in one ticket of its sender, with all its
// parts.
func judgeFollows(follows []*follow, tickets []*keptTicket) (faults []string) {
	for _, f := range follows {
		n := 0
		for _, t := range tickets {
			for _, s := range t.history.said {
				if s.Text != f.Marker {
					continue
				}
				n++
				if len(s.Media) != f.Parts {
					faults = append(faults, fmt.Sprintf("%s: %d of %d parts of an album of %s are in %s", f.Marker, len(s.Media), f.Parts, f.Who, t.ID))
				}
				if int64(t.Reporter.User) != f.User {
					faults = append(faults, fmt.Sprintf("%s: an album of %s is in %s, which is somebody else's", f.Marker, f.Who, t.ID))
				}
			}
		}
		if n != 1 {
			faults = append(faults, fmt.Sprintf("%s: an album of %s was taken in %d times", f.Marker, f.Who, n))
		}
	}
	return faults
}

// judgeDoors: each newcomer who asked has one request with one decision, once in the audit log, and lives where they
// asked to if they were let in.
func judgeDoors(comers []*newcomer, k *kept) (faults []string) {
	asked := map[int64][]desk.Join{}
	for _, j := range k.joins {
		asked[int64(j.User)] = append(asked[int64(j.User)], j)
	}
	for _, n := range comers {
		mine, who := asked[n.user.ID], n.user.FirstName
		delete(asked, n.user.ID)
		switch {
		case !n.Asked && len(mine) == 0:
			continue
		case len(mine) != 1:
			faults = append(faults, fmt.Sprintf("%s asked to be let in once, and %d requests are kept", who, len(mine)))
			continue
		}
		faults = append(faults, n.judge(mine[0], k)...)
	}
	for u := range asked {
		faults = append(faults, fmt.Sprintf("user %d never asked to be let in, and a request is kept", u))
	}
	return faults
}

func (n *newcomer) judge(j desk.Join, k *kept) (faults []string) {
	who := n.user.FirstName
	fault := func(format string, args ...any) {
		faults = append(faults, who+": "+fmt.Sprintf(format, args...))
	}
	logged := 0
	for _, e := range k.audit {
		if strings.HasPrefix(e.Action, "join ") && e.Detail == fmt.Sprintf("J-%d", 1000+j.ID) {
			logged++
			if e.Action != "join "+string(j.Verdict) {
				fault("the request is %s, and the audit log has %q", j.Verdict, e.Action)
			}
		}
	}
	lives := slices.Contains(k.homes[n.user.ID], n.unit)
	switch {
	case j.Verdict == desk.Undecided:
		fault("the request was never decided")
	case j.Verdict == desk.Withdrawn:
		if !n.Withdrawn {
			fault("the request is withdrawn, and nobody did that")
		}
	case logged != 1:
		fault("the request was decided %d times", logged)
	}
	if lives != (j.Verdict == desk.Admitted) {
		fault("the request is %s, and they live in %v", j.Verdict, k.homes[n.user.ID])
	}
	return faults
}

// judgeWords: whatever somebody said of themselves was taken in once, in the order in which they said it.
func judgeWords(words map[int64][]string, audit []storage.Entry) (faults []string) {
	for user, said := range words {
		var kept []string
		for _, e := range audit {
			word, at, _ := strings.Cut(e.Action, " ")
			if int64(e.By.User) == user && at == string(desk.Engineering) && (word == "on" || word == "off") {
				kept = append(kept, word)
			}
		}
		if !slices.Equal(said, kept) {
			faults = append(faults, fmt.Sprintf("user %d said that they were %v, and kept is %v", user, said, kept))
		}
	}
	return faults
}
