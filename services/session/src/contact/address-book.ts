// Owns what the phone's address book tells: names for chats that are there, and chats for people nobody wrote to yet.
import type pg from 'pg'
import { chatFor } from '../chat/chat.store.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { BookEntry, Fence } from '../whatsapp/whatsapp.port.ts'
import { noteFact } from './chat-fact.store.ts'

/** An address book is told in parts of this size, so that no transaction holds up the messages for long. */
const AT_ONCE = 100

/** Keeps entries; tells only what is new. Throws LeaseLostError, or when the database is away. */
export async function keepBookEntries(
  deps: { pool: pg.Pool; fence: Fence; newId: () => string },
  entries: readonly BookEntry[],
): Promise<void> {
  const { pool, fence, newId } = deps
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    await inTransaction(pool, async (client) => {
      await assertFence(client, fence)
      for (const { addresses, phone, name } of entries.slice(from, from + AT_ONCE)) {
        const { chatId } = await chatFor(client, fence, { addresses, phone, name: null }, newId)
        const { rowCount } = await client.query(
          'UPDATE session.chats SET book_name = $2 WHERE id = $1 AND book_name IS DISTINCT FROM $2',
          [chatId, name],
        )
        if (rowCount === 1) await noteFact(client, fence, { kind: 'contact_changed', chatId }, newId)
      }
    })
  }
}
