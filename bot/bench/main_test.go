package bench

import (
	"flag"
	"os"
	"testing"
	"time"
)

var (
	large  = flag.Bool("large", false, "also measure what takes minutes: a million tickets, ten thousand messages")
	walks  = flag.Duration("walk", 3*time.Second, "how long people walk the dialog in each measurement")
	only   = flag.String("only", "", "measure this contender alone, for profiles")
	rounds = flag.Int("rounds", 3, "how often each contender is measured; the median counts")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv(worldEnv) != "" {
		serveWorld()
		return
	}
	os.Exit(m.Run())
}
