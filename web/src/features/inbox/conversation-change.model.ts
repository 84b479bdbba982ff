// Answers: how does a row look after a change, and what takes the change back? Pure.
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'

/** What staff do with rows: a change, or marking all that a row shows as read. */
export type RowChange = ConversationChange | { kind: 'read' }

const open = { state: 'open', snoozedUntil: null } as const
const same = (row: ConversationView): ConversationView => row

/** Whether a row stands among the unread ones, by its messages or because staff put it there. */
export const isUnread = (row: ConversationView): boolean => row.unread > 0 || row.markedUnread

/** The row as it will be, shown before the log says so; the same row when nothing changes. */
export function afterChange(row: ConversationView, change: RowChange, me: string): ConversationView {
  switch (change.kind) {
    case 'claim':
      return row.assignee === me ? same(row) : { ...row, assignee: me }
    case 'assign':
      return row.assignee === change.assignee ? same(row) : { ...row, assignee: change.assignee }
    case 'apply_label':
      return row.labels.includes(change.labelId)
        ? same(row)
        : { ...row, labels: [...row.labels, change.labelId] }
    case 'remove_label':
      return row.labels.includes(change.labelId)
        ? { ...row, labels: row.labels.filter((id) => id !== change.labelId) }
        : same(row)
    case 'snooze':
      return { ...row, state: 'snoozed', snoozedUntil: change.until }
    case 'resolve':
      return row.state === 'resolved'
        ? same(row)
        : { ...row, state: 'resolved', snoozedUntil: null, waitingSince: null }
    case 'reopen':
      return row.state === 'open' ? same(row) : { ...row, ...open }
    case 'mark_unread':
      return isUnread(row) ? same(row) : { ...row, markedUnread: true }
    case 'read':
      return isUnread(row) ? { ...row, unread: 0, markedUnread: false } : same(row)
    case 'rename':
      return { ...row, givenName: change.name, name: change.name ?? row.name }
  }
}

function backToState(row: ConversationView): RowChange {
  if (row.state === 'snoozed' && row.snoozedUntil) return { kind: 'snooze', until: row.snoozedUntil }
  return row.state === 'resolved' ? { kind: 'resolve' } : { kind: 'reopen' }
}

/** What brings a row back to how it was before the change; null: it did not change. */
export function undoOf(before: ConversationView, change: RowChange, me: string): RowChange | null {
  if (afterChange(before, change, me) === before) return null
  switch (change.kind) {
    case 'claim':
    case 'assign':
      return { kind: 'assign', assignee: before.assignee }
    case 'apply_label':
      return { kind: 'remove_label', labelId: change.labelId }
    case 'remove_label':
      return { kind: 'apply_label', labelId: change.labelId }
    case 'snooze':
    case 'resolve':
    case 'reopen':
      return backToState(before)
    case 'mark_unread':
      return { kind: 'read' }
    case 'read':
      return { kind: 'mark_unread' }
    case 'rename':
      return { kind: 'rename', name: before.givenName }
  }
}
