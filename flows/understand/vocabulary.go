package understand

// vocabulary numbers all words that the desk knows, and finds the one that is meant by a word with a slip in it.
type vocabulary struct {
	numbers map[string]int32
	words   []string
	// stems has for each word the number of its stem.
	stems []int32
	// near has the words of five letters and more by what is left of them without one letter.
	near map[string][]int32
}

// shortest is the fewest letters in which a slip is forgiven.
const shortest = 5

func newVocabulary() *vocabulary {
	return &vocabulary{numbers: map[string]int32{}, near: map[string][]int32{}}
}

// number is that of the word, none where it is not known and not to be learnt.
func (v *vocabulary) number(word string, learn bool) int32 {
	if n, ok := v.numbers[word]; ok {
		return n
	}
	if !learn {
		return none
	}
	n := int32(len(v.words))
	v.numbers[word] = n
	v.words = append(v.words, word)
	v.stems = append(v.stems, n)
	return n
}

// learn is the number of a Latin word from now on.
func (v *vocabulary) learn(word string) int32 {
	before := len(v.words)
	n := v.number(word, true)
	if int(n) < before && v.stems[n] != n {
		return n
	}
	v.stems[n] = v.number(stem(word), true)
	if int(n) == before && len(word) >= shortest {
		eachWithout(word, func(left string) { v.near[left] = append(v.near[left], n) })
	}
	return n
}

// find is the number of the word, or of the only likely one of which it is a slip.
func (v *vocabulary) find(word string) int32 {
	if n, ok := v.numbers[word]; ok {
		return n
	}
	if _, ok := v.numbers[stem(word)]; ok || len(word) < shortest-1 {
		return none
	}
	if n := v.among(v.near[word], word); n != none || len(word) < shortest {
		return n
	}
	found := none
	eachWithout(word, func(left string) {
		if found != none {
			return
		}
		if n, ok := v.numbers[left]; ok && slipped(v.words[n], word) {
			found = n
		} else {
			found = v.among(v.near[left], word)
		}
	})
	return found
}

func (v *vocabulary) among(list []int32, word string) int32 {
	for _, n := range list {
		if slipped(v.words[n], word) {
			return n
		}
	}
	return none
}

// eachWithout calls for the word without each of its letters. The first stays: hardly anybody slips there.
func eachWithout(word string, call func(string)) {
	for i := 1; i < len(word); i++ {
		if i+1 < len(word) && word[i] == word[i+1] {
			continue // the same without its twin
		}
		call(word[:i] + word[i+1:])
	}
}

// slipped tells whether the words differ by one letter left out, added, changed or exchanged with the next. A last letter
// that is changed makes another word.
func slipped(meant, typed string) bool {
	a, b := meant, typed
	if len(a) < shortest-1 || a[0] != b[0] || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch {
	case len(a) > len(b):
		return a[1:] == b
	case len(b) > len(a):
		return b[1:] == a
	case a == "":
		return true
	case a[1:] == b[1:]:
		return len(a) > 1 // another ending is another word
	}
	return len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}
