// Package telegram is the only room that spells Telegram: it turns updates into the desk's own words and the
// desk's contents into calls, each call within Telegram's limits, each fault one of a few types. It must
// never decide what to say, when to send or whether to try again, and its token must never appear in an
// error, a log line or a printed value.
package telegram
