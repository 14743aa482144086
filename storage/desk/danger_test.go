package desk_test

import (
	"slices"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func TestEachDeskOfAnAlarmIsNamedOnce(t *testing.T) {
	for own, want := range map[desk.Name][]desk.Name{
		desk.Security:    {desk.Security},
		desk.Engineering: {desk.Engineering, desk.Security},
	} {
		k := desk.Open("E-1", desk.OpenedData{Kind: desk.Emergency, Desk: own}, desk.System, time.Unix(0, 0))
		k.Joined = []desk.Name{desk.Security}
		if got := k.Desks(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", own, got, want)
		}
	}
}
