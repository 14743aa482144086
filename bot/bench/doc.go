// Package bench measures the whole front desk, each figure beside a baseline of the same run:
//
//	go test -run '^$' -bench . ./bot/bench          # a few minutes
//	go test -run '^$' -bench . -large ./bot/bench   # a million tickets, ten thousand messages: some ten minutes
//
// Telegram and the people are a process of their own (world_test.go), reached over HTTP on the loopback, so that
// what is measured here is the desk or a baseline and nothing else. What storage alone does, such as arming a
// timer among a million, is measured in frontdesk/storage. This package must never hold what anything else needs.
package bench
