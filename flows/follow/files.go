package follow

import (
	"encoding/json"
	"fmt"

	"frontdesk/flows/origin"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// KeepArgs ask for a file to be kept, and say for which ticket.
type KeepArgs struct {
	chat.FileArgs
	Media  desk.Media    `json:"media"`
	Ticket desk.TicketID `json:"ticket"`
}

// largestKept is the largest file that bots can fetch, in bytes. A larger one stays with the chat service.
const largestKept = 20 << 20

// files has the files of a ticket kept beside the database: the chat service promises nothing about how long
// it holds them.
func (f Follow) files(tx *storage.Tx, touch *storage.Touch) error {
	for _, e := range touch.Events {
		media, err := mediaOf(&tx.Reader, touch.New, e)
		if err != nil {
			return fmt.Errorf("read files of %s: %w", touch.New.ID, err)
		}
		for _, m := range media {
			if m.Size > largestKept {
				continue
			}
			args := KeepArgs{FileArgs: chat.FileArgs{FileID: m.FileID}, Media: m, Ticket: touch.New.ID}
			if err := tx.QueueJob(chat.JobKeepFile, args); err != nil {
				return err
			}
		}
	}
	return nil
}

// mediaOf are the files that came with an event.
func mediaOf(r *storage.Reader, t *desk.Ticket, e desk.Event) ([]desk.Media, error) {
	switch e.Type {
	case desk.EvOpened, desk.EvAmended, desk.EvNoted, desk.EvSaid:
	case desk.EvEdited:
		return exchangedBy(r, t, e)
	default:
		return nil, nil
	}
	var d struct {
		Media []desk.Media `json:"media"`
		Note  int          `json:"note"`
		Copy  desk.CopyOf  `json:"copy"`
	}
	if err := json.Unmarshal(e.Data, &d); err != nil || d.Note != 0 || d.Copy.Event != 0 { // they were kept with what they were sent with first
		return nil, err
	}
	return d.Media, nil
}

// exchangedBy are the files that came later than the event that was corrected.
func exchangedBy(r *storage.Reader, t *desk.Ticket, e desk.Event) ([]desk.Media, error) {
	var d desk.EditedData
	if err := json.Unmarshal(e.Data, &d); err != nil || len(d.Media) == 0 {
		return nil, err
	}
	now, err := origin.Now(r, t, d.Event, d.Event)
	return exchanged(now), err
}
