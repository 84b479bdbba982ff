// Owns how a message, a note or an activity becomes a row, each at its place in the thread.
import type { ActivityContent } from '@indoshopster/contracts/inbox/message.views'
import type { Quote } from '@indoshopster/contracts/session/content'
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { Told } from '../inbox-event.model.ts'
import { filled, messageOf } from './message-content.model.ts'
import { furthest } from './message-status.model.ts'
import type { MessageRow } from './message-thread.table.ts'
import { messageTime, secondOf } from './message-time.model.ts'

/** What a message answers. */
export function quoteOf(
  sealed: { readonly quote?: Quote | undefined } | null | undefined,
): Pick<MessageRow, 'quote' | 'quoted_id'> {
  return { quote: sealed?.quote ?? null, quoted_id: sealed?.quote?.messageId ?? null }
}

type Received = Told<`session.message_${'received' | 'undecryptable'}.v1`>

/** What every new row starts from: an outgoing message without readable content, in no thread. */
export function blankMessage(
  event: { workspace: string; time: string; sequence: number },
  id: string,
): MessageRow {
  return {
    id,
    workspace: event.workspace,
    conversation_id: null,
    session_id: null,
    contact_id: null,
    direction: 'outgoing',
    content: null,
    missing: 'erased',
    status: 'accepted',
    failure: null,
    author: null,
    sender: null,
    quote: null,
    quoted_id: null,
    imported: false,
    media_id: null,
    media_state: null,
    media_failure: null,
    reactions: [],
    edits: [],
    revoked_at: null,
    waiting: null,
    words: null,
    at: event.time,
    second: secondOf(event.time),
    sequence: event.sequence,
  }
}

/** A send request as a row; undefined when it is no message of its own. */
export function requested(event: Told<'gateway.send_requested.v1'>): MessageRow | undefined {
  const { origin, sealed, targetId, mediaId, chatId, sessionId, messageId } = event.data
  const content = messageOf(sealed?.content)
  if (targetId !== undefined || (sealed && content === null)) return undefined
  const row: MessageRow = {
    ...blankMessage(event, messageId),
    conversation_id: chatId,
    session_id: sessionId,
    author: origin.kind === 'agent' ? origin.accountId : `api:${origin.keyId}`,
    ...(mediaId === undefined ? {} : { media_id: mediaId, media_state: 'stored' }),
  }
  // Nobody sees it before its chat is known, and no erasure would find its words here: `message_queued` brings them.
  if (chatId === null) return row
  return filled({ ...row, ...quoteOf(sealed), words: '' }, content)
}

/** A request enters its thread here when only a phone number was known; the session knows the chat best. */
export function queued(row: MessageRow | undefined, event: Told<'session.message_queued.v1'>): MessageRow {
  const { chatId, sessionId, messageId, mediaId, sealed } = event.data
  const known = row ?? blankMessage(event, messageId)
  const placed =
    known.conversation_id === null ? { ...known, sequence: event.sequence, words: known.words ?? '' } : known
  const media = mediaId === undefined ? {} : ({ media_id: mediaId, media_state: 'stored' } as const)
  const whole = {
    ...placed,
    ...media,
    conversation_id: chatId,
    session_id: sessionId,
    ...(placed.quote ? {} : quoteOf(sealed)),
  }
  return { ...filled(whole, sealed?.content ?? null), status: furthest(known.status, 'queued') }
}

/** A message that arrived, or was typed on our phone, without its content. */
export function received(event: Received): MessageRow {
  const { chatId, sessionId, messageId, contactId, sentAt, sealed } = event.data
  const typed = 'direction' in event.data && event.data.direction === 'outgoing'
  const group = 'chatKind' in event.data && event.data.chatKind === 'group'
  const at = messageTime(sentAt, event.time)
  const mediaId = 'mediaId' in event.data ? event.data.mediaId : undefined
  return {
    ...blankMessage(event, messageId),
    conversation_id: chatId,
    session_id: sessionId,
    at,
    second: secondOf(at),
    words: '',
    imported: 'imported' in event.data && event.data.imported === true,
    ...(typed
      ? { author: 'phone', status: 'sent' as const }
      : { direction: 'incoming' as const, status: 'received' as const }),
    ...(group && !typed ? { contact_id: contactId } : {}),
    ...(group && !typed ? { sender: { contactId, name: null, phone: null, ...sealed?.correspondent } } : {}),
    ...(mediaId === undefined ? {} : { media_id: mediaId, media_state: 'pending' as const }),
  }
}

export function note(event: Told<'inbox.note_added.v1'>): MessageRow {
  const { noteId, conversationId, mentions, by, sealed } = event.data
  const row = {
    ...blankMessage(event, noteId),
    ...internal,
    conversation_id: conversationId,
    author: by,
    words: '',
  }
  return filled(row, sealed && { kind: 'note', text: sealed.text, mentions })
}

/** What colleagues did, as a line of the thread; undefined where the thread does not tell of it. */
export function activity(event: ConversationEvent): MessageRow | undefined {
  const content = activityOf(event)
  if (!content) return undefined
  const { conversationId, by } = event.data
  const row = { ...blankMessage(event, event.id), ...internal, conversation_id: conversationId, author: by }
  return filled(row, content)
}

const internal = { direction: 'internal', status: 'sent' } as const

function activityOf(event: ConversationEvent): ActivityContent | null {
  const nothing = { kind: 'activity' as const, assignee: null, until: null }
  switch (event.type) {
    case 'inbox.conversation_assigned.v1': {
      const { assignee } = event.data
      return { ...nothing, what: assignee === null ? 'unassigned' : 'assigned', assignee }
    }
    case 'inbox.conversation_snoozed.v1':
      return { ...nothing, what: 'snoozed', until: event.data.until }
    case 'inbox.conversation_resolved.v1':
      return { ...nothing, what: 'resolved' }
    case 'inbox.conversation_reopened.v1':
      return { ...nothing, what: 'reopened' }
    default:
      return null
  }
}
