package config

import "os"

// Environment is what comes by way of the environment: a secret does not belong in a file or an argument,
// where others can read it.
type Environment struct {
	Token  string // TELEGRAM_BOT_TOKEN
	APIURL string // TELEGRAM_API_URL; "" is Telegram's own server
}

// FromEnvironment reads the environment.
func FromEnvironment() Environment {
	return Environment{Token: os.Getenv("TELEGRAM_BOT_TOKEN"), APIURL: os.Getenv("TELEGRAM_API_URL")}
}
