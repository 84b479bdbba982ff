// Answers: would another try of this work end the same way, however long we wait?

/** Postgres codes of data that does not fit (22), rules it breaks (23) and statements it refuses (42). */
const refusedByDatabase = /^(22|23|42)/

/** Errors of ours that say so themselves. */
const hopeless: ReadonlySet<string> = new Set(['EventTooLargeError', 'WireIdTakenError', 'CannotSealError'])

/** True for errors of the request itself; false where a server is away or slow, which passes. */
export function isHopeless(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true
  if (!(error instanceof Error)) return false
  if (hopeless.has(error.name)) return true
  return 'code' in error && typeof error.code === 'string' && refusedByDatabase.test(error.code)
}
