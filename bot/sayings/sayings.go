// Package sayings shows, as lines of JSON, what the desk would make of sentences, for whoever tunes the synonyms. It must never
// understand anything by itself: it prints what the flows' rooms read.
package sayings

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"frontdesk/bot/config"
	"frontdesk/flows/text"
	"frontdesk/flows/understand"
	"frontdesk/flows/when"
	"frontdesk/storage/desk"
)

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

// Sayings prints what texts are understood to be.
type Sayings struct {
	about     *understand.Understanding
	now       time.Time
	tag       string
	otherwise desk.Language // of Chinese, where no language is said
	out       *json.Encoder
}

// New understands by the services and the zone that the configuration has. What is said is said at now; tag is the language
// of whoever says it, "" where the text is to tell.
func New(c config.Config, now time.Time, tag string, out io.Writer) Sayings {
	return Sayings{understand.New(c.Catalogue), now.In(c.Estate.Zone), tag, c.Estate.Default, json.NewEncoder(out)}
}

// PrintAll prints a line for each of the reader's, until it ends or nobody waits any more, which is an error.
func (s Sayings) PrintAll(ctx context.Context, from io.Reader) error {
	lines := bufio.NewReader(from)
	for more := true; more && ctx.Err() == nil; {
		line, err := lines.ReadString('\n')
		if more = err == nil; !more && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read texts: %w", err)
		}
		if line == "" {
			break
		}
		if err := s.Print(strings.TrimRight(line, "\r\n")); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Print prints one line for what was said.
func (s Sayings) Print(said string) error {
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
func (s Sayings) language(said string) desk.Language {
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
