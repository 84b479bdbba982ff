// Owns what a group is called; a change is told to the log.
import type pg from 'pg'
import { noteFact } from '../contact/chat-fact.store.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import { chatFor } from './chat.store.ts'

/** Keeps the name of a group; makes its chat where there is none yet. Quiet when the name is known. */
export async function keepGroupName(
  deps: { pool: pg.Pool; fence: Fence; newId: () => string },
  address: string,
  name: string,
): Promise<void> {
  const { pool, fence, newId } = deps
  await inTransaction(pool, async (client) => {
    await assertFence(client, fence)
    const { chatId } = await chatFor(client, fence, { addresses: [address], phone: null, name: null }, newId)
    const { rowCount } = await client.query(
      'UPDATE session.chats SET name = $2 WHERE id = $1 AND name IS DISTINCT FROM $2',
      [chatId, name],
    )
    if (rowCount === 1) await noteFact(client, fence, { kind: 'group_changed', chatId }, newId)
  })
}
