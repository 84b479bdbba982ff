// Owns how long to wait after failed sign-ins for one e-mail address. Pure; times in ms since the epoch.

export interface Attempts {
  readonly failures: number
  readonly lastAt: number
}

/** People mistype; the first tries cost nothing. */
const FREE = 5
const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 15 * 60_000
/** After a day without a failure all is forgotten. */
export const FORGET_MS = 24 * 3_600_000

/** The wait after this many failures: none for four, then 2 s, doubling up to 15 min. */
export function waitMs(failures: number): number {
  return failures < FREE ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE))
}

/**
 * Judges one more try. Every try counts as failed from the start, so that many at once cannot slip through together;
 * a success forgets them all. `retryInMs`: this one comes too early, and does not count.
 */
export function attempt(before: Attempts, now: number): { next: Attempts } | { retryInMs: number } {
  const failures = now - before.lastAt > FORGET_MS ? 0 : before.failures
  const wait = waitMs(failures)
  // Tries at once are judged in another order than they came, so that `before` may be a little later than `now`.
  const retryInMs = before.lastAt + wait - now
  if (wait > 0 && retryInMs > 0) return { retryInMs }
  return { next: { failures: failures + 1, lastAt: Math.max(now, before.lastAt) } }
}
