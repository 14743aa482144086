package policy

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

// The bounds of what can be set.
const (
	// fastest is how often a level may come again: more is a siren that people learn to put away.
	fastest = 30 * time.Second
	// longest is how late a level may come, and how rarely again: what comes later is silence.
	longest = 31 * 24 * time.Hour
	// maxLevels is how many levels a policy has, and maxSoundings how often all of them but the last come together: each
	// ticket carries them.
	maxLevels    = 12
	maxSoundings = 60
)

// policy reads a policy over another.
func (r *reader) policy(n *yaml.Node, m desk.Matter, p desk.Policy) desk.Policy {
	r.pairs(n, "a policy such as {seen-to: 10m}", func(key, value *yaml.Node) {
		switch {
		case key.Value == "remind":
			r.remind(value, &p)
		case key.Value == "levels":
			p.Levels = r.levels(key, value)
		case key.Value == "sound" && m == desk.Alarms:
			p.Alarm = r.levels(key, value)
		case key.Value == "sound":
			r.fault(key, "only alarms sound")
		case key.Value == "seen-to":
			p.Ack = r.seenTo(value)
		case key.Value == "quiet":
			quiet := strings.EqualFold(value.Value, "true")
			if !quiet && !strings.EqualFold(value.Value, "false") {
				r.fault(value, "quiet is true or false, not %s", shown(value))
			}
			if quiet && m == desk.Alarms {
				r.fault(value, "an alarm is never quiet")
			}
			p.Quiet = quiet
		default:
			r.fault(key, "%q is no known key; there are remind, levels, sound, seen-to and quiet", key.Value)
		}
	})
	return p
}

func (r *reader) remind(n *yaml.Node, p *desk.Policy) {
	if n.Kind == yaml.ScalarNode && n.Value == "0" {
		p.Remind, p.RemindTo = 0, nil
		return
	}
	before := len(r.wrong)
	r.pairs(n, "a reminder such as {left: 1/3, to: [desk]}, or 0 for none", func(key, value *yaml.Node) {
		switch key.Value {
		case "left":
			share, ok := shareOf(value.Value)
			if !ok {
				r.fault(value, "%s is no share of the time; want one such as 1/3 or 20%%, above nothing and below all", shown(value))
			}
			p.Remind = share
		case "to":
			p.RemindTo = r.audiences(value)
		default:
			r.fault(key, "%q is no known key; there are left and to", key.Value)
		}
	})
	switch {
	case len(r.wrong) > before:
	case len(p.RemindTo) == 0:
		r.fault(n, "a reminder reaches nobody; it must have a to")
	case p.Remind == 0:
		r.fault(n, "a reminder never comes; it must have a left")
	}
}

// levels reads a list of levels, which must ascend and not end. One below the last that comes again is as many levels
// as there are times until the next.
func (r *reader) levels(key, n *yaml.Node) []desk.Level {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 || len(n.Content) > maxLevels {
		r.fault(n, "want a list of 1 to %d levels for %q, such as [{to: [managers], every: 30m}]", maxLevels, key.Value)
		return nil
	}
	var levels []desk.Level
	before := len(r.wrong)
	for i, item := range n.Content {
		l := r.level(followed(item))
		if len(r.wrong) == before {
			r.placed(item, levels, l, i == len(n.Content)-1)
		}
		levels = append(levels, l)
	}
	if len(r.wrong) > before {
		return levels
	}
	return r.repeated(n, levels)
}

// placed finds what is wrong with a level where it stands, above others.
func (r *reader) placed(n *yaml.Node, below []desk.Level, l desk.Level, last bool) {
	switch i := len(below); {
	case l.Openings && !last:
		r.fault(n, "only the last level comes at each opening of the office")
	case l.Slower > 0 && !last:
		r.fault(n, "only the last level slows down")
	case l.Every == 0 && !l.Openings && last:
		r.fault(n, "after its last level nobody hears of it any more; it must have an every")
	case i > 0 && !l.Openings && l.After < below[i-1].After:
		r.fault(n, "a level comes after %s, and the one below it after %s: they must ascend", l.After, below[i-1].After)
	}
}

// repeated puts levels in the place of each below the last that comes again: itself, and its repeats until the next.
func (r *reader) repeated(n *yaml.Node, levels []desk.Level) []desk.Level {
	var all []desk.Level
	for i, l := range levels {
		if i == len(levels)-1 || l.Every == 0 {
			all = append(all, l)
			continue
		}
		item, next := n.Content[i], levels[i+1]
		times := (next.After - l.After + l.Every - 1) / l.Every
		switch {
		case next.Openings:
			r.fault(item, "nobody knows how often it comes again before the office opens; the level above it must have an after")
			return levels
		case times < 2:
			r.fault(item, "it comes every %s, but the level above it %s after it: it never comes again", l.Every, next.After-l.After)
			return levels
		case len(all)+int(times) > maxSoundings:
			r.fault(item, "it comes every %s for %s: that is too often; the levels below the last come %d times in all at most",
				l.Every, next.After-l.After, maxSoundings)
			return levels
		}
		for range times {
			all = append(all, l)
			l.After += l.Every
		}
	}
	return all
}

func (r *reader) level(n *yaml.Node) (l desk.Level) {
	named := map[string]*yaml.Node{}
	r.pairs(n, "a level such as {after: 10m, to: [managers]}", func(key, value *yaml.Node) {
		named[key.Value] = value
		switch key.Value {
		case "after":
			l.After = r.span(value, 0, "")
		case "to":
			l.To = r.audiences(value)
		case "every":
			if l.Openings = value.Value == "opening"; !l.Openings {
				l.Every = r.every(value)
			}
		case "slower":
			l.Slower = r.every(value)
		default:
			r.fault(key, "%q is no known key; there are after, to, every and slower", key.Value)
		}
	})
	switch {
	case named["to"] == nil && n.Kind == yaml.MappingNode:
		r.fault(n, "a level tells nobody; it must have a to")
	case named["after"] != nil && l.Openings:
		r.fault(named["after"], "a level that comes at the office's openings has no after")
	case named["slower"] != nil && l.Slower < l.Every, named["slower"] != nil && l.Every == 0:
		r.fault(named["slower"], "slower is how rarely it comes after the first repeats: it takes an every, and is no less")
	}
	return l
}

// span reads a length of time of at least so much; short is what to say of less.
func (r *reader) span(n *yaml.Node, least time.Duration, short string) time.Duration {
	d, err := time.ParseDuration(n.Value)
	switch {
	case err != nil:
		r.fault(n, "%s is no length of time; want one such as 30s, 10m or 2h", shown(n))
	case d < 0:
		r.fault(n, "%s is negative: nothing comes before it has happened", n.Value)
	case d < least:
		r.fault(n, "%s is %s", n.Value, short)
	case d > longest:
		r.fault(n, "%s is longer than %d days, which is silence", n.Value, longest/(24*time.Hour))
	}
	return d
}

// every reads how often a level comes again.
func (r *reader) every(n *yaml.Node) time.Duration {
	return r.span(n, fastest, fmt.Sprintf("too often: it comes again every %s at most", fastest))
}

// seenTo reads how long somebody's word holds.
func (r *reader) seenTo(n *yaml.Node) time.Duration {
	if n.Value == "never" {
		return 0
	}
	return r.span(n, fastest, fmt.Sprintf("too short: \"I'll see to it\" holds for %s at least, or with never for good", fastest))
}

func (r *reader) audiences(n *yaml.Node) []desk.Audience {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.fault(n, "nobody is told; want a list such as [desk, managers]")
		return nil
	}
	var to []desk.Audience
	named := map[desk.Audience]bool{}
	for _, item := range n.Content {
		item = followed(item)
		a := desk.Audience(item.Value)
		switch {
		case item.Kind == yaml.MappingNode:
			r.fault(item, "want a word; a person is person:123456, without a space")
		case strings.HasPrefix(item.Value, "person:") && !a.Valid():
			r.fault(item, "%q is no person; want the number of a user, as in person:123456", a)
		case !a.Valid():
			r.fault(item, "%s is nobody; there are desk, on-call, person:123456, and the desks %s", shown(item), known())
		case named[a]:
			r.fault(item, "%q stands here a second time", a)
		}
		named[a] = true
		to = append(to, a)
	}
	return to
}

// shareOf reads a share such as 1/3, 0.25 or 20%.
func shareOf(s string) (share float64, ok bool) {
	top, bottom, divided := strings.Cut(s, "/")
	percent, isPercent := strings.CutSuffix(s, "%")
	switch {
	case isPercent:
		top, bottom = percent, "100"
	case !divided:
		bottom = "1"
	}
	a, err := strconv.ParseFloat(strings.TrimSpace(top), 64)
	b, other := strconv.ParseFloat(strings.TrimSpace(bottom), 64)
	share = a / b
	return share, err == nil && other == nil && share > 0 && share < 1
}

// nightOf reads a night such as 22:00-08:00; never is none.
func nightOf(s string) (n desk.Night, ok bool) {
	if s == "never" {
		return desk.Night{}, true
	}
	from, until, cut := strings.Cut(s, "-")
	begins, err := time.Parse("15:04", strings.TrimSpace(from))
	ends, other := time.Parse("15:04", strings.TrimSpace(until))
	n = desk.Night{From: since(begins), Until: since(ends)}
	return n, cut && err == nil && other == nil && n.From != n.Until
}

func since(t time.Time) time.Duration { return t.Sub(t.Truncate(24 * time.Hour)) }
