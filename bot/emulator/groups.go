package emulator

import (
	"slices"
	"strconv"
	"strings"
)

func (c *call) getMe() error {
	b := appendUser(c.result(512), c.s.bot.User)
	b = b[:len(b)-1]
	b = strconv.AppendBool(append(b, `,"can_join_groups":true,"can_read_all_group_messages":`...), c.s.bot.ReadsAll)
	b = append(b, `,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}`...)
	c.out = b
	return nil
}

func (c *call) getChat() error {
	ch, err := c.chatFor("chat_id")
	if err != nil {
		return err
	}
	b := c.s.appendChat(c.result(1024), ch)
	b = append(b[:len(b)-1], `,"accent_color_id":0,"max_reaction_count":11,"accepted_gift_types":{"unlimited_gifts":false,"limited_gifts":false,"unique_gifts":false,"premium_subscription":false,"gifts_from_channels":false}`...)
	if ch.Username != "" {
		b = append(appendString(append(key(b, "active_usernames"), '['), ch.Username), ']')
	}
	b = fieldString(b, "description", ch.Description)
	b = fieldString(b, "invite_link", ch.invite)
	for _, m := range slices.Backward(ch.history) {
		if m.Pinned {
			b = c.s.appendMessage(key(b, "pinned_message"), ch, m, true)
			break
		}
	}
	if !ch.private() && ch.Type != "channel" {
		b = append(key(b, "permissions"), '{')
		for _, name := range permissionNames {
			b = append(key(b, name), "true"...)
		}
		b = append(b, '}')
	}
	b = append(b, '}')
	c.out = b
	return nil
}

// groupFor is chatFor where people have standings.
func (c *call) groupFor() (*chat, error) {
	ch, err := c.chatFor("chat_id")
	if err == nil && ch.private() {
		err = bad("there are no administrators in the private chat")
	}
	return ch, err
}

func (c *call) getChatMember() error {
	ch, err := c.chatFor("chat_id")
	if err != nil {
		return err
	}
	id := c.number("user_id")
	known := c.s.people[id]
	m := ch.members[id]
	switch {
	case id <= 0:
		return bad("invalid user_id specified")
	case known == nil:
		return bad("PARTICIPANT_ID_INVALID")
	case ch.private() && (id == ch.ID || id == c.s.bot.ID):
		m = &Member{Status: "member"}
	case ch.private():
		return bad("member not found")
	case m == nil:
		m = &Member{Status: "left"}
	}
	shown := *m
	shown.User = known.User
	c.out = appendMember(c.result(768), shown)
	return nil
}

func (c *call) getChatMemberCount() error {
	ch, err := c.chatFor("chat_id")
	if err != nil {
		return err
	}
	n := int64(0)
	for _, m := range ch.members {
		if m.present() {
			n++
		}
	}
	if ch.private() {
		n = 2
	}
	c.out = strconv.AppendInt(c.result(8), n, 10)
	return nil
}

// getChatAdministrators leaves out other bots, as Telegram does, but not this one.
func (c *call) getChatAdministrators() error {
	ch, err := c.groupFor()
	if err != nil {
		return err
	}
	b := append(c.result(2048), '[')
	n := 0
	for _, id := range ch.memberIDs {
		m := *ch.members[id]
		m.User = c.s.user(id)
		if !m.admin() || m.User.IsBot && id != c.s.bot.ID {
			continue
		}
		b = appendMember(comma(b, n), m)
		n++
	}
	b = append(b, ']')
	c.out = b
	return nil
}

// asAdmin finds the group and refuses where the bot lacks a right.
func (c *call) asAdmin(right, task string) (*chat, error) {
	ch, err := c.groupFor()
	if err != nil {
		return nil, err
	}
	if !ch.may(c.s.bot.ID, right) {
		return nil, bad("not enough rights to %s", task)
	}
	return ch, nil
}

func (c *call) setChatTitle() error {
	ch, err := c.asAdmin("can_change_info", "change chat title")
	if err != nil {
		return err
	}
	if n := utf16Length(c.text("title")); n == 0 || n > 128 {
		return bad("chat title is invalid")
	}
	ch.Title = c.text("title")
	c.s.changed()
	return c.ok()
}

func (c *call) setChatDescription() error {
	ch, err := c.asAdmin("can_change_info", "set chat description")
	switch {
	case err != nil:
		return err
	case utf16Length(c.text("description")) > 255:
		return bad("chat description is too long")
	case ch.Description == c.text("description"):
		return bad("chat description is not modified")
	}
	ch.Description = c.text("description")
	return c.ok()
}

func (c *call) newInvite(ch *chat) string {
	c.s.nextQuery++
	return "https://t.me/+" + strconv.FormatInt(c.s.nextQuery*31+ch.ID, 36)
}

func (c *call) exportChatInviteLink() error {
	ch, err := c.asAdmin("can_invite_users", "manage chat invite link")
	if err != nil {
		return err
	}
	ch.invite = c.newInvite(ch)
	c.out = appendString(c.result(64), ch.invite)
	return nil
}

func (c *call) createChatInviteLink() error { return c.inviteLink("", false) }
func (c *call) revokeChatInviteLink() error { return c.inviteLink(c.text("invite_link"), true) }

func (c *call) inviteLink(link string, revoked bool) error {
	ch, err := c.asAdmin("can_invite_users", "manage chat invite link")
	if err != nil {
		return err
	}
	if link == "" {
		link = c.newInvite(ch)
	}
	b := fieldString(append(c.result(512), '{'), "invite_link", link)
	b = appendUser(key(b, "creator"), c.s.bot.User)
	b = strconv.AppendBool(append(b, `,"creates_join_request":`...), c.flag("creates_join_request"))
	b = strconv.AppendBool(append(b, `,"is_primary":false,"is_revoked":`...), revoked)
	b = append(b, '}')
	c.out = b
	return nil
}

func (c *call) leaveChat() error {
	ch, err := c.chatFor("chat_id")
	if err != nil {
		return err
	}
	if ch.private() {
		return bad("chat member status can't be changed in private chats")
	}
	c.s.standing(ch, c.s.bot.ID, c.s.bot.ID, "left", c.now)
	return c.ok()
}

// subject finds the member that the bot is about to change.
func (c *call) subject(right, task string) (*chat, int64, error) {
	ch, err := c.asAdmin(right, task)
	if err != nil {
		return nil, 0, err
	}
	id := c.number("user_id")
	switch m := ch.members[id]; {
	case c.s.people[id] == nil:
		return nil, 0, bad("PARTICIPANT_ID_INVALID")
	case id == c.s.bot.ID:
		return nil, 0, bad("can't %s self", strings.Fields(task)[0])
	case m != nil && m.Status == "creator":
		return nil, 0, bad("can't remove chat owner")
	case m.admin() && right == "can_restrict_members":
		return nil, 0, bad("user is an administrator of the chat")
	}
	return ch, id, nil
}

func (c *call) banChatMember() error {
	ch, id, err := c.subject("can_restrict_members", "restrict/unrestrict chat member")
	if err != nil {
		return err
	}
	c.s.standing(ch, c.s.bot.ID, id, "kicked", c.now)
	return c.ok()
}

func (c *call) unbanChatMember() error {
	ch, id, err := c.subject("can_restrict_members", "restrict/unrestrict chat member")
	if err != nil {
		return err
	}
	m := ch.members[id]
	if m != nil && (m.Status == "kicked" || m.present() && !c.flag("only_if_banned")) {
		c.s.standing(ch, c.s.bot.ID, id, "left", c.now)
	}
	return c.ok()
}

func (c *call) restrictChatMember() error {
	ch, id, err := c.subject("can_restrict_members", "restrict/unrestrict chat member")
	if err != nil {
		return err
	}
	may := map[string]bool{}
	if err := c.object("permissions", "chat permissions JSON object", &may); err != nil {
		return err
	}
	denied := map[string]bool{}
	for _, name := range permissionNames {
		if !may[name] {
			denied[name] = true
		}
	}
	status := "restricted"
	if len(denied) == 0 {
		status = "member"
	}
	c.s.change(ch, c.s.bot.ID, id, Member{Status: status, Denied: denied}, c.now)
	return c.ok()
}

func (c *call) promoteChatMember() error {
	ch, id, err := c.subject("can_promote_members", "promote/demote chat member")
	if err != nil {
		return err
	}
	denied := map[string]bool{}
	for _, name := range rightNames {
		if !c.flag(name) {
			denied[name] = true
		}
	}
	status := "administrator"
	if len(denied) == len(rightNames) {
		status = "member"
	}
	c.s.change(ch, c.s.bot.ID, id, Member{Status: status, Denied: denied, Anonymous: c.flag("is_anonymous")}, c.now)
	return c.ok()
}
