package telegram

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// salvage tells the updates of a damaged answer apart: the whole ones, and what is damaged from its beginning
// to where the next update begins, so that polling does not stall on it for ever.
func salvage(body []byte) []Raw {
	_, rest, found := bytes.Cut(body, []byte(`"result":[`))
	if !found {
		return nil
	}
	var batch []Raw
	for {
		rest = bytes.TrimLeft(rest, ", \t\r\n")
		if len(bytes.Trim(rest, "]} \t\r\n")) == 0 {
			return batch
		}
		one, size := whole(rest)
		if one == nil {
			size = nextUpdate(rest)
			one = bytes.TrimRight(rest[:size], ", \t\r\n")
		}
		batch = append(batch, Raw{ID: updateID(one), JSON: bytes.Clone(one)})
		rest = rest[size:]
	}
}

// whole reads the object at the beginning; nil where there is none.
func whole(b []byte) (one []byte, size int) {
	d := jsontext.NewDecoder(bytes.NewReader(b), lenient)
	v, err := d.ReadValue()
	if err != nil || v.Kind() != '{' {
		return nil, 0
	}
	return v, int(d.InputOffset())
}

// nextUpdate is where the next update begins, or the end.
func nextUpdate(b []byte) int {
	if next := bytes.Index(b[1:], []byte(`{"update_id"`)); next >= 0 {
		return next + 1
	}
	return len(b)
}
