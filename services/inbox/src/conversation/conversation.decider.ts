// Owns the rules of a conversation's commands.
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import {
  contactErased,
  contactRenamed,
  conversationAssigned,
  conversationMarkedUnread,
  conversationRead,
  conversationReopened,
  conversationResolved,
  conversationSnoozed,
  labelApplied,
  labelRemoved,
  type NewConversationEvent,
  noteAdded,
} from '@indoshopster/contracts/inbox/conversation.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { inboxErrors } from '../inbox.errors.ts'
import { visibleLine } from '../text/visible-line.model.ts'
import { conversationList, type ListedEvent } from './conversation-list.projection.ts'
import type { ConversationRow } from './conversation-list.table.ts'
import { stateAt } from './conversation-view.model.ts'

/** What a command needs to know beside the conversation; `now` in ms. */
interface Facts {
  readonly now: number
  /** Ids of the labels there are, and of the active accounts among those the command names. */
  readonly labels: ReadonlySet<string>
  readonly accounts: ReadonlySet<string>
}

export type ConversationCommand = { readonly by: string } & (
  | ({ readonly kind: 'change'; readonly change: ConversationChange } & Facts)
  | { readonly kind: 'read'; readonly upToSequence: number }
  | ({
      readonly kind: 'note'
      readonly noteId: string
      readonly text: string
      readonly mentions: readonly string[]
    } & Pick<Facts, 'accounts'>)
  | { readonly kind: 'erase' }
)

const MAX_LABELS = 20
const YEAR_MS = 366 * 24 * 3600 * 1000

const refuse = (code: keyof typeof inboxErrors, facts = {}) => new Refusal(code, inboxErrors[code], facts)

/**
 * The state is the conversation's row of the list: what is unread is made by the session's events, not by the
 * conversation's own, and a busy conversation has too long a history to read for each click. `own_sequence` says which
 * of its own events the row knows, so that an append can expect it.
 */
export const conversation: Decider<
  ConversationCommand,
  NewConversationEvent,
  ListedEvent,
  ConversationRow | undefined
> = {
  initial: undefined,
  decide(command, row) {
    if (!row) throw refuse('conversation_not_found')
    const base = { conversationId: row.id, by: command.by }
    const person = `contact:${row.contact_id}`
    switch (command.kind) {
      case 'read': {
        const { upToSequence } = command
        if (!row.marked_unread && !row.unread.some((sequence) => sequence <= upToSequence)) return []
        return [{ type: conversationRead.type, data: { ...base, upToSequence } }]
      }
      case 'note': {
        const { noteId, text, accounts } = command
        const mentions = [...new Set(command.mentions)]
        const readable = text.replaceAll('\0', '').toWellFormed()
        if (row.erased || !readable.trim() || !mentions.every((id) => accounts.has(id)))
          throw refuse('note_invalid')
        return [
          { type: noteAdded.type, data: { ...base, noteId, mentions }, sealed: { text: readable }, person },
        ]
      }
      case 'erase': {
        if (row.chat_kind === 'group') throw refuse('group_not_erasable')
        if (row.erased) return []
        const data = { ...base, sessionId: row.session_id, contactId: row.contact_id }
        return [{ type: contactErased.type, data }]
      }
      case 'change':
        return changes(command, row)
    }
  },
  evolve: (row, event) => conversationList.fold(row, event) ?? undefined,
}

function changes(
  { by, change, now, labels, accounts }: Extract<ConversationCommand, { kind: 'change' }>,
  row: ConversationRow,
): NewConversationEvent[] {
  const base = { conversationId: row.id, by }
  const state = stateAt(row, now)
  const seen =
    'upToSequence' in change && change.upToSequence !== undefined ? { upToSequence: change.upToSequence } : {}
  switch (change.kind) {
    case 'claim':
      if (row.assignee === by) return []
      if (row.assignee !== null) throw refuse('already_claimed', { assignee: row.assignee })
      if (!accounts.has(by)) throw refuse('assignee_not_found')
      return [{ type: conversationAssigned.type, data: { ...base, assignee: by } }]
    case 'assign':
      if (row.assignee === change.assignee) return []
      if (change.assignee !== null && !accounts.has(change.assignee)) throw refuse('assignee_not_found')
      return [{ type: conversationAssigned.type, data: { ...base, assignee: change.assignee } }]
    case 'apply_label': {
      if (!labels.has(change.labelId)) throw refuse('label_not_found')
      if (row.labels.includes(change.labelId)) return []
      if (row.labels.filter((id) => labels.has(id)).length >= MAX_LABELS) throw refuse('too_many_labels')
      return [{ type: labelApplied.type, data: { ...base, labelId: change.labelId } }]
    }
    case 'remove_label':
      if (!row.labels.includes(change.labelId)) return []
      return [{ type: labelRemoved.type, data: { ...base, labelId: change.labelId } }]
    case 'snooze': {
      const until = Date.parse(change.until)
      if (!(until > now && until <= now + YEAR_MS)) throw refuse('snooze_invalid')
      if (state === 'snoozed' && row.snoozed_until !== null && Date.parse(row.snoozed_until) === until)
        return []
      return [
        { type: conversationSnoozed.type, data: { ...base, ...seen, until: new Date(until).toISOString() } },
      ]
    }
    case 'resolve':
      return state === 'resolved' ? [] : [{ type: conversationResolved.type, data: { ...base, ...seen } }]
    case 'reopen':
      return state === 'open' ? [] : [{ type: conversationReopened.type, data: base }]
    case 'mark_unread':
      if (row.marked_unread || row.unread_count > 0) return []
      return [{ type: conversationMarkedUnread.type, data: base }]
    case 'rename': {
      const name = change.name === null ? null : visibleLine(change.name, 100)
      if (row.erased || (change.name !== null && name === null)) throw refuse('name_invalid')
      if (name === row.given_name) return []
      return [
        { type: contactRenamed.type, data: base, sealed: { name }, person: `contact:${row.contact_id}` },
      ]
    }
  }
}
