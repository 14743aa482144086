package telegram

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// salvage takes the whole updates out of a damaged answer. Where the first is the damaged one, it is returned
// alone, up to where the next begins, so that polling does not stall on it for ever.
func salvage(body []byte) []Raw {
	start := bytes.Index(body, []byte(`"result":[`))
	if start < 0 {
		return nil
	}
	rest := body[start+len(`"result":[`):]
	var batch []Raw
	for {
		rest = bytes.TrimLeft(rest, ", \t\r\n")
		d := jsontext.NewDecoder(bytes.NewReader(rest), lenient)
		one, err := d.ReadValue()
		if err != nil || one.Kind() != '{' {
			break
		}
		batch = append(batch, Raw{ID: updateID(one), JSON: bytes.Clone(one)})
		rest = rest[d.InputOffset():]
	}
	if len(batch) > 0 || len(bytes.Trim(rest, "]} \r\n")) == 0 {
		return batch
	}
	if next := bytes.Index(rest[1:], []byte(`{"update_id"`)); next >= 0 {
		rest = bytes.TrimRight(rest[:next+1], ", \r\n")
	}
	return []Raw{{ID: updateID(rest), JSON: bytes.Clone(rest)}}
}
