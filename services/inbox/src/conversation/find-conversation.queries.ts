// Answers: which conversation is meant? Every question about one asks here first.
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { InboxReader } from '../inbox.database.ts'
import { inboxErrors } from '../inbox.errors.ts'
import { conversationById } from './conversation-list.queries.ts'
import type { ConversationRow } from './conversation-list.table.ts'

/** The conversation, or the one that took it over. Refuses an unknown id and another workspace's alike. */
export async function findConversation(
  reader: InboxReader,
  workspace: string,
  id: string,
): Promise<ConversationRow> {
  const row = await conversationById(reader, workspace, id)
  if (!row) throw new Refusal('conversation_not_found', inboxErrors.conversation_not_found)
  return row
}
