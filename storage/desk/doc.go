// Package desk is the domain: places and the people in them, tickets with their events and promise clocks,
// the desks that do the work, timers, invitations and typed identifiers. Everything in it is a value or a pure
// function of values; it must never do I/O, read a clock, or know how a record is kept or a message sent.
package desk
