package emulator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestPrivacyModeHidesWhatIsNotForTheBot(t *testing.T) {
	s := calm(t)
	g := group(t, s, "member")
	bots := messageID(t, must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"card"}`, g)))
	for _, tt := range []struct {
		d    Draft
		seen bool
	}{
		{Draft{Text: "chat among people"}, false},
		{Draft{Text: "/link engineering"}, true},
		{Draft{Text: "/link@Frontdesk_Bot engineering"}, true},
		{Draft{Text: "/link@other_bot"}, false},
		{Draft{Text: "please /link"}, false},
		{Draft{Text: "note", ReplyTo: bots}, true},
	} {
		say(t, s, 1, g, tt.d)
		if got := len(poll(t, s)) == 1; got != tt.seen {
			t.Errorf("%q seen: %v, want %v", tt.d.Text, got, tt.seen)
		}
	}
	if err := s.Join(g, s.Bot().ID, "administrator"); err != nil {
		t.Fatal(err)
	}
	poll(t, s)
	say(t, s, 1, g, Draft{Text: "chat among people"})
	if n := len(poll(t, s)); n != 1 {
		t.Errorf("an administrator sees %d of 1", n)
	}
}

func TestBotLearnsOfItsOwnStanding(t *testing.T) {
	s := calm(t)
	g := s.AddGroup(Group{Type: "group", Title: "Lobby"})
	if err := s.Join(g.ID, 2, "creator"); err != nil {
		t.Fatal(err)
	}
	refuses(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, g.ID), "Bad Request: chat not found")
	if err := s.Join(g.ID, s.Bot().ID, "member"); err != nil {
		t.Fatal(err)
	}
	updates := poll(t, s)
	if len(updates) != 2 || !strings.Contains(string(updates[0]["my_chat_member"]), `"from":{"id":2,`) || !strings.Contains(string(updates[1]["message"]), `"new_chat_members":[{"id":7000000001`) {
		t.Errorf("joining came as %s", updates)
	}
	if err := s.Join(g.ID, s.Bot().ID, "kicked"); err != nil {
		t.Fatal(err)
	}
	if updates := poll(t, s); len(updates) != 1 || !strings.Contains(string(updates[0]["my_chat_member"]), `"status":"kicked"`) {
		t.Errorf("kicking came as %s", updates)
	}
	refuses(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, g.ID), "Forbidden: bot was kicked from the group chat")
	super := group(t, s, "member")
	must(t, s, "leaveChat", fmt.Sprintf(`{"chat_id":%d}`, super))
	refuses(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, super), "Forbidden: bot is not a member of the supergroup chat")
	if err := s.Join(super, s.Bot().ID, "kicked"); err != nil {
		t.Fatal(err)
	}
	refuses(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, super), "Forbidden: bot was kicked from the supergroup chat")
}

func TestMembersAreTold(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	member := func(user int64) string {
		return string(must(t, s, "getChatMember", fmt.Sprintf(`{"chat_id":%d,"user_id":%d}`, g, user)))
	}
	if got := member(1); !strings.Contains(got, `"status":"member"`) {
		t.Error(got)
	}
	s.AddUser(User{ID: 3, FirstName: "Cy"})
	if got := member(3); !strings.Contains(got, `"status":"left"`) {
		t.Error(got)
	}
	refuses(t, s, "getChatMember", fmt.Sprintf(`{"chat_id":%d,"user_id":99}`, g), "Bad Request: PARTICIPANT_ID_INVALID")
	var admins []struct{ Status string }
	if err := json.Unmarshal(must(t, s, "getChatAdministrators", fmt.Sprintf(`{"chat_id":%d}`, g)), &admins); err != nil || len(admins) != 2 {
		t.Errorf("administrators %+v, %v", admins, err)
	}
	must(t, s, "banChatMember", fmt.Sprintf(`{"chat_id":%d,"user_id":1}`, g))
	if _, err := s.Say(1, g, Draft{Text: "x"}); err == nil {
		t.Error("a banned member could write")
	}
	refuses(t, s, "banChatMember", fmt.Sprintf(`{"chat_id":%d,"user_id":2}`, g), "Bad Request: can't remove chat owner")
	if got := string(must(t, s, "getChatMemberCount", fmt.Sprintf(`{"chat_id":%d}`, g))); got != "2" {
		t.Errorf("%s members", got)
	}
}

func TestAnonymousAdministratorsWriteAsTheGroup(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	say(t, s, 2, g, Draft{Text: "/link", Anonymous: true})
	update := string(poll(t, s)[0]["message"])
	if !strings.Contains(update, `"from":{"id":1087968824,"is_bot":true`) || !strings.Contains(update, `"sender_chat":{"id":-1001,`) {
		t.Error(update)
	}
	if _, err := s.Say(1, g, Draft{Text: "x", Anonymous: true}); err == nil {
		t.Error("a member wrote as the group")
	}
}

func TestMigrationLeavesAForwardingAddress(t *testing.T) {
	s := calm(t)
	g := s.AddGroup(Group{Type: "group", Title: "Lobby"})
	for user, status := range map[int64]string{2: "creator", s.Bot().ID: "member"} {
		if err := s.Join(g.ID, user, status); err != nil {
			t.Fatal(err)
		}
	}
	poll(t, s)
	next, err := s.Migrate(g.ID)
	if err != nil {
		t.Fatal(err)
	}
	updates := poll(t, s)
	if len(updates) != 2 || !strings.Contains(string(updates[0]["message"]), fmt.Sprintf(`"migrate_to_chat_id":%d`, next)) || !strings.Contains(string(updates[1]["message"]), fmt.Sprintf(`"migrate_from_chat_id":%d`, g.ID)) {
		t.Errorf("migration came as %s", updates)
	}
	got := refuses(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, g.ID), "Bad Request: group chat was upgraded to a supergroup chat")
	if got.Parameters.MigrateToChatID != next || got.ErrorCode != 400 {
		t.Errorf("%+v", got)
	}
	must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, next))
	if groups := s.Groups(); len(groups) != 1 || groups[0].ID != next || groups[0].Type != "supergroup" {
		t.Errorf("groups %+v", groups)
	}
}

func TestBlockingIsToldAndRefused(t *testing.T) {
	s := calm(t)
	s.Block(1)
	if updates := poll(t, s); len(updates) != 1 || !strings.Contains(string(updates[0]["my_chat_member"]), `"new_chat_member":{"user":{"id":7000000001`) {
		t.Errorf("blocking came as %s", updates)
	}
	refuses(t, s, "sendMessage", `{"chat_id":1,"text":"x"}`, "Forbidden: bot was blocked by the user")
	if _, err := s.Say(1, 1, Draft{Text: "x"}); err == nil {
		t.Error("somebody wrote to a bot they have blocked")
	}
	s.Unblock(1)
	must(t, s, "sendMessage", `{"chat_id":1,"text":"x"}`)
	s.Deactivate(1)
	refuses(t, s, "sendMessage", `{"chat_id":1,"text":"x"}`, "Forbidden: user is deactivated")
}

func TestTopics(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	call := func(rest string) string { return fmt.Sprintf(`{"chat_id":%d%s}`, g, rest) }
	refuses(t, s, "createForumTopic", call(`,"name":"`+strings.Repeat("x", 129)+`"`), "Bad Request: TOPIC_TITLE_INVALID")
	var topic struct {
		ID int `json:"message_thread_id"`
	}
	if err := json.Unmarshal(must(t, s, "createForumTopic", call(`,"name":"R-1001"`)), &topic); err != nil {
		t.Fatal(err)
	}
	in := func(rest string) string { return call(fmt.Sprintf(`,"message_thread_id":%d%s`, topic.ID, rest)) }
	sent := messageID(t, must(t, s, "sendMessage", in(`,"text":"card"`)))
	poll(t, s)
	say(t, s, 1, g, Draft{Text: "note", ReplyTo: sent})
	if update := string(poll(t, s)[0]["message"]); !strings.Contains(update, `"is_topic_message":true`) || !strings.Contains(update, fmt.Sprintf(`"message_thread_id":%d`, topic.ID)) {
		t.Error(update)
	}
	refuses(t, s, "editForumTopic", in(`,"name":"R-1001"`), "Bad Request: TOPIC_NOT_MODIFIED")
	must(t, s, "editForumTopic", in(`,"name":"R-1001 done"`))
	must(t, s, "closeForumTopic", in(``))
	refuses(t, s, "closeForumTopic", in(``), "Bad Request: TOPIC_NOT_MODIFIED")
	if _, err := s.Say(1, g, Draft{Text: "x", Thread: topic.ID}); err == nil {
		t.Error("a member wrote in a closed topic")
	}
	must(t, s, "reopenForumTopic", in(``))
	must(t, s, "deleteForumTopic", in(``))
	refuses(t, s, "sendMessage", in(`,"text":"card"`), "Bad Request: message thread not found")
	if err := s.Change(2, g, s.Bot().ID, Member{Status: "administrator", Denied: map[string]bool{"can_manage_topics": true}}); err != nil {
		t.Fatal(err)
	}
	refuses(t, s, "createForumTopic", call(`,"name":"x"`), "Bad Request: not enough rights to manage topics")
	refuses(t, s, "createForumTopic", `{"chat_id":1,"name":"x"}`, "Bad Request: the chat is not a forum")
}

func TestContactButtonsAreForPrivateChats(t *testing.T) {
	s := calm(t)
	g := group(t, s, "member")
	keyboard := `"text":"x","reply_markup":{"keyboard":[[{"text":"My number","request_contact":true}]]}}`
	refuses(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,%s`, g, keyboard), "Bad Request: phone number can be requested in private chats only")
	must(t, s, "sendMessage", `{"chat_id":1,`+keyboard)
	say(t, s, 1, 1, Draft{Contact: &Contact{Phone: "+85291234567", FirstName: "Ann", User: 1}})
	if update := string(poll(t, s)[0]["message"]); !strings.Contains(update, `"contact":{"phone_number":"+85291234567","first_name":"Ann","user_id":1}`) {
		t.Error(update)
	}
}

func TestPins(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	id := messageID(t, must(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, g)))
	pin := fmt.Sprintf(`{"chat_id":%d,"message_id":%d}`, g, id)
	must(t, s, "pinChatMessage", pin)
	if m, _ := s.Message(g, id); !m.Pinned {
		t.Error("not pinned")
	}
	if got := string(must(t, s, "getChat", fmt.Sprintf(`{"chat_id":%d}`, g))); !strings.Contains(got, `"pinned_message":{"message_id":`) {
		t.Error(got)
	}
	must(t, s, "unpinChatMessage", pin)
	if m, _ := s.Message(g, id); m.Pinned {
		t.Error("still pinned")
	}
}

func TestCommandsAreKeptByScopeAndLanguage(t *testing.T) {
	s := calm(t)
	g := group(t, s, "administrator")
	must(t, s, "setMyCommands", `{"commands":[{"command":"start","description":"Begin"}]}`)
	must(t, s, "setMyCommands", `{"commands":[{"command":"start","description":"開始"}],"language_code":"zh"}`)
	must(t, s, "setMyCommands", fmt.Sprintf(`{"commands":[{"command":"link","description":"Link"}],"scope":{"type":"chat_administrators","chat_id":%d}}`, g))
	if got := s.Commands("", "zh"); len(got) != 1 || got[0].Description != "開始" {
		t.Errorf("commands %+v", got)
	}
	if got := s.CommandsFor(2, g); len(got) != 1 || got[0].Command != "link" {
		t.Errorf("the owner's commands %+v", got)
	}
	if got := s.CommandsFor(2, 2); len(got) != 1 || got[0].Description != "開始" {
		t.Errorf("in private %+v", got)
	}
	refuses(t, s, "setMyCommands", `{"commands":[{"command":"Start","description":"x"}]}`, "Bad Request: BOT_COMMAND_INVALID")
	refuses(t, s, "setMyCommands", `{"commands":[],"language_code":"zh-hant"}`, "Bad Request: invalid language code specified")
}
