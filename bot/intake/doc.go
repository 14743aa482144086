// Package intake fetches what Telegram holds for the bot and confirms it only once it is kept. It must never
// look into an update, or decide what to answer.
package intake
