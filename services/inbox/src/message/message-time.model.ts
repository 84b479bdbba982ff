// Answers: when was a message said, and where does it stand? Phones with a wrong clock must not sort above everything.

/** WhatsApp began in 2009; what claims to be older is a clock that was never set. */
const BEGINNING = Date.UTC(2009, 0, 1)
/** How far a sender's clock may run ahead of the event, ms. */
const AHEAD_MS = 60_000

/** The time a message is shown with, ISO: as WhatsApp tells it, or the event's own where that cannot be. */
export function messageTime(told: string, eventTime: string): string {
  const at = Date.parse(told)
  const believable = at >= BEGINNING && at <= Date.parse(eventTime) + AHEAD_MS
  return new Date(believable ? at : Date.parse(eventTime)).toISOString()
}

/** The whole second of an ISO time, since 1970. Threads and lists are ordered by it, then by sequence. */
export function secondOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}
