package desk

import (
	"testing"
	"time"
)

// BenchmarkOnCall asks who is on call at a desk of four shifts a day.
func BenchmarkOnCall(b *testing.B) {
	z := inZone(b, "Asia/Hong_Kong").Zone
	var rota []Shift
	for d := range 28 {
		rota = append(rota, Shift{User: UserID(d%5 + 1), Weekday: time.Weekday(d / 4), From: time.Duration(d%4) * 6 * time.Hour, Until: time.Duration(d%4+1) * 6 * time.Hour})
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(OnCall(z, rota, nil, nil, start)) != 1 {
			b.Fatal("not one is on call")
		}
	}
}

// BenchmarkAddHours asks when a promise in hours falls due that was made in the evening.
func BenchmarkAddHours(b *testing.B) {
	z := inZone(b, "Asia/Hong_Kong").Zone
	at := start.Add(6 * time.Hour)
	b.ReportAllocs()
	for b.Loop() {
		officeHours.Add(at, 10*time.Minute, z)
	}
}
