package when

// token is a word of the sentence, or what a rule put together of several.
type token struct {
	kind kind
	cue  cue
	// n, m and y are its numbers; n may be which of its kind it is. width is with how many digits n was written, 0 where
	// it was in words.
	n, m, y, width int
	hours          hours
	days           days
	// begin and end are where it stands in the folded sentence, in bytes.
	begin, end int
	// han says that it is written in characters, apart that a space parts it from characters before it.
	han, apart bool
	// de says that something is said to be of it, as in yesterday's.
	de  bool
	shy shyness
}

// shyness is how much must speak for it that a word which may be a time is one.
type shyness byte

const (
	bold      shyness = iota
	wanted            // something is asked for, or it stands alone, or with another time
	companied         // it stands alone, or with another time
)
