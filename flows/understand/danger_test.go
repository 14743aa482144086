package understand

import (
	"testing"

	"frontdesk/flows/catalogue"
	"frontdesk/storage/desk"
)

func TestTheDangerIsNamed(t *testing.T) {
	for danger, said := range map[desk.Danger][]string{
		desk.DangerLift:    {"stuck in the lift", "我困咗喺𨋢入面", "电梯把人困住了"},
		desk.DangerFire:    {"there is smoke in the corridor", "火災警報響緊", "着火了"},
		desk.DangerFlood:   {"burst pipe, water everywhere", "爆水管"},
		desk.DangerGas:     {"I smell gas", "聞到煤氣味", "煤气泄漏"},
		desk.DangerMedical: {"my dad collapsed", "有人暈咗", "有人心脏病发作"},
		desk.DangerRobbery: {"someone has a knife", "有人打劫"},
		desk.DangerHelp:    {"help", "救命", "my child is missing"},
		desk.DangerTheft:   {"my flat was burgled", "屋企俾人爆竊"},
		desk.DangerPower:   {"whole floor has no power", "成層停電"},
		desk.DangerLane:    {"the car park ramp is blocked by a truck", "停車場出口俾架車塞住"},
		"":                 {"the lift squeaks", "冷氣漏水", "hello"},
	} {
		for _, text := range said {
			if r := understanding.Read(text); r.Danger != danger || r.Emergency != (danger != "") {
				t.Errorf("%q is %q (%t), want %q", text, r.Danger, r.Emergency, danger)
			}
		}
	}
}

func TestEveryRuleNamesADanger(t *testing.T) {
	for _, r := range understanding.rules {
		if !r.danger.Valid() {
			t.Errorf("a rule of %v is about %q", r.ref, r.danger)
		}
	}
}

func TestTheDangerStaysWhereItsServiceIsNotOffered(t *testing.T) {
	c, err := catalogue.Default().Changed([]byte("catalogue:\n  \"6.6\": {withdrawn: true}\n"), "f.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := New(c).Read("I am stuck in the lift")
	if r.Danger != desk.DangerLift || r.Matches[0].Ref != catalogue.Assistance {
		t.Errorf("it is %q, %v", r.Danger, r.Matches)
	}
}
