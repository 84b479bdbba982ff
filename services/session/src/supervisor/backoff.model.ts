// Owns how long to wait before the next try to connect. Pure.

const FIRST_MS = 1000
const LONGEST_MS = 60_000

/**
 * The pause before the next try, ms: doubles from 1 s to 60 s, between half and all of it by `chance` (0 to 1), so
 * that many sessions cut off at once do not come back at once.
 */
export function backoffMs(failures: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10))
  return Math.max(FIRST_MS, Math.round(full * (0.5 + chance / 2)))
}
