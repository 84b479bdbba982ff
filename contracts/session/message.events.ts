// Owns the events of messages as WhatsApp says and hears them. Lane: session id; entity: chat id.
import { Type, type Static } from 'typebox'
import { defineEvent, type EventOf, IsoTime, type NewEvent, Uuid } from '../envelope.ts'
import { Correspondent, MessageContent, Quote } from './content.ts'
import { Media, MediaFailure } from './media.ts'

const base = { sessionId: Uuid, chatId: Uuid, messageId: Uuid }

/** Why a send failed for good; the UI and the API have a sentence for each. */
export const SendFailure = Type.Union([
  Type.Literal('recipient_not_on_whatsapp'),
  /** WhatsApp did not say whether the number is there; nothing was sent. */
  Type.Literal('recipient_unchecked'),
  /** The request names nobody that is known, or the person was erased before it went out. */
  Type.Literal('recipient_unknown'),
  Type.Literal('account_restricted'),
  Type.Literal('refused_by_whatsapp'),
  Type.Literal('session_logged_out'),
  Type.Literal('session_removed'),
  Type.Literal('no_server_ack'),
  Type.Literal('content_unsupported'),
  Type.Literal('media_unavailable'),
  Type.Literal('expired'),
])
export type SendFailure = Static<typeof SendFailure>

/** Whose doing it was: the person outside, or we (by the app or on the phone). */
const by = Type.Union([Type.Literal('contact'), Type.Literal('us')])

export const messageReceived = defineEvent('session.message_received.v1', {
  emitted:
    'when a message of a chat was decrypted: from the contact (incoming), or typed on our own phone (outgoing). ' +
    'Not for what we sent ourselves, and not twice for one message however often WhatsApp repeats it.',
  data: Type.Object({
    ...base,
    contactId: Uuid,
    direction: Type.Union([Type.Literal('incoming'), Type.Literal('outgoing')]),
    /** WhatsApp's time of the message, not of its arrival here. */
    sentAt: IsoTime,
    /** True when a placeholder for this message is already in the log. */
    recovered: Type.Boolean(),
    /** From the phone's history: never unread, and often older than what is in the log already. */
    imported: Type.Optional(Type.Boolean()),
    /** `group`: `contactId` and `correspondent` are of the author, `groupName` of the chat. Left out: a chat of two. */
    chatKind: Type.Optional(Type.Literal('group')),
    /** Of the file, when it has one. */
    mediaId: Type.Optional(Uuid),
  }),
  sealed: Type.Object({
    content: MessageContent,
    correspondent: Correspondent,
    groupName: Type.Optional(Type.String()),
    quote: Type.Optional(Quote),
    /** Where and with which key the network keeps the file; opaque outside the adapter. */
    wireMedia: Type.Optional(Type.String()),
  }),
})
export const messageUndecryptable = defineEvent('session.message_undecryptable.v1', {
  emitted:
    'when a message arrived that cannot be read yet; a later full copy is message_received with recovered.',
  data: Type.Object({
    ...base,
    contactId: Uuid,
    sentAt: IsoTime,
    /** As in message_received. */
    chatKind: Type.Optional(Type.Literal('group')),
  }),
  sealed: Type.Object({ correspondent: Correspondent, groupName: Type.Optional(Type.String()) }),
})
export const messageQueued = defineEvent('session.message_queued.v1', {
  emitted: 'when the session begins a send request and knows its chat; not again on a retry.',
  data: Type.Object({ ...base, contactId: Uuid, mediaId: Type.Optional(Uuid) }),
  sealed: Type.Object({
    content: MessageContent,
    correspondent: Correspondent,
    quote: Type.Optional(Quote),
  }),
})
export const messageSent = defineEvent('session.message_sent.v1', {
  emitted: "when WhatsApp's server acknowledged our message.",
  data: Type.Object({ ...base, sentAt: IsoTime }),
  sealed: null,
})
export const messageDelivered = defineEvent('session.message_delivered.v1', {
  emitted: "when the recipient's phone told that it has the message.",
  data: Type.Object({ ...base, deliveredAt: IsoTime }),
  sealed: null,
})
export const messageRead = defineEvent('session.message_read.v1', {
  emitted: 'when the recipient read (or played) the message and lets us know.',
  data: Type.Object({ ...base, readAt: IsoTime }),
  sealed: null,
})
export const messageFailed = defineEvent('session.message_failed.v1', {
  emitted: 'when a send ended without success and is not tried again.',
  data: Type.Object({ ...base, reason: SendFailure }),
  sealed: null,
})

export const messageEdited = defineEvent('session.message_edited.v1', {
  emitted: 'when its author changed a message; not for edits by anybody else.',
  data: Type.Object({ ...base, contactId: Uuid, by, editedAt: IsoTime }),
  sealed: Type.Object({ content: MessageContent }),
})
export const messageRevoked = defineEvent('session.message_revoked.v1', {
  emitted: 'when its author deleted a message for everyone.',
  data: Type.Object({ ...base, contactId: Uuid, by, revokedAt: IsoTime }),
  sealed: null,
})
export const messageReacted = defineEvent('session.message_reacted.v1', {
  emitted: 'when somebody reacted to a message or took it back; each person has one reaction at a time.',
  data: Type.Object({ ...base, contactId: Uuid, by, reactedAt: IsoTime }),
  /** Null: taken back. */
  sealed: Type.Object({ emoji: Type.Union([Type.String(), Type.Null()]) }),
})
export const mediaStored = defineEvent('session.media_stored.v1', {
  emitted: 'when the file of a received message was fetched, verified and stored.',
  data: Type.Object({ ...base, mediaId: Uuid }),
  sealed: Type.Object({ media: Media }),
})
export const mediaFailed = defineEvent('session.media_failed.v1', {
  emitted: 'when the file of a received message cannot be had and is not tried again.',
  data: Type.Object({ ...base, mediaId: Uuid, reason: MediaFailure }),
  sealed: null,
})

export const messageEvents = [
  messageReceived,
  messageUndecryptable,
  messageQueued,
  messageSent,
  messageDelivered,
  messageRead,
  messageFailed,
  messageEdited,
  messageRevoked,
  messageReacted,
  mediaStored,
  mediaFailed,
] as const
export type MessageEvent = EventOf<(typeof messageEvents)[number]>
export type NewMessageEvent = NewEvent<(typeof messageEvents)[number]>
