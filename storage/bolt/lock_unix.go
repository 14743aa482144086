//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package bolt

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"frontdesk/storage/kv"
)

// lockRetry is how often a held lock is asked for again.
const lockRetry = 20 * time.Millisecond

// lock takes the lock that bbolt will take, before the file is looked at: what another process is in the
// middle of writing would look like damage. It is the file's, so bbolt gets it again at once.
func lock(f *os.File, exclusive bool, timeout time.Duration) error {
	how := syscall.LOCK_SH | syscall.LOCK_NB
	if exclusive {
		how = syscall.LOCK_EX | syscall.LOCK_NB
	}
	for waited := time.Duration(0); ; waited += lockRetry {
		err := syscall.Flock(int(f.Fd()), how)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return fmt.Errorf("lock file: %w", err)
		case waited >= timeout:
			return kv.ErrInUse
		}
		time.Sleep(lockRetry) //nolint:forbidigo // no timer in a database waits for its own opening
	}
}
