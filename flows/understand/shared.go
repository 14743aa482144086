package understand

import (
	"sync"

	"frontdesk/flows/catalogue"
)

var ofBuiltIn = sync.OnceValue(func() *Understanding { return New(catalogue.Default()) })

// Of is the understanding of a catalogue. That of the built-in one is made once, when it is first asked for, and shared.
func Of(c *catalogue.Catalogue) *Understanding {
	if c == catalogue.Default() {
		return ofBuiltIn()
	}
	return New(c)
}
