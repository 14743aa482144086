// Package card draws a ticket: the card that staff work from, the screen that the tenant follows it on, and
// the alert that tells of its breaches. Each is a pure function of the ticket and the moment; it must never
// read or write a record.
//
// A private chat has one live screen, which is edited in place and alone has buttons. The receipt of what was just
// confirmed is on it, and stays in the chat when something else is opened: it loses its buttons, is kept up to date,
// and the next screen is a new message below it. Nothing that a tenant was promised is written over. A ticket that is
// only looked at again, from the list of matters, gives way to what is opened next: its receipt stands above.
package card
