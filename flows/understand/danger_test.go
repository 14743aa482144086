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

func TestSmallTalkHidesNoDanger(t *testing.T) {
	for said, danger := range map[string]desk.Danger{
		"haha good morning! how are you? there is a fire in my kitchen": desk.DangerFire,
		"lol stuck in the lift":                                              desk.DangerLift,
		"😂😂 stuck in the lift again with 3 people haha":                      desk.DangerLift,
		"早晨呀 食咗飯未 我喺𨋢入面出唔到 哈哈":                                               desk.DangerLift,
		"thanks for your help yesterday. my dad just collapsed":              desk.DangerMedical,
		"哈哈哈 樓下起火喇":                                                          desk.DangerFire,
		"昨天謝謝你們。廚房起火了":                                                       desk.DangerFire,
		"help the fire, its out of control":                                  desk.DangerFire,
		"where is everyone? lol the whole corridor is full of smoke":         desk.DangerFire,
		"happy new year! btw smoke is coming out of the socket, have fun":    desk.DangerFire,
		"中秋節快樂！我聞到煤氣味":                                                       desk.DangerGas,
		"great party last night. someone broke into my flat while i was out": desk.DangerTheft,
	} {
		if r := understanding.Read(said); r.Danger != danger {
			t.Errorf("%q is %q, want %q", said, r.Danger, danger)
		}
	}
}

func TestWhatIsDeniedOrOverIsNoDanger(t *testing.T) {
	for _, said := range []string{
		"沒有着火", "冇火燭呀", "没有着火，虚惊一场", "fire is out now", "there was a fire but it's out", "was stuck in the lift last week, all good",
		"no smoke here", "nobody is trapped", "上個月電梯困人", "昨天停電，今天來電了", "I was not robbed", "尋晚個警鐘響咗，而家冇事喇",
	} {
		if r := understanding.Read(said); r.Emergency {
			t.Errorf("%q is %q: %v", said, r.Danger, r.Matches)
		}
	}
}

func TestWhoeverMeansToDieOrIsShutInACarIsInDanger(t *testing.T) {
	for said, danger := range map[string]desk.Danger{
		"我唔想生存":                                             desk.DangerMedical,
		"我不想活了":                                             desk.DangerMedical,
		"I don't want to live any more":                     desk.DangerMedical,
		"I want to kill myself":                             desk.DangerMedical,
		"I took a whole bottle of pills":                    desk.DangerMedical,
		"有人喺天台想跳":                                           desk.DangerMedical,
		"someone on the roof about to jump":                 desk.DangerMedical,
		"有個女人企咗出圍欄外面":                                       desk.DangerMedical,
		"her fingers are caught in a door of the escalator": desk.DangerMedical,
		"child locked in car":                               desk.DangerHelp,
		"BB鎖咗喺車":                                            desk.DangerHelp,
		"i locked my baby in the car":                       desk.DangerHelp,
		"🆘":                                                 desk.DangerHelp,
		"🆘🆘🆘":                                               desk.DangerHelp,
		"SOS":                                               desk.DangerHelp,
		"the kitchen is fire":                               desk.DangerFire,
		"haha the kitchen is fire":                          desk.DangerFire,
		"haha this app is fire":                             "",
		"you're on fire today":                              "",
		"I don't want to live here any more":                "",
		"我不想生活在這麼吵的地方":                                      "",
		"我想死你喇":                                             "",
		"a cleaner is sitting outside the window":           "",
		"the stroller is locked in the car":                 "",
		"nobody locked the door of the balcony":             "",
	} {
		if r := understanding.Read(said); r.Danger != danger {
			t.Errorf("%q is %q, want %q", said, r.Danger, danger)
		}
	}
}

func TestWordsOfARuleStandAsNearAsItSays(t *testing.T) {
	near := "I do not want, whatever my family and my friends and the doctors say about it, to live"
	if r := understanding.Read(near); r.Danger != "" {
		t.Errorf("%q is %q", near, r.Danger)
	}
}
