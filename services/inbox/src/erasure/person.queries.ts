// Answers: which conversations of the workspace are with the same person, under whichever of its numbers?
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { findPerson } from '@indoshopster/contracts/session/session.endpoints'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { conversationById, conversationsByPhones } from '../conversation/conversation-list.queries.ts'
import type { ConversationRow } from '../conversation/conversation-list.table.ts'
import { blankConversation } from '../conversation/conversation-row.model.ts'
import type { InboxDatabase } from '../inbox.database.ts'

/** Asks the session service, which alone knows hidden ids. Throws `unavailable`. */
export type FindPerson = (request: RequestOf<typeof findPerson>) => Promise<ResponseOf<typeof findPerson>>

/**
 * The one that is asked about first, then those that share an address with it, then those that share one with these,
 * until nothing new is found: one number may know a person by phone number, the next by hidden id, a third by both.
 * A chat that the inbox was told nothing of (a member of a group) is answered as a blank conversation.
 */
export async function conversationsOfPerson(
  { database, findPerson }: { readonly database: InboxDatabase; readonly findPerson: FindPerson },
  asked: ConversationRow,
): Promise<readonly ConversationRow[]> {
  const { workspace } = asked
  const found = new Map([[asked.id, asked]])
  let newest = [asked]
  while (newest.length > 0) {
    const phones = [...new Set(newest.flatMap(({ phone }) => (phone === null ? [] : [phone])))]
    const { chats } = await findPerson({ workspace, chatIds: newest.map(({ id }) => id), phones })
    const rows = await inWorkspace(database, workspace, async (reader) => {
      const same = await conversationsByPhones(reader, workspace, phones)
      for (const chat of chats) {
        const row = await conversationById(reader, workspace, chat.chatId)
        same.push(row ?? blankConversation(workspace, chat))
      }
      return same
    })
    newest = [...new Map(rows.map((row) => [row.id, row])).values()].filter(({ id }) => !found.has(id))
    for (const row of newest) found.set(row.id, row)
  }
  return [...found.values()]
}
