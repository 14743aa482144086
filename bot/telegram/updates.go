package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"regexp"
	"strconv"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/go-telegram/bot"
)

// Raw is one update as it came.
type Raw struct {
	ID   int64
	JSON json.RawMessage
}

// wanted are the kinds of update that the desk listens to. The setting sticks at Telegram, so it is always sent.
var wanted = bot.AllowedUpdates{"message", "edited_message", "callback_query", "my_chat_member", "chat_member"}

type updatesParams struct {
	Offset  int64              `json:"offset,omitempty"`
	Limit   int                `json:"limit"`
	Timeout int                `json:"timeout"`
	Allowed bot.AllowedUpdates `json:"allowed_updates"`
}

// Updates fetches up to limit updates (100 at most), waiting up to wait (50 s at most) for the first. Offset
// confirms every update below it; 0 confirms nothing. Updates are told apart and no more: an update that makes
// no sense must not keep the others from being taken in. Where the answer is damaged, the damaged part counts
// as an update too.
func (c *Client) Updates(ctx context.Context, offset int64, limit int, wait time.Duration) ([]Raw, error) {
	p := updatesParams{Offset: offset, Limit: limit, Timeout: int(wait / time.Second), Allowed: wanted}
	ctx, cancel := context.WithTimeout(ctx, wait+pollSlack)
	defer cancel()
	payload, err := encode(p)
	if err != nil {
		return nil, fmt.Errorf("getUpdates: encode parameters: %w", err)
	}
	body, err := c.round(payload.request(ctx, c.address("/bot", "getUpdates")), "getUpdates")
	if err != nil {
		return nil, err
	}
	defer body.free()
	var a answer[[]jsontext.Value]
	if jsonv2.Unmarshal(body.Bytes(), &a, lenient) == nil && a.OK {
		batch := make([]Raw, 0, len(a.Result))
		for _, one := range a.Result {
			batch = append(batch, Raw{ID: updateID(one), JSON: json.RawMessage(one)})
		}
		return batch, nil
	}
	if batch := salvage(body.Bytes()); len(batch) > 0 {
		return batch, nil
	}
	return nil, nonsense("getUpdates")
}

var idPattern = regexp.MustCompile(`"update_id"\s*:\s*(\d+)`)

// updateID reads the number of an update, even of one whose JSON is damaged. One that has none is given a
// negative number of its own, so that it can be kept as a dead letter.
func updateID(raw []byte) int64 {
	var head struct {
		ID int64 `json:"update_id"`
	}
	if jsonv2.Unmarshal(raw, &head, lenient) == nil && head.ID != 0 {
		return head.ID
	}
	if m := idPattern.FindSubmatch(raw); m != nil {
		if id, err := strconv.ParseInt(string(m[1]), 10, 64); err == nil {
			return id
		}
	}
	h := fnv.New32a()
	_, _ = h.Write(raw) // never fails
	return -1 - int64(h.Sum32())
}
