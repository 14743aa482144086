package outbox

import (
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/storage/desk"
)

// How long is waited after a fault: doubled with each in a row, less up to a quarter of chance.
const (
	firstPause = time.Second
	lastPause  = 15 * time.Second // an alarm may be waiting
	// unauthorizedPause is how long nothing is tried with a token that was refused.
	unauthorizedPause = time.Minute
)

func backOff(faults int) time.Duration {
	wait := min(firstPause<<min(max(faults, 1)-1, 16), lastPause)
	return wait - rand.N(wait/4) // #nosec G404 -- only spreads the load
}

// streak counts chats that fared badly one after the other, with nothing taken in between.
type streak struct {
	length int
	pauses int // of everything, so far
	last   desk.ChatID
}

// streakCommon is the length from which the fault is not the chats'.
const streakCommon = 5

func (k *streak) note(l *line, err error) {
	var (
		tooMany   *telegram.TooMany
		temporary *telegram.Temporary
	)
	switch {
	case !errors.As(err, &tooMany) && !errors.As(err, &temporary):
		*k = streak{}
	case l.chat != k.last:
		k.length++
		k.last = l.chat
	}
}

func (k *streak) common() bool { return k.length >= streakCommon }

// faultLevel keeps a long outage from filling the log.
func faultLevel(length int) slog.Level {
	if length <= 1 {
		return slog.LevelWarn
	}
	return slog.LevelDebug
}
