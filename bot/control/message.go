package control

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"time"
)

// MaxMessage is the size in bytes up to which a request or a response is taken.
const MaxMessage = 64 << 20

// request is the one line that is read, response the one that is written.
type request struct {
	Command string          `json:"command"`
	Args    json.RawMessage `json:"args,omitempty"`
}

type response struct {
	Reply json.RawMessage `json:"reply,omitempty"`
	Error string          `json:"error,omitempty"`
	// Unknown says that there is no such command here.
	Unknown bool `json:"unknown,omitempty"`
}

// read reads one line of JSON.
func read(conn net.Conn, v any) error {
	limited := &io.LimitedReader{R: conn, N: MaxMessage + 1}
	line, err := bufio.NewReader(limited).ReadBytes('\n')
	switch {
	case limited.N <= 0:
		return fmt.Errorf("read control message: it is larger than %d MiB", MaxMessage>>20)
	case err != nil:
		return fmt.Errorf("read control message: %w", err)
	}
	if err := json.Unmarshal(line, v); err != nil {
		return fmt.Errorf("read control message: %w", err)
	}
	return nil
}

// write writes one line of JSON, which holds no line break of its own.
func write(conn net.Conn, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write control message: %w", err)
	}
	if len(raw) >= MaxMessage {
		return fmt.Errorf("write control message: it is larger than %d MiB", MaxMessage>>20)
	}
	if err := conn.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
		return fmt.Errorf("prepare connection: %w", err)
	}
	if _, err := conn.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("write control message: %w", err)
	}
	return nil
}
