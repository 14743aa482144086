package emulator

import (
	"fmt"
	"math"
	"time"
)

func (l Limits) filled() Limits {
	fill := func(n *int, documented int) {
		if *n == 0 {
			*n = documented
		}
	}
	fill(&l.PerSecond, 30)
	fill(&l.ChatPerSecond, 1)
	fill(&l.ChatBurst, 5)
	fill(&l.GroupPerMinute, 20)
	return l
}

// bucket is a token bucket: it holds what may be done at once and fills up at a steady rate.
type bucket struct {
	used float64 // tokens taken and not yet back
	at   time.Time
}

// wait tells how long until n tokens are there; zero means now.
func (b *bucket) wait(now time.Time, size, perSecond, n float64) time.Duration {
	b.used = max(0, b.used-now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	over := b.used + min(n, size) - size // an album larger than the burst may go when the bucket is full
	if over <= 0.01 {                    // the documented rates are rounded; so are clocks
		return 0
	}
	return time.Duration(over / perSecond * float64(time.Second))
}

// allow takes n messages' worth of the rates of the chat and of the bot as a whole, or refuses with 429.
// Sends and edits are counted apart in each chat and together overall.
func (c *call) allow(ch *chat, own *bucket, n int) error {
	l := c.s.limits
	if l.Off {
		return nil
	}
	size, rate := float64(l.ChatBurst), float64(l.ChatPerSecond)
	if !ch.private() {
		size, rate = float64(l.GroupPerMinute), float64(l.GroupPerMinute)/60
	}
	overall := float64(l.PerSecond)
	wait := max(own.wait(c.now, size, rate, float64(n)), c.s.overall.wait(c.now, overall, overall, float64(n)))
	if wait > 0 {
		after := max(1, int(math.Ceil(wait.Seconds())))
		return &refused{Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", after), RetryAfter: after}
	}
	own.used += float64(n)
	c.s.overall.used += float64(n)
	return nil
}
