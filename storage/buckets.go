package storage

import "frontdesk/storage/kv"

const (
	bMeta          kv.Bucket = "meta"
	bUnits         kv.Bucket = "units"
	bUnitsByName   kv.Bucket = "units_by_name"
	bParties       kv.Bucket = "parties"
	bPersons       kv.Bucket = "persons"
	bPersonsByUser kv.Bucket = "persons_by_user"
	bMemberships   kv.Bucket = "memberships"
	bMembersOf     kv.Bucket = "members_of"
	bOccupancies   kv.Bucket = "occupancies"
	bOccupants     kv.Bucket = "occupants"
	bInvites       kv.Bucket = "invites"
	bInvitesOf     kv.Bucket = "invites_of"
	bTickets       kv.Bucket = "tickets"
	bEvents        kv.Bucket = "events"
	bTicketsOpen   kv.Bucket = "tickets_open"
	bTicketsAt     kv.Bucket = "tickets_at"
	bTicketsLast   kv.Bucket = "tickets_last"
	bTallies       kv.Bucket = "tallies"
	bAlerts        kv.Bucket = "alerts"
	bAlertsOf      kv.Bucket = "alerts_of"
	bAlertsWait    kv.Bucket = "alerts_wait"
	bMessages      kv.Bucket = "messages"
	bTimers        kv.Bucket = "timers"
	bTimersDue     kv.Bucket = "timers_due"
	bSessions      kv.Bucket = "sessions"
	bSlots         kv.Bucket = "slots"
	bOutbox        kv.Bucket = "outbox"
	bOutboxSlots   kv.Bucket = "outbox_slots"
	bGroups        kv.Bucket = "groups"
	bLinks         kv.Bucket = "links"
	bPeopleIn      kv.Bucket = "people_in"
	bAdmins        kv.Bucket = "admins"
	bGuesses       kv.Bucket = "guesses"
	bSeen          kv.Bucket = "seen"
	bTries         kv.Bucket = "tries"
	bDead          kv.Bucket = "dead"
	bJobs          kv.Bucket = "jobs"
	bFiles         kv.Bucket = "files"
	bAudit         kv.Bucket = "audit"
	bPartiesByName kv.Bucket = "parties_by_name"
	bTicketsOf     kv.Bucket = "tickets_of"
	bJoins         kv.Bucket = "joins"
	bJoinsOpen     kv.Bucket = "joins_open"
	bJoinsOf       kv.Bucket = "joins_of"
	bShifts        kv.Bucket = "shifts"
	bShiftsOf      kv.Bucket = "shifts_of"
	bCovers        kv.Bucket = "covers"
	bWords         kv.Bucket = "words"
	bCollected     kv.Bucket = "collected"
	bBudgets       kv.Bucket = "budgets"
	bDialogs       kv.Bucket = "dialogs"
	bFired         kv.Bucket = "fired"
	bDoubtful      kv.Bucket = "tickets_doubtful"
)

// Buckets lists every bucket, for whoever opens the engine.
var Buckets = []kv.Bucket{
	bMeta, bUnits, bUnitsByName, bParties, bPersons, bPersonsByUser, bMemberships, bMembersOf, bOccupancies,
	bOccupants, bInvites, bInvitesOf, bTickets, bEvents, bTicketsOpen, bTicketsAt, bTicketsLast, bDoubtful, bTallies, bAlerts, bAlertsOf, bAlertsWait, bMessages,
	bTimers, bTimersDue, bSessions, bSlots, bOutbox, bOutboxSlots, bGroups, bLinks, bPeopleIn, bAdmins, bGuesses, bSeen,
	bTries, bDead, bJobs, bFiles, bAudit, bPartiesByName, bTicketsOf, bJoins, bJoinsOpen, bJoinsOf, bShifts, bShiftsOf,
	bCovers, bWords, bCollected, bBudgets, bDialogs, bFired,
}
