package jobs_test

import (
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func menuOf(c desk.ChatID, name string) chat.CommandsArgs {
	return chat.CommandsArgs{Scope: chat.MenuChat, Chat: c, Commands: []chat.MenuCommand{{Name: name, Description: "x"}}}
}

// settle waits until nothing is left to do.
func (w *world) settle() {
	for synctest.Wait(); w.worker.Busy(); synctest.Wait() {
		time.Sleep(time.Second)
	}
}

func TestMenusGoOneByOneInOrderAndSlowly(t *testing.T) {
	inWorld(t, func(w *world) {
		for i := range 40 {
			w.queue(chat.JobCommands, menuOf(desk.ChatID(i%2+1), string(rune('a'+i%26))))
		}
		w.settle()
		if len(w.api.menus) != 40 || len(w.results) != 40 {
			t.Fatalf("%d menus and %d results of 40", len(w.api.menus), len(w.results))
		}
		for i, menu := range w.api.menus {
			if want := string(rune('a' + i%26)); menu.Commands[0].Name != want {
				t.Fatalf("menu %d is %q, want %q", i, menu.Commands[0].Name, want)
			}
		}
		if took := w.api.set[39].Sub(w.api.set[0]); took < 4*time.Second {
			t.Errorf("40 menus in %s", took)
		}
	})
}

func TestMenusKeepNobodyWaiting(t *testing.T) {
	inWorld(t, func(w *world) {
		for range 100 {
			w.queue(chat.JobCommands, menuOf(1, "a"))
		}
		began := time.Now()
		w.queue(chat.JobMember, chat.MemberArgs{Chat: -7, User: 1})
		for w.done(chat.JobMember) == 0 {
			time.Sleep(time.Millisecond)
		}
		if waited := time.Since(began); waited > 10*time.Millisecond {
			t.Errorf("waited %s behind menus", waited)
		}
		w.settle()
	})
}

// done counts the results of a kind.
func (w *world) done(k chat.JobKind) (n int) {
	synctest.Wait()
	for _, r := range w.results {
		if r.Kind == k {
			n++
		}
	}
	return n
}

func TestAMenuOutlastsFaultsThatPass(t *testing.T) {
	inWorld(t, func(w *world) {
		w.api.faults = []error{&telegram.TooMany{RetryAfter: 5 * time.Minute}}
		for range 20 {
			w.api.faults = append(w.api.faults, &telegram.Temporary{})
		}
		began := time.Now()
		w.queue(chat.JobCommands, menuOf(1, "a"))
		w.queue(chat.JobCommands, menuOf(1, "b"))
		w.settle()
		if len(w.api.menus) != 2 || w.api.menus[1].Commands[0].Name != "b" || w.results[0].Err != "" {
			t.Errorf("menus %+v, results %+v", w.api.menus, w.results)
		}
		if waited := time.Since(began); waited < 5*time.Minute {
			t.Errorf("done after %s, before Telegram wanted to be asked again", waited)
		}
	})
}

func TestARefusedMenuIsDoneWithout(t *testing.T) {
	inWorld(t, func(w *world) {
		w.api.faults = []error{&telegram.BadRequest{Description: "BOT_COMMAND_INVALID"}, &telegram.Forbidden{Description: "bot was kicked"}}
		for range 3 {
			w.queue(chat.JobCommands, menuOf(1, "a"))
		}
		w.settle()
		if len(w.api.menus) != 1 || len(w.results) != 3 {
			t.Errorf("menus %+v, results %+v", w.api.menus, w.results)
		}
		for _, r := range w.results {
			if r.Err != "" {
				t.Errorf("result %+v", r)
			}
		}
	})
}

func TestAMenuFollowsItsGroupToANewIdentity(t *testing.T) {
	inWorld(t, func(w *world) {
		w.api.faults = []error{&telegram.Migrate{To: -1009}}
		w.queue(chat.JobCommands, menuOf(-9, "a"))
		w.settle()
		if len(w.api.menus) != 1 || w.api.menus[0].Chat != -1009 {
			t.Errorf("menus %+v", w.api.menus)
		}
	})
}
