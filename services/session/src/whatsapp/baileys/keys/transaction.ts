// Owns a transaction of this session's owner: nothing of it is kept when the lease has gone to another.
import type pg from 'pg'
import { lockingChats } from '../../../chat/chat.store.ts'
import { IntakeFailedError } from '../../../intake/intake.errors.ts'
import { beginAsserted, LeaseLostError } from '../../../lease/lease.fence.ts'
import type { Fence } from '../../whatsapp.port.ts'

/** Checks the fence, locks the session's chats if asked to, runs the work and commits. Throws LeaseLostError, or IntakeFailedError for everything else. */
export async function asOwner(
  pool: pg.Pool,
  fence: Fence,
  work: (client: pg.ClientBase) => Promise<void>,
  { chatsLocked = false }: { chatsLocked?: boolean } = {},
): Promise<void> {
  let client: pg.PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    throw new IntakeFailedError('The database does not answer.', { cause: error })
  }
  let broken = false
  try {
    await beginAsserted(client, fence, chatsLocked ? lockingChats(client, fence) : '')
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
