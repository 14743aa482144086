// Package storage keeps the records at rest and reads and writes them in one transaction, whose moment is
// fixed at its start. It must never know a dialog, or how a chat service spells things; it decides nothing.
//
// The buckets (numbers are big-endian, so that keys sort as numbers do; records are JSON):
//
//	meta             name                    → schema version, counters, desk time offset
//	units            unit                    → Unit
//	units_by_name    estate|building|floor|number → unit
//	parties          party                   → Party
//	persons          person                  → Person
//	persons_by_user  user                    → person
//	memberships      person|party            → Membership
//	members_of       party|person            → (index)
//	occupancies      party|unit|from         → Occupancy: a party may come back
//	occupants        unit|from|party         → (index)
//	invites          hash                    → Invite
//	invites_of       person|hash             → (index)
//	tickets          letter|number           → Ticket, the header
//	events           letter|number|seq       → Event
//	tickets_open     user|letter|number      → (index: what its reporter still waits for)
//	tickets_at       desk|letter|number      → (index: what is not over)
//	tickets_last     user                    → letter|number, of up to 12 matters: those answered last, the last first
//	tickets_doubtful moment|letter|number    → (index: a reason to look at one of its holds)
//	tallies          what|day|desk           → count, kept up from (old header, new header); by month, or of now, some
//	alerts           alert                   → Alert: a message that told of breaches
//	alerts_of        letter|number|alert     → (index)
//	alerts_wait      chat|rank|due|clock     → Waiting: an alert that is told once the chat has room, in this order
//	messages         chat|message            → Ref: what a message in a chat is about
//	timers           due|kind|id             → (index: in order of moments)
//	timers_due       kind|id                 → due
//	sessions         chat|thread|user        → the dialogs of one person there
//	slots            slot                    → Place: where its live message stands: screen:chat, receipt:chat:ticket, card:ticket, …
//	outbox           row                     → Outgoing
//	outbox_slots     slot                    → row that waits to be sent there
//	groups           chat                    → Group
//	links            desk                    → chat
//	people_in        chat|user               → Member
//	admins           user                    → since
//	guesses          user                    → wrong codes opened lately
//	seen             update                  → when it was taken in
//	tries            piece                   → how often it has failed
//	dead             seq                     → DeadLetter
//	jobs             job                     → Job
//	files            sha-256|letter-number   → File
//	audit            seq                     → Entry
//	parties_by_name  estate|name|party       → (index)
//	tickets_of       party|letter|number     → (index: what is not over and its contact sees, too)
//	joins            join                    → Join: somebody asks to be enrolled
//	joins_open       join                    → (index: what waits to be decided)
//	joins_of         user|join               → (index: of them, by who asks)
//	shifts           shift                   → Shift
//	shifts_of        desk|shift              → (index: the desk's weekly rota)
//	covers           desk|day|user           → Cover: who does the user's shifts of that day
//	words            desk|user               → Word: "I'm on", "I'm off"
//	collected        key|seq                 → Update: one of several that are taken together
//	budgets          user                    → what the user used up on the last day
//	dialogs          dialog                  → version by which the database was last served, and fingerprint
//	fired            job|moment              → (a periodic job ran for it)
package storage
