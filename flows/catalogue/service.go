package catalogue

import (
	"slices"
	"strings"

	"frontdesk/storage/desk"
)

// Service is one line of the catalogue: a row of the tables, or one case of a row that has several. Its maps and
// lists are shared and must not be changed.
type Service struct {
	Ref  desk.ServiceRef
	Kind desk.Kind
	// Opens is who may begin it. Whatever a tenant may, staff may for a tenant.
	Opens Opens
	Desk  desk.Name
	// Icon is the emoji before the service's name.
	Icon string
	// Names are the full names, Buttons the short ones that fit half a phone's width.
	Names, Buttons map[desk.Language]string
	// VariantBy is who tells the row's cases apart, "" where there is but one. Labels are what this case is called
	// beside the others.
	VariantBy VariantBy
	Labels    map[desk.Language]string
	// Targets are all that the row says, Promises those of them that a ticket runs; Catalogue.Promises gives a
	// ticket's.
	Targets  []Target
	Promises []desk.Promise
	// Urgencies are those that may be asked for, the most urgent first. Only repairs have any.
	Urgencies []desk.Urgency
	// InHours tells that the promises count while the desk is open.
	InHours bool
	// Visits tells whether a time may be agreed: for an ordinary repair, and for a booking of somebody's coming.
	Visits bool
	// Fields are what the form asks, in order; Steps are the staff's checklist.
	Fields []Field
	Steps  []Step
	// Proof tells that a photo of the finished job is wanted.
	Proof bool
	// Prices are the posted prices in words; none where the operator has posted none.
	Prices map[desk.Language]string
	// Withdrawn tells that the operator offers it no longer.
	Withdrawn bool
}

// Opens is who begins a matter of a service.
type Opens string

// Who can.
const (
	ByTenant   Opens = "tenant"
	ByStaff    Opens = "staff"
	ByCalendar Opens = "calendar"
	ByMessage  Opens = "every message"
)

// VariantBy is who tells the cases of a row apart.
type VariantBy string

// Who can: the tenant or staff when opening it, staff once they have seen it, or nobody, because each case stands for
// itself.
const (
	TenantTells VariantBy = "tenant"
	StaffTell   VariantBy = "staff"
	StaffFind   VariantBy = "staff, when found"
	EachItsOwn  VariantBy = "each of its own"
)

// later tells whether a tenant need not know which of the cases it is.
func (v VariantBy) later() bool { return v == StaffTell || v == StaffFind }

// Key is the service's reference in words for buttons, stored answers and the operator's file: 5.13, or 5.11 and its
// variant.
func (s Service) Key() string { return key(s.Ref) }

func key(r desk.ServiceRef) string {
	if r.Variant == "" {
		return r.Ref
	}
	return r.Ref + " " + r.Variant
}

// parseKey is the opposite of key.
func parseKey(key string) desk.ServiceRef {
	ref, variant, _ := strings.Cut(key, " ")
	return desk.ServiceRef{Ref: ref, Variant: variant}
}

// NameIn is the full name in l, without the icon.
func (s Service) NameIn(l desk.Language) string { return in(s.Names, l) }

// PriceIn is the posted price in l, "" where none is posted.
func (s Service) PriceIn(l desk.Language) string { return in(s.Prices, l) }

// ButtonIn is the label of the service's button in l, with its icon.
func (s Service) ButtonIn(l desk.Language) string { return s.Icon + " " + in(s.Buttons, l) }

// CaseNames are the full names with which of the row's cases it is, for when that has been told apart.
func (s Service) CaseNames() map[desk.Language]string {
	if !s.VariantBy.later() {
		return s.Names
	}
	names := map[desk.Language]string{}
	for l, name := range s.Names {
		names[l] = name
		if label := s.LabelIn(l); !strings.Contains(strings.ToLower(name), strings.ToLower(label)) {
			names[l] += " · " + label
		}
	}
	return names
}

// LabelIn is what this case of the row is called in l, "" where the row has but one.
func (s Service) LabelIn(l desk.Language) string { return in(s.Labels, l) }

// Permits reports whether the urgency may be asked for.
func (s Service) Permits(u desk.Urgency) bool { return slices.Contains(s.Urgencies, u) }

// Promise is what the service's own row promises for the clock, and whether it does.
func (s Service) Promise(c desk.Clock) (desk.Promise, bool) {
	for _, p := range s.Promises {
		if p.Clock == c {
			return p, true
		}
	}
	return desk.Promise{}, false
}

// in is the text in l, or in English for a language that nobody has chosen yet.
func in(texts map[desk.Language]string, l desk.Language) string {
	if t, ok := texts[l]; ok {
		return t
	}
	return texts[desk.English]
}
