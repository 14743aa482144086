// Package calendars owns the calendars that are built in: the public holidays of Hong Kong, mainland China and Taiwan,
// with the days that make up for them. It must never decide what a holiday is for: it says which days are which, what
// they are called, and for which years that is known.
package calendars

import (
	"fmt"
	"slices"
	"sync"

	"frontdesk/storage/desk"
)

// The calendars by name. None knows weekdays alone.
const (
	HongKong      = "hong-kong"
	MainlandChina = "mainland-china"
	Taiwan        = "taiwan"
	None          = "none"
)

// Names are the calendars that are built in.
var Names = []string{HongKong, MainlandChina, Taiwan, None}

// making makes each of them once: nobody changes a calendar that is made.
var making = map[string]func() (*desk.Calendar, error){
	HongKong:      sync.OnceValues(func() (*desk.Calendar, error) { return fromTable("hong-kong.yaml", hongKong) }),
	Taiwan:        sync.OnceValues(func() (*desk.Calendar, error) { return fromTable("taiwan.yaml", nil) }),
	MainlandChina: sync.OnceValues(mainlandChina),
	None:          func() (*desk.Calendar, error) { return &desk.Calendar{Week: desk.WorkingWeek}, nil },
}

// Named is the calendar of that name.
func Named(name string) (*desk.Calendar, error) {
	if !slices.Contains(Names, name) {
		return nil, fmt.Errorf("find calendar %q: there is none of that name", name)
	}
	c, err := making[name]()
	if err != nil {
		return nil, fmt.Errorf("read calendar %s: %w", name, err)
	}
	return c, nil
}
