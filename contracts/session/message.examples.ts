// Owns one valid example of each message event; tests say only what matters to them.
import { exampleId, exampleTime, recorded, type Recording } from '../examples.ts'
import {
  mediaFailed,
  mediaStored,
  messageDelivered,
  messageEdited,
  messageFailed,
  messageQueued,
  messageReacted,
  messageRead,
  messageReceived,
  messageRevoked,
  messageSent,
  messageUndecryptable,
  type MessageEvent,
} from './message.events.ts'

export const exampleChat = exampleId(1, 0xc)
export const exampleSession = exampleId(1, 0x5)
export const exampleContact = exampleId(1, 0xf)
export const exampleMessage = (number: number) => exampleId(number, 0x3)

type Of<Name> = Extract<MessageEvent, { type: Name }>
type DataOf<Definition extends { type: string }> = Of<Definition['type']>['data']
/** Fields of the event's data and of its recording, all optional. */
type Told<Definition extends { type: string }> = Partial<DataOf<Definition>> & Recording & { text?: string }

const ids = (told: { chatId?: string; sessionId?: string; messageId?: string }) => ({
  sessionId: told.sessionId ?? exampleSession,
  chatId: told.chatId ?? exampleChat,
  messageId: told.messageId ?? exampleMessage(1),
})
const text = (told: { text?: string }) => ({
  kind: 'text' as const,
  text: told.text ?? 'Halo, apakah masih ada?',
})
export const exampleCorrespondent = { phone: '6281234567890', name: 'Budi Santoso' }

/** A customer's message (or, with `direction`, one typed on our own phone). */
export function received(told: Told<typeof messageReceived> = {}): Of<typeof messageReceived.type> {
  const data = {
    ...ids(told),
    contactId: told.contactId ?? exampleContact,
    direction: told.direction ?? ('incoming' as const),
    sentAt: told.sentAt ?? exampleTime(told.sequence ?? 1),
    recovered: told.recovered ?? false,
    ...(told.imported === undefined ? {} : { imported: told.imported }),
    ...(told.chatKind === undefined ? {} : { chatKind: told.chatKind }),
    ...(told.mediaId === undefined ? {} : { mediaId: told.mediaId }),
    sealed:
      told.sealed === undefined ? { content: text(told), correspondent: exampleCorrespondent } : told.sealed,
  }
  return recorded(messageReceived.type, data.chatId, data, told)
}

/** A message that cannot be read yet. */
export function undecryptable(
  told: Told<typeof messageUndecryptable> = {},
): Of<typeof messageUndecryptable.type> {
  const data = {
    ...ids(told),
    contactId: told.contactId ?? exampleContact,
    sentAt: told.sentAt ?? exampleTime(told.sequence ?? 1),
    sealed: told.sealed === undefined ? { correspondent: exampleCorrespondent } : told.sealed,
  }
  return recorded(messageUndecryptable.type, data.chatId, data, told)
}

/** A send request that the session has begun. */
export function queued(told: Told<typeof messageQueued> = {}): Of<typeof messageQueued.type> {
  const data = {
    ...ids(told),
    contactId: told.contactId ?? exampleContact,
    sealed:
      told.sealed === undefined ? { content: text(told), correspondent: exampleCorrespondent } : told.sealed,
  }
  return recorded(messageQueued.type, data.chatId, data, told)
}

export function sent(told: Told<typeof messageSent> = {}): Of<typeof messageSent.type> {
  const data = { ...ids(told), sentAt: told.sentAt ?? exampleTime(told.sequence ?? 1) }
  return recorded(messageSent.type, data.chatId, data, told)
}

export function delivered(told: Told<typeof messageDelivered> = {}): Of<typeof messageDelivered.type> {
  const data = { ...ids(told), deliveredAt: told.deliveredAt ?? exampleTime(told.sequence ?? 1) }
  return recorded(messageDelivered.type, data.chatId, data, told)
}

export function read(told: Told<typeof messageRead> = {}): Of<typeof messageRead.type> {
  const data = { ...ids(told), readAt: told.readAt ?? exampleTime(told.sequence ?? 1) }
  return recorded(messageRead.type, data.chatId, data, told)
}

export function failed(told: Told<typeof messageFailed> = {}): Of<typeof messageFailed.type> {
  const data = { ...ids(told), reason: told.reason ?? ('recipient_not_on_whatsapp' as const) }
  return recorded(messageFailed.type, data.chatId, data, told)
}

/** The contact (or, with `by`, we) changed a message. */
export function edited(told: Told<typeof messageEdited> = {}): Of<typeof messageEdited.type> {
  const data = {
    ...about(told),
    editedAt: told.editedAt ?? exampleTime(told.sequence ?? 1),
    sealed: told.sealed === undefined ? { content: text(told) } : told.sealed,
  }
  return recorded(messageEdited.type, data.chatId, data, told)
}

export function revoked(told: Told<typeof messageRevoked> = {}): Of<typeof messageRevoked.type> {
  const data = { ...about(told), revokedAt: told.revokedAt ?? exampleTime(told.sequence ?? 1) }
  return recorded(messageRevoked.type, data.chatId, data, told)
}

/** A thumb up, unless `sealed` says otherwise. */
export function reacted(told: Told<typeof messageReacted> = {}): Of<typeof messageReacted.type> {
  const data = {
    ...about(told),
    reactedAt: told.reactedAt ?? exampleTime(told.sequence ?? 1),
    sealed: told.sealed === undefined ? { emoji: '👍' } : told.sealed,
  }
  return recorded(messageReacted.type, data.chatId, data, told)
}

const about = (
  told: Told<typeof messageEdited> | Told<typeof messageReacted> | Told<typeof messageRevoked>,
) => ({
  ...ids(told),
  contactId: told.contactId ?? exampleContact,
  by: told.by ?? ('contact' as const),
})

export const exampleMedia = {
  mediaId: exampleId(1, 0xd),
  mimetype: 'image/jpeg',
  bytes: 51_200,
  fileName: null,
  width: 1200,
  height: 1600,
  seconds: null,
  thumbnail: null,
}

/** The file of a message is here. */
export function mediaStoredFor(told: Told<typeof mediaStored> = {}): Of<typeof mediaStored.type> {
  const data = {
    ...ids(told),
    mediaId: told.mediaId ?? exampleMedia.mediaId,
    sealed: told.sealed === undefined ? { media: exampleMedia } : told.sealed,
  }
  return recorded(mediaStored.type, data.chatId, data, told)
}

export function mediaFailedFor(told: Told<typeof mediaFailed> = {}): Of<typeof mediaFailed.type> {
  const data = {
    ...ids(told),
    mediaId: told.mediaId ?? exampleMedia.mediaId,
    reason: told.reason ?? ('media_gone' as const),
  }
  return recorded(mediaFailed.type, data.chatId, data, told)
}
