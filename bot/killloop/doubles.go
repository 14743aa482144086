package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// told is one thing that a message told a chat: a breach of a ticket's clock, a ticket's card, its answer.
type told struct {
	chat   int64
	ticket string
	what   string
}

// tellings are the calls that told a thing, in order.
type tellings map[told][]*call

// alertLines are the sentences of alerts, as they stand in messages. One that goes out when the promise has been
// met meanwhile is told in the past.
var alertLines = func() map[desk.Clock][]*regexp.Regexp {
	all := map[desk.Clock][]*regexp.Regexp{}
	sentences := text.All(desk.English, "alert")
	for name, label := range text.All(desk.English, "clock") {
		clock := desk.Clock(name)
		for _, form := range []string{"", "-near", "-open"} {
			all[clock] = append(all[clock], pattern(sentences[name+form]))
		}
		all[clock] = append(all[clock], pattern(strings.Replace(sentences["was"], "{what}", label, 1)))
	}
	return all
}()

// pattern finds a sentence, and in it the number of its ticket.
func pattern(sentence string) *regexp.Regexp {
	p := regexp.QuoteMeta(sentence)
	p = strings.Replace(p, `\{ticket\}`, `(?P<ticket>[A-Z]-[0-9]{4,})`, 1)
	return regexp.MustCompile(`(?m)^` + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(p, `[^\n]*?`) + `[^\n]*$`)
}

// tell finds what new messages told.
func tell(calls []*call) tellings {
	all := tellings{}
	for _, c := range calls {
		if !c.sends() {
			continue
		}
		for _, t := range c.tells() {
			all[t] = append(all[t], c)
		}
	}
	return all
}

// The things that messages tell, beside the clocks. A newcomer's request stands in a ticket's place.
const (
	theCard    = "card"
	theAnswer  = "answer"
	theRequest = "request"
	theHold    = "hold"
	theEnd     = "end of a hold"
	theLapse   = "running out of a hold"
	theRenewal = "new time"
)

// answers are how the messages begin and end that tell a tenant that it is done.
var answers = []*regexp.Regexp{
	pattern(text.Say(desk.English, "news.repair-done")), pattern(text.Say(desk.English, "news.request-done")),
	pattern(text.Say(desk.English, "news.request-done-approved")),
	pattern(strings.Split(text.Say(desk.English, "news.request-done-declined"), "\n")[0]),
}

// waitNews are how a tenant is told that their matter waits, and that it goes on, by what that is called here.
var waitNews = map[string]*regexp.Regexp{
	theHold: pattern(text.Say(desk.English, "news.held")), theEnd: pattern(text.Say(desk.English, "news.resumed")),
	theLapse: pattern(text.Say(desk.English, "news.resumed-late")), theRenewal: pattern(text.Say(desk.English, "news.broken")),
}

// verdicts are how messages begin that tell a newcomer what was decided, by what was.
var verdicts = map[desk.Verdict]*regexp.Regexp{
	desk.Admitted: pattern(text.Say(desk.English, "join.told-in")),
	desk.Declined: pattern(strings.Split(text.Say(desk.English, "join.told-declined"), "\n")[0]),
}

func (c *call) tells() []told {
	if c.chat > 0 {
		for _, done := range answers {
			if found := done.FindStringSubmatch(c.text); found != nil {
				return []told{{c.chat, found[1], theAnswer}}
			}
		}
		for what, sentence := range waitNews {
			if found := sentence.FindStringSubmatch(c.text); found != nil {
				return []told{{c.chat, found[1], what}}
			}
		}
		for v, sentence := range verdicts {
			if sentence.MatchString(c.text) {
				return []told{{c.chat, theRequest, string(v)}}
			}
		}
		return nil
	}
	if id, ok := button(c, desk.Accept); ok {
		return []told{{c.chat, id, theCard}}
	}
	var all []told
	for clock, sentences := range alertLines {
		for _, s := range sentences {
			for _, found := range s.FindAllStringSubmatch(c.text, -1) {
				if t := (told{c.chat, found[1], string(clock)}); !slices.Contains(all, t) {
					all = append(all, t)
				}
			}
		}
	}
	return all
}

// lastWords are the calls during which a life may have ended: for each life and chat the last. The sender makes one
// call at a time to a chat, and the next only once what became of it is kept.
func lastWords(calls []*call) map[*call]bool {
	type place struct {
		life int
		chat int64
	}
	last := map[place]*call{}
	for _, c := range calls {
		if c.lined() {
			last[place{c.life, c.chat}] = c
		}
	}
	words := map[*call]bool{}
	for _, c := range last {
		words[c] = true
	}
	return words
}

// andMore finds how many lines an alert counts instead of telling them.
var andMore = regexp.MustCompile(`(?m)^` + strings.Replace(regexp.QuoteMeta(text.Say(desk.English, "alert.more")), `\{n\}`, `([0-9]+)`, 1) + `$`)

// counted are the lines that alerts counted in each chat: one that grew while it waited to be sent, because somebody
// saw to much of it, has no room for its last lines.
func (all tellings) counted() map[int64]int {
	seen := map[*call]bool{}
	counted := map[int64]int{}
	for t, calls := range all {
		for _, c := range calls {
			found := andMore.FindStringSubmatch(c.text)
			if _, alert := alertLines[desk.Clock(t.what)]; !alert || seen[c] || found == nil {
				continue
			}
			seen[c] = true
			n, err := strconv.Atoi(found[1])
			if err == nil {
				counted[c.chat] += n
			}
		}
	}
	return counted
}

// compare holds how often things were told against how often they were to be. What was told once too often is
// excused where the message before it was a life's last to its chat: Telegram had taken it, and the desk could
// not know.
func (all tellings) compare(expected map[told]int, last map[*call]bool) (doubles int, faults []string) {
	counted := all.counted()
	for t, want := range expected {
		if missing := want - len(all[t]); missing > 0 {
			if counted[t.chat] >= missing {
				counted[t.chat] -= missing
				continue
			}
			faults = append(faults, fmt.Sprintf("%s: its %s was to be told %d times in chat %d, and was %d times", t.ticket, t.what, want, t.chat, len(all[t])))
		}
	}
	for t, calls := range all {
		extra := len(calls) - expected[t]
		excused := 0
		for i, c := range calls[:len(calls)-1] {
			if last[c] && calls[i+1].life > c.life {
				excused++
			}
		}
		if extra <= 0 {
			continue
		}
		doubles += min(extra, excused)
		if extra > excused {
			faults = append(faults, fmt.Sprintf("%s: its %s was told %d times in chat %d where %d were due, and only %d of those too many are a kill's doing",
				t.ticket, t.what, len(calls), t.chat, expected[t], excused))
		}
	}
	slices.Sort(faults)
	return doubles, faults
}

// proofOfLife is what the managers are told every morning.
var proofOfLife = pattern(text.Say(desk.English, "report.morning"))
