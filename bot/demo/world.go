package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"frontdesk/bot"
	"frontdesk/bot/emulator"
	"frontdesk/flows/roster"
	"frontdesk/flows/setup"
)

// stage is where a new world is set up, in the ways of a real one: what people do in the chats, and the import.
type stage struct {
	*cast
	world *emulator.Server
	app   *bot.App
	wrong []error // what somebody could not do
}

// build sets a new world up. Once it returns, everything that follows has been said.
func (c *cast) build(ctx context.Context, world *emulator.Server, app *bot.App) error {
	s := &stage{cast: c, world: world, app: app}
	for _, p := range c.People {
		world.AddUser(c.user(p))
	}
	for _, scene := range []func() error{s.administrator, s.groups, s.desks, s.tongues, func() error { return s.tenants(ctx) }, s.confirm} {
		if err := errors.Join(scene(), errors.Join(s.wrong...)); err != nil {
			return fmt.Errorf("set the demo's world up: %w", err)
		}
		if err := app.Quiet(ctx); err != nil {
			return fmt.Errorf("set the demo's world up: %w", err)
		}
	}
	return nil
}

// try keeps what somebody could not do.
func (s *stage) try(err error) {
	if err != nil {
		s.wrong = append(s.wrong, err)
	}
}

// say has somebody write into a chat.
func (s *stage) say(user, chat int64, text string) {
	_, err := s.world.Say(user, chat, emulator.Draft{Text: text})
	s.try(err)
}

// administrator opens the link that was printed.
func (s *stage) administrator() error {
	s.say(s.ids[s.Administrator], s.ids[s.Administrator], "/start "+s.app.AdminCode())
	return nil
}

// groups are founded by the administrator, who makes the bot an administrator too; the others join.
func (s *stage) groups() error {
	for _, g := range s.Groups {
		group := s.world.AddGroup(emulator.Group{Title: g.Title}).ID
		s.try(s.world.Join(group, s.ids[s.Administrator], "creator"))
		s.try(s.world.Join(group, s.world.Bot().ID, "administrator"))
		for _, key := range g.People {
			s.try(s.world.Join(group, s.ids[key], "member"))
		}
	}
	return nil
}

// eachGroup calls fn for every group of the cast.
func (s *stage) eachGroup(fn func(g troupe, chat int64)) error {
	byTitle := map[string]int64{}
	for _, g := range s.world.Groups() {
		byTitle[g.Title] = g.ID
	}
	for _, g := range s.Groups {
		fn(g, byTitle[g.Title])
	}
	return nil
}

// desks are given to the groups.
func (s *stage) desks() error {
	return s.eachGroup(func(g troupe, chat int64) {
		names := make([]string, len(g.Desks))
		for i, n := range g.Desks {
			names[i] = string(n)
		}
		s.say(s.ids[s.Administrator], chat, "/link "+strings.Join(names, " "))
	})
}

// tongues has the administrator choose each group's language under the answer to /link.
func (s *stage) tongues() error {
	return s.eachGroup(func(_ troupe, chat int64) {
		s.press(s.ids[s.Administrator], chat, setup.Prefix+string(s.language))
	})
}

// tenants are imported, and those who are enrolled open their invitations.
func (s *stage) tenants(ctx context.Context) error {
	imported, err := s.app.Import(ctx, unitsFile, false)
	if err != nil {
		return err
	}
	if len(imported.Faults) > 0 {
		return errors.New(strings.Join(imported.Faults, "\n"))
	}
	for _, p := range s.People {
		if !p.Enrolled {
			continue
		}
		code, err := codeOf(imported.Links, p.Name)
		if err != nil {
			return err
		}
		s.say(s.ids[p.Key], s.ids[p.Key], "/start "+code)
	}
	return nil
}

// codeOf is the code in the invitation of the name.
func codeOf(links []roster.Link, name string) (string, error) {
	for _, l := range links {
		if _, code, ok := strings.Cut(l.URL, "?start="); ok && l.Name == name {
			return code, nil
		}
	}
	return "", fmt.Errorf("no invitation for %q in units.csv", name)
}

// confirm has them say that name and unit are right, which is the first button.
func (s *stage) confirm() error {
	for _, p := range s.People {
		if p.Enrolled {
			s.press(s.ids[p.Key], s.ids[p.Key], "")
		}
	}
	return nil
}

// press presses a button under the newest message that has any: the one with this data, or the first where it
// is "".
func (s *stage) press(user, chat int64, data string) {
	messages := s.world.Messages(chat)
	for _, m := range slices.Backward(messages) {
		for _, row := range m.Inline {
			for _, b := range row {
				if data == "" || b.Data == data {
					_, err := s.world.Press(user, chat, m.ID, b.Data)
					s.try(err)
					return
				}
			}
		}
	}
	s.try(fmt.Errorf("no button %q in chat %d", data, chat))
}
