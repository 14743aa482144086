package demo

import (
	_ "embed"

	"frontdesk/bot/emulator"
)

// What is sent by those who have nothing at hand: a leaking air-conditioner, seen thrice and heard once.
var (
	//go:embed sample.jpg
	sample []byte
	//go:embed sample-2.jpg
	puddle []byte
	//go:embed sample-3.jpg
	drops []byte
	//go:embed voice.ogg
	voice []byte
)

func photo(name string, data []byte) emulator.DraftMedia {
	return emulator.DraftMedia{Kind: "photo", Data: data, Name: name, MIME: "image/jpeg"}
}

// samples are what can be sent without a file, by the kind that the page asks for.
var samples = map[string][]emulator.DraftMedia{
	"sample": {photo("sample.jpg", sample)},
	"album":  {photo("sample.jpg", sample), photo("sample-2.jpg", puddle), photo("sample-3.jpg", drops)},
	"voice":  {{Kind: "voice", Data: voice, Name: "voice.ogg", MIME: "audio/ogg", Duration: 4}},
	"table":  {{Kind: "document", Data: unitsFile, Name: "units.csv", MIME: "text/csv"}},
}
