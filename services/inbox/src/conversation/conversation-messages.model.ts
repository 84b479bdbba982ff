// Owns what a message, or something told about one, changes in its conversation's row.
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import type { Correspondent } from '@indoshopster/contracts/session/content'
import type { Told } from '../inbox-event.model.ts'
import { furthest } from '../message/message-status.model.ts'
import { messageTime } from '../message/message-time.model.ts'
import type { ConversationRow } from './conversation-list.table.ts'
import { blankConversation, withMessage, withNames, withUnread } from './conversation-row.model.ts'
import { emptied, type Preview, previewOf } from './preview.model.ts'

/** No chat has more sends on their way. */
const MAX_REQUESTED = 999

type Row = ConversationRow

export function received(row: Row | undefined, event: Told<'session.message_received.v1'>): Row {
  const { messageId, direction, sentAt, recovered, imported = false, sealed } = event.data
  const content = previewOf(sealed?.content ?? null)
  const known = named(row ?? blankConversation(event.workspace, event.data), event)
  const shown = row?.preview?.messageId === messageId ? row.preview : null
  const isFirstLive = shown?.imported === true && !imported && !recovered
  if (row && (recovered || shown) && !isFirstLive) {
    if (!shown || !improves(shown.kind)) return known
    return { ...known, preview: { ...shown, ...content } }
  }
  const at = messageTime(sentAt, event.time)
  const status = direction === 'incoming' ? 'received' : 'sent'
  const preview = { messageId, direction, status, ...content, ...authorOf(known, event) } as const
  const next = shown
    ? arrivedLive(known, improves(shown.kind) ? { ...shown, ...content } : shown, event.sequence)
    : withMessage(known, imported ? { ...preview, imported } : preview, at, event.sequence)
  if (imported) return next
  return direction === 'incoming' ? incoming(next, at, event.sequence) : answered(next, messageId)
}

/** The line stands already, as the phone's history told it; changes of it that came before are kept. */
function arrivedLive(row: Row, told: Preview, sequence: number): Row {
  const preview = { ...told, imported: false }
  return { ...row, preview, last_sequence: Math.max(row.last_sequence, sequence) }
}

/** Whose words a group's line shows. */
function authorOf(
  row: Row,
  { data }: Told<`session.message_${'received' | 'undecryptable'}.v1`>,
): Pick<Preview, 'author'> {
  const outgoing = 'direction' in data && data.direction === 'outgoing'
  return row.chat_kind === 'group' && !outgoing ? { author: data.contactId } : {}
}

export function undecryptable(row: Row | undefined, event: Told<'session.message_undecryptable.v1'>): Row {
  const { messageId, sentAt, sealed } = event.data
  const known = named(row ?? blankConversation(event.workspace, event.data), event)
  const at = messageTime(sentAt, event.time)
  const shown = row?.preview?.messageId === messageId ? row.preview : null
  if (shown?.imported) return incoming(arrivedLive(known, shown, event.sequence), at, event.sequence)
  if (shown) return known
  const content = previewOf(null, sealed ? 'undecryptable' : 'erased')
  const own = { direction: 'incoming', status: 'received', ...authorOf(known, event) } as const
  const preview = { messageId, ...own, ...content }
  return incoming(withMessage(known, preview, at, event.sequence), at, event.sequence)
}

export function requested(row: Row, event: Told<'gateway.send_requested.v1'>): Row {
  const { messageId, sealed, targetId } = event.data
  const kind = sealed?.content.kind
  if (targetId !== undefined || kind === 'reaction' || kind === 'revocation') return row
  if (row.requested.includes(messageId)) return row
  return ours(row, { messageId, status: 'accepted', ...previewOf(sealed?.content ?? null) }, event)
}

export function queued(row: Row | undefined, event: Told<'session.message_queued.v1'>): Row {
  const { messageId, sealed } = event.data
  const known = named(row ?? blankConversation(event.workspace, event.data), event)
  if (known.requested.includes(messageId) || known.preview?.messageId === messageId) {
    return withStatus(known, messageId, 'queued')
  }
  return ours(known, { messageId, status: 'queued', ...previewOf(sealed?.content ?? null) }, event)
}

/** An outcome: the message waits no longer; when it failed, the customer does again. */
export function moved(row: Row, messageId: string, status: MessageStatus): Row {
  const requested = row.requested.filter((id) => id !== messageId)
  const next = withStatus({ ...row, requested }, messageId, status)
  if (row.answered?.messageId !== messageId) return next
  if (status !== 'failed') return { ...next, answered: null }
  return { ...next, answered: null, waiting_since: row.waiting_since ?? row.answered.since }
}

/** The line changes with the message that stands in it, when its own author changed it. */
export function edited(row: Row, event: Told<'session.message_edited.v1'>): Row {
  const { sealed } = event.data
  if (!row.preview || !isOf(row.preview, event) || !sealed) return row
  if (improves(row.preview.kind) || row.preview.kind === 'revoked') return row
  const { text } = previewOf(sealed.content)
  return text === null ? row : { ...row, preview: { ...row.preview, text } }
}

/** What its author took back is not repeated in the list. */
export function revoked(row: Row, event: Told<'session.message_revoked.v1'>): Row {
  if (!row.preview || !isOf(row.preview, event)) return row
  return { ...row, preview: emptied(row.preview, 'revoked') }
}

/** Is it about the message in the line, and by who wrote that? */
function isOf(shown: Preview, { data }: Told<`session.message_${'edited' | 'revoked'}.v1`>): boolean {
  const author = shown.direction === 'incoming' ? 'contact' : 'us'
  const isAuthor = shown.author === undefined || shown.author === data.contactId
  return shown.messageId === data.messageId && data.by === author && isAuthor
}

function ours(
  row: Row,
  shown: Omit<Preview, 'direction'>,
  event: Told<'gateway.send_requested.v1' | 'session.message_queued.v1'>,
): Row {
  const requested = [...row.requested, shown.messageId].slice(-MAX_REQUESTED)
  const preview = { direction: 'outgoing' as const, ...shown }
  const next = withMessage({ ...row, requested }, preview, event.time, event.sequence)
  return answered(next, shown.messageId)
}

/** A live message of the customer: it counts, he waits, and the conversation is open again. */
function incoming(row: Row, at: string, sequence: number): Row {
  const waitedBefore = row.resolved ? null : row.waiting_since
  const open = { ...row, resolved: false, snoozed_until: null, waiting_since: waitedBefore ?? at }
  return withUnread(open, [...row.unread, sequence])
}

function answered(row: Row, messageId: string): Row {
  if (row.waiting_since === null) return row
  return { ...row, waiting_since: null, answered: { messageId, since: row.waiting_since } }
}

/** Only what could not be read is replaced by a full copy. */
const improves = (kind: string) => kind === 'undecryptable' || kind === 'erased'

/** The status of the message that is shown; another message's changes nothing here. */
function withStatus(row: Row, messageId: string, next: MessageStatus): Row {
  if (row.preview?.messageId !== messageId || row.preview.direction !== 'outgoing') return row
  return { ...row, preview: { ...row.preview, status: furthest(row.preview.status, next) } }
}

type Naming = Told<`session.message_${'received' | 'undecryptable' | 'queued'}.v1`>

/** What WhatsApp tells of the other side; what it does not tell this time stays as it was. */
function named(row: Row, event: Naming): Row {
  const { sealed } = event.data
  if (!sealed || row.erased) return row
  // A group's name is told by `group_changed`; what a member's key seals would go with that member.
  if (row.chat_kind === 'group') return row
  const outgoing = 'direction' in event.data && event.data.direction === 'outgoing'
  return withNames(row, told(sealed.correspondent, outgoing))
}

/** The push name of what we sent ourselves is our own. */
function told({ name, phone }: Correspondent, outgoing: boolean) {
  return {
    ...(name === null || outgoing ? {} : { push_name: name }),
    ...(phone === null ? {} : { phone }),
  }
}
