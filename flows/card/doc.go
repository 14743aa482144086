// Package card draws a ticket: the card that staff work from, the screen that the tenant follows it on, and
// the alert that tells of its breaches. Each is a pure function of the ticket and the moment; it must never
// read or write a record.
package card
