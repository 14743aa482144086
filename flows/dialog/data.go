package dialog

import (
	"strconv"
	"strings"
)

// Prefix begins the callback data of every dialog button.
const Prefix = "d|"

// act is what a dialog button asks for.
type act string

const (
	actPick    act = "p" // this option
	actNext    act = "n" // enough: keep what is there, or nothing
	actBack    act = "b"
	actCancel  act = "c"
	actAnew    act = "a" // begin from the start
	actPage    act = "g" // turn to this page
	actAll     act = "l" // show all that was narrowed down
	actNothing act = "-" // a label, not an answer
	actChange  act = "h" // choose an answer to change
	actEdit    act = "e" // change this answer
	actResume  act = "r" // go on with a dialog that was left
	actDrop    act = "x" // forget a dialog that was left
	actLater   act = "w" // leave it where it is
)

// press is the callback data of a dialog button: instance|revision|action|argument. It holds nothing private
// and is trusted in nothing: it only says what to look up.
type press struct {
	instance string
	revision int
	act      act
	arg      string
}

func (p press) String() string {
	return Prefix + strings.Join([]string{p.instance, strconv.Itoa(p.revision), string(p.act), p.arg}, "|")
}

func parsePress(data string) (press, bool) {
	parts := strings.SplitN(strings.TrimPrefix(data, Prefix), "|", 4)
	if len(parts) != 4 {
		return press{}, false
	}
	revision, err := strconv.Atoi(parts[1])
	if err != nil {
		return press{}, false
	}
	return press{instance: parts[0], revision: revision, act: act(parts[2]), arg: parts[3]}, true
}
