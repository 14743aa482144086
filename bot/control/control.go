// Package control is how other commands reach the database while it is in use: a socket in the data folder, one
// JSON request and one response a connection. Only its owner may use the socket, so it must never ask who is
// there, and never be opened anywhere but in the file system.
package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"
	"sync"
	"time"
)

// How long a request may take to arrive, and a response to be taken.
const (
	readWait  = 30 * time.Second
	writeWait = 30 * time.Second
)

// atOnce bounds the connections that are served at the same time; others wait.
const atOnce = 8

// Handler carries out one command. What it returns is written as JSON; its error is told as text, so that it
// must hold no secret. ctx ends when whoever asked has gone, or the process is to end.
type Handler func(ctx context.Context, args json.RawMessage) (any, error)

// Serve answers requests until ctx ends, closes the listener, and returns when the last is answered. A handler's
// panic is its request's error. A nil log is the default one.
func Serve(ctx context.Context, l net.Listener, handlers map[string]Handler, log *slog.Logger) error {
	if log == nil {
		log = slog.Default()
	}
	s := &server{handlers: handlers, log: log}
	var open sync.WaitGroup
	defer open.Wait()
	stop := context.AfterFunc(ctx, func() { s.close(l) })
	defer stop()
	places := make(chan struct{}, atOnce)
	for {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		conn, err := l.Accept()
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("accept on control socket: %w", err)
		case err != nil: // out of file descriptors, most likely: it passes
			log.Warn("accept on control socket", slog.Any("error", err))
			<-places
			pause(ctx)
			continue
		}
		open.Go(func() {
			defer func() { <-places }()
			if err := s.serve(ctx, conn); err != nil {
				log.Warn("control request failed", slog.Any("error", err))
			}
		})
	}
}

type server struct {
	handlers map[string]Handler
	log      *slog.Logger
}

func (s *server) close(l net.Listener) {
	if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		s.log.Warn("close control socket", slog.Any("error", err))
	}
}

func pause(ctx context.Context) {
	t := time.NewTimer(100 * time.Millisecond)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

func (s *server) serve(ctx context.Context, conn net.Conn) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer func() { err = errors.Join(err, conn.Close()) }()
	defer context.AfterFunc(ctx, func() { hurry(conn.SetReadDeadline) })() // one that says nothing holds up no end
	if err := conn.SetReadDeadline(time.Now().Add(readWait)); err != nil {
		return fmt.Errorf("prepare connection: %w", err)
	}
	var asked request
	if err := read(conn, &asked); err != nil {
		return errors.Join(err, write(conn, response{Error: err.Error()}))
	}
	if err := conn.SetReadDeadline(time.Time{}); err != nil {
		return fmt.Errorf("prepare connection: %w", err)
	}
	go func() { // whoever asked says nothing more; the end of the stream means that they have gone
		defer cancel()
		if _, err := conn.Read(make([]byte, 1)); err == nil {
			s.log.Debug("a control request goes on after its end")
		}
	}()
	reply := s.answer(ctx, asked)
	if err := write(conn, reply); err != nil {
		return errors.Join(err, write(conn, response{Error: err.Error()}))
	}
	return nil
}

// hurry ends what waits on a connection. One that is closed already waits for nothing.
func hurry(deadline func(time.Time) error) {
	if err := deadline(time.Now()); err != nil && !errors.Is(err, net.ErrClosed) {
		slog.Debug("end a connection's wait", slog.Any("error", err))
	}
}

func (s *server) answer(ctx context.Context, asked request) response {
	handle, known := s.handlers[asked.Command]
	if !known {
		return response{Error: fmt.Sprintf("no command %q here", asked.Command), Unknown: true}
	}
	reply, err := s.guarded(ctx, handle, asked)
	if err != nil {
		return response{Error: err.Error()}
	}
	raw, err := json.Marshal(reply)
	if err != nil {
		return response{Error: fmt.Sprintf("write reply: %v", err)}
	}
	return response{Reply: raw}
}

func (s *server) guarded(ctx context.Context, handle Handler, asked request) (reply any, err error) {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("a control command panicked", slog.String("command", asked.Command),
				slog.Any("panic", r), slog.String("stack", string(debug.Stack())))
			err = errors.New("the command failed inside; the log says where")
		}
	}()
	return handle(ctx, asked.Args)
}
