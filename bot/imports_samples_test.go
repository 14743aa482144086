package bot_test

import "testing"

// The samples hold the judge itself to its rules: an arrow that must not be is called so.

func TestImportsForbidden(t *testing.T) {
	for _, a := range []arrow{
		// Upward.
		{from: "storage/desk", to: module + "/storage"},
		{from: "storage/kv", to: module + "/storage/desk"},
		{from: "storage/desk", to: module + "/storage/chat"},
		{from: "storage", to: module + "/flows"},
		{from: "storage", to: module + "/scheduler"},
		{from: "flows", to: module + "/bot"},
		{from: "flows/repair", to: module + "/flows"},
		{from: "flows/dialog", to: module + "/flows/repair"},
		{from: "flows/text", to: module + "/flows/dialog"},
		{from: "bot", to: module},
		{from: "bot/intake", to: module + "/bot"},
		{from: "storage/desk", to: module + "/storage", test: true},
		{from: "flows/repair", to: module + "/bot", test: true},
		// Sideways.
		{from: "flows/repair", to: module + "/flows/enrol"},
		{from: "flows/watch", to: module + "/flows/repair"},
		{from: "flows/repair", to: module + "/flows/staff", test: true},
		{from: "flows/repair", to: module + "/scheduler"},
		{from: "scheduler", to: module + "/flows"},
		{from: "scheduler", to: module + "/storage"},
		{from: "bot/intake", to: module + "/bot/outbox"},
		{from: "bot/intake", to: module + "/flows"},
		{from: "bot/emulator", to: module + "/storage/desk"},
		// Past a seam.
		{from: "storage/bolt", to: module + "/storage/desk"},
		{from: "storage/kv/memory", to: module + "/storage/bolt"},
		{from: "flows/repair", to: module + "/storage/bolt"},
		{from: "flows/repair", to: module + "/storage/kv"},
		{from: ".", to: module + "/bot/emulator"},
		{from: "bot", to: module + "/bot/emulator"},
		{from: "bot/page", to: module + "/bot/emulator"},
		{from: "bot/demo", to: module + "/bot/story"},
		// Without a rule.
		{from: "storage/attic", to: module + "/storage/desk"},
		{from: "flows", to: module + "/flows/repair/parts"},
		{from: "helpers", to: "strings"},
		// Libraries.
		{from: "flows/repair", to: "github.com/go-telegram/bot/models"},
		{from: "storage", to: "github.com/go-telegram/bot", test: true},
		{from: ".", to: "github.com/go-telegram/bot"},
		{from: "storage", to: "go.etcd.io/bbolt"},
		{from: "bot/bench", to: "go.etcd.io/bbolt"},
		{from: "flows/watch", to: "github.com/robfig/cron/v3"},
		{from: "bot", to: "github.com/robfig/cron/v3", test: true},
		{from: "flows", to: "github.com/alecthomas/kong"},
		{from: "storage/desk", to: "pgregory.net/rapid"},
		{from: "bot", to: "go.uber.org/goleak"},
		{from: "bot/emulator", to: "github.com/google/go-cmp/cmp"},
		{from: "bot/demo", to: "github.com/chromedp/chromedp"},
		{from: "bot/emulator", to: "net/http/httptest"},
		{from: "storage", to: "testing"},
		{from: "storage", to: "testing/synctest"},
	} {
		if judge(a) == "" {
			t.Errorf("%s → %s (in a test: %t) is judged allowed", a.from, a.to, a.test)
		}
	}
}

func TestImportsAllowed(t *testing.T) {
	for _, a := range []arrow{
		{from: ".", to: module + "/bot"},
		{from: ".", to: module + "/bot/demo"},
		{from: ".", to: module + "/storage"},
		{from: ".", to: "github.com/alecthomas/kong"},
		{from: "bot", to: module + "/bot/intake"},
		{from: "bot", to: module + "/flows"},
		{from: "bot/outbox", to: "github.com/go-telegram/bot/models"},
		{from: "bot/demo", to: module + "/bot/emulator"},
		{from: "bot/killloop", to: module + "/bot/emulator"},
		{from: "flows", to: module + "/flows/repair"},
		{from: "flows/repair", to: module + "/flows/dialog"},
		{from: "flows/card", to: module + "/flows/text"},
		{from: "flows/repair", to: module + "/storage"},
		{from: "flows/repair", to: module + "/flows/repair", test: true},
		{from: "flows/repair", to: module + "/storage/bolt", test: true},
		{from: "flows/repair", to: module + "/bot/story", test: true},
		{from: "bot/outbox", to: module + "/bot/emulator", test: true},
		{from: "bot/story", to: "testing/synctest"},
		{from: "scheduler", to: "github.com/robfig/cron/v3"},
		{from: "scheduler", to: module + "/storage/desk"},
		{from: "storage", to: module + "/storage/bolt"},
		{from: "storage/bolt", to: "go.etcd.io/bbolt"},
		{from: "storage/chat", to: module + "/storage/desk"},
		{from: "storage/desk", to: "pgregory.net/rapid", test: true},
		{from: "storage/desk", to: "time"},
	} {
		if why := judge(a); why != "" {
			t.Errorf("%s → %s (in a test: %t) is judged forbidden: %s", a.from, a.to, a.test, why)
		}
	}
}
