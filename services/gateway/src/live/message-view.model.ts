// Answers: how does a thread show a message that has just been told? Pure; later changes are told as changes.
import type { MessageView, ThreadContent } from '@indoshopster/contracts/inbox/message.views'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { MessageContent, SendContent } from '@indoshopster/contracts/session/content'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { shownTime } from './message-time.model.ts'

type Told<Type extends MessageEvent['type']> = Extract<MessageEvent, { type: Type }>
export type Received = Told<'session.message_received.v1'>
export type Undecryptable = Told<'session.message_undecryptable.v1'>
export type Queued = Told<'session.message_queued.v1'>

/** What every view must be told; the rest is as of a message that nothing has happened to yet. */
type Certain = Pick<
  MessageView,
  'id' | 'conversationId' | 'sessionId' | 'direction' | 'content' | 'status' | 'at' | 'sequence'
>

/** A message that nothing has happened to yet. */
export function freshMessage(certain: Certain & Partial<MessageView>): MessageView {
  return {
    missing: null,
    failure: null,
    author: null,
    sender: null,
    quote: null,
    mediaState: null,
    mediaFailure: null,
    reactions: [],
    edits: [],
    revokedAt: null,
    ...certain,
  }
}

/** What a thread shows of a send request; null: it asks for something that is no message of its own. */
export const shownContent = (content: SendContent): MessageContent | null =>
  content.kind === 'reaction' || content.kind === 'revocation' ? null : content

/** True for content that has a file. */
export const hasFile = (content: ThreadContent | null): boolean => content !== null && 'media' in content

/** A message of the customer, or one typed on our own phone. */
export function receivedView(event: Received): MessageView {
  const { data, sequence } = event
  const content = data.sealed?.content ?? null
  const outgoing = data.direction === 'outgoing'
  const person = data.sealed?.correspondent
  const inGroup = data.chatKind === 'group' && !outgoing
  return freshMessage({
    id: data.messageId,
    conversationId: data.chatId,
    sessionId: data.sessionId,
    direction: data.direction,
    content,
    missing: content ? null : 'erased',
    status: outgoing ? 'sent' : 'received',
    author: outgoing ? 'phone' : null,
    sender: inGroup
      ? { contactId: data.contactId, name: person?.name ?? null, phone: person?.phone ?? null }
      : null,
    quote: data.sealed?.quote ?? null,
    // Its file is fetched after the message is in the log.
    mediaState: hasFile(content) ? 'pending' : null,
    at: shownTime(data.sentAt, event.time),
    sequence,
  })
}

/** A placeholder. */
export function undecryptableView(event: Undecryptable): MessageView {
  const { data, sequence } = event
  return freshMessage({
    id: data.messageId,
    conversationId: data.chatId,
    sessionId: data.sessionId,
    direction: 'incoming',
    content: null,
    missing: data.sealed ? 'undecryptable' : 'erased',
    status: 'received',
    at: shownTime(data.sentAt, event.time),
    sequence,
  })
}

/** A reply as it was accepted; null where it is no message of its own, or its chat is not known yet. */
export function requestedView(event: Pick<SendRequested, 'data' | 'time' | 'sequence'>): MessageView | null {
  const { data, time, sequence } = event
  const content = data.sealed ? shownContent(data.sealed.content) : null
  if (data.chatId === null || data.targetId !== undefined || (data.sealed && !content)) return null
  return freshMessage({
    id: data.messageId,
    conversationId: data.chatId,
    sessionId: data.sessionId,
    direction: 'outgoing',
    content,
    missing: content ? null : 'erased',
    status: 'accepted',
    author: authorOf(event),
    quote: data.sealed?.quote ?? null,
    mediaState: hasFile(content) ? 'stored' : null,
    at: time,
    sequence,
  })
}

/** A send to a phone number, now that its chat is known; `request` is what asked for it, null where it is unknown. */
export function queuedView(event: Queued, request: Origin | null): MessageView {
  const { data, time, sequence } = event
  const content = data.sealed?.content ?? null
  return freshMessage({
    id: data.messageId,
    conversationId: data.chatId,
    sessionId: data.sessionId,
    direction: 'outgoing',
    content,
    missing: content ? null : 'erased',
    status: 'queued',
    author: request && authorOf(request),
    quote: data.sealed?.quote ?? null,
    mediaState: hasFile(content) ? 'stored' : null,
    at: request?.time ?? time,
    sequence,
  })
}

/** What is kept in mind of a send request: nothing personal. */
export interface Origin {
  readonly time: string
  readonly data: Pick<SendRequested['data'], 'origin' | 'chatId'>
}

/** How a thread names who asked for a send: an account id, or `api:<key id>`. */
function authorOf({ data: { origin } }: Origin): string {
  return origin.kind === 'agent' ? origin.accountId : `api:${origin.keyId}`
}
