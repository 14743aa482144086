package storage

import (
	"time"

	"frontdesk/storage/desk"
)

// PutGroup stores what is known of a group.
func (tx *Tx) PutGroup(g desk.Group) error {
	old, known, err := tx.Group(g.Chat)
	if err != nil {
		return err
	}
	if !known || old.Language != g.Language {
		tx.restand(g.Chat)
	}
	return write(tx, bGroups, id64(g.Chat), g)
}

// Group finds a group.
func (r *Reader) Group(c desk.ChatID) (desk.Group, bool, error) {
	return read[desk.Group](r, bGroups, id64(c))
}

// Link gives a desk to a group; the desk leaves the group that had it.
func (tx *Tx) Link(n desk.Name, c desk.ChatID) error {
	if before, linked := tx.GroupOf(n); linked {
		tx.restand(before)
	}
	tx.restand(c)
	return tx.w.Put(bLinks, []byte(n), id64(c))
}

// Unlink takes a desk from whatever group has it.
func (tx *Tx) Unlink(n desk.Name) error {
	if before, linked := tx.GroupOf(n); linked {
		tx.restand(before)
	}
	return tx.w.Delete(bLinks, []byte(n))
}

// GroupOf is the group of a desk; ok is false where none is linked.
func (r *Reader) GroupOf(n desk.Name) (desk.ChatID, bool) {
	raw := r.r.Get(bLinks, []byte(n))
	if raw == nil {
		return 0, false
	}
	return number[desk.ChatID](raw), true
}

// DesksIn are the desks that a group holds, in the order in which desks are offered.
func (r *Reader) DesksIn(c desk.ChatID) []desk.Name {
	var names []desk.Name
	for _, n := range desk.Names {
		if linked, ok := r.GroupOf(n); ok && linked == c {
			names = append(names, n)
		}
	}
	return names
}

// PutMember stores what is known of somebody's presence in a group.
func (tx *Tx) PutMember(m desk.Member) error {
	old, _, err := tx.Member(m.Chat, m.User)
	if err != nil {
		return err
	}
	if old.Present() != m.Present() {
		tx.restand(m.User.Private())
	}
	return write(tx, bPeopleIn, join(id64(m.Chat), id64(m.User)), m)
}

// Member finds what is known of somebody's presence in a group.
func (r *Reader) Member(c desk.ChatID, u desk.UserID) (desk.Member, bool, error) {
	return read[desk.Member](r, bPeopleIn, join(id64(c), id64(u)))
}

// MembersOf lists everybody who was ever noticed in a group.
func (r *Reader) MembersOf(c desk.ChatID) ([]desk.Member, error) {
	var members []desk.Member
	var failed error
	r.prefixed(bPeopleIn, id64(c), func(k, _ []byte) bool {
		m, _, err := read[desk.Member](r, bPeopleIn, k)
		members, failed = append(members, m), err
		return failed == nil
	})
	return members, failed
}

// Rekey moves what is known of a group to its new identity: links, members and what waits to be sent there.
// Messages that stand in the old group cannot be changed from the new one: a slot whose message is in another
// chat than its desk's counts as empty, so what is shown there next is sent anew.
func (tx *Tx) Rekey(from, to desk.ChatID) error {
	if from == to {
		return nil
	}
	tx.effects.Rekeyed = true
	for _, step := range []func(from, to desk.ChatID) error{
		tx.rekeyGroup, tx.rekeyLinks, tx.rekeyMembers, tx.rekeyOutbox, tx.rekeyAlerts,
	} {
		if err := step(from, to); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) rekeyGroup(from, to desk.ChatID) error {
	g, ok, err := tx.Group(from)
	if err != nil || !ok {
		return err
	}
	if err := tx.w.Delete(bGroups, id64(from)); err != nil {
		return err
	}
	g.Chat, g.Type, g.Closed = to, "supergroup", time.Time{}
	newer, met, err := tx.Group(to)
	if err != nil {
		return err
	}
	if met { // something was heard of the new identity first
		newer.Admin = newer.Admin || g.Admin
		if newer.Language == "" {
			newer.Language = g.Language
		}
		g = newer
	}
	return tx.PutGroup(g)
}

func (tx *Tx) rekeyLinks(from, to desk.ChatID) error {
	for _, n := range tx.DesksIn(from) {
		if err := tx.Link(n, to); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) rekeyMembers(from, to desk.ChatID) error {
	members, err := tx.MembersOf(from)
	if err != nil {
		return err
	}
	for _, m := range members {
		if err := tx.w.Delete(bPeopleIn, join(id64(from), id64(m.User))); err != nil {
			return err
		}
		m.Chat = to
		if err := tx.PutMember(m); err != nil {
			return err
		}
	}
	return nil
}
