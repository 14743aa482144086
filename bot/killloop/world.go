package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/storage/desk"
)

// world is Telegram with everybody in it.
type world struct {
	*emulator.Server
	record *record
	tap    *tap
	server *http.Server

	admin                              emulator.User
	engineers, clerks, callers         []emulator.User
	now                                func() time.Time // by desk time
	supervisor, manager, second        emulator.User    // second is another manager
	people                             int              // tenants
	engineering, supervisors, managers emulator.Group
}

// newWorld makes Telegram and opens it on a loopback port. It has no rate limits: with them a run would mostly wait
// in line, and what a kill can break is the same.
func newWorld(seed uint64) (w *world, address string, err error) {
	w = &world{record: newRecord()}
	w.Server = emulator.New(emulator.Config{Limits: emulator.NoLimits(), Sentinel: w.record.refused})
	w.tap = &tap{telegram: w.Server, record: w.record, rng: chance(seed, "network")}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", fmt.Errorf("open Telegram: %w", err)
	}
	w.server = &http.Server{Handler: w.tap, ReadHeaderTimeout: time.Minute}
	go w.server.Serve(listener) //nolint:errcheck // it ends when it is closed
	w.admin = w.AddUser(emulator.User{FirstName: "Ada", LanguageCode: "en"})
	for _, name := range []string{"Ernie", "Edda", "Elmo"} {
		w.engineers = append(w.engineers, w.AddUser(emulator.User{FirstName: name, LanguageCode: "en"}))
	}
	for _, name := range []string{"Hanna", "Otto", "Heidi"} {
		w.clerks = append(w.clerks, w.AddUser(emulator.User{FirstName: name, LanguageCode: "en"}))
	}
	w.supervisor = w.AddUser(emulator.User{FirstName: "Sue", LanguageCode: "en"})
	w.manager = w.AddUser(emulator.User{FirstName: "Max", LanguageCode: "en"})
	w.second = w.AddUser(emulator.User{FirstName: "Mia", LanguageCode: "en"})
	return w, "http://" + listener.Addr().String(), nil
}

// chance is a source of chance of its own for each who needs one, so that the order in which they act changes
// nothing in what each does.
func chance(seed uint64, who string) *rand.Rand {
	sum := uint64(14695981039346656037)
	for _, b := range []byte(who) {
		sum = (sum ^ uint64(b)) * 1099511628211
	}
	return rand.New(rand.NewPCG(seed, sum)) // #nosec G404 -- a run that can be repeated
}

// The desks that each group is linked with: every desk has one, so that each rung has its own.
var links = map[string]string{
	"engineering": string(desk.Engineering), "supervisors": string(desk.Supervisors),
	"managers": "managers front-desk security cleaning accounts lobby property leasing grounds",
}

// setUp does what an operator does: opens the administrator's link, links the groups, sends the tenants' file. It
// returns each tenant's link.
func (w *world) setUp(ctx context.Context, p *process, tenants int) ([]string, error) {
	c, _ := p.current()
	line, err := c.line(ctx, "Administrator link: ")
	if err != nil {
		return nil, err
	}
	_, code, ok := strings.Cut(line, "?start=")
	if !ok {
		return nil, fmt.Errorf("no code in %q", line)
	}
	if err := w.says(w.admin, w.admin.ID, emulator.Draft{Text: "/start " + code}); err != nil {
		return nil, err
	}
	if err := w.hears(ctx, w.admin.ID, func(m emulator.Message) bool { return strings.Contains(m.Text, "/link") }); err != nil {
		return nil, fmt.Errorf("become administrator: %w", err)
	}
	w.engineering, err = w.linked(ctx, "engineering", slices.Concat(w.engineers, w.clerks)...)
	if err == nil {
		w.supervisors, err = w.linked(ctx, "supervisors", w.supervisor)
	}
	if err == nil {
		w.managers, err = w.linked(ctx, "managers", w.manager, w.second)
	}
	if err != nil {
		return nil, err
	}
	w.people = tenants
	return w.imported(ctx, tenants+callers)
}

func (w *world) linked(ctx context.Context, name string, staff ...emulator.User) (emulator.Group, error) {
	g := w.AddGroup(emulator.Group{Title: name})
	errs := []error{w.Join(g.ID, w.admin.ID, "creator"), w.Join(g.ID, w.Bot().ID, "administrator")}
	for _, u := range staff {
		errs = append(errs, w.Join(g.ID, u.ID, "member"))
	}
	errs = append(errs, w.says(w.admin, g.ID, emulator.Draft{Text: "/link " + links[name]}))
	if err := errors.Join(errs...); err != nil {
		return g, fmt.Errorf("set up group %s: %w", name, err)
	}
	err := w.hears(ctx, g.ID, func(m emulator.Message) bool { return len(m.Inline) > 0 })
	if err != nil {
		return g, fmt.Errorf("link group %s: %w", name, err)
	}
	return g, nil
}

// imported sends the tenants' file to the bot, and reads the file of links that comes back.
func (w *world) imported(ctx context.Context, tenants int) ([]string, error) {
	var file strings.Builder
	file.WriteString("building,floor,unit,name,phone,language\n")
	for i := range tenants {
		fmt.Fprintf(&file, "A,%d,%d,%s,,en\n", 1+i/4, unitNumber(i), tenantName(i))
	}
	draft := emulator.Draft{Media: []emulator.DraftMedia{{Kind: "document", Name: "units.csv", MIME: "text/csv", Data: []byte(file.String())}}}
	if err := w.says(w.admin, w.admin.ID, draft); err != nil {
		return nil, err
	}
	var answer emulator.Message
	err := w.hears(ctx, w.admin.ID, func(m emulator.Message) bool {
		answer = m
		return m.From.IsBot && m.Media != nil
	})
	if err != nil {
		return nil, fmt.Errorf("import tenants: %w", err)
	}
	raw, _, _ := w.File(answer.Media.FileID)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != tenants+1 {
		return nil, fmt.Errorf("read links of %d tenants: %d lines, %w", tenants, len(rows), err)
	}
	var codes []string
	for _, row := range rows[1:] {
		_, code, _ := strings.Cut(row[len(row)-1], "?start=")
		codes = append(codes, code)
	}
	return codes, nil
}

func unitNumber(i int) int { return 100*(1+i/4) + i%4 + 1 }

func tenantName(i int) string { return fmt.Sprintf("Tenant %02d", i+1) }

func (w *world) says(u emulator.User, chat int64, d emulator.Draft) error {
	if chat == u.ID {
		w.OpenChat(u.ID)
	}
	_, err := w.Say(u.ID, chat, d)
	return err
}

// hears waits for a message of the bot in a chat.
func (w *world) hears(ctx context.Context, chat int64, is func(emulator.Message) bool) error {
	for began := time.Now(); time.Since(began) < 20*time.Second; time.Sleep(look) {
		for _, m := range w.Messages(chat) {
			if m.From.IsBot && is(m) {
				return nil
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return errors.New("the bot does not answer")
}

// look is how often somebody looks at their chat.
const look = 15 * time.Millisecond

// crew is everybody who sees to tickets.
func (w *world) crew() []emulator.User {
	return append(slices.Clone(w.engineers), w.supervisor, w.manager, w.second)
}
