package flowstest

import (
	"encoding/json"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Menu is the menu of commands that was put in place for a chat of its own; nil where it has none.
func (w *World) Menu(c desk.ChatID) []chat.MenuCommand { return w.menus[c] }

// apart keeps the jobs that put menus in place from those that a test ends itself.
func (w *World) apart(jobs []chat.Job) []chat.Job {
	var others []chat.Job
	for _, j := range jobs {
		if j.Kind == chat.JobCommands {
			w.unset = append(w.unset, j)
			continue
		}
		others = append(others, j)
	}
	return others
}

// setMenus puts the menus in place that were asked for; it reports whether there were any.
func (w *World) setMenus() bool {
	w.t.Helper()
	unset := w.unset
	w.unset = nil
	for _, job := range unset {
		var menu chat.CommandsArgs
		if err := json.Unmarshal(job.Args, &menu); err != nil {
			w.t.Fatal(err)
		}
		w.menus[menu.Chat] = menu.Commands
		w.commit(func(tx *storage.Tx) error {
			return w.desk.Finished(tx, chat.JobResult{Job: job.ID, Kind: job.Kind})
		})
	}
	return len(unset) > 0
}
