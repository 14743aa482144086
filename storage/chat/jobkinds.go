package chat

import "frontdesk/storage/desk"

// The kinds of slow work. A job's Args and its result's Data are JSON objects with the fields named here.
const (
	// JobBackup keeps a verified copy of the database, named for its day, and removes those too old to keep.
	JobBackup JobKind = "backup"
	// JobCheck reads the whole database and says whether it holds together.
	JobCheck JobKind = "check"
	// JobKeepFile keeps a file (Args FileArgs) beside the database, under the sum of its bytes (Data FileKept).
	JobKeepFile JobKind = "keep-file"
	// JobRoster fetches and reads a tenants' file (Args FileArgs, Data roster.Reading of the flows).
	JobRoster JobKind = "roster"
	// JobMember asks whether somebody is in a group now (Args MemberArgs, Data MemberFound).
	JobMember JobKind = "member"
	// JobCommands puts a menu of commands in place (Args CommandsArgs, no Data).
	JobCommands JobKind = "commands"
)

// FileArgs name a file that the chat service holds.
type FileArgs struct {
	FileID string `json:"file_id"`
}

// FileKept is where a file lies now: under its SHA-256, in hexadecimal.
type FileKept struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"` // bytes
}

// MemberArgs name somebody and a group.
type MemberArgs struct {
	Chat desk.ChatID `json:"chat"`
	User desk.UserID `json:"user"`
}

// MemberFound is somebody's standing in a group.
type MemberFound struct {
	Present bool `json:"present"`
	Admin   bool `json:"admin"`
}

// BackupKept is the copy that a backup made: its file's name within the folder of backups, and its size.
type BackupKept struct {
	Name string `json:"name"`
	Size int64  `json:"size"` // bytes
}
