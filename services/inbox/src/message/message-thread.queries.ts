// Answers: which messages come before a place in a conversation's thread?
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { type InboxReader, messageTable } from '../inbox.database.ts'

/** Messages of a conversation below a sequence, newest first. */
export async function messagesBelow(
  reader: InboxReader,
  page: { workspace: string; conversationId: string; below: number; limit: number },
): Promise<MessageView[]> {
  const rows = await reader
    .selectFrom(messageTable)
    .selectAll()
    .where('workspace', '=', page.workspace)
    .where('conversation_id', '=', page.conversationId)
    .where('sequence', '<', String(page.below))
    .orderBy('sequence', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    conversationId: page.conversationId,
    sessionId: row.session_id,
    direction: row.direction,
    content: row.content,
    missing: row.missing,
    status: row.status,
    failure: row.failure,
    author: row.author,
    at: row.at.toISOString(),
    sequence: Number(row.sequence),
  }))
}

/** Does the workspace have a thread of this conversation? */
export async function threadExists(
  reader: InboxReader,
  workspace: string,
  conversationId: string,
): Promise<boolean> {
  const row = await reader
    .selectFrom(messageTable)
    .select('id')
    .where('workspace', '=', workspace)
    .where('conversation_id', '=', conversationId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
