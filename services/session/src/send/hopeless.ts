// Answers: would another try of this work end the same way, however long we wait?

/** Postgres codes of data that does not fit (22), rules it breaks (23) and statements it refuses (42). */
const refusedByDatabase = /^(22|23|42)/

/** True for errors of the request itself; false where a server is away or slow, which passes. */
export function isHopeless(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true
  if (!(error instanceof Error)) return false
  if (error.name === 'EventTooLargeError' || error.name === 'WireIdTakenError') return true
  return 'code' in error && typeof error.code === 'string' && refusedByDatabase.test(error.code)
}
