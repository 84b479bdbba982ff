// Owns how often a file is tried and what its failure is called. Pure.
import type { MediaFailure } from '@indoshopster/contracts/session/media'

export type NextAttempt =
  | { readonly kind: 'again'; readonly inMs: number }
  /** The servers have thrown it away; our own phone may still have it. Else it has failed. */
  | { readonly kind: 'ask_phone'; readonly reason: MediaFailure }
  | { readonly kind: 'failed'; readonly reason: MediaFailure }

/** By the name of an error; others are servers that do not answer. */
const reasons: Readonly<Record<string, MediaFailure>> = {
  MediaExpiredError: 'media_gone',
  MediaGoneError: 'media_gone',
  MediaDamagedError: 'media_damaged',
  MediaTooLargeError: 'media_too_large',
  MediaRejectedError: 'media_damaged',
}

/** Attempts of a file before it has failed: a server may be wrong once, but not for long. */
const MAX_ATTEMPTS: Readonly<Record<MediaFailure, number>> = {
  media_gone: 3,
  media_damaged: 3,
  media_too_large: 1,
  media_key_missing: 1,
  media_unavailable: 8,
}

/** Longest pause, ms. */
const LONGEST_MS = 30_000

/** The first pause, ms; each one after it is twice as long. */
const FIRST_PAUSE_MS = 1000

/** `attempt`: of this run, 1 for the first. Our own store being away is nobody's failure: that is tried for ever. */
export function afterFault(errorName: string, attempt: number, firstPauseMs = FIRST_PAUSE_MS): NextAttempt {
  const inMs = Math.min(LONGEST_MS, firstPauseMs * 2 ** (attempt - 1))
  if (errorName === 'MediaStoreUnavailableError') return { kind: 'again', inMs }
  const reason = reasons[errorName] ?? 'media_unavailable'
  if (attempt < MAX_ATTEMPTS[reason]) return { kind: 'again', inMs }
  return { kind: errorName === 'MediaExpiredError' ? 'ask_phone' : 'failed', reason }
}
