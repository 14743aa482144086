package demo

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"frontdesk/bot/config"
	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

var (
	//go:embed estate.yaml
	estateFile []byte
	//go:embed world.yaml
	worldFile []byte
	//go:embed units.csv
	unitsFile []byte
)

// cast is the demo's world as its file tells it.
type cast struct {
	People        []part   `yaml:"people"`
	Administrator string   `yaml:"administrator"`
	Groups        []troupe `yaml:"groups"`
	Columns       []string `yaml:"columns"`
	Newcomers     []part   `yaml:"newcomers"`

	language desk.Language    // of the staff
	ids      map[string]int64 // accounts by key
}

// part is somebody who can be played.
type part struct {
	Key      string `yaml:"key"`
	First    string `yaml:"first"`
	Last     string `yaml:"last"`
	Language string `yaml:"language"`
	Role     string `yaml:"role"`
	Place    string `yaml:"place"`
	Company  string `yaml:"company"`
	Name     string `yaml:"name"` // in units.csv
	Phone    string `yaml:"phone"`
	Enrolled bool   `yaml:"enrolled"`
}

// troupe is a group of staff.
type troupe struct {
	Title  string      `yaml:"title"`
	Desks  []desk.Name `yaml:"desks"`
	People []string    `yaml:"people"`
}

// readCast reads who plays, with staff who speak the language; "" is the estate's own.
func readCast(language desk.Language) (*cast, *desk.Estate, error) {
	var c cast
	d := yaml.NewDecoder(bytes.NewReader(worldFile))
	d.KnownFields(true)
	if err := d.Decode(&c); err != nil {
		return nil, nil, fmt.Errorf("read the demo's world: %w", err)
	}
	read, err := config.Parse("estate.yaml", estateFile)
	if err != nil {
		return nil, nil, fmt.Errorf("read the demo's estate: %w", err)
	}
	if language != "" {
		read.Estate.Default = language
	}
	c.language = read.Estate.Default
	c.number()
	c.lead()
	return &c, read.Estate, c.check()
}

// firstID begins the accounts' numbers. They follow from the order in the file, so that a kept world is
// recognised after a restart.
const firstID = 5000000001

func (c *cast) number() {
	c.ids = map[string]int64{}
	for i, p := range c.People {
		c.ids[p.Key] = firstID + int64(i)
	}
}

// lead puts a tenant who speaks the staff's language first.
func (c *cast) lead() {
	i := slices.IndexFunc(c.People, func(p part) bool {
		return p.Enrolled && strings.EqualFold(p.Language, string(c.language))
	})
	if i > 0 {
		p := c.People[i]
		c.People = slices.Insert(slices.Delete(c.People, i, i+1), 0, p)
	}
}

// check finds names that stand for nobody.
func (c *cast) check() error {
	var wrong []error
	known := func(key string) {
		if c.ids[key] == 0 {
			wrong = append(wrong, fmt.Errorf("nobody is %q in the demo's world", key))
		}
	}
	known(c.Administrator)
	for _, g := range c.Groups {
		for _, key := range g.People {
			known(key)
		}
	}
	return errors.Join(wrong...)
}

// user is the account of a part. Telegram writes languages in lower case.
func (c *cast) user(p part) emulator.User {
	u := emulator.User{ID: c.ids[p.Key], FirstName: p.First, LastName: p.Last, LanguageCode: p.Language, Phone: p.Phone}
	if u.LanguageCode == "" {
		u.LanguageCode = strings.ToLower(string(c.language))
	}
	return u
}

// seats are the parts as the page shows them.
func (c *cast) seats() []Seat {
	seats := make([]Seat, len(c.People))
	for i, p := range c.People {
		seats[i] = Seat{User: c.ids[p.Key], Role: p.Role, Place: strings.TrimSpace(p.Place + " " + p.Company)}
	}
	return seats
}

// newcomers are those who can be brought in later.
func (c *cast) newcomers() []emulator.User {
	users := make([]emulator.User, len(c.Newcomers))
	for i, p := range c.Newcomers {
		users[i] = c.user(p)
	}
	return users
}

// staff tells whether an account is of those who work for the estate.
func (c *cast) staff(user int64) bool {
	return slices.ContainsFunc(c.People, func(p part) bool { return c.ids[p.Key] == user && p.Role != "tenant" })
}

// speakers are who speaks in each group until somebody else is chosen: the first whom the file names for it, or
// else the administrator, who founded it.
func (c *cast) speakers() map[string]int64 {
	speakers := map[string]int64{}
	for _, g := range c.Groups {
		speakers[g.Title] = c.ids[append(slices.Clone(g.People), c.Administrator)[0]]
	}
	return speakers
}

// columns are what the page shows at first. Groups are known by their titles, because a group that becomes a
// supergroup keeps nothing else.
func (c *cast) columns(world *emulator.Server) []Column {
	columns := []Column{{Chat: c.ids[c.People[0].Key]}}
	for _, title := range c.Columns {
		for _, g := range world.Groups() {
			if g.Title == title {
				columns = append(columns, Column{Chat: g.ID})
			}
		}
	}
	return columns
}
