// Owns how long a sign-in lasts: 30 days, and 12 hours without use. Pure; times in ms since the epoch.

/** An agent signs in again after a night away, not during a shift. */
export const IDLE_MS = 12 * 3_600_000
export const LONGEST_MS = 30 * 24 * 3_600_000
/** Use is noted this often at most, so that reading writes little. */
export const NOTE_USE_MS = 60_000

export interface Lifetime {
  readonly createdAt: number
  readonly lastUsedAt: number
}

/** True while the sign-in may be used. */
export const isAlive = ({ createdAt, lastUsedAt }: Lifetime, now: number): boolean =>
  now - createdAt < LONGEST_MS && now - lastUsedAt < IDLE_MS
