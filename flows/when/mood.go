package when

import "slices"

// mood is what the word tells that is nearest to the expression, in its clause: in English the one before it, in
// Chinese the one behind it, if there is one.
func (s *sentence) mood(begin, end, from, until int) cue {
	before, after := cue(0), cue(0)
	for i, t := range s.tokens[from:until] {
		switch i += from; {
		case t.cue == seen:
			return was
		case t.cue == drops:
			return drops
		case t.cue == 0 || timed[t.kind]:
		case i < begin:
			before = t.cue
		case i >= end && after == 0:
			after = t.cue
		}
	}
	if s.tokens[begin].han && after != 0 || before == 0 {
		return after
	}
	return before
}

// means reports whether the expression is of a time at which something is to be, and not of a report or small talk.
func (e *expression) means(mood cue) bool {
	switch {
	case e.has(func(t token) bool { return t.days.tense == gone }):
		return e.alone && !e.has(func(t token) bool { return t.de }) // yesterday's
	case mood == was && !e.has(func(t token) bool { return t.days.tense == ahead }):
		return false
	case mood == drops, mood == chats && !e.timed():
		return false
	case len(e.tokens) == 1 && e.doubtful(e.tokens[0], mood):
		return false
	}
	return e.asked || e.timed() || e.dated()
}

// doubtful reports whether a word that stands by itself is rather none that means a time.
func (e *expression) doubtful(t token, mood cue) bool {
	switch {
	case t.cue == chats: // good morning
		return mood != asks && mood != visits
	case t.shy == companied:
		return !e.alone
	}
	return t.shy == wanted && !e.asked
}

func (e *expression) has(what func(token) bool) bool { return slices.ContainsFunc(e.tokens, what) }

// timed reports whether it has a time of day.
func (e *expression) timed() bool {
	return e.has(func(t token) bool { return t.kind == clockKind || t.kind == spanKind })
}

// dated reports whether it has a day other than today.
func (e *expression) dated() bool {
	return e.has(func(t token) bool { return t.kind == dateKind && t.days.tense != near || t.kind == shiftKind })
}
