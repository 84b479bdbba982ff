// Owns what staff, the phone's address book, a merge or an erasure change in a conversation's row.
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { Told } from '../inbox-event.model.ts'
import type { ConversationRow } from './conversation-list.table.ts'
import { blankConversation, withNames, withoutNames, withUnread } from './conversation-row.model.ts'
import { emptied } from './preview.model.ts'

type Row = ConversationRow

/** By staff. Each also says how far the conversation's own history is folded. */
export function changed(row: Row, event: ConversationEvent): Row {
  return { ...changedBy(row, event), own_sequence: Math.max(row.own_sequence, event.sequence) }
}

function changedBy(row: Row, event: ConversationEvent): Row {
  switch (event.type) {
    case 'inbox.conversation_read.v1': {
      const unread = row.unread.filter((sequence) => sequence > event.data.upToSequence)
      return { ...withUnread(row, unread), marked_unread: false }
    }
    case 'inbox.conversation_marked_unread.v1':
      return { ...row, marked_unread: true }
    case 'inbox.label_applied.v1':
      return { ...row, labels: [...without(row.labels, event.data.labelId), event.data.labelId] }
    case 'inbox.label_removed.v1':
      return { ...row, labels: without(row.labels, event.data.labelId) }
    case 'inbox.conversation_assigned.v1':
      return { ...row, assignee: event.data.assignee }
    case 'inbox.conversation_snoozed.v1':
      if (hasUnseen(row, event.data.upToSequence)) return row
      return { ...row, resolved: false, snoozed_until: event.data.until }
    case 'inbox.conversation_resolved.v1':
      if (hasUnseen(row, event.data.upToSequence)) return row
      // Who waited is remembered: reopening takes the resolving back.
      return { ...row, resolved: true, snoozed_until: null }
    case 'inbox.conversation_reopened.v1':
      return { ...row, resolved: false, snoozed_until: null }
    case 'inbox.contact_renamed.v1':
      return row.erased || !event.data.sealed ? row : withNames(row, { given_name: event.data.sealed.name })
    case 'inbox.contact_erased.v1':
      return erased(row)
    case 'inbox.note_added.v1':
      return row
  }
}

/** As if it had been closed before what came meanwhile, which would have opened it again. */
const hasUnseen = (row: Row, upToSequence: number | undefined): boolean =>
  upToSequence !== undefined && row.unread.some((sequence) => sequence > upToSequence)

const without = (labels: readonly string[], gone: string) => labels.filter((label) => label !== gone)

/** Who it was is not known any more, nor what was said; that there were messages is. */
export function erased(row: Row): Row {
  const quiet = { unread: [], unread_count: 0, marked_unread: false, waiting_since: null, answered: null }
  return { ...withoutLine(withoutNames(row)), ...quiet, erased: true }
}

/**
 * Of a chat that no conversation was told of (a member of a group), a row that says it is done: nothing that comes late
 * gives it a name.
 */
export function contactErased(row: Row | undefined, event: Told<'inbox.contact_erased.v1'>): Row {
  const { conversationId: chatId, sessionId, contactId } = event.data
  return changed(row ?? blankConversation(event.workspace, { chatId, sessionId, contactId }), event)
}

/** Without the words of the message that stands in the line. */
export const withoutLine = (row: Row): Row => ({
  ...row,
  preview: row.preview && emptied(row.preview, 'erased'),
})

/** Who said what the line shows is known by another id now. */
export const withLineOf = (row: Row, author: string): Row => ({
  ...row,
  preview: row.preview && { ...row.preview, author },
})

/** A contact's names and number as far as they are told; this also makes the row of somebody who never wrote. */
export function contactChanged(row: Row | undefined, event: Told<'session.contact_changed.v1'>): Row {
  const known = row ?? blankConversation(event.workspace, event.data)
  const { sealed } = event.data
  if (!sealed || known.erased || known.chat_kind === 'group') return known
  return withNames(known, {
    ...(sealed.phone === null ? {} : { phone: sealed.phone }),
    ...(sealed.bookName === null ? {} : { book_name: sealed.bookName }),
    ...(sealed.pushName === null ? {} : { push_name: sealed.pushName }),
  })
}

export function groupChanged(row: Row | undefined, event: Told<'session.group_changed.v1'>): Row {
  const { chatId, sealed } = event.data
  const group = { ...event.data, contactId: chatId, chatKind: 'group' as const }
  const known = row ?? blankConversation(event.workspace, group)
  return sealed && !known.erased ? withNames(known, { book_name: sealed.name }) : known
}
