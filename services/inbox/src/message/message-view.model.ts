// Owns how a row of the thread looks to people.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { MessageRow } from './message-thread.table.ts'

/** `place` says what the row itself does not: its conversation, and its number for notes and activities. */
export function messageView(
  row: MessageRow,
  place: { conversationId: string; sessionId: string },
): MessageView {
  return {
    id: row.id,
    conversationId: place.conversationId,
    sessionId: row.session_id ?? place.sessionId,
    direction: row.direction,
    content: row.content,
    missing: row.missing,
    status: row.status,
    failure: row.failure,
    author: row.author,
    sender: row.sender,
    quote: row.quote,
    ...media(row),
    reactions: row.reactions.flatMap(({ emoji, by }) => (emoji === null ? [] : [{ emoji, by }])),
    edits: [...row.edits],
    revokedAt: row.revoked_at,
    at: row.at,
    sequence: row.sequence,
  }
}

/** A file that nobody fetches cannot be had. */
function media(row: MessageRow): Pick<MessageView, 'mediaState' | 'mediaFailure'> {
  if (row.content === null || !('media' in row.content)) return { mediaState: null, mediaFailure: null }
  if (row.media_id === null) return { mediaState: 'failed', mediaFailure: 'media_unavailable' }
  return { mediaState: row.media_state, mediaFailure: row.media_failure }
}
