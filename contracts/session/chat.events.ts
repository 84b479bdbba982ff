// Owns the events of chats and the people behind them, beside their messages. Lane: session id; entity: chat id.
import { Type } from 'typebox'
import { defineEvent, type EventOf, type NewEvent, Uuid } from '../envelope.ts'

const base = { sessionId: Uuid, chatId: Uuid, contactId: Uuid }
const text = Type.Union([Type.String(), Type.Null()])

export const contactChanged = defineEvent('session.contact_changed.v1', {
  emitted:
    'when the network or the phone told something new of a contact: a number, a name in the phone book, a push name; ' +
    'also when staff open a chat with a number. Not when nothing is new.',
  data: Type.Object(base),
  /** Null: not known. */
  sealed: Type.Object({ phone: text, bookName: text, pushName: text }),
})
export const groupChanged = defineEvent('session.group_changed.v1', {
  emitted: "when a group's subject became known or changed; only where groups are shown.",
  data: Type.Object({ sessionId: Uuid, chatId: Uuid }),
  sealed: Type.Object({ name: Type.String() }),
})
export const chatMerged = defineEvent('session.chat_merged.v1', {
  emitted:
    'when two chats turn out to be with one person (known by number and by LID). `chatId` stays; all of ' +
    '`mergedChatId` belongs to it from now on.',
  data: Type.Object({ ...base, mergedChatId: Uuid, mergedContactId: Uuid }),
  sealed: null,
})
export const contactForgotten = defineEvent('session.contact_forgotten.v1', {
  emitted: 'when everything the session service held of an erased contact was destroyed, keys included.',
  data: Type.Object({ ...base, keyIds: Type.Array(Uuid) }),
  sealed: null,
})

export const chatEvents = [contactChanged, groupChanged, chatMerged, contactForgotten] as const
export type ChatEvent = EventOf<(typeof chatEvents)[number]>
export type NewChatEvent = NewEvent<(typeof chatEvents)[number]>
