package emulator

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"
)

// Fail asks for the next calls that match to go wrong. Faults asked for earlier come first.
func (s *Server) Fail(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// ClearFaults takes back what Fail asked for and has not happened.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// faultChat is the chat that a fault is matched with.
func (c *call) faultChat() int64 { return c.number("chat_id") }

// fault counts the call and takes the fault that waits for it, if any.
func (s *Server) fault(method string, chat int64) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[method]++
	now := time.Now()
	for i, f := range s.faults {
		if !f.Until.IsZero() && !now.Before(f.Until) {
			continue
		}
		if f.Method != method && (f.Method != "" || method == "getUpdates") || f.Chat != 0 && f.Chat != chat {
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			}
		}
		taken := *f
		return &taken
	}
	return nil
}

const badGateway = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"

// before does what the fault does before the call is carried out; done means that it never is.
func (f *Fault) before(ctx context.Context) (a answer, done bool, err error) {
	if f == nil {
		return a, false, nil
	}
	switch f.Kind {
	case TooMany:
		after := max(1, f.RetryAfter)
		if !f.Until.IsZero() {
			after = int(math.Ceil(time.Until(f.Until).Seconds()))
		}
		return refusalAnswer(&refused{Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", after), RetryAfter: after}), true, nil
	case ServerError:
		return answer{code: 502, kind: "text/html", body: []byte(badGateway)}, true, nil
	case Forbidden:
		return refusalAnswer(&refused{Code: 403, Description: "Forbidden: bot was blocked by the user"}), true, nil
	case Reset:
		return a, true, errDead
	case Slow:
		wait := time.NewTimer(f.Delay)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-ctx.Done():
			return a, true, context.Cause(ctx)
		}
	}
	return a, false, nil
}

// String names the kind.
func (k FaultKind) String() string {
	names := [...]string{TooMany: "too many requests", ServerError: "server error", DropAnswer: "dropped answer", Reset: "reset", Slow: "slow", Forbidden: "forbidden"}
	if k > 0 && int(k) < len(names) {
		return names[k]
	}
	return "fault " + strconv.Itoa(int(k))
}
