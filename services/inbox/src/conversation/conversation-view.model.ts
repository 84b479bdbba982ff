// Owns how a conversation's row looks to people at a moment.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { ConversationState } from '@indoshopster/contracts/inbox/filter'
import type { ConversationRow } from './conversation-list.table.ts'
import { nameOf } from './conversation-row.model.ts'
import type { Preview, ShownPreview } from './preview.model.ts'

/** Snoozed only until its time; `now` in ms. */
export function stateAt(
  row: Pick<ConversationRow, 'resolved' | 'snoozed_until'>,
  now: number,
): ConversationState {
  if (row.resolved) return 'resolved'
  return row.snoozed_until !== null && Date.parse(row.snoozed_until) > now ? 'snoozed' : 'open'
}

/** Labels that were deleted are on no conversation; `labels` are those there are. */
export function conversationView(
  row: ConversationRow,
  { now, labels }: { now: number; labels: ReadonlySet<string> },
): ConversationView {
  const state = stateAt(row, now)
  return {
    id: row.id,
    sessionId: row.session_id,
    contactId: row.contact_id,
    chatKind: row.chat_kind,
    name: nameOf(row),
    givenName: row.given_name,
    phone: row.phone,
    unread: row.unread_count,
    markedUnread: row.marked_unread,
    labels: row.labels.filter((label) => labels.has(label)),
    assignee: row.assignee,
    state,
    snoozedUntil: state === 'snoozed' ? row.snoozed_until : null,
    waitingSince: row.resolved ? null : row.waiting_since,
    erased: row.erased,
    preview: row.preview && shown(row.preview),
    lastMessageAt: row.last_message_at,
    lastSequence: row.last_sequence,
  }
}

const shown = ({ messageId, kind, what, text, direction, status }: Preview): ShownPreview => ({
  messageId,
  kind,
  ...(what === undefined ? {} : { what }),
  text,
  direction,
  status,
})
