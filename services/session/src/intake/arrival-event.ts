// Answers: which events does a journalled arrival become?
import type { MessageContent, Quote } from '@indoshopster/contracts/session/content'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import type { ArrivalEvent, ArrivedMessage, JournalledStanza } from './arrival.ts'
import { mediaIdOf } from './identity.ts'
import type { Said } from './said.ts'

/** The network adapter's reading of what it journalled. Total: it never throws, whatever the bytes are. */
export interface Translation {
  /** Null when the stanza stands in no chat of ours. */
  messageOf(stanza: JournalledStanza): ArrivedMessage | null
  /** Null when a person would see nothing of it. `mediaId`: of the file of the message, or of the one it changes. */
  saidIn(stanza: JournalledStanza, plaintext: Uint8Array, mediaId: string): Said | null
  /** What stands where the network gives this device no message and never will; null: it may still come. */
  withheldIn(stanza: JournalledStanza): MessageContent | null
}

/** A journal row, opened. `phone` and `name` are what is known of the author now. */
export interface JournalRow {
  readonly event: ArrivalEvent
  readonly chatId: string
  readonly contactId: string
  readonly messageId: string
  readonly aboutId: string | null
  readonly endsPlaceholder: boolean
  readonly stanza: JournalledStanza
  readonly plaintext: Uint8Array | null
  readonly receivedAt: Date
  readonly phone: string | null
  readonly name: string | null
  /** What is known of the group now. */
  readonly groupName: string | null
}

/** How far ahead of ours a clock may be, ms. */
const MAX_AHEAD_MS = 60_000

/** Builds the events in the order they are told; empty when the translation finds no message in it. */
export function arrivalEvents(
  row: JournalRow,
  sessionId: string,
  translation: Translation,
): NewMessageEvent[] {
  const message = translation.messageOf(row.stanza)
  if (!message) return []
  if (row.event === 'undecryptable' || !row.plaintext) {
    const content = translation.withheldIn(row.stanza)
    if (!content) return [placeholder(row, sessionId, message)]
    return [received(row, sessionId, message, { kind: 'message', content, quoted: null, wireMedia: null })]
  }
  const isChange = row.event === 'edited' || row.event === 'revoked' || row.event === 'reacted'
  const mediaId = mediaIdOf(isChange && row.aboutId ? row.aboutId : row.messageId)
  const said = translation.saidIn(row.stanza, row.plaintext, mediaId)
  if (!isChange || !said || said.kind === 'message')
    return [received(row, sessionId, message, said?.kind === 'message' ? said : null)]
  const change = changeEvent(row, sessionId, message, said)
  if (!change) return []
  return row.endsPlaceholder ? [received(row, sessionId, message, null), change] : [change]
}

function factsOf(row: JournalRow, sessionId: string, message: ArrivedMessage) {
  const { chatId, contactId, messageId, groupName } = row
  const isGroup = message.group !== null
  // A clock that is wrong must not put a message before or behind all others.
  const isBelievable = message.sentAt > 0 && message.sentAt <= row.receivedAt.getTime() + MAX_AHEAD_MS
  const at = (isBelievable ? new Date(message.sentAt) : row.receivedAt).toISOString()
  const authorIsGroup = isGroup && message.direction === 'outgoing'
  return {
    at,
    data: { sessionId, chatId, messageId, contactId },
    chatKind: isGroup ? ({ chatKind: 'group' } as const) : {},
    named: isGroup && groupName ? { groupName } : {},
    correspondent: authorIsGroup
      ? { phone: null, name: null }
      : { phone: message.phone ?? row.phone, name: message.name ?? row.name },
    person: `contact:${contactId}`,
  }
}

function placeholder(row: JournalRow, sessionId: string, message: ArrivedMessage): NewMessageEvent {
  const { at, data, chatKind, named, correspondent, person } = factsOf(row, sessionId, message)
  return {
    type: 'session.message_undecryptable.v1',
    data: { ...data, ...chatKind, sentAt: at },
    sealed: { correspondent, ...named },
    person,
  }
}

const noMessage: MessageContent = { kind: 'unsupported', what: 'message' }

function received(
  row: JournalRow,
  sessionId: string,
  message: ArrivedMessage,
  said: Extract<Said, { kind: 'message' }> | null,
): NewMessageEvent {
  const { at, data, chatKind, named, correspondent, person } = factsOf(row, sessionId, message)
  const content = said?.content ?? noMessage
  const quote: { quote?: Quote } =
    said?.quoted && row.aboutId ? { quote: quoteOf(said.quoted, row.aboutId) } : {}
  return {
    type: 'session.message_received.v1',
    data: {
      ...data,
      ...chatKind,
      ...('media' in content ? { mediaId: content.media.mediaId } : {}),
      direction: message.direction,
      sentAt: at,
      recovered: row.event === 'recovered' || row.endsPlaceholder,
    },
    sealed: {
      content,
      correspondent,
      ...named,
      ...quote,
      ...(said?.wireMedia ? { wireMedia: said.wireMedia } : {}),
    },
    person,
  }
}

function quoteOf(
  { ref, kind, excerpt }: NonNullable<Extract<Said, { kind: 'message' }>['quoted']>,
  messageId: string,
): Quote {
  return { messageId, from: ref.author === 'us' ? 'us' : 'contact', kind, excerpt }
}

function changeEvent(
  row: JournalRow,
  sessionId: string,
  message: ArrivedMessage,
  said: Said,
): NewMessageEvent | null {
  if (!row.aboutId) return null
  const { at, data, person } = factsOf(row, sessionId, message)
  const by = message.direction === 'outgoing' ? ('us' as const) : ('contact' as const)
  const changed = { ...data, messageId: row.aboutId, by }
  switch (said.kind) {
    case 'edit':
      return {
        type: 'session.message_edited.v1',
        data: { ...changed, editedAt: at },
        sealed: { content: said.content },
        person,
      }
    case 'revocation':
      return { type: 'session.message_revoked.v1', data: { ...changed, revokedAt: at } }
    case 'reaction':
      return {
        type: 'session.message_reacted.v1',
        data: { ...changed, reactedAt: at },
        sealed: { emoji: said.emoji },
        person,
      }
    case 'message':
    case 'forged':
      return null
  }
}
