// Answers: which time does a frame show for a message? The inbox answers the same, so that nothing jumps on a reload.

/** WhatsApp began in 2009; what claims to be older is a clock that was never set. */
const BEGINNING = Date.UTC(2009, 0, 1)
/** How far a sender's clock may run ahead of the event, ms. */
const AHEAD_MS = 60_000

/** The time WhatsApp tells, or the event's own where that cannot be; ISO. */
export function shownTime(told: string, eventTime: string): string {
  const at = Date.parse(told)
  const believable = at >= BEGINNING && at <= Date.parse(eventTime) + AHEAD_MS
  return new Date(believable ? at : Date.parse(eventTime)).toISOString()
}
