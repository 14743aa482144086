package emulator

import (
	"strconv"
)

// rightNames are an administrator's rights, in Telegram's order and words.
var rightNames = []string{
	"can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users", "can_restrict_members",
	"can_pin_messages", "can_manage_topics", "can_promote_members", "can_manage_video_chats",
	"can_post_stories", "can_edit_stories", "can_delete_stories",
}

// permissionNames are what a restricted member may or may not do.
var permissionNames = []string{
	"can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
	"can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
	"can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
}

func appendMember(b []byte, m Member) []byte {
	b = appendUser(append(b, `{"user":`...), m.User)
	b = fieldString(b, "status", m.Status)
	switch m.Status {
	case "creator":
		b = strconv.AppendBool(key(b, "is_anonymous"), m.Anonymous)
	case "administrator":
		b = append(b, `,"can_be_edited":false`...)
		for _, right := range rightNames {
			b = strconv.AppendBool(key(b, right), !m.Denied[right])
		}
		b = strconv.AppendBool(key(b, "is_anonymous"), m.Anonymous)
	case "restricted":
		b = append(b, `,"is_member":true,"until_date":0`...)
		for _, may := range permissionNames {
			b = strconv.AppendBool(key(b, may), !m.Denied[may])
		}
	case "kicked":
		b = append(b, `,"until_date":0`...)
	}
	return append(b, '}')
}
