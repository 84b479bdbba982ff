// Owns the check that a write is made by the session's present owner; it runs in the write's own transaction.
import type pg from 'pg'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

/** The session belongs to another owner now: nothing may be written, published or sent any more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

/**
 * Locks the lease row for the length of the transaction, so that no takeover can commit in between: a claim takes
 * FOR UPDATE, a renewal does not, so renewals never wait behind writes. Throws LeaseLostError when the epoch is no
 * longer ours. Expiry alone does not matter: only a takeover moves the epoch.
 */
export async function assertFence(client: pg.ClientBase, fence: Fence): Promise<void> {
  const { rowCount } = await client.query(
    'SELECT FROM session.leases WHERE session_id = $1 AND epoch = $2 FOR KEY SHARE',
    [fence.sessionId, fence.epoch],
  )
  if (rowCount !== 1) throw new LeaseLostError('This process no longer owns the session.')
}

/**
 * Begins a transaction, asserts the fence and runs one more statement (without parameters), all in one round trip. The
 * caller rolls back when this throws.
 */
export async function beginAsserted(client: pg.ClientBase, fence: Fence, further = ''): Promise<void> {
  const sessionId = client.escapeLiteral(fence.sessionId)
  const epoch = client.escapeLiteral(String(fence.epoch))
  const results = await client.query(
    `BEGIN; SELECT FROM session.leases WHERE session_id = ${sessionId} AND epoch = ${epoch} FOR KEY SHARE; ${further}`,
  )
  // Of several statements the driver answers a list, which its types do not tell.
  const [, held] = results as unknown as readonly pg.QueryResult[]
  if (held?.rowCount !== 1) throw new LeaseLostError('This process no longer owns the session.')
}
