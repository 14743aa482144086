package home

import (
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// outOfHours says when the office is back and who answers until then, "" while it is open. An office without
// hours is never said to be closed.
func outOfHours(r *storage.Reader, l desk.Language) string {
	e, now := r.Estate(), r.Now()
	office := e.HoursOf(desk.FrontDesk)
	back, ok := office.Next(now, e.Zone)
	if !ok || !back.After(now) {
		return ""
	}
	var answering []string
	for _, n := range desk.Names {
		if n != desk.Supervisors && n != desk.Managers && answers(r, n) {
			answering = append(answering, text.Plain(l, "desk."+string(n)))
		}
	}
	key := "home.closed"
	if len(answering) == 0 {
		key = "home.closed-alone"
	}
	return text.Say(l, key, "time", text.Clock(l, back, now, e.Zone), "desks", text.List(l, answering))
}

// answers tells whether somebody is at the desk now: it has a group, and is open.
func answers(r *storage.Reader, n desk.Name) bool {
	e := r.Estate()
	_, linked := r.GroupOf(n)
	return linked && e.HoursOf(n).Open(r.Now(), e.Zone)
}

// duties say at which desks the person works, and at which of them they are on call. Desks without a rota, where
// nobody has said that they are on, are not spoken of.
func duties(r *storage.Reader, who dialog.Who, is standing) ([]string, error) {
	if len(is.desks) == 0 {
		return nil, nil
	}
	l := who.Language
	names := make([]string, len(is.desks))
	var lines []string
	for i, n := range is.desks {
		names[i] = text.Plain(l, "desk."+string(n))
		line, err := duty(r, who, n)
		if err != nil {
			return nil, err
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return append([]string{text.Say(l, "home.staff", "name", who.Name, "desks", text.List(l, names))}, lines...), nil
}

func duty(r *storage.Reader, who dialog.Who, n desk.Name) (string, error) {
	l, name := who.Language, text.Plain(who.Language, "desk."+string(n))
	on, err := r.OnCall(n)
	if err != nil {
		return "", err
	}
	for _, d := range on {
		switch {
		case d.User != who.User:
			continue
		case d.Until.IsZero():
			return text.Say(l, "home.on-call-open", "desk", name), nil
		}
		return text.Say(l, "home.on-call", "desk", name, "time", text.Clock(l, d.Until, r.Now(), r.Estate().Zone)), nil
	}
	rota, err := r.Rota(n)
	if err != nil || len(rota) == 0 && len(on) == 0 {
		return "", err
	}
	return text.Say(l, "home.not-on-call", "desk", name), nil
}
