// Owns a transaction of this session's owner: nothing of it is kept when the lease has gone to another.
import type pg from 'pg'
import { IntakeFailedError } from '../../../intake/intake.errors.ts'
import { assertFence, LeaseLostError } from '../../../lease/lease.fence.ts'
import type { Fence } from '../../whatsapp.port.ts'

/** Checks the fence, runs the work and commits. Throws LeaseLostError, or IntakeFailedError for everything else. */
export async function asOwner(
  pool: pg.Pool,
  fence: Fence,
  work: (client: pg.ClientBase) => Promise<void>,
): Promise<void> {
  let client: pg.PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    throw new IntakeFailedError('The database does not answer.', { cause: error })
  }
  let broken = false
  try {
    await client.query('BEGIN')
    await assertFence(client, fence)
    await work(client)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true
    })
    if (error instanceof LeaseLostError) throw error
    throw new IntakeFailedError('The database refused to keep it.', { cause: error })
  } finally {
    client.release(broken)
  }
}
