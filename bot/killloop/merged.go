package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// mergers are how somebody is told that what they said is added to what they have open.
var mergers = []*regexp.Regexp{
	pattern(text.Say(desk.English, "budget.day")), pattern(text.Say(desk.English, "budget.same")),
}

const theMerger = "merger"

// judgeMerged holds what was added to a ticket against what was said.
func (r *report) judgeMerged(mine, added []*keptTicket, confirmed bool, receipts map[told]bool) (faults []string) {
	t := added[0]
	fault := func(format string, args ...any) {
		faults = append(faults, r.Marker+": "+fmt.Sprintf(format, args...))
	}
	switch {
	case !confirmed:
		fault("was never confirmed and is added to %s", t.ID)
	case len(mine) > 0 || len(added) > 1:
		fault("has %d tickets and is added %d times, to %s first", len(mine), len(added), t.ID)
	case int64(t.Reporter.User) != r.User:
		fault("is added to %s, which is somebody else's", t.ID)
	case r.Number != string(t.ID):
		fault("is added to %s, and %s was told %q", t.ID, r.Who, r.Number)
	case !receipts[told{r.User, string(t.ID), theMerger}]:
		fault("%s was never told that it is added to %s", r.Who, t.ID)
	}
	for _, s := range t.history.said {
		if marker.FindString(s.Text) != r.Marker {
			continue
		}
		for _, words := range append(slices.Clone(r.Words), slices.Collect(maps.Values(r.Visit))...) {
			if !strings.Contains(s.Text, words) && words != r.Visit[arrives] {
				fault("%q is lost from what is added to %s: %q", words, t.ID, s.Text)
			}
		}
		if len(s.Media) != r.Photos {
			fault("%d photos are added to %s, %s sent %d", len(s.Media), t.ID, r.Who, r.Photos)
		}
	}
	return faults
}
