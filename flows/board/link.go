package board

import (
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Number is a ticket's number as a board in the chat shows it: a link to its card, where messages there have links.
func Number(r *storage.Reader, c desk.ChatID, id desk.TicketID) text.HTML { return number(r, c, id) }
