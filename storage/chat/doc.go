// Package chat is what is said to the front desk and by it, in the desk's own words: updates that come in,
// messages that go out, and what became of them. It must never know how any chat service spells these things.
package chat
