// Package outbox is the only sender: it sends what waits in the database, one message at a time to each chat,
// by lanes and within the limits, and says by name what became of each. Callback answers and typing signs go
// beside it, at once, and are dropped on a crash. It must never decide what to say, change a record, or keep
// the content of a message in memory while the message waits.
//
// How a row fares:
//
//	waiting ──its turn, a token there──> under way ──answer──> outcome reported ──Settled──> forgotten
//	   ^                                     │
//	   └── 429, server or network fault, ────┘
//	       next part, another way to send it
package outbox
