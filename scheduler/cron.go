package scheduler

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule is a parsed cron expression with the zone whose clocks it goes by. Its firings are whole minutes
// of the wall clock, except those of "@every", which are as far apart as it says.
type Schedule struct {
	expr  string
	zone  *time.Location
	spec  cron.Schedule
	every time.Duration // 0 but for "@every"
}

// item is one entry of a field's list. robfig/cron also takes "*-5", "" and the like, for what nobody means.
var item = regexp.MustCompile(`^([*?]|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(/[0-9]+)?$`)

// Parse reads five fields (minute, hour, day of month, month, day of week from 0 for Sunday), a name such as
// "@daily", or "@every" with a duration such as 1h30m. It refuses a zone within the expression, and what
// would fire more than once a minute or never.
func Parse(expr string, zone *time.Location) (Schedule, error) {
	s, err := parse(strings.TrimSpace(expr), zone)
	if err != nil {
		return Schedule{}, fmt.Errorf("parse schedule %q: %w", expr, err)
	}
	return s, nil
}

func parse(expr string, zone *time.Location) (Schedule, error) {
	if zone == nil {
		return Schedule{}, errors.New("no time zone given")
	}
	if upper := strings.ToUpper(expr); strings.HasPrefix(upper, "TZ=") || strings.HasPrefix(upper, "CRON_TZ=") {
		return Schedule{}, errors.New("the time zone is the estate's and cannot be set here")
	}
	if !strings.HasPrefix(expr, "@") {
		if err := checkFields(strings.Fields(expr)); err != nil {
			return Schedule{}, err
		}
	}
	spec, err := standard(expr)
	if err != nil {
		return Schedule{}, err
	}
	s := Schedule{expr: expr, zone: zone, spec: spec}
	switch spec := spec.(type) {
	case cron.ConstantDelaySchedule:
		s.every = spec.Delay
		if s.every < time.Minute {
			return Schedule{}, errors.New("fires more often than once a minute")
		}
	case *cron.SpecSchedule:
		spec.Location = time.UTC // wall times are held as UTC
		if s.nextWall(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
			return Schedule{}, errors.New("never fires: no such day exists")
		}
	}
	return s, nil
}

func checkFields(fields []string) error {
	if len(fields) != 5 {
		return fmt.Errorf("%d fields where there should be 5: minute, hour, day of month, month, day of week", len(fields))
	}
	for i, field := range fields {
		for entry := range strings.SplitSeq(field, ",") {
			if !item.MatchString(entry) {
				return fmt.Errorf("field %d: %q is not a number, a range or a step", i+1, entry)
			}
		}
	}
	return nil
}

// standard keeps in the panics that robfig/cron's parser has for some texts.
func standard(expr string) (spec cron.Schedule, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("not understood: %v", r)
		}
	}()
	return cron.ParseStandard(expr)
}

// String returns the expression.
func (s Schedule) String() string { return s.expr }

// Next returns the first firing strictly after an instant, in UTC. Where the zone's clocks skip a local
// time, it fires at the moment they do; where they show one twice, the first time only.
func (s Schedule) Next(after time.Time) time.Time {
	after = after.UTC().Round(0)
	if s.every > 0 {
		return s.spec.Next(after)
	}
	// Wall times up to the one shown now give instants up to now, so the search begins there. It passes over
	// those shown a second time.
	for wall := wallTime(after, s.zone); ; {
		if wall = s.nextWall(wall); wall.IsZero() {
			return time.Time{}
		}
		if next := instant(wall, s.zone); next.After(after) {
			return next
		}
	}
}

// nextWall returns the first matching wall time after another. robfig/cron gives up after five years, and
// 29 February can be eight away.
func (s Schedule) nextWall(after time.Time) time.Time {
	next := s.spec.Next(after)
	if next.IsZero() {
		next = s.spec.Next(after.AddDate(5, 0, 0))
	}
	return next
}
