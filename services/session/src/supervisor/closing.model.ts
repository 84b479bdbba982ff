// Owns what follows when a connection ends: try again, and when, or wait for staff. Pure.
import type { CloseCause } from '../whatsapp/whatsapp.port.ts'
import type { DisconnectReason, SessionFact } from '../session/session.decider.ts'
import { backoffMs } from './backoff.model.ts'

/** `retry`: open again after the pause. `final`: record the fact and wait for staff. */
export type AfterClose =
  | { readonly kind: 'retry'; readonly pauseMs: number; readonly reason: DisconnectReason }
  | { readonly kind: 'final'; readonly fact: SessionFact }
  | { readonly kind: 'closed_by_us' }

/** A number taken over elsewhere is not fought for: the first try comes late, each later one later still. */
const REPLACED_FAILURES = 3

/** A refused protocol needs a new version of ours; trying often would only annoy the server. */
const REFUSED_FAILURES = 6

/** `failures` counts the ends since a connection was last online for a while; `chance` is between 0 and 1. */
export function afterClose(cause: CloseCause, failures: number, chance: number): AfterClose {
  switch (cause) {
    case 'closed_by_us':
      return { kind: 'closed_by_us' }
    case 'pairing_expired':
      return { kind: 'final', fact: { kind: 'saw_pairing_expired' } }
    case 'logged_out_from_phone':
    case 'account_banned':
      return { kind: 'final', fact: { kind: 'saw_logged_out', reason: cause } }
    case 'restart_required':
      // Part of every pairing, so at once; only a server that keeps asking is slowed down.
      return { kind: 'retry', reason: cause, pauseMs: failures <= 2 ? 0 : backoffMs(failures, chance) }
    case 'replaced':
      return { kind: 'retry', reason: cause, pauseMs: backoffMs(failures + REPLACED_FAILURES, chance) }
    case 'protocol_refused':
      return { kind: 'retry', reason: cause, pauseMs: backoffMs(failures + REFUSED_FAILURES, chance) }
    case 'connection_lost':
    case 'server_unavailable':
    case 'store_failed':
      return { kind: 'retry', reason: cause, pauseMs: backoffMs(failures, chance) }
  }
}
