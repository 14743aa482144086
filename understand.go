package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"frontdesk/bot/config"
	"frontdesk/flows/text"
	"frontdesk/flows/understand"
	"frontdesk/flows/when"
	"frontdesk/scheduler"
	"frontdesk/storage/desk"
)

type understandCommand struct {
	Config string   `placeholder:"FILE" help:"Configuration, as YAML; without one, the built-in services are looked through."`
	Now    string   `placeholder:"RFC3339" help:"The moment at which it is said; without one, now."`
	Lang   string   `placeholder:"TAG" help:"Language of who says it, such as en, zh-Hant, zh-Hans or yue; without one, told from the text."`
	Text   []string `arg:"" help:"What is said, or - to read one text a line from standard input."`
}

// understood is what is printed of one text, as a line of JSON.
type understood struct {
	Matches   []matched `json:"matches"`
	Emergency bool      `json:"emergency"`
	When      *span     `json:"when"`
	Ask       string    `json:"ask"`
}

type matched struct {
	Ref     string  `json:"ref"`
	Variant string  `json:"variant"`
	Score   float64 `json:"score"`
}

type span struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// Run prints what the desk would make of each text.
func (c understandCommand) Run(ctx context.Context) error {
	read, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	now := scheduler.System{}.Now()
	if c.Now != "" {
		if now, err = time.Parse(time.RFC3339, c.Now); err != nil {
			return fmt.Errorf("--now %q is not a moment such as 2026-11-20T09:00:00+08:00", c.Now)
		}
	}
	s := sayings{understand.New(read.Catalogue), now.In(read.Estate.Zone), c.Lang, read.Estate.Default, json.NewEncoder(os.Stdout)}
	if len(c.Text) == 1 && c.Text[0] == "-" {
		return s.readAll(ctx, os.Stdin)
	}
	return s.print(strings.Join(c.Text, " "))
}

// sayings prints what texts are understood to be.
type sayings struct {
	about     *understand.Understanding
	now       time.Time
	tag       string
	otherwise desk.Language // of Chinese, where no language is said
	out       *json.Encoder
}

// readAll prints a line for each of the reader's, until it ends or nobody waits any more.
func (s sayings) readAll(ctx context.Context, from io.Reader) error {
	lines := bufio.NewReader(from)
	for more := true; more && ctx.Err() == nil; {
		line, err := lines.ReadString('\n')
		if more = err == nil; !more && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read texts: %w", err)
		}
		if line == "" {
			break
		}
		if err := s.print(strings.TrimRight(line, "\r\n")); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (s sayings) print(said string) error {
	about, l := s.about.Read(said), s.language(said)
	at := when.Read(said, s.now, l)
	u := understood{Matches: []matched{}, Emergency: about.Emergency, Ask: at.Question(spoken(l), s.now)}
	for _, m := range about.Matches {
		u.Matches = append(u.Matches, matched{m.Ref.Ref, m.Ref.Variant, m.Score})
	}
	if !at.Start.IsZero() {
		u.When = &span{at.Start.Format(time.RFC3339), at.End.Format(time.RFC3339)}
	}
	if err := s.out.Encode(u); err != nil {
		return fmt.Errorf("print what was understood: %w", err)
	}
	return nil
}

// language is the one that was asked for, or what the text is written in.
func (s sayings) language(said string) desk.Language {
	switch {
	case strings.HasPrefix(strings.ToLower(s.tag), string(when.Cantonese)):
		return when.Cantonese
	case s.tag != "":
		return text.Match(s.tag, s.otherwise)
	case !strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return desk.English
	}
	return s.otherwise
}

// spoken is the language in which the desk answers.
func spoken(l desk.Language) desk.Language {
	if l == when.Cantonese {
		return desk.TraditionalChinese
	}
	return l
}
