// Owns making one chat of several that turn out to be with one person, known by phone number and by LID.
import type pg from 'pg'
import { noteFact } from '../contact/chat-fact.store.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

/**
 * The oldest chat stays, because staff have worked in it longest: every address leads to it from now on, and it takes
 * over what only the others knew. Sends that are known here are told of in it from now on. Runs in the caller's transaction, under its lock of the session's chats. `ids` are
 * UUIDs of version 7, so their order is the order of their making; the first of them is the one that the canonical
 * address leads to, and is written to from now on. Answers the chat that stays.
 */
export async function mergeChats(
  client: pg.ClientBase,
  scope: Pick<Fence, 'sessionId' | 'workspace'>,
  ids: readonly [string, ...string[]],
  newId: () => string,
): Promise<string> {
  const [kept = ids[0], ...merged] = [...ids].sort()
  for (const mergedChatId of merged) {
    await client.query('UPDATE session.chat_addresses SET chat_id = $1 WHERE chat_id = $2', [
      kept,
      mergedChatId,
    ])
    await client.query('UPDATE session.chats SET merged_into = $1 WHERE id = $2 OR merged_into = $2', [
      kept,
      mergedChatId,
    ])
    await client.query(
      `UPDATE session.chats k SET phone = coalesce(k.phone, m.phone), name = coalesce(k.name, m.name),
         book_name = coalesce(k.book_name, m.book_name),
         address = coalesce((SELECT address FROM session.chats WHERE id = $3), k.address, m.address),
         heard_at = coalesce(k.heard_at, m.heard_at)
       FROM session.chats m WHERE k.id = $1 AND m.id = $2`,
      [kept, mergedChatId, ids[0]],
    )
    await client.query(
      `UPDATE session.outbox o SET chat_id = k.id, contact_id = k.contact_id FROM session.chats k
       WHERE k.id = $1 AND o.chat_id = $2`,
      [kept, mergedChatId],
    )
    await noteFact(client, scope, { kind: 'chat_merged', chatId: kept, mergedChatId }, newId)
    await noteFact(client, scope, { kind: 'contact_changed', chatId: kept }, newId)
  }
  return kept
}
