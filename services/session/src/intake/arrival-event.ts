// Answers: which event does a journalled arrival become?
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import type { ArrivalEvent, ArrivedMessage, JournalledStanza } from './arrival.ts'

/** The network adapter's reading of what it journalled. Total: it never throws, whatever the bytes are. */
export interface Translation {
  /** Null when the stanza stands in no chat of ours. */
  messageOf(stanza: JournalledStanza): ArrivedMessage | null
  /** Null when a person would see nothing of it. */
  contentOf(plaintext: Uint8Array): MessageContent | null
}

/** A journal row, opened. `phone` and `name` are what is known of the other side now. */
export interface JournalRow {
  readonly event: ArrivalEvent
  readonly chatId: string
  readonly contactId: string
  readonly messageId: string
  readonly stanza: JournalledStanza
  readonly plaintext: Uint8Array | null
  readonly phone: string | null
  readonly name: string | null
}

/** Builds the event; null when the translation finds no message in it. */
export function arrivalEvent(
  row: JournalRow,
  sessionId: string,
  translation: Translation,
): NewMessageEvent | null {
  const message = translation.messageOf(row.stanza)
  if (!message) return null
  const { chatId, contactId, messageId } = row
  const correspondent = { phone: message.phone ?? row.phone, name: message.name ?? row.name }
  const data = { sessionId, chatId, messageId, contactId, sentAt: new Date(message.sentAt).toISOString() }
  const person = `contact:${contactId}`
  if (row.event === 'undecryptable' || !row.plaintext) {
    return { type: 'session.message_undecryptable.v1', data, sealed: { correspondent }, person }
  }
  const content = translation.contentOf(row.plaintext) ?? { kind: 'unsupported' as const, what: 'message' }
  return {
    type: 'session.message_received.v1',
    data: { ...data, direction: message.direction, recovered: row.event === 'recovered' },
    sealed: { content, correspondent },
    person,
  }
}
