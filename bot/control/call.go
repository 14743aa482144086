package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"
)

// ErrNotRunning says that nobody listens on the socket.
var ErrNotRunning = errors.New("no Frontdesk is running here")

// ErrUnknown says that whoever listens does not know the command: it is another version, most likely.
var ErrUnknown = errors.New("the running Frontdesk does not know the command")

// Refused is a handler's error, as it was told.
type Refused struct {
	Command, Message string
}

func (r *Refused) Error() string { return r.Message }

// Call has the command carried out by whoever listens on the socket at path, and reads what they reply into
// reply, which may be nil. It fails with ErrNotRunning, ErrUnknown, or a *Refused.
func Call(ctx context.Context, path, command string, args, reply any) error {
	if err := call(ctx, path, command, args, reply); err != nil {
		return fmt.Errorf("ask the running Frontdesk for %s: %w", command, err)
	}
	return nil
}

func call(ctx context.Context, path, command string, args, reply any) (err error) {
	raw, err := json.Marshal(args)
	if err != nil {
		return err
	}
	conn, err := dial(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	defer context.AfterFunc(ctx, func() { hurry(conn.SetDeadline) })()
	var answered response
	if err = write(conn, request{Command: command, Args: raw}); err == nil {
		err = read(conn, &answered)
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return err
	case answered.Unknown:
		return ErrUnknown
	case answered.Error != "":
		return &Refused{Command: command, Message: answered.Error}
	case reply == nil:
		return nil
	}
	return json.Unmarshal(answered.Reply, reply)
}

func dial(ctx context.Context, path string) (net.Conn, error) {
	address, release, err := short(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotRunning
	} else if err != nil {
		return nil, err
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", address)
	err = errors.Join(err, release())
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return nil, ErrNotRunning
	}
	return conn, err
}
