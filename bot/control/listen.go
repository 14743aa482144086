package control

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
)

// longest is how many bytes the path of a socket may have: 104 with its closing zero on some systems.
const longest = 100

// Listen opens the socket at path (mode 0600). A socket that a killed process left there is removed, so whoever
// calls this holds the database. It is removed again when the listener is closed.
func Listen(path string) (net.Listener, error) {
	l, err := listen(path)
	if err != nil {
		return nil, fmt.Errorf("open control socket: %w", err)
	}
	return l, nil
}

func listen(path string) (net.Listener, error) {
	if err := removeStale(path); err != nil {
		return nil, err
	}
	address, release, err := short(path)
	if err != nil {
		return nil, err
	}
	inner, err := net.ListenUnix("unix", &net.UnixAddr{Name: address, Net: "unix"})
	if err := errors.Join(err, release()); err != nil {
		return nil, err
	}
	inner.SetUnlinkOnClose(false) // it would go by the address, which may hold only for now
	l := &listener{Listener: inner, path: path}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

type listener struct {
	net.Listener
	path string
}

// Close removes the socket and stops listening, in this order: whoever waits on the listener finds it gone.
func (l *listener) Close() error {
	if err := os.Remove(l.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("remove control socket: %w", err), l.Listener.Close())
	}
	return l.Listener.Close()
}

// removeStale removes a socket, and nothing else.
func removeStale(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSocket == 0:
		return fmt.Errorf("%s is in the way, and is no socket", path)
	}
	return os.Remove(path)
}

// short gives an address for the path that is short enough for a socket: the path itself, or the path as seen
// from the working folder, or by way of the opened folder where the system names those. The address holds until
// release.
func short(path string) (address string, release func() error, err error) {
	nothing := func() error { return nil }
	if len(path) <= longest {
		return path, nothing, nil
	}
	if here, err := os.Getwd(); err == nil {
		if near, err := filepath.Rel(here, path); err == nil && len(near) <= longest {
			return near, nothing, nil
		}
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return "", nil, err
	}
	address = filepath.Join("/proc/self/fd", strconv.Itoa(int(folder.Fd())), filepath.Base(path))
	if _, err := os.Stat(filepath.Dir(address)); err != nil || len(address) > longest {
		return "", nil, errors.Join(folder.Close(),
			fmt.Errorf("%s is too long for a socket (%d bytes, %d at most): choose a folder with a shorter path, or start from within it",
				path, len(path), longest))
	}
	return address, folder.Close, nil
}
