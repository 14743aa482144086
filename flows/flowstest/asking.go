package flowstest

import (
	"encoding/json"
	"slices"

	"frontdesk/storage/chat"
)

// asking reports whether the press waits for what the chat service says of somebody's place in a group.
func (w *World) asking(press string) bool {
	for _, j := range w.Jobs {
		var a struct{ Update chat.Update }
		if j.Kind == chat.JobMember && json.Unmarshal(j.Args, &a) == nil && a.Update.PressID == press {
			return true
		}
	}
	return false
}

// Vouch ends every question about somebody's place in a group that waits, with the truth as the test has it.
func (w *World) Vouch(is func(chat.MemberArgs) bool) {
	w.t.Helper()
	for range maxRounds {
		i := slices.IndexFunc(w.Jobs, func(j chat.Job) bool { return j.Kind == chat.JobMember })
		if i < 0 {
			return
		}
		w.Jobs[0], w.Jobs[i] = w.Jobs[i], w.Jobs[0]
		var a chat.MemberArgs
		if err := json.Unmarshal(w.Jobs[0].Args, &a); err != nil {
			w.t.Fatal(err)
		}
		found, err := json.Marshal(chat.MemberFound{Present: is(a)})
		if err != nil {
			w.t.Fatal(err)
		}
		w.Finish(found, "")
	}
	w.t.Fatal("the desk never stops asking")
}

// Toast is what answered the person's last press, once everything that it waited for has been said.
func (p *Person) Toast() string { return p.w.toasts[p.lastPress].Text }
