package when

import "slices"

// expression is a time in the sentence: the words of it that stand beside one another.
type expression struct {
	tokens []token
	// asked says that somebody is asked to come or to do something then, alone that nothing else stands beside it.
	asked, alone bool
	// or says that it is another choice than the one before.
	or bool
}

// timed are the kinds of which expressions are made; linking are words that may stand in one.
var (
	timed   = kindSet("clock span part date shift bad same")
	linking = kindSet("at on in of article and to rel")
	// idle are words beside which a time stands alone.
	idle = kindSet("clock span part date shift bad same vague whenever at on in of article and or to dash rel stop greeting lasting later between from after before not cannot coming edgeof yearrel within until")
)

func kindSet(names string) []bool {
	set := make([]bool, len(kinds)+1)
	for name := range numbered(names) {
		set[kinds[name]] = true
	}
	return set
}

// meant are the times in the sentence at which something is to be, without those of reports and small talk.
func (s *sentence) meant() []expression {
	var kept []expression
	or := false
	for i := 0; i < len(s.tokens); {
		t := s.tokens[i]
		or = or || t.kind == orKind
		if !timed[t.kind] {
			i++
			continue
		}
		end := s.expressionEnd(i)
		e := expression{or: or, tokens: slices.DeleteFunc(slices.Clone(s.tokens[i:end]), func(t token) bool { return !timed[t.kind] })}
		from, until := s.clause(i)
		e.alone = s.idle(from, until)
		mood := s.mood(i, end, from, until)
		e.asked = mood == asks || mood == visits || e.alone
		if e.means(mood) {
			kept = append(kept, e)
			or = false
		}
		i = end
	}
	return kept
}

// expressionEnd is where the expression ends that begins at i.
func (s *sentence) expressionEnd(i int) int {
	end := i + 1
	for j := end; j < len(s.tokens); j++ {
		switch k := s.tokens[j].kind; {
		case timed[k]:
			end = j + 1
		case !linking[k]:
			return end
		}
	}
	return end
}

// clause is the part of the sentence around i, between stops, or between spaces among characters.
func (s *sentence) clause(i int) (from, until int) {
	for from = i; from > 0 && s.tokens[from-1].kind != stopKind && !s.tokens[from].apart; from-- {
	}
	for until = i + 1; until < len(s.tokens) && s.tokens[until].kind != stopKind && !s.tokens[until].apart; until++ {
	}
	return from, until
}

// idle reports whether nothing stands there but times, and words that ask for them.
func (s *sentence) idle(from, until int) bool {
	return !slices.ContainsFunc(s.tokens[from:until], func(t token) bool {
		return !idle[t.kind] && t.cue != asks && t.cue != visits
	})
}
